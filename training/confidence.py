#!/usr/bin/env python3
"""Fits the confidence of events: a logistic regression on the signals of crates/chancery/src/coding/confidence.rs.

    chancery eval events DEV PROFILES_DEV --predictions rows.jsonl
    confidence.py rows.jsonl [more.jsonl …] [--test other.jsonl]

Rows are events on texts that the model was not trained on. Prints the calibration error of five folds (texts, not rows,
are dealt out), that of --test, how well events are ranked (area under the ROC curve) by the fit and by the trigger's
probability alone, and the weights for WEIGHTS. Needs numpy."""
import argparse, json
import numpy

FLAGS = ("has_source", "has_target", "single", "framed", "symmetric")


def rows(paths):
    """Features, whether right, and the text of each coded event; optional events are not judged."""
    x, y, group = [], [], []
    for n, path in enumerate(paths):
        for row in map(json.loads, open(path, encoding="utf-8")):
            s = row.get("signals")
            if not s or row["outcome"] == "missed" or (row.get("gold") or {}).get("optional"): continue
            logits = [numpy.log(p / (1 - p)) for p in (min(max(s[k], 0.001), 0.999) for k in ("trigger", "source", "target"))]
            x.append([1.0, *logits, *(float(s[k]) for k in FLAGS)]); y.append(float(row["outcome"] == "matched"))
            group.append((n, row["predicted"]["line"]))
    return numpy.array(x), numpy.array(y), group


def fit(x, y, ridge=1.0, steps=60):
    """Newton's method; `ridge` holds all weights but the intercept near 0."""
    w = numpy.zeros(x.shape[1]); hold = numpy.full(len(w), ridge); hold[0] = 1e-6
    for _ in range(steps):
        p = 1 / (1 + numpy.exp(-x @ w))
        w += numpy.linalg.solve((x.T * (p * (1 - p))) @ x + numpy.diag(hold), x.T @ (y - p) - hold * w)
    return w


def error(p, y):
    """Expected calibration error over tenths."""
    tenth = numpy.minimum((p * 10).astype(int), 9)
    return sum(abs((p - y)[tenth == t].sum()) for t in range(10)) / len(y)


def area(p, y):
    order = numpy.argsort(p); rank = numpy.empty(len(p)); rank[order] = numpy.arange(1, len(p) + 1)
    right = y.sum()
    return (rank[y == 1].sum() - right * (right + 1) / 2) / (right * (len(y) - right))


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("rows", nargs="+"); a.add_argument("--test", action="append", default=[])
    o = a.parse_args()
    x, y, group = rows(o.rows)
    texts = sorted(set(group)); numpy.random.default_rng(0).shuffle(texts); fold = {tuple(g): i % 5 for i, g in enumerate(map(tuple, texts))}
    of = numpy.array([fold[(int(n), int(l))] for n, l in group]); p = numpy.zeros(len(y))
    for f in range(5): p[of == f] = 1 / (1 + numpy.exp(-x[of == f] @ fit(x[of != f], y[of != f])))
    print(f"{len(y)} events, {y.mean():.3f} right; folds: calibration error {error(p, y):.3f}, area {area(p, y):.3f} (trigger alone {area(x[:, 1], y):.3f})")
    for t in range(10):
        some = numpy.minimum((p * 10).astype(int), 9) == t
        if some.any(): print(f"  said {p[some].mean():.2f}  right {y[some].mean():.2f}  of {some.sum()}")
    w = fit(x, y)
    for path in o.test:
        u, v, _ = rows([path]); q = 1 / (1 + numpy.exp(-u @ w))
        print(f"{path}: {len(v)} events, {v.mean():.3f} right, said {q.mean():.3f}; calibration error {error(q, v):.3f}, area {area(q, v):.3f} (trigger alone {area(u[:, 1], v):.3f})")
    print("WEIGHTS:", "[" + ", ".join(f"{v:.2f}" for v in w) + "]")


if __name__ == "__main__":
    main()
