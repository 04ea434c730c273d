"""Scores of the heads on held-out examples, on gold tokens: for choosing between runs. The figures that are quoted
come from `chancery eval`, on raw text and from the exported weights."""
import torch
from data import ENTITY, KINDS, TRIGGER, TYPES


def spans(tags, names):
    """Runs of B-/I- tags: (start, end, kind)."""
    found, start = [], None
    for i, t in enumerate(list(tags) + [0]):
        name = names[t]
        if start is not None and (name == "O" or name[0] == "B" or name[2:] != names[tags[start]][2:]):
            found.append((start, i, names[tags[start]][2:])); start = None
        if name != "O" and start is None: start = i
    return found


def f1(right, predicted, gold):
    return 200.0 * right / max(predicted + gold, 1)


def tree(pairs):
    words = las = uas = upos = lemma = known = 0
    for x, o in pairs:
        n = len(x["words"]); arc = o["arc"][:n, : n + 1].clone()
        arc[torch.arange(n), torch.arange(1, n + 1)] = -1e9
        heads = arc.argmax(-1); relation = o["relation"][torch.arange(n), :, heads].argmax(-1).tolist(); heads = heads.tolist()
        tags, scripts = o["upos"][:n].argmax(-1).tolist(), o["lemma"][:n].argmax(-1).tolist()
        for i in range(n):
            words += 1; uas += heads[i] == x["head"][i]; las += heads[i] == x["head"][i] and relation[i] == x["deprel"][i]
            upos += tags[i] == x["upos"][i]; lemma += scripts[i] == x["lemma"][i]
    return {"LAS": 100 * las / words, "UAS": 100 * uas / words, "UPOS": 100 * upos / words, "lemma": 100 * lemma / words}


def uner(pairs):
    right = predicted = gold = 0
    outer = {"person": "PER", "organisation": "ORG", "location": "LOC", "facility": "LOC"}
    for x, o in pairs:
        tags = o["entity"][: len(x["words"])].argmax(-1).tolist()
        p = {(a, b, outer[k]) for a, b, k in spans(tags, ENTITY) if k in outer}
        want = [next(t for t in range(len(ENTITY)) if m >> t & 1) for m in x["entity"]]
        g = {(a, b, outer[k]) for a, b, k in spans(want, ENTITY) if k in outer}
        right += len(p & g); predicted += len(p); gold += len(g)
    return {"NER": f1(right, predicted, gold)}


def attribution(pairs):
    c = torch.zeros(3, 3)
    for x, o in pairs:
        p = o["attribution"][: len(x["words"])] > 0; g = torch.tensor(x["attribution"]).bool()
        c += torch.stack([(p & g).sum(0), p.sum(0), g.sum(0)])
    each = [f1(*c[:, i].tolist()) for i in range(3)]
    return {"attribution": f1(*c.sum(1).tolist()), "source": each[0], "cue": each[1], "content": each[2]}


def events(pairs):
    right = whole = predicted = gold = status = mode = 0
    for x, o in pairs:
        n = len(x["words"])
        found = []
        for a, b, kind in spans(o["trigger"][:n].argmax(-1).tolist(), TRIGGER):
            r = o["role"][a:b, :, :n].mean(0)[:4].argmax(0).tolist()
            found.append((kind, set(range(a, b)), {i for i, v in enumerate(r) if v == 1}, {i for i, v in enumerate(r) if v == 2},
                          o["status"][a:b].mean(0).argmax().item(), o["mode"][a:b].mean(0).argmax().item()))
        predicted += len(found); gold += len(x["events"]); used = set()
        for words, m, s, roles in x["events"]:
            kind = TYPES[(x["trigger"][words[0]] - 1) // 2]
            for q, p in enumerate(found):
                if q in used or p[0] != kind or not p[1] & set(words): continue
                ok = lambda have, want: bool(have & set(want)) if want else not have
                used.add(q); right += 1; status += p[4] == s; mode += p[5] == m
                whole += ok(p[2], roles.get("source", [])) and ok(p[3], roles.get("target", [])); break
    return {"trigger": f1(right, predicted, gold), "P": 100 * right / max(predicted, 1), "R": 100 * right / max(gold, 1),
            "roles": f1(whole, predicted, gold), "status": 100 * status / max(right, 1), "mode": 100 * mode / max(right, 1)}


def relations(pairs):
    """Macro-F1 of the older pairs' types, by one pass a sentence and by a pass a pair with marks."""
    said = {1: [], 2: []}
    for x, o in pairs:
        for first, second, wanted, dialect in x["pairs"]:
            score = o["pair"][first][:, :, second].mean((0, 2)).view(-1, len(TYPES) + 1)[dialect]
            said[dialect].append((wanted, score[1:].argmax().item() + 1))
    def macro(answers):
        kinds = {g for g, _ in answers}
        return sum(f1(sum(g == p == k for g, p in answers), sum(p == k for _, p in answers), sum(g == k for g, _ in answers)) for k in kinds) / max(len(kinds), 1)
    return {"one pass": macro(said[1]), "marked": macro(said[2])}


KIND = {"tree": tree, "uner": uner, "attribution": attribution, "dev": events, "profiles_dev": events, "relations": relations}
