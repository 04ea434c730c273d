#!/usr/bin/env python3
"""Trains the entity head once more, on the finished encoder held fixed: run after train.py, before export.py.

    entities.py --work training/work --encoder DIR

Persons, organisations and places: silver follows other conventions than the gold ("the" inside the name); here it is brought
to them, and weighs a tenth of the gold."""
import argparse, pickle, random
import torch, torch.nn.functional as F
import data, scores
from network import Encoder, Network
from train import tensors

NAMES = ("person", "organisation", "location", "facility")


def silver_names(words, bits):
    """Silver brought to the gold's convention: no article before a name, no possessive after it."""
    tags = [next((t for t in range(len(data.ENTITY)) if b == 1 << t), None) for b in bits]
    named = lambda i: i < len(tags) and tags[i] is not None and data.ENTITY[tags[i]] != "O" and data.ENTITY[tags[i]][2:] in NAMES
    out = list(bits)
    for i, w in enumerate(words):
        if not named(i): continue
        begins, goes_on = data.ENTITY[tags[i]][0] == "B", named(i + 1) and data.ENTITY[tags[i + 1]][0] == "I"
        if begins and w.lower() in ("the", "a", "an"):
            out[i] = 1
            if goes_on: out[i + 1] = 1 << (tags[i + 1] - 1)      # I- becomes B-
        elif not begins and not goes_on and w in ("'s", "\u2019s", "'"): out[i] = 1
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--work", default="training/work"); a.add_argument("--encoder", required=True)
    a.add_argument("--silver", type=int, default=5000, help="sentences of silver"); a.add_argument("--weight", type=float, default=0.1, help="of a word of silver"); a.add_argument("--epochs", type=int, default=12); a.add_argument("--seed", type=int, default=0)
    o = a.parse_args(); torch.manual_seed(o.seed); rng = random.Random(o.seed)
    labels, train, dev = pickle.load(open(f"{o.work}/data.pkl", "rb"))
    saved = torch.load(f"{o.work}/model.pt"); net = Network(Encoder.pretrained(o.encoder), labels); net.load_state_dict(saved["net"]); net.eval()
    gold = [x for x in train if x["corpus"] in ("uner", "re3d")]
    silver = [x for x in train if "entity" in x and x["corpus"] not in ("uner", "re3d")]
    chosen = gold + rng.sample(silver, min(o.silver, len(silver)))

    @torch.no_grad()
    def features(examples):
        order, found = sorted(range(len(examples)), key=lambda i: len(examples[i]["ids"])), {}
        for k in range(0, len(order), 48):
            part = [examples[i] for i in order[k:k + 48]]; ids, mask, first, last, shape = tensors(part)
            with torch.autocast("cpu", dtype=torch.bfloat16): h = net.encoder(ids, mask).float()
            pick = lambda index: torch.gather(h, 1, index[:, :, None].expand(-1, -1, h.shape[2]))
            w = torch.cat([(pick(first) + pick(last)) * 0.5, net.shape(shape)], -1)
            for j, i in enumerate(order[k:k + 48]): found[i] = w[j, : len(examples[i]["words"])].clone()
        return [found[i] for i in range(len(examples))]

    known, held = features(chosen), features(dev["uner"])
    def evaluate():
        net.eval()
        with torch.no_grad(): return scores.uner([(x, {"entity": net.entity(net.naming(w))}) for x, w in zip(dev["uner"], held)])
    print("before", evaluate(), flush=True)
    head = list(net.naming.parameters()) + list(net.entity.parameters())
    # the attribution head shares the layer below: it is taught to say what it said
    with torch.no_grad(): said = [net.attribution(net.naming(w)).sigmoid() for w in known]
    opt = torch.optim.AdamW(head + list(net.attribution.parameters()), lr=5e-4, weight_decay=0.01)
    weight = {"uner": 1.0, "re3d": 0.3}
    known_bits = [x["entity"] if x["corpus"] in weight else silver_names(x["words"], x["entity"]) for x in chosen]
    for epoch in range(o.epochs):
        for g in opt.param_groups: g["lr"] = 5e-4 * (1 - epoch / o.epochs)
        net.naming.train(); order = list(range(len(chosen))); rng.shuffle(order)
        for k in range(0, len(order), 64):
            loss = words = 0
            part = order[k:k + 64]; w = torch.cat([known[i] for i in part])
            bits = torch.tensor([b for i in part for b in known_bits[i]])
            each = torch.tensor([weight.get(chosen[i]["corpus"], o.weight) for i in part for _ in chosen[i]["words"]])
            mask = (bits[:, None] >> torch.arange(len(data.ENTITY))) & 1 == 1
            inner = net.naming(F.dropout(w, 0.2, True))
            loss = (-net.entity(inner).log_softmax(-1).masked_fill(~mask, -1e4).logsumexp(-1) * each).mean()
            loss = loss + F.binary_cross_entropy_with_logits(net.attribution(inner), torch.cat([said[i] for i in part]))
            opt.zero_grad(); loss.backward(); opt.step()
        print("epoch", epoch + 1, evaluate(), flush=True)
    torch.save({"net": net.state_dict(), "labels": labels}, f"{o.work}/model.pt")


if __name__ == "__main__":
    main()
