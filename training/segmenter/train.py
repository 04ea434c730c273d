#!/usr/bin/env python3
"""Trains the sentence splitter: logistic regression over the hashed features of every place between two tokens.

    cargo build --release --example segmenter_features
    python3 training/segmenter/train.py target/release/examples/segmenter_features ../shared/data models/segmenter.bin

Trains on UD English EWT and GUM (train), and on the event corpus's texts of one sentence (train, written1) as places
where none ends; chooses regularisation and threshold on their dev parts. Needs numpy,
scipy and scikit-learn. `models/segmenter.bin` is: magic "CHSEG1\\n\\0", bucket count and bias (in units of the scale)
as little-endian u32 and i32, scale as f32, then one signed byte a bucket.
"""
import argparse
import json
import random
import subprocess
import sys
import numpy as np
from pathlib import Path
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from score import read

BUCKETS = 1 << 18


def places(binary, texts):
    """(features, number of the text, bytes at which the tokens before and behind start) of every place."""
    rows = "".join(json.dumps({"text": t}) + "\n" for t in texts)
    raw = subprocess.run([binary], input=rows.encode(), capture_output=True, check=True).stdout
    v = np.frombuffer(raw, dtype="<u4")
    step = 4 + int(v[3])
    assert len(v) % step == 0
    v = v.reshape(-1, step)
    n, k = v.shape[0], step - 4
    x = csr_matrix((np.ones(n * k, np.float32), v[:, 4:].astype(np.int32).ravel(), np.arange(0, n * k + 1, k)), shape=(n, BUCKETS))
    x.sum_duplicates()
    return x, v[:, 0], v[:, 1], v[:, 2]


def labels(before, behind, text, sents):
    """Whether a sentence starts behind the start of the token before and not behind that of the next."""
    to_byte = np.zeros(len(text) + 1, np.int64)
    to_byte[1:] = np.cumsum([len(c.encode()) for c in text])
    starts = to_byte[[s for s, _ in sents]]
    return np.searchsorted(starts, before, side="right") < np.searchsorted(starts, behind, side="right")


def corpus(binary, path, glued=0.0):
    text, _, sents = read(path)
    if glued:
        text, sents = glue(text, sents, glued)
    x, _, before, behind = places(binary, [text])
    return x, labels(before, behind, text, sents)


def glue(text, sents, share):
    """Takes the space between a share of the sentences, as scraped text loses it ("ended.The two")."""
    draw = random.Random(7)
    out, spans, cut = [], [], 0
    last = None
    for start, end in sents:
        if last is not None:
            gap = text[last:start]
            if gap == " " and text[last - 1] in ".!?" and text[start].isupper() and draw.random() < share:
                cut += 1
            else:
                out.append(gap)
        out.append(text[start:end])
        spans.append((start - cut, end - cut))
        last = end
    return "".join(out), spans


def one_sentence(binary, path):
    """Texts that are one sentence each, but for places after a full stop, where some are two: those are left out."""
    texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
    x, number, before, behind = places(binary, texts)
    coded = [t.encode() for t in texts]
    stops = np.array([set(coded[n][a:b].strip()) <= set(b".!?\"')") for n, a, b in zip(number, before, behind)])
    keep = ~stops
    return x[keep], np.zeros(int(keep.sum()), bool)


def f1(y, p):
    both = (y & p).sum()
    return 200 * both / max(1, y.sum() + p.sum())


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("binary")
    args.add_argument("data", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--c", type=float, nargs="*", default=[0.1])
    args = args.parse_args()
    bank = args.data / "treebank"
    train = [corpus(args.binary, bank / f, glued=0.04) for f in ("ewt-train.conllu", "gum-ccby-train.conllu")]
    train += [one_sentence(args.binary, args.data / "events" / f) for f in ("train.jsonl", "written1.jsonl")]
    dev = {f: corpus(args.binary, bank / f) for f in ("ewt-dev.conllu", "gum-ccby-dev.conllu")}
    from scipy.sparse import vstack

    x = vstack([t[0] for t in train]).tocsr()
    y = np.concatenate([t[1] for t in train])
    print("places", x.shape[0], "boundaries", int(y.sum()), file=sys.stderr)
    best = None
    for c in args.c:
        model = LogisticRegression(C=c, solver="lbfgs", max_iter=200, tol=1e-4)
        model.fit(x, y)
        w, bias = model.coef_[0], float(model.intercept_[0])
        for t in np.arange(-1.5, 1.6, 0.25):
            row = [f1(yd, xd @ w + bias > t) for xd, yd in dev.values()]
            print(f"C {c} threshold {t:+.2f} boundary F1 on dev:", " ".join(f"{r:.2f}" for r in row), file=sys.stderr)
            if best is None or row[0] > best[0]:
                best = (row[0], c, t, w, bias)
    _, c, t, w, bias = best
    scale = np.abs(w).max() / 127
    q = np.clip(np.round(w / scale), -127, 127).astype(np.int8)
    head = b"CHSEG1\n\0" + np.uint32(BUCKETS).tobytes() + np.int32(round((bias - t) / scale)).tobytes() + np.float32(scale).tobytes()
    args.out.write_bytes(head + q.tobytes())
    print(f"C {c}, threshold {t:+.2f}: {args.out}, {args.out.stat().st_size} bytes, {np.count_nonzero(q)} weights", file=sys.stderr)


if __name__ == "__main__":
    main()
