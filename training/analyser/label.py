#!/usr/bin/env python3
"""Has a trained teacher read sentences without event gold and keeps its probabilities for the student to learn from.

    label.py --work TEACHER --encoder DIR --pieces DIR --shared ../shared --segmenter "…" --out soft.pkl [--stories 4] [--beside model.pt]

`--beside`: a checkpoint of the small network, which is averaged with the teacher. TEACHER holds the teacher's model.pt and the data.pkl of its training. Read are its training sentences of the treebank
(EWT), the country profiles and every fourth of the attribution corpus, each once, and every STORIES-th of the synthetic stories. Writes
({index of a training example: what the teacher said}, [examples of the stories])."""
import argparse, pickle, time
import numpy, torch
import data
from network import Network, encoder_of
from train import tensors


@torch.no_grad()
def read(net, inputs):
    """The probabilities that one network gives a batch: of tags, modes and statuses by word, and the scores of roles."""
    with torch.autocast("cpu", dtype=torch.bfloat16): out, _, role = net.words(*inputs)
    one = lambda x: torch.cat([x.float(), torch.ones_like(x[..., :1]).float()], -1)

    def roles(sentence, triggers, words):
        score = (one(role[0][sentence, triggers]) @ net.role.weight.float()).view(len(triggers), net.role.classes, -1) @ one(role[1][sentence, :words]).T
        return torch.cat([score[:, :4].softmax(1), score[:, 4:].sigmoid()], 1)

    return {k: out[k].float().softmax(-1) for k in ("trigger", "entity", "mode", "status")}, roles


@torch.no_grad()
def said(nets, examples):
    """What the networks say together of each example, in the examples' order, their probabilities averaged: of the tags
    of every word, and for every word that may be a trigger of its roles, mode and status."""
    found = [None] * len(examples)
    order = sorted(range(len(examples)), key=lambda i: len(examples[i]["ids"])); begun = time.time(); at = 0; batches = 0
    while at < len(order):
        batch = []
        while at < len(order) and (not batch or len(examples[order[at]]["ids"]) * (len(batch) + 1) <= 1500): batch.append(order[at]); at += 1
        some = [examples[i] for i in batch]
        each = [read(net, tensors(some)) for net in nets]
        mean = {k: sum(e[0][k] for e in each) / len(each) for k in each[0][0]}
        half = lambda t: t.numpy().astype(numpy.float16)
        for j, i in enumerate(batch):
            n = len(some[j]["words"]); sure = 1 - mean["trigger"][j, :n, 0]; words = (sure > 0.15).nonzero()[:, 0][:12]; events = []
            if len(words):
                p = sum(e[1](j, words, n) for e in each) / len(each)
                events = [(int(t), float(sure[t]), half(p[k]), half(mean["mode"][j, t]), half(mean["status"][j, t])) for k, t in enumerate(words)]
            found[i] = {"trigger": half(mean["trigger"][j, :n]), "entity": half(mean["entity"][j, :n]), "events": events}
        batches += 1
        if batches % 50 == 0: print(f"{at}/{len(order)} {time.time() - begun:.0f} s", flush=True)
    return found


def stories(shared, subwords, segmenter, every):
    """Examples of every `every`-th synthetic story: its first two sentences."""
    lines = open(f"{shared}/data/relations/synthetic_stories.tsv", encoding="utf-8").read().splitlines()
    texts = sorted({c[1].strip() for c in (l.split("\t") for l in lines[1:]) if len(c) > 1 and "{" not in c[1]})[::every]
    for cut in data.segmented([{"id": t, "text": t} for t in texts], segmenter):
        for s in cut["sentences"][:2]:
            if 4 <= len(s["tokens"]) <= 80: yield subwords.example([cut["id"][a:b] for a, b in s["tokens"]], "soft")


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("work", "encoder", "pieces", "segmenter", "out"): a.add_argument(f"--{name}", required=True)
    a.add_argument("--shared", default="../shared"); a.add_argument("--beside"); a.add_argument("--stories", type=int, default=4)
    o = a.parse_args()
    saved = torch.load(f"{o.work}/model.pt"); _, train, _ = pickle.load(open(f"{o.work}/data.pkl", "rb"))
    net = Network(encoder_of(o.encoder, f"{o.pieces}/vocab.txt"), saved["labels"]); net.load(saved["net"]); net.eval(); nets = [net]
    if o.beside:
        small = torch.load(o.beside); nets.append(Network(encoder_of(o.pieces, f"{o.pieces}/vocab.txt"), small["labels"])); nets[-1].load(small["net"]); nets[-1].eval()
    seen, chosen = set(), []
    for i, x in enumerate(train):
        key = tuple(x["words"])
        if x["corpus"] in ("tree", "background", "attribution") and "trigger" not in x and key not in seen and (x["corpus"] != "attribution" or len(x["words"]) > 5):
            seen.add(key)
            if x["corpus"] != "attribution" or len(seen) % 4 == 0: chosen.append(i)
    more = list(stories(o.shared, data.Subwords(o.pieces), o.segmenter.split(), o.stories))
    print(len(chosen), "sentences of the corpora,", len(more), "of stories", flush=True)
    every = said(nets, [train[i] for i in chosen] + more)
    for x, s in zip(more, every[len(chosen):]): x["soft"] = s
    pickle.dump((dict(zip(chosen, every)), more), open(o.out, "wb"))


if __name__ == "__main__":
    main()
