#!/usr/bin/env python3
"""Makes the files of models/ from WORK/model.pt and data.pkl: analyser.onnx (8-bit weights, embeddings too), analyser.json (labels),
vocab.txt, and reference.json, the scores of a few sentences of our own for the Rust tests to compare with.

    export.py --work training/work --encoder DIR [--out models] [--float]      --float keeps 32 bits, for measuring"""
import argparse, json, os, pickle, random, shutil, tempfile
import numpy, onnx, onnxruntime, torch, torch.nn as nn
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
import data
from network import OUTPUTS, Encoder, Network
from train import tensors

INPUTS = ["ids", "mask", "first", "last", "shape"]

SENTENCES = ["In March the navy of Oman purchased six patrol boats from Italy for $120 million .".split(),
             "Peru denied that its troops had crossed the border .".split()]


class EightBitEmbedding(nn.Module):
    """Rows of an embedding in 8 bits with a scale each: a quarter of the size, and no measurable loss."""

    def __init__(self, weight):
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True) / 127
        self.register_buffer("scale", scale); self.register_buffer("rows", (weight / scale).round().to(torch.int8))

    def forward(self, ids):
        return self.rows[ids].float() * self.scale[ids]


def fix_ranges(path, examples):
    """Sets the range in which each activation is rounded, once and for all, by what `examples` make of it: what comes of
    a sentence then does not depend on those that it is batched with. The ranges hardly vary from batch to batch."""
    model = onnx.load(path); graph = model.graph
    rounding = [n for n in graph.node if n.op_type == "DynamicQuantizeLinear"]
    probe = onnx.ModelProto(); probe.CopyFrom(model)
    for n in rounding:
        probe.graph.output.extend([helper.make_tensor_value_info(n.output[1], onnx.TensorProto.FLOAT, None), helper.make_tensor_value_info(n.output[2], onnx.TensorProto.UINT8, None)])
    session = onnxruntime.InferenceSession(probe.SerializeToString()); ranges = {n.output[1]: [] for n in rounding}
    outputs = [o for n in rounding for o in n.output[1:3]]
    examples = sorted(examples, key=lambda x: len(x["ids"]))
    for i in range(0, len(examples), 4):
        got = session.run(outputs, {n: t.numpy() for n, t in zip(INPUTS, tensors(examples[i:i + 4]))})
        for n, scale, zero in zip(rounding, got[::2], got[1::2]): ranges[n.output[1]].append((-float(zero) * scale, (255 - float(zero)) * scale))
    nodes = []
    for n in graph.node:
        if n.op_type == "DynamicQuantizeLinear":
            low, high = min(r[0] for r in ranges[n.output[1]]), max(r[1] for r in ranges[n.output[1]])
            scale = max((high - low) / 255, 1e-8); zero = min(255, max(0, round(-low / scale)))
            graph.initializer.extend([numpy_helper.from_array(numpy.array(scale, numpy.float32), n.output[1]), numpy_helper.from_array(numpy.array(zero, numpy.uint8), n.output[2])])
            n = helper.make_node("QuantizeLinear", [n.input[0], *n.output[1:3]], n.output[:1], name=n.name)
        nodes.append(n)
    del graph.node[:]; graph.node.extend(nodes)
    onnx.save(model, path)


class Exported(nn.Module):
    def __init__(self, network):
        super().__init__(); self.network = network

    def forward(self, ids, mask, first, last, shape):
        out = self.network(ids, mask, first, last, shape)
        return tuple(out[k] for k in OUTPUTS)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--work", default="training/work"); a.add_argument("--encoder", required=True); a.add_argument("--out", default="models"); a.add_argument("--float", action="store_true")
    o = a.parse_args(); os.makedirs(o.out, exist_ok=True)
    saved = torch.load(f"{o.work}/model.pt"); labels = saved["labels"]
    net = Network(Encoder.pretrained(o.encoder), labels); net.load_state_dict(saved["net"]); net.eval()
    if not o.float: net.encoder.words = EightBitEmbedding(net.encoder.words.weight.data)
    subwords = data.Subwords(o.encoder)
    inputs = tensors([subwords.example(w, "reference") for w in SENTENCES])
    names = INPUTS
    axes = {n: {0: "B", 1: "T" if n in ("ids", "mask") else "W"} for n in names}
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        plain = f"{folder}/plain.onnx"
        torch.onnx.export(Exported(net), inputs, plain, input_names=names, output_names=OUTPUTS, dynamic_axes=axes, opset_version=17, dynamo=False, do_constant_folding=True)
        target = f"{o.out}/analyser.onnx"
        if o.float: shutil.copy(plain, target)
        # 7 bits of range for the weights: processors without 8-bit dot products would saturate otherwise. The heads
        # stay in 32 bits: they are small, and the first to lose by rounding.
        else:
            quantize_dynamic(plain, target, op_types_to_quantize=["MatMul", "Gemm"], nodes_to_quantize=[n.name for n in onnx.load(plain).graph.node if "/encoder/" in n.name], per_channel=True, reduce_range=True, weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True})
            _, train, _ = pickle.load(open(f"{o.work}/data.pkl", "rb")); chance = random.Random(3)
            some = [chance.sample([x for x in train if x["corpus"] in c], 260) for c in (("event",), ("tree", "attribution", "uner"))]
            fix_ranges(target, some[0] + some[1])
    session = onnxruntime.InferenceSession(target)
    got = dict(zip(OUTPUTS, session.run(None, {n: t.numpy() for n, t in zip(names, inputs)})))
    with torch.no_grad(): exact = net(*inputs)
    for k in OUTPUTS: print(f"{k:12} largest difference to 32 bits {numpy.abs(got[k] - exact[k].numpy()).max():.3f}, of {exact[k].abs().max():.1f}")
    json.dump({k: labels[k] for k in ("upos", "lemma", "deprel", "entity", "trigger", "mode", "status", "role", "shapes")}, open(f"{o.out}/analyser.json", "w"), indent=0, ensure_ascii=False)
    json.dump({"sentences": SENTENCES, "inputs": {n: t.tolist() for n, t in zip(names, inputs)},
               "scores": {k: {"shape": list(v.shape), "sum": float(v.sum()), "first": [round(float(x), 4) for x in v.flatten()[:8]]} for k, v in got.items()}}, open(f"{o.out}/reference.json", "w"))
    shutil.copy(f"{o.encoder}/vocab.txt", f"{o.out}/vocab.txt")
    print({f: os.path.getsize(f"{o.out}/{f}") for f in sorted(os.listdir(o.out))})


if __name__ == "__main__":
    main()
