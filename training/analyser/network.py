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
        return out, (self.relation_dependent(s), self.relation_head(heads)), (self.role_trigger(typed), self.role_filler(e))

    def forward(self, ids, mask, first, last, shape):
        """All scores, in the order of OUTPUTS: relation is B,W,classes,W+1; role is B,W (trigger),classes,W (filler)."""
        out, relation, role = self.words(ids, mask, first, last, shape)
        return {**out, "relation": self.relation(*relation), "role": self.role(*role)}


OUTPUTS = ["upos", "lemma", "arc", "relation", "entity", "attribution", "trigger", "mode", "status", "role"]
