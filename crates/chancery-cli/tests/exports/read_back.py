"""Reads every export of a record and compares it with what SQLite says of the same record.

Usage: read_back.py FOLDER, with record.db and record.LAYOUT in it. Ends with an error at the first difference.
"""

import csv
import json
import sqlite3
import sys
from pathlib import Path

import duckdb
import networkx as nx
import pandas as pd
import polars as pl
import rdflib

FOLDER = Path(sys.argv[1])
RECORD = sqlite3.connect(f"file:{FOLDER / 'record.db'}?mode=ro", uri=True)
PEERS = "status IN ('actual', 'alleged')"


def ask(sql, *values):
    return RECORD.execute(sql, values).fetchall()


def path(layout):
    return str(FOLDER / f"record.{layout}")


def same(what, got, expected):
    if got != expected:
        sys.exit(f"{what}: {got!r}, but the record says {expected!r}")
    print(f"  {what}: {str(got)[:60]}")


def pairs(claim):
    """How many rows a layout of one source and one target has for a claim."""
    ends = {
        role: [actor for (actor,) in ask(
            "SELECT actor FROM participants WHERE claim = ? AND role = ? ORDER BY rank", claim, role)] or [None]
        for role in ("source", "target")
    }
    return sum(a is None or a != b for a in ends["source"] for b in ends["target"])


def table():
    (claims,) = ask("SELECT count(*) FROM claims")[0]
    (dated,) = ask("SELECT count(*) FROM claims JOIN events ON events.id = event WHERE from_day IS NOT NULL")[0]
    sentences = sorted(s for (s,) in ask("SELECT sentence FROM timeline"))
    goldstein = ask("SELECT round(sum(goldstein), 6) FROM claims")[0][0]

    frame = pd.read_csv(path("csv"))
    same("pandas, CSV: claims", len(frame), claims)
    same("pandas, CSV: sentences", sorted(frame["sentence"]), sentences)
    same("pandas, CSV: Goldstein", round(float(frame["goldstein"].sum()), 6), goldstein)
    frame = pl.read_csv(path("csv"), infer_schema_length=None)
    same("polars, CSV: sentences", sorted(frame["sentence"]), sentences)
    same("DuckDB, CSV: claims", duckdb.sql(f"SELECT count(*) FROM read_csv('{path('csv')}')").fetchall()[0][0], claims)

    frame = pd.read_parquet(path("parquet"))
    same("pandas, Parquet: sentences", sorted(frame["sentence"]), sentences)
    same("pandas, Parquet: Goldstein", round(float(frame["goldstein"].sum()), 6), goldstein)
    frame = pl.read_parquet(path("parquet"))
    same("polars, Parquet: types", [str(frame.schema[c]) for c in ("claim", "from_day", "source", "goldstein")],
         ["Int64", "Date", "List(String)", "Float64"])
    same("polars, Parquet: dated", int(frame["from_day"].is_not_null().sum()), dated)
    dyads = frame.select("claim", "source", "target").explode("source").explode("target").drop_nulls()
    expected = ask("SELECT count(*) FROM claims JOIN sides AS s USING (event) JOIN sides AS t USING (event)"
                   " WHERE s.role = 'source' AND t.role = 'target'")[0][0]
    same("polars, Parquet: lists", len(dyads), expected)
    first = ask("SELECT min(from_day) FROM events")[0][0]
    got = duckdb.sql(f"SELECT min(from_day)::text, count(DISTINCT event) FROM '{path('parquet')}'").fetchall()[0]
    same("DuckDB, Parquet: first day and events", got, (first, ask("SELECT count(DISTINCT event) FROM claims")[0][0]))

    with open(path("jsonl"), encoding="utf-8") as lines:
        entries = [json.loads(line) for line in lines]
    same("JSON lines: sentences", sorted(e["sentence"] for e in entries), sentences)
    labels = sum(len(e["citations"]) for e in entries)
    same("JSON lines: citations", labels, ask("SELECT count(*) FROM citations")[0][0])


def peers():
    # Whose only source is its only target has no row.
    claims = [c for (c,) in ask(f"SELECT id FROM claims WHERE {PEERS}") if pairs(c)]
    rows = pd.read_csv(path("polecat"), sep="\t", dtype=str, keep_default_na=False)
    same("POLECAT: columns", rows.shape[1], 40)
    same("POLECAT: rows", len(rows), sum(pairs(c) for c in claims))
    same("POLECAT: claims", {int(i) // 10000 for i in rows["Event ID"]}, set(claims))
    same("POLECAT: identifiers", rows["Event ID"].nunique(), len(rows))
    types = {t for (t,) in ask(f"SELECT DISTINCT type FROM events JOIN claims ON event = events.id WHERE {PEERS}")}
    same("POLECAT: types", set(rows["Event Type"]) <= types, True)

    whole = [c for (c,) in ask(
        f"SELECT id FROM claims WHERE {PEERS} AND cameo IS NOT NULL"
        " AND 2 = (SELECT count(DISTINCT role) FROM participants WHERE claim = claims.id)")]
    rows = pd.read_csv(path("icews"), sep="\t", dtype={"CAMEO Code": str})
    same("ICEWS: columns", rows.shape[1], 20)
    same("ICEWS: rows", len(rows), sum(pairs(c) for c in whole))
    same("ICEWS: Goldstein agrees with the code", rows["Intensity"].between(-10, 10).all(), True)

    with open(path("gdelt"), encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    same("GDELT: columns", {len(row) for row in rows}, {58})
    same("GDELT: events", {int(row[0]) // 10000 for row in rows},
         {e for c in claims for (e,) in ask("SELECT event FROM claims WHERE id = ?", c)})
    told = {int(row[0]) // 10000: int(row[31]) for row in rows}
    same("GDELT: mentions", sum(told.values()), len(claims))
    same("GDELT: quad classes", {row[29] for row in rows} <= {"1", "2", "3", "4"}, True)


def networks():
    edges = ask("SELECT s.country, t.country, type, count(DISTINCT event) FROM sides AS s JOIN sides AS t USING (event)"
                " JOIN events ON events.id = event WHERE s.role = 'source' AND t.role = 'target'"
                " AND s.country <> t.country GROUP BY 1, 2, 3")
    expected = sorted((a, b, kind, float(n)) for a, b, kind, n in edges)
    for name, graph in [("GraphML", nx.read_graphml(path("graphml"), force_multigraph=True)),
                        ("GEXF", nx.read_gexf(path("gexf")))]:
        same(f"networkx, {name}: directed", graph.is_directed(), True)
        got = sorted((a, b, d["type"], float(d["weight"])) for a, b, d in graph.edges(data=True))
        same(f"networkx, {name}: edges", got, expected)
        same(f"networkx, {name}: nodes", all(d.get("label") for _, d in graph.nodes(data=True)), True)


def turtle():
    graph = rdflib.Graph().parse(path("rdf"), format="turtle")
    rows = graph.query("""
        PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
        PREFIX prov: <http://www.w3.org/ns/prov#>
        PREFIX c: <urn:x-chancery:vocabulary:>
        SELECT ?claim ?sentence WHERE {
            ?claim a prov:Entity ; c:event ?event ; prov:value ?sentence ; prov:wasQuotedFrom ?document .
            ?event a sem:Event ; sem:eventType ?type . ?type a sem:EventType .
            FILTER NOT EXISTS { ?type sem:subTypeOf ?above }
        }""")
    same("rdflib: sentences", sorted(str(row.sentence) for row in rows),
         sorted(s for (s,) in ask("SELECT sentence FROM timeline")))
    roles = graph.query("""
        PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
        PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
        SELECT DISTINCT ?event ?actor WHERE { ?event sem:hasActor ?role . ?role rdf:value ?actor .
            ?actor a sem:Actor }""")
    same("rdflib: who takes part", len(roles) > 0, True)


def slides():
    rows = pd.read_csv(path("timeline"), keep_default_na=False)
    dated = ask("SELECT count(DISTINCT event) FROM claims JOIN events ON events.id = event"
                " WHERE from_day IS NOT NULL")[0][0]
    same("TimelineJS: slides", len(rows), dated)
    same("TimelineJS: each has a year", rows["Year"].astype(int).gt(0).all(), True)


for check in (table, peers, networks, turtle, slides):
    check()
print("every export reads back as the record has it")
