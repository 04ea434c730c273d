"""Writes gazetteer/rulers.csv: who ruled which state when, from REIGN (OEF Research) and The World Factbook.

    cd ../shared/data && python3 …/rulers.py actors/reign_leaders_2021-03.csv actors/factbook_actors.json geography/cow2iso.txt

Persons that gazetteer/leaders.csv (written by hand, with full names) has in the same years are left out.
"""

import csv
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "gazetteer"
RULING = {"president", "prime minister", "chancellor", "monarch", "leader"}
PARTICLES = {"al", "el", "bin", "ben", "ibn", "ould", "abu", "abd", "van", "von", "de", "da", "dos", "du", "der", "la", "le", "di", "del", "ter", "den", "al-", "st."}
SURNAME_FIRST = {"CHN", "PRK", "KOR", "VNM", "TWN", "KHM", "HUN0", "ETH", "SGP"}
SPANISH = {"ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "SLV", "ESP", "GNQ", "GTM", "HND", "MEX", "NIC", "PAN", "PRY", "PER", "URY", "VEN"}
# States whose line ended or that the code list dates otherwise than REIGN does.
COW = {"GFR": "DEU", "GMY": "DEU", "GDR": "DDR", "RVN": "VNM", "DRV": "VNM", "YAR": "YEM", "YPR": "YEM", "YEM": "YEM",
       "CZE": "CSK", "CZR": "CZE", "KOS": "XKX", "AAB": "ATG", "AUS": "AUT", "AUL": "AUS", "UKG": "GBR", "ROK": "KOR",
       "PRK": "PRK", "SSD": "SSD", "ETM": "TLS", "MNG": "MNE", "MON": "MNG", "CAP": "CPV", "CAO": "CMR", "CON": "COG",
       "DRC": "COD", "SWZ": "CHE", "SWD": "SWE", "SWA": "SWZ", "INS": "IDN", "SAL": "SLV", "TKM": "TKM", "NTH": "NLD"}


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


def tidy(name):
    name = re.sub(r"\s*\(.*", "", name.strip())
    name = re.sub(r"[^\w\s.,'’-]", "", name)
    if "," in name:
        last, first = [p.strip() for p in name.split(",", 1)]
        name = f"{first} {last}" if first and not first.lower().startswith("jr") else last
    name = " ".join(w[:1].upper() + w[1:] if w.lower() not in PARTICLES else w for w in name.split())
    return name


def surname(name, country, given):
    """The name that texts use alone, and its other forms."""
    words = name.split()
    if len(words) == 1:
        return name, []
    if re.fullmatch(r"[IVX]+", words[-1]) or country in {"MMR", "BTN"} and len(words) < 4:
        return name, []
    if country in SURNAME_FIRST and not words[0].endswith("."):
        return words[0], []
    if country in SPANISH and len(words) == 2 and fold(words[0]) not in given:
        return name, [words[0]]
    if country in SPANISH and len(words) == 3 and fold(words[0]) in given:
        return words[1], [f"{words[1]} {words[2]}"]
    if words[-1].lower().strip(".") in {"jr", "sr"}:
        words = words[:-1]
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    whole = " ".join(words[at:])
    return whole, ([words[-1]] if whole != words[-1] else [])


def forms(name, last, others):
    """Shorter forms: the surname without its article, first and last name alone."""
    found = list(others)
    for form in [last, *others]:
        bare = re.sub(r"^(?:ibn |bin )?(?:al|el|ath|as|ash|ar|at|an)[- ]", "", form, flags=re.I)
        found.append(bare)
    words = name.split()
    if len(words) > 2 and not re.fullmatch(r"[IVX]+", words[-1]):
        found.append(f"{words[0]} {last}" if words[0] != last.split()[0] else f"{words[0]} {words[1]}")
    return "|".join(dict.fromkeys(f for f in found if len(f) > 2 and f not in {name, last}))


def cow_codes(path):
    codes = {}
    for row in csv.DictReader(open(path, encoding="utf-8")):
        codes[row["cow3"]] = row["iso3"]
    codes.update(COW)
    return codes


def reign(path, codes):
    for r in csv.DictReader(open(path, encoding="utf-8", errors="replace")):
        country = codes.get(r["stateabb"])
        if r["stateabb"] == "RUS" and r["eyear"] and int(r["syear"]) < 1991:
            country = "SUN"
        if r["stateabb"] == "YUG" and int(r["syear"]) >= 2003:
            country = "SRB"
        if not country or not re.search(r"\w{2}", r["leader"]) or re.search(r"[Jj]unta|[Cc]ouncil|[Cc]ommittee|vacant", r["leader"]):
            continue
        end = r["eyear"] if r["eyear"] and int(r["eyear"]) < 2021 else r["eyear"]
        yield tidy(r["leader"]), country, "ruler", int(r["syear"]), int(end) if end else None


def factbook(path, names):
    """Holders since the date that the book gives; surnames stand in capitals there."""
    for x in json.load(open(path, encoding="utf-8")):
        country = None
        for key in (x.get("name"), x.get("long_name")):
            if key and key != "none":
                country = country or names.get(fold(re.sub(r"^the ", "", key)))
        if not country:
            continue
        for field in ("chief_of_state", "head_of_government"):
            text = x.get(field) or ""
            text = text.split(";")[0]
            m = re.match(r"((?:Acting |Interim |Transitional? |Caretaker |First |Co-)*(?:Executive |Sovereign )?(?:President|Prime Minister|Premier|King|Queen|Emperor|Sultan|Amir|Chancellor|Taoiseach|Grand Duke|Prince|Pope|Chief Executive))(?: of [A-Z][\w ]+? (?=[A-Z]{2}))?,? (.+?) \((?:since )?.*?(\d{4})\)", text)
            if not m:
                continue
            office, name, year = m.group(1).lower(), m.group(2), int(m.group(3))
            name = re.sub(r"^(?:(?:Gen|Col|Capt|Lt|Sr|Maj|Brig|Field Marshal|General|Dr|Sheikh|Ratu|Sir)\.? )+", "", name)
            name = re.sub(r"[\"“”].*?[\"“”] ", "", name)
            name = re.sub(r"\s*[;,].*", "", name)
            caps = [w for w in re.findall(r"(?<![\w])[A-ZÀ-ÝĀ-Ž][A-ZÀ-ÝĀ-Ž'’-]+(?![a-zà-ÿ])", name) if len(w) > 1 and not re.fullmatch(r"[IVX]+", w)]
            cased = " ".join(case(w) if w in caps or fold(w).upper() == fold(w) and len(w) > 3 else w for w in name.split())
            last = " ".join(case(w) for w in caps) or cased.split()[-1]
            if not 3 <= len(last) or not all(w[0].isalpha() for w in cased.split()):
                continue
            if cased.startswith(("Charles I", "Carl XVI")) and country not in {"GBR", "SWE"}:
                continue
            yield cased, last, country, re.sub(r"^(acting|interim|transition(al)?|caretaker|first|co-) ?", "", office), year


def case(word):
    if re.fullmatch(r"[IVX]+", word):
        return word
    return "-".join(p[:1].upper() + p[1:].lower() if p.isupper() else p for p in word.split("-"))


def main(reign_path, factbook_path, cow_path):
    states = list(csv.DictReader(open(TABLE / "states.csv", encoding="utf-8")))
    names = {fold(n): s["code"] for s in states for n in [s["name"], *s["names"].split("|")] if n}
    given = set((Path(__file__).parent / "given_names.txt").read_text(encoding="utf-8").split())
    written = defaultdict(list)
    path = TABLE / "leaders.csv"
    if path.exists():
        for r in csv.DictReader(open(path, encoding="utf-8")):
            if r["office"] not in RULING:
                continue
            for n in [r["surname"], *r["aliases"].split("|"), r["name"].split()[-1], r["name"]]:
                if n:
                    written[(r["country"], fold(n))].append((int(r["from"] or -9999), int(r["to"] or 9999)))

    def covered(country, names, start, end):
        return any(a <= end and start <= b for f in names for a, b in written[(country, fold(f))])

    rows = {}
    book = []
    for name, last, country, office, year in factbook(factbook_path, names):
        if not covered(country, [last], year, 2030):
            book.append((name, last, country, office, year))
            rows[(name, country, office, year)] = [name, last, forms(name, last, []), country, "GOV", office, year, ""]
    for name, country, office, start, end in reign(reign_path, cow_codes(cow_path)):
        last, others = surname(name, country, given)
        until = end or 2021
        # REIGN cuts some names wrongly ("Hee Park"): any word of one may be the surname that is written by hand.
        if covered(country, [last, *others, name, *name.split()], start, until) or last.endswith("."):
            continue
        if any(c == country and fold(l) == fold(last) and start >= y for _, l, c, _, y in book):
            continue
        rows[(name, country, office, start)] = [name, last, forms(name, last, others), country, "GOV", office, start, end or 2021]
    with open(TABLE / "rulers.csv", "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["name", "surname", "aliases", "country", "sectors", "office", "from", "to"])
        out.writerows(sorted(rows.values(), key=lambda r: [str(v) for v in r]))
    print(len(rows), "terms")


if __name__ == "__main__":
    main(*sys.argv[1:])
