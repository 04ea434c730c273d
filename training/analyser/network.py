"""The network: one BERT-shaped encoder (all-MiniLM-L6-v2) and all heads of the analysis stage.

Shapes: B sentences, T subwords, W words. The encoder sees subwords; every head sees words, each the mean of its
first and last subword beside an embedding of its shape (the encoder is uncased). Everything is plain matrix
products, so that the exported graph holds no operator that an inference crate may lack.
"""
import json, math
import torch, torch.nn as nn, torch.nn.functional as F
from safetensors.torch import load_file


class Layer(nn.Module):
    def __init__(self, hidden, heads, inner):
        super().__init__()
        self.heads, self.width = heads, hidden // heads
        self.query, self.key, self.value = (nn.Linear(hidden, hidden) for _ in range(3))
        self.attended, self.attended_norm = nn.Linear(hidden, hidden), nn.LayerNorm(hidden, eps=1e-12)
        self.inner, self.outer, self.norm = nn.Linear(hidden, inner), nn.Linear(inner, hidden), nn.LayerNorm(hidden, eps=1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x, bias):
        B, T, H = x.shape
        split = lambda y: y.view(B, T, self.heads, self.width).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        if torch.onnx.is_in_onnx_export():
            a = (q @ k.transpose(-1, -2) / math.sqrt(self.width) + bias).softmax(-1) @ v
        else:
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
        x = self.attended_norm(x + self.attended(a.transpose(1, 2).reshape(B, T, H)))
        return self.norm(x + self.drop(self.outer(F.gelu(self.inner(x)))))


PAIR = 96         # width of a mention in the relation head
DIALECTS = 3      # of its types: the guide's; that of the older pairs; the same, of mentions with marks around them


class Encoder(nn.Module):
    """BERT as all-MiniLM-L6-v2 has it: post-norm, learned positions, exact GELU."""

    def __init__(self, vocabulary=30522, hidden=384, layers=6, heads=12, inner=1536, positions=512):
        super().__init__()
        self.words, self.positions = nn.Embedding(vocabulary, hidden), nn.Embedding(positions, hidden)
        self.norm, self.drop = nn.LayerNorm(hidden, eps=1e-12), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(hidden, heads, inner) for _ in range(layers))

    def forward(self, ids, mask):
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        x = self.drop(self.norm(x))
        bias = ((1.0 - mask.float()) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x

    @classmethod
    def pretrained(cls, folder):
        """Reads the weights of a BERT checkpoint in safetensors form (Hugging Face names)."""
        w = {k.removeprefix("bert."): v for k, v in load_file(f"{folder}/model.safetensors").items()}
        c = json.load(open(f"{folder}/config.json"))
        e = cls(c["vocab_size"], c["hidden_size"], c["num_hidden_layers"], c["num_attention_heads"], c["intermediate_size"], c["max_position_embeddings"])
        put = lambda p, name: p.data.copy_(w[name])
        put(e.words.weight, "embeddings.word_embeddings.weight")
        # there is one segment only: its embedding goes into the positions
        e.positions.weight.data.copy_(w["embeddings.position_embeddings.weight"] + w["embeddings.token_type_embeddings.weight"][0])
        both = lambda m, name: (put(m.weight, name + ".weight"), put(m.bias, name + ".bias"))
        both(e.norm, "embeddings.LayerNorm")
        for i, l in enumerate(e.layers):
            p = f"encoder.layer.{i}."
            for m, n in ((l.query, "attention.self.query"), (l.key, "attention.self.key"), (l.value, "attention.self.value"),
                         (l.attended, "attention.output.dense"), (l.attended_norm, "attention.output.LayerNorm"),
                         (l.inner, "intermediate.dense"), (l.outer, "output.dense"), (l.norm, "output.LayerNorm")):
                both(m, p + n)
        return e


class RelativeEncoder(nn.Module):
    """MPNet as all-mpnet-base-v2 has it: a BERT with a bias by distance that all layers share. It is the teacher's
    encoder and is never exported. It takes the subword numbers of BERT's vocabulary: its own holds the same pieces."""

    def __init__(self, folder, pieces):
        """`folder`: the checkpoint; `pieces`: the file with the vocabulary of the examples, a piece a line."""
        super().__init__()
        w, c = load_file(f"{folder}/model.safetensors"), json.load(open(f"{folder}/config.json"))
        hidden, self.heads, self.buckets = c["hidden_size"], c["num_attention_heads"], c["relative_attention_num_buckets"]
        self.words, self.positions = nn.Embedding(c["vocab_size"], hidden), nn.Embedding(c["max_position_embeddings"], hidden)
        self.norm, self.drop = nn.LayerNorm(hidden, eps=c["layer_norm_eps"]), nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(hidden, self.heads, c["intermediate_size"]) for _ in range(c["num_hidden_layers"]))
        self.distance = nn.Embedding(self.buckets, self.heads)
        put = lambda p, name: p.data.copy_(w[name])
        both = lambda m, name: (put(m.weight, name + ".weight"), put(m.bias, name + ".bias"))
        put(self.words.weight, "embeddings.word_embeddings.weight"); put(self.positions.weight, "embeddings.position_embeddings.weight")
        both(self.norm, "embeddings.LayerNorm"); put(self.distance.weight, "encoder.relative_attention_bias.weight")
        for i, l in enumerate(self.layers):
            l.attended_norm.eps = l.norm.eps = c["layer_norm_eps"]
            p = f"encoder.layer.{i}."
            for m, n in ((l.query, "attention.attn.q"), (l.key, "attention.attn.k"), (l.value, "attention.attn.v"), (l.attended, "attention.attn.o"),
                         (l.attended_norm, "attention.LayerNorm"), (l.inner, "intermediate.dense"), (l.outer, "output.dense"), (l.norm, "output.LayerNorm")):
                both(m, p + n)
        lines = lambda path: [line.rstrip("\n") for line in open(path, encoding="utf-8")]
        own = {piece: i for i, piece in enumerate(lines(f"{folder}/vocab.txt"))}
        names = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
        number = [own.get(names.get(p, p), own["[UNK]"]) for p in lines(pieces)]
        self.register_buffer("number", torch.tensor(number), persistent=False)

    def forward(self, ids, mask):
        T = ids.shape[1]
        x = self.words(self.number[ids]) + self.positions.weight[2: T + 2]
        x = self.drop(self.norm(x))
        between = torch.arange(T)[None, :] - torch.arange(T)[:, None]                    # key minus query
        n = -between; half = self.buckets // 2; side = (n < 0).long() * half; n = n.abs(); exact = half // 2
        far = (exact + (n.float().clamp(min=1) / exact).log() / math.log(128 / exact) * (half - exact)).long().clamp(max=half - 1)
        bias = self.distance(side + torch.where(n < exact, n, far)).permute(2, 0, 1)[None]
        bias = bias + ((1.0 - mask.float()) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Biaffine(nn.Module):
    """Scores every ordered pair of words for each of `classes`: left and right each get a constant 1 appended."""

    def __init__(self, size, classes):
        super().__init__()
        self.classes, self.size = classes, size
        self.weight = nn.Parameter(torch.randn(size + 1, classes * (size + 1)) * 0.02)

    def forward(self, left, right):
        B, L, _ = left.shape
        one = lambda x: torch.cat([x, torch.ones_like(x[..., :1])], -1)
        a = (one(left) @ self.weight).view(B, L * self.classes, self.size + 1)
        s = a @ one(right).transpose(1, 2)                       # B, L*classes, R
        return s.view(B, L, self.classes, s.shape[-1])

    def pairs(self, left, right):
        """N chosen pairs only, for training: left and right are N,size; gives N,classes."""
        one = lambda x: torch.cat([x, torch.ones_like(x[..., :1])], -1)
        return ((one(left) @ self.weight).view(len(left), self.classes, self.size + 1) @ one(right)[:, :, None])[..., 0]


def encoder_of(folder, pieces):
    """The encoder of a checkpoint folder, whichever of the two it holds."""
    relative = json.load(open(f"{folder}/config.json"))["model_type"] == "mpnet"
    return RelativeEncoder(folder, pieces) if relative else Encoder.pretrained(folder)


class Network(nn.Module):
    def __init__(self, encoder, labels):
        super().__init__()
        h, n = encoder.words.weight.shape[1], lambda name: len(labels[name])
        self.encoder, self.shape = encoder, nn.Embedding(n("shapes"), 24)
        mlp = lambda i, o, p=0.2: nn.Sequential(nn.Linear(i, o), nn.GELU(), nn.Dropout(p))
        self.drop = nn.Dropout(0.2)
        self.syntax = mlp(h + 24, 384)
        self.upos, self.lemma = nn.Linear(384, n("upos")), nn.Linear(384, n("lemma"))
        self.arc_dependent, self.arc_head = mlp(384, 256, 0.33), mlp(384, 256, 0.33)
        self.relation_dependent, self.relation_head = mlp(384, 96, 0.33), mlp(384, 96, 0.33)
        self.root = nn.Parameter(torch.randn(384) * 0.02)
        self.arc, self.relation = Biaffine(256, 1), Biaffine(96, n("deprel"))
        self.naming = mlp(h + 24, 256)
        self.entity, self.attribution = nn.Linear(256, n("entity")), nn.Linear(256, 3)
        self.eventful = mlp(h + 24, 384)
        self.trigger, self.mode, self.status = nn.Linear(384, n("trigger")), nn.Linear(384, n("mode")), nn.Linear(384, n("status"))
        self.kind = nn.Parameter(torch.randn(n("trigger"), 384) * 0.02)
        self.role_trigger, self.role_filler = mlp(384, 192), mlp(384, 192)
        self.role = Biaffine(192, n("role"))
        # what the first of two mentions did to the second: the types and none, once for each dialect of the gold
        self.pair_first, self.pair_second = mlp(384, PAIR), mlp(384, PAIR)
        self.pair = Biaffine(PAIR, DIALECTS * (1 + (n("trigger") - 1) // 2))

    def load(self, state):
        """Takes the weights of `state` that fit; says which do not, such as a head that has changed."""
        own = self.state_dict(); fit = {k: v for k, v in state.items() if k in own and own[k].shape == v.shape}
        self.load_state_dict(fit, strict=False)
        if len(fit) < len(own): print("begun anew:", sorted(own.keys() - fit.keys()), flush=True)

    def words(self, ids, mask, first, last, shape):
        """ids, mask: B,T; first, last, shape: B,W (subword indices of each word; its shape). Gives what every head starts from."""
        h = self.encoder(ids, mask)
        pick = lambda index: torch.gather(h, 1, index[:, :, None].expand(-1, -1, h.shape[2]))
        w = torch.cat([self.drop((pick(first) + pick(last)) * 0.5), self.shape(shape)], -1)
        s, g, e = self.syntax(w), self.naming(w), self.eventful(w)
        heads = torch.cat([self.root.expand(s.shape[0], 1, -1), s], 1)   # head 0 is the root
        out = {"upos": self.upos(s), "lemma": self.lemma(s), "arc": self.arc(self.arc_dependent(s), self.arc_head(heads))[:, :, 0],   # B,W,W+1
               "entity": self.entity(g), "attribution": self.attribution(g),
               "trigger": self.trigger(e), "mode": self.mode(e), "status": self.status(e)}
        typed = e + out["trigger"].softmax(-1) @ self.kind
        out["pair_first"], out["pair_second"] = self.pair_first(e), self.pair_second(e)   # B,W,PAIR each
        return out, (self.relation_dependent(s), self.relation_head(heads)), (self.role_trigger(typed), self.role_filler(e))

    def forward(self, ids, mask, first, last, shape):
        """All scores, in the order of OUTPUTS: relation is B,W,classes,W+1; role is B,W (trigger),classes,W (filler)."""
        out, relation, role = self.words(ids, mask, first, last, shape)
        pair = self.pair(out.pop("pair_first"), out.pop("pair_second"))          # B,W (first),dialects x types,W (second)
        return {**out, "relation": self.relation(*relation), "role": self.role(*role), "pair": pair}


OUTPUTS = ["upos", "lemma", "arc", "relation", "entity", "attribution", "trigger", "mode", "status", "role", "pair"]
