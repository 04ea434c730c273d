"""How many names of actors the gazetteer leads to their country.

    python3 training/gazetteer/coverage.py [--missed N] CORPUS.jsonl…

Over the events of an event corpus: each source and target span that holds a capital letter beyond its first word,
or a first word that is no common one, and a country; right if the longest entries found in it include the country.
It follows the lookup of chancery::resolve::gazetteer, so that data can be tried without a build.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "gazetteer"
COMMON = ["capitals", "demonyms", "former_states", "seats", "agencies", "bodies", "armed_groups", "ethnic_groups", "regions", "parties", "firms", "media"]
NO_NAME = {"the", "a", "an", "he", "she", "it", "they", "his", "her", "its", "their", "we", "i", "two", "both", "some", "police", "rebels", "officials", "troops", "government"}


def fold(text):
    text = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("đ", "d"))
    return "".join(c for c in text if not unicodedata.combining(c))


def pieces(text):
    return re.findall(r"[A-Za-z0-9]+|[^\sA-Za-z0-9'’‘.`\-‐‑–]", fold(text).replace(".", "").replace("’", "'").replace("&", " and ").replace("'", " "))


def load():
    index, reach, largest = defaultdict(list), {}, {}

    def add(written, country, kind):
        exact, weak = "=" in written[:2], "~" in written[:2]
        p = pieces(written.lstrip("=~"))
        if p:
            index[" ".join(p).lower()].append((p, exact, weak, country, kind))
            reach[p[0].lower()] = max(reach.get(p[0].lower(), 0), len(p))

    for s in csv.DictReader(open(TABLE / "states.csv", encoding="utf-8")):
        for n in [s["name"], *s["names"].split("|"), *s["abbreviations"].split("|")]:
            add(n, s["code"], "state")
    for file in COMMON:
        path = TABLE / f"{file}.csv"
        if path.exists():
            for r in csv.DictReader(open(path, encoding="utf-8")):
                for n in [r["name"], *r["aliases"].split("|")]:
                    add(n, r["country"], r.get("kind", "city"))
    for r in csv.DictReader(open(TABLE / "places.tsv", encoding="utf-8"), delimiter="\t"):
        if r["thousands"] and int(r["thousands"]) * 8 >= largest.setdefault(r["key"], int(r["thousands"])):
            add(r["mark"] + r["name"], r["country"], "city")
    persons = defaultdict(set)
    for file in ("leaders.csv", "rulers.csv"):
        for r in csv.DictReader(open(TABLE / file, encoding="utf-8")):
            for n in [r["name"], r["surname"], *r["aliases"].split("|")]:
                if n:
                    persons[" ".join(pieces(n)).lower()].add(r["country"])
    return index, reach, persons


def agrees(surface, name, exact):
    for s, n in zip(surface, name):
        if s == n:
            continue
        if exact:
            return False
        if len(s) <= 4 and n.islower() or s.islower() and len(s) <= 3 and len(name) > 1:
            continue
        if s.isupper() and len(s) > 1 and (n[0].isupper() or len(name) > 1):
            continue
        if s[0].isupper() and s[1:].islower() and len(n) >= 4 and n.isupper():
            continue
        return False
    return True


def countries(span, index, reach, persons):
    p = pieces(span)
    found, at = set(), 0
    while at < len(p):
        best = None
        for end in range(at + 1, min(len(p), at + reach.get(p[at].lower(), 0)) + 1):
            hits = [h for h in index.get(" ".join(p[at:end]).lower(), []) if agrees(p[at:end], h[0], h[1])]
            if hits:
                best = end, {h[3] for h in hits}
        if best:
            found |= best[1]
            at = best[0]
        else:
            at += 1
    for n in (4, 3, 2, 1):
        for at in range(len(p) - n + 1):
            if p[at][0].isupper():
                found |= persons.get(" ".join(p[at : at + n]).lower(), set())
    return found


def main(args):
    missed_shown = 60
    if args[0] == "--missed":
        missed_shown, args = int(args[1]), args[2:]
    index, reach, persons = load()
    total = hit = some = alone = 0
    missed, wrong = Counter(), Counter()
    for path in args:
        for line in open(path, encoding="utf-8"):
            for event in json.loads(line)["events"]:
                for span, country, *_ in event.get("source", []) + event.get("target", []):
                    if country in {"---", "REG", ""}:
                        continue
                    words = span.split("@")[0].split()
                    named = [w for i, w in enumerate(words) if w[:1].isupper() and not (i == 0 and w.lower() in NO_NAME)]
                    if not named:
                        continue
                    total += 1
                    found = countries(span.split("@")[0], index, reach, persons)
                    if country in found:
                        hit += 1
                        alone += len(found - {""}) == 1
                    elif found - {""}:
                        wrong[(span, country)] += 1
                        some += 1
                    else:
                        missed[(span, country)] += 1
    print(f"{total} names; {hit / total:.1%} lead to the country ({alone / total:.1%} to it alone); {some / total:.1%} only to others; {1 - (hit + some) / total:.1%} to none")
    for title, names in (("to none", missed), ("only to others", wrong)):
        if missed_shown:
            print(title)
        for (span, country), n in names.most_common(missed_shown):
            print(f"  {n} {country} {span}")


if __name__ == "__main__":
    main(sys.argv[1:])
