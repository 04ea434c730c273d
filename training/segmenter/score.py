#!/usr/bin/env python3
"""Token and sentence F1 of the segmenter on CoNLL-U files, from raw text.

    cargo build --example segment
    python3 training/segmenter/score.py target/debug/examples/segment ../shared/data/treebank/ewt-dev.conllu

The raw text is rebuilt from `# text`; a paragraph (`# newpar`, `# newdoc`) is a line. Footnote marks, which the
segmenter leaves out of the words, are counted as errors where a treebank holds them as tokens. `--errors N` lists
the first N places of each kind where the two differ.
"""
import argparse
import json
import subprocess


def read(path):
    """(text, tokens, sentences) of a file: spans in characters; syntactic words share their surface out."""
    text, tokens, sents = [], [], []
    at = 0
    rows, fresh, space = [], True, True
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith(("# newdoc", "# newpar")):
            fresh = True
        elif line and line[0] != "#":
            rows.append(line.split("\t"))
        elif not line and rows:
            if text and (fresh or space):
                text.append("\n" if fresh else " ")
                at += 1
            start, inner = at, []
            until, misc = 0, ""
            for row in rows:
                if "." in row[0]:
                    continue
                if "-" in row[0]:
                    surface, misc = row[1], row[9]
                    until = int(row[0].split("-")[1])
                    text.append(surface)
                    place, left = at, surface
                    at += len(surface)
                    space = "SpaceAfter=No" not in misc.split("|")
                    if space:
                        text.append(" ")
                        at += 1
                    continue
                if int(row[0]) <= until:
                    # A part of a multiword token: its form lies in the surface, or else it takes a share.
                    size = len(row[1]) if left.startswith(row[1]) else (len(left) if int(row[0]) == until else min(len(row[1]), len(left)))
                    inner.append((place, place + size))
                    place, left = place + size, left[size:]
                    continue
                text.append(row[1])
                inner.append((at, at + len(row[1])))
                at += len(row[1])
                space = "SpaceAfter=No" not in row[9].split("|")
                if space:
                    text.append(" ")
                    at += 1
            if space:  # The separator is chosen when the next sentence is known.
                text.pop()
                at -= 1
            tokens += inner
            sents.append((start, at))
            rows, fresh = [], False
    return "".join(text), tokens, sents


def segment(binary, texts):
    rows = "".join(json.dumps({"id": i, "text": t}) + "\n" for i, t in enumerate(texts))
    out = subprocess.run([binary], input=rows, capture_output=True, text=True, check=True).stdout
    return [json.loads(line)["sentences"] for line in out.splitlines()]


def f1(gold, got):
    gold, got = set(gold), set(got)
    both = len(gold & got)
    return 200 * both / max(1, len(gold) + len(got)), 100 * both / max(1, len(got)), 100 * both / max(1, len(gold))


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("binary")
    args.add_argument("files", nargs="+")
    args.add_argument("--errors", type=int, default=0)
    args = args.parse_args()
    for path in args.files:
        text, tokens, sents = read(path)
        got = segment(args.binary, [text])[0]
        words = [tuple(t) for s in got for t in s["tokens"]]
        spans = [(s["start"], s["end"]) for s in got]
        print(path)
        print("  tokens    F1 %.2f  precision %.2f  recall %.2f" % f1(tokens, words))
        print("  sentences F1 %.2f  precision %.2f  recall %.2f" % f1(sents, spans))
        if args.errors:
            for name, gold, mine in (("token", tokens, words), ("sentence", sents, spans)):
                wrong = sorted([(s, "gold", e) for s, e in set(gold) - set(mine)] + [(s, "ours", e) for s, e in set(mine) - set(gold)])
                for s, who, e in wrong[: args.errors]:
                    print(f"  {name} {who} {text[max(0, s - 15):s]!r} {text[s:e]!r} {text[e:e + 15]!r}")


if __name__ == "__main__":
    main()
