"""Names of countries changed for others, so that the heads learn what a sentence says rather than of whom it is said."""
import csv, os


class Countries:
    """Countries by the single words that stand for them: their name, demonym, people and capital."""

    def __init__(self, folder):
        self.forms, self.known = {}, {}
        def add(word, country, form):
            if word and country and word.isalpha() and word not in self.known:
                self.known[word] = (country, form); self.forms.setdefault(country, {}).setdefault(form, word)
        for row in csv.DictReader(open(os.path.join(folder, "states.csv"), encoding="utf-8")):
            if not row["sovereign"] and not row["to"]: add(row["name"], row["code"], "name")
        for name in ("demonyms", "capitals"):
            for row in csv.DictReader(open(os.path.join(folder, f"{name}.csv"), encoding="utf-8")):
                if not row["to"]: add(row["name"], row["country"], row["kind"])

    def changed(self, example, subwords, chance):
        """The example with each of its countries become another one, the same throughout; itself if it names none."""
        words = example["words"]; needed = {}
        for w in words:
            if w in self.known: country, form = self.known[w]; needed.setdefault(country, set()).add(form)
        if not needed: return example
        instead, taken = {}, set()
        for country, forms in needed.items():
            fit = [c for c, f in self.forms.items() if forms <= f.keys() and c not in taken and c not in needed]
            if fit: instead[country] = chance.choice(fit); taken.add(instead[country])
        new = [self._of(w, instead) for w in words]
        keep = {k: v for k, v in example.items() if k not in ("words", "ids", "first", "last", "shape", "corpus")}
        return subwords.example(new, example["corpus"], **keep)

    def _of(self, word, instead):
        country, form = self.known.get(word, (None, None))
        return self.forms[instead[country]][form] if country in instead else word
