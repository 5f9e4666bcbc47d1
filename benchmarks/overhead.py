"""Microseconds per op on 10-element tensors, nbtorch against PyTorch: no-grad, forward, forward + backward.

    python benchmarks/overhead.py

Both run in this process, one thread, interleaved round by round; each figure is the minimum over the rounds.
Bars: no grad <= 1.1x PyTorch's time, forward <= 0.9x, forward + backward <= 0.6x.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import timeit

import numpy as np
import torch

import nbtorch

ROUNDS, NUMBER = 25, 2000
BARS = {"no grad": 1.1, "forward": 0.9, "forward+backward": 0.6}
CASES = {"add": "x + y", "mul": "x * y", "tanh": "x.tanh()", "matmul": "x @ w"}
MORE = {"mul by 2.0": "x * 2.0", "sum": "x.sum()", "x[2:5]": "x[2:5]", "reshape": "x.reshape(5, 2)"}


def timers(module, statement: str) -> dict[str, timeit.Timer]:
    """The three ways to run `statement` in one framework."""
    data = np.linspace(0.1, 1, 10, dtype="float32").reshape((10, 1) if "@" in statement else (10,))
    names = {name: module.tensor(data * scale, requires_grad=True) for name, scale in (("x", 1), ("y", 2))}
    names["w"] = module.tensor(np.ones((1, 3), "float32"), requires_grad=True)
    names["g"] = module.tensor(np.ones(tuple(eval(statement, dict(names)).shape), "float32"))
    plain = {name: t.detach() for name, t in names.items()}
    leaves = "x.grad = None; y.grad = None; w.grad = None; "
    return {
        "no grad": timeit.Timer(statement, globals=plain),
        "forward": timeit.Timer(statement, globals=names),
        "forward+backward": timeit.Timer(f"{leaves}z = {statement}; z.backward(g)", globals=names),
    }


def measure(statement: str) -> dict[str, tuple[float, float]]:
    """(PyTorch's, our) microseconds of each mode, the minimum over interleaved rounds."""
    theirs, ours = timers(torch, statement), timers(nbtorch, statement)
    best = {mode: [float("inf"), float("inf")] for mode in BARS}
    for _ in range(ROUNDS):
        for mode in BARS:
            for side, timer in enumerate((theirs[mode], ours[mode])):
                gc.collect()
                best[mode][side] = min(best[mode][side], timer.timeit(NUMBER) / NUMBER * 1e6)
    return {mode: tuple(pair) for mode, pair in best.items()}


def main() -> None:
    torch.set_num_threads(1)
    print(f"torch {torch.__version__}, numpy {np.__version__}, OPENBLAS_CORETYPE={os.environ.get('OPENBLAS_CORETYPE')}")
    print(f"{'us per op':12s}" + "".join(f"{mode + ' (torch / ours, ratio)':>42s}" for mode in BARS))
    within, results = True, {}
    for name, statement in {**CASES, **(MORE if "--more" in sys.argv else {})}.items():
        found = results[name] = measure(statement)
        ratios = {mode: ours / theirs for mode, (theirs, ours) in found.items()}
        cells = [f"{found[m][0]:.2f} / {found[m][1]:.2f}  {ratios[m]:.2f}" for m in BARS]
        print(f"{name:12s}" + "".join(f"{cell:>42s}" for cell in cells))
        within &= name not in CASES or all(ratios[m] <= bar for m, bar in BARS.items())
    print("bars:", ", ".join(f"{m} <= {bar}" for m, bar in BARS.items()), "->", "met" if within else "MISSED")
    if "--json" in sys.argv:
        print(json.dumps(results))


if __name__ == "__main__":
    main()
