#!/usr/bin/env python3
"""Trains the sentence splitter: logistic regression over the hashed features of every place between two tokens.

    cargo build --release --example segmenter_features
    python3 training/segmenter/train.py target/release/examples/segmenter_features ../shared/data models/segmenter.bin

Trains on UD English EWT and GUM (train), and on the sure places of the event corpus (train, written1) and
the country profiles (background); chooses regularisation and threshold on their dev parts. Needs numpy,
scipy and scikit-learn. `models/segmenter.bin` is: magic "CHSEG1\\n\\0", bucket count and bias (in units of the scale)
as little-endian u32 and i32, scale as f32, then one signed byte a bucket.
"""
import argparse
import json
import random
import re
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


def corpus(binary, path, rough=0.0):
    text, _, sents = read(path)
    if rough:
        text, sents = disturb(text, sents, rough)
    x, _, before, behind = places(binary, [text])
    return x, labels(before, behind, text, sents)


CLOSING = {'"', "”", "'", "’", "''", ")", "]", "»"}
ABBREVIATED = "U.S. U.K. U.N. E.U. D.C. N.Y. p.m. a.m. Inc. Corp. Ltd. Co. Jr. B.C. A.D. C.I.A. Ph.D. plc.".split()


def disturb(text, sents, share):
    """Roughens what treebanks have too little of: a share of the sentences loses the space behind it, as in scraped
    text ("ended.The two"), and a share ends with an abbreviation ("flew to the U.S. The two")."""
    draw = random.Random(7)
    out, spans, at, last = [], [], 0, None
    for number, (start, end) in enumerate(sents):
        body = text[start:end]
        gap = "" if last is None else text[last:start]
        if gap == " " and out[-1][-1] in ".!?" and body[0].isupper() and draw.random() < share:
            gap = ""
        following = sents[number + 1][0] if number + 1 < len(sents) else end
        if text[end:following] == " " and text[following].isupper() and draw.random() < share:
            body = re.sub(r"(?<= )[a-z]{3,}\.$", lambda _: draw.choice(ABBREVIATED), body)
        out += [gap, body]
        at += len(gap)
        spans.append((at, at + len(body)))
        at += len(body)
        last = end
    return "".join(out), spans


def prose(binary, texts, single):
    """Places of clean prose whose answer is sure without a label: a sentence ends between a long small word with its
    full stop and a capital, and none ends where nothing that ends sentences stands, nor (where each text is a `single`
    sentence) behind an abbreviation. The rest is left out."""
    x, number, before, behind = places(binary, texts)
    coded = [t.encode() for t in texts]
    left = [coded[n][a:b].decode().strip() for n, a, b in zip(number, before, behind)]
    right = [coded[n][b : b + 4].decode(errors="ignore")[:1] for n, b in zip(number, behind)]
    y = np.zeros(len(left), bool)
    keep = np.zeros(len(left), bool)
    stopped = False
    for i, word in enumerate(left):
        first = i == 0 or number[i - 1] != number[i] or behind[i - 1] != before[i]
        closing = word in CLOSING and stopped and not first
        stopped = word[-1:] in ".!?…" or closing
        if not stopped or single and re.fullmatch(r"[A-Za-z]+(\.[A-Za-z]+)*\.", word):
            keep[i] = True
        elif word == "." and not first and re.fullmatch("[a-z]{4,}", left[i - 1]) and right[i].isupper():
            keep[i] = y[i] = True
    return x[keep], y[keep]


def event_texts(path):
    return [json.loads(line)["text"] for line in open(path, encoding="utf-8")]


def f1(y, p):
    both = (y & p).sum()
    return 200 * both / max(1, y.sum() + p.sum())


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("binary")
    args.add_argument("data", type=Path)
    args.add_argument("out", type=Path)
    args.add_argument("--c", type=float, nargs="*", default=[0.3])
    args.add_argument("--prose", type=float, default=0.3, help="weight of a place of clean prose")
    args = args.parse_args()
    bank = args.data / "treebank"
    train = [corpus(args.binary, bank / f, rough=0.04) for f in ("ewt-train.conllu", "gum-ccby-train.conllu")]
    news = [t for f in ("train.jsonl", "written1.jsonl") for t in event_texts(args.data / "events" / f)]
    profiles = [
        line.strip()
        for path in sorted((args.data / "background").glob("*.txt"))
        for line in open(path, encoding="utf-8")
        if line.strip()
    ]
    clean = [prose(args.binary, news, True), prose(args.binary, profiles, False)]
    train += clean
    dev = {f: corpus(args.binary, bank / f) for f in ("ewt-dev.conllu", "gum-ccby-dev.conllu")}
    from scipy.sparse import vstack

    x = vstack([t[0] for t in train]).tocsr()
    y = np.concatenate([t[1] for t in train])
    weight = np.ones(len(y))
    weight[-sum(len(c[1]) for c in clean) :] = args.prose
    print("places", x.shape[0], "boundaries", int(y.sum()), file=sys.stderr)
    best = None
    for c in args.c:
        model = LogisticRegression(C=c, solver="lbfgs", max_iter=200, tol=1e-4)
        model.fit(x, y, sample_weight=weight)
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
