#!/usr/bin/env python3
"""Makes a checkpoint to go on training from out of the shipped files: the weights of models/analyser.onnx, the 8-bit
ones multiplied out. What 8 bits rounded away stays away; a few hundred steps of training make up for it.

    recover.py --models models --encoder DIR --out start.pt        then train.py … --start start.pt"""
import argparse, json
import numpy, onnx, torch
from onnx import numpy_helper
from network import Encoder, Network


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--models", default="models"); a.add_argument("--encoder", required=True); a.add_argument("--out", required=True)
    o = a.parse_args()
    labels = json.load(open(f"{o.models}/analyser.json"))
    graph = onnx.load(f"{o.models}/analyser.onnx").graph
    known = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    found = {n.removeprefix("network."): torch.tensor(v) for n, v in known.items() if n.startswith("network.")}
    for node in graph.node:                                             # named after the module that it came from
        if node.op_type not in ("MatMul", "MatMulInteger"): continue
        name = next((i for i in node.input if i.startswith("onnx::MatMul")), None)
        if name is None: continue
        module = ".".join(p for p in node.name.split("/")[2:-1])
        parts = module.split(".")
        if len(parts) >= 3 and parts[-2] == parts[-3]: parts = parts[:-3] + parts[-2:]          # syntax/syntax.0
        weight = known[name].astype(numpy.float32)
        if node.op_type == "MatMulInteger": weight = weight * known[name.replace("_quantized", "_scale")]
        found[".".join(parts) + ".weight"] = torch.tensor(weight.T.copy())
    if "encoder.words.rows" in found: found["encoder.words.weight"] = found.pop("encoder.words.rows").float() * found.pop("encoder.words.scale")
    net = Network(Encoder.pretrained(o.encoder), labels)
    net.load(found)
    torch.save({"net": net.state_dict(), "labels": labels}, o.out)


if __name__ == "__main__":
    main()
