#!/usr/bin/env python3
"""How fast tract runs the analyser's graph: measure_tract.py ANALYSER.onnx. Needs the packages tract, onnx and numpy.

tract is measured by its Python package, which carries the same Rust code, built for release: no build of its 95 crates
is needed. Sentences of 25 words and 32 subwords, the mean of those that `inference` makes up; one thread; a plan for
each batch size, since the exported graph names its inner shapes and tract does not unify them with given ones (they are
taken out first)."""
import sys, tempfile, time
import numpy, onnx, tract

SUBWORDS, WORDS, RUN = 32, 25, 5.0


def main():
    graph = onnx.load(sys.argv[1])
    del graph.graph.value_info[:]
    for output in graph.graph.output: output.type.tensor_type.ClearField("shape")
    with tempfile.NamedTemporaryFile(suffix=".onnx") as plain:
        onnx.save(graph, plain.name)
        for batch in (1, 8, 32):
            begun = time.perf_counter()
            model = tract.onnx().load(plain.name)
            names = [model.input_name(i) for i in range(model.input_count())]
            width = lambda name: SUBWORDS if name in ("ids", "mask") else WORDS
            for i, name in enumerate(names): model.set_input_fact(i, f"{batch},{width(name)},i64")
            model.analyse(); plan = model.into_model().into_runnable()
            loaded = time.perf_counter() - begun
            of = {"first": numpy.arange(1, WORDS + 1), "last": numpy.arange(1, WORDS + 1), "shape": numpy.zeros(WORDS), "mask": numpy.ones(SUBWORDS), "ids": numpy.arange(2000, 2000 + SUBWORDS)}
            inputs = [numpy.tile(of[name].astype(numpy.int64), (batch, 1)) for name in names]
            plan.run(inputs); rates = []
            for _ in range(3):
                clock, processor, done = time.perf_counter(), time.process_time(), 0
                while time.perf_counter() - clock < RUN: plan.run(inputs); done += batch
                rates.append((done / (time.process_time() - processor), done / (time.perf_counter() - clock)))
            rates.sort()
            print(f"tract {tract.version()} batch {batch:2}: planned in {loaded:.2f} s, {rates[1][0]:.0f} ({rates[0][0]:.0f} to {rates[2][0]:.0f}) sentences a processor second, {rates[1][1]:.0f} by the clock", flush=True)


main()
