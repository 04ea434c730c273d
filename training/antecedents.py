"""Learns what `resolve/antecedent.rs` weighs antecedents by.

    cargo run --example actors -- --antecedents EVENTS.jsonl... > weighed.jsonl
    cargo run --example coreference -- --antecedents GUM.conllu... >> weighed.jsonl
    python training/antecedents.py weighed.jsonl crates/chancery/src/resolve/antecedent_weights.rs [--pronouns]

One linear model a need (pronoun, possessive, bare role ...) over the candidates of a phrase, softmax over the
candidates; a candidate is right when its country is the gold one, or, where the links themselves are gold, when it is
an earlier mention of the same entity. The needs share a common part, so that rare ones
lean on the others. `--pronouns` writes the weights of pronouns and possessives alone: those of the roles were learnt
from the event corpus, and links of other genres take from them what they give to descriptions. Prints the share right on folds of documents before it writes the weights from all of them.
Needs numpy.
"""
import json
import sys

import numpy as np

NEEDS = ["it", "person", "they", "its", "their", "his", "country", "definite_role", "bare_role", "named_person"]
SHARED, OWN, ROUNDS, RATE = 0.0005, 0.003, 220, 0.1
EVENTS = 4  # how often a row of the event corpus counts against one of links
PRONOUNS = 6  # the first of the needs


def read(path):
    rows = []
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        features = np.array([f for _, f in row["candidates"]], dtype=np.float32)
        right = np.array([c == row["gold"] for c, _ in row["candidates"]])
        document = row["id"].rsplit(".", 1)[0]
        rows.append((document, NEEDS.index(row["need"]), features, right, row["gold"] == "right"))
    return rows


def pack(rows):
    """All candidates in one matrix, with the row that each belongs to."""
    x = np.concatenate([r[2] for r in rows])
    right = np.concatenate([r[3] for r in rows])
    row = np.concatenate([np.full(len(r[2]), i) for i, r in enumerate(rows)])
    starts = np.concatenate([[0], np.cumsum([len(r[2]) for r in rows])[:-1]])
    need = np.array([r[1] for r in rows])
    return x, right, row, starts, need


def learn(rows):
    rows = [r for r in rows if r[3].any() for _ in range(1 if r[4] else EVENTS)]
    x, right, row, starts, need = pack(rows)
    width = x.shape[1]
    common, own = np.zeros(width), np.zeros((len(NEEDS), width))
    moments = np.zeros((2, 1 + len(NEEDS), width))
    for step in range(1, ROUNDS + 1):
        weights = common + own
        score = (x * weights[need[row]]).sum(1)
        score -= np.maximum.reduceat(score, starts)[row]
        p = np.exp(score)
        p /= np.add.reduceat(p, starts)[row]
        q = p * right
        q /= np.maximum(np.add.reduceat(q, starts), 1e-12)[row]
        each = (p - q)[:, None] * x
        by_need = np.zeros((len(NEEDS), width))
        np.add.at(by_need, need[row], each)
        gradient = np.concatenate([(by_need.sum(0) / len(rows) + SHARED * common)[None], by_need / len(rows) + OWN * own])
        moments[0] = 0.9 * moments[0] + 0.1 * gradient
        moments[1] = 0.99 * moments[1] + 0.01 * gradient**2
        move = RATE * (moments[0] / (1 - 0.9**step)) / (np.sqrt(moments[1] / (1 - 0.99**step)) + 1e-8)
        common -= move[0]
        own -= move[1:]
    return common + own


def chosen_right(rows, weights):
    return [(need, bool(right[int(np.argmax(x @ weights[need]))])) for _, need, x, right, _ in rows]


def kept(path):
    """The weights that the file holds."""
    rows = [line for line in open(path, encoding="utf-8") if line.startswith("    [")]
    return np.array([json.loads(row.strip().rstrip(",")) for row in rows])


def main():
    rows = read(sys.argv[1])
    documents = sorted({r[0] for r in rows})
    fold = {d: i % 5 for i, d in enumerate(documents)}
    results = []
    for k in range(5):
        weights = learn([r for r in rows if fold[r[0]] != k])
        results += chosen_right([r for r in rows if fold[r[0]] == k], weights)
    for i, name in enumerate(NEEDS):
        mine = [ok for need, ok in results if need == i]
        print(f"{name:14} {len(mine):5} {np.mean(mine) if mine else 0:.3f}")
    print(f"{'all':14} {len(results):5} {np.mean([ok for _, ok in results]):.3f}")
    weights = learn(rows)
    if len(sys.argv) > 2:
        if "--pronouns" in sys.argv:
            weights[PRONOUNS:] = kept(sys.argv[2])[PRONOUNS:]
        with open(sys.argv[2], "w", encoding="utf-8") as out:
            out.write(
                "//! Learnt weights, one row a need and one column a feature, in the order of their enums. Written by\n"
                "//! `training/antecedents.py`; not to be edited by hand.\n\n"
                "/// Needs × features.\n#[rustfmt::skip]\n#[allow(clippy::approx_constant)]\n"
                f"pub(super) const WEIGHTS: [[f32; {weights.shape[1]}]; {len(NEEDS)}] = [\n"
            )
            for line in weights:
                out.write("    [" + ", ".join(f"{w:.3f}" for w in line) + "],\n")
            out.write("];\n")


if __name__ == "__main__":
    main()
