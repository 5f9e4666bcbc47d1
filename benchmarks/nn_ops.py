"""Layers, forward and backward, against PyTorch in one process on one thread: processor time in us and the ratio.

python benchmarks/nn_ops.py [name ...]
"""

from __future__ import annotations

import os

for variable in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[variable] = "1"

import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from time import process_time  # noqa: E402
from typing import Any  # noqa: E402

import numpy as np  # noqa: E402
import torch  # noqa: E402

import nbtorch  # noqa: E402

torch.set_num_threads(1)
CASES: dict[str, tuple[Callable[..., Any], list[tuple[int, ...]]]] = {
    "conv2d 64x1x28x28 -> 32": (lambda F, x, w, b: F.conv2d(x, w, b), [(64, 1, 28, 28), (32, 1, 3, 3), (32,)]),
    "conv2d 64x32x13x13 -> 64": (lambda F, x, w, b: F.conv2d(x, w, b), [(64, 32, 13, 13), (64, 32, 3, 3), (64,)]),
    "batch_norm 64x32x26x26": (
        lambda F, x, w, b: F.batch_norm(x, None, None, w, b, True),
        [(64, 32, 26, 26), (32,), (32,)],
    ),
    "batch_norm 64x128": (lambda F, x, w, b: F.batch_norm(x, None, None, w, b, True), [(64, 128), (128,), (128,)]),
    "layer_norm 512x128": (lambda F, x, w, b: F.layer_norm(x, (128,), w, b), [(512, 128), (128,), (128,)]),
    "layer_norm 4096x1024": (lambda F, x, w, b: F.layer_norm(x, (1024,), w, b), [(4096, 1024), (1024,), (1024,)]),
    "cross_entropy 64x10": (lambda F, x: F.cross_entropy(x, labels(F, 64, 10)), [(64, 10)]),
    "cross_entropy 1024x1000": (lambda F, x: F.cross_entropy(x, labels(F, 1024, 1000)), [(1024, 1000)]),
    "max_pool2d 64x32x26x26": (lambda F, x: F.max_pool2d(x, 2), [(64, 32, 26, 26)]),
    "avg_pool2d 64x32x26x26": (lambda F, x: F.avg_pool2d(x, 2), [(64, 32, 26, 26)]),
    "relu 64x32x26x26": (lambda F, x: F.relu(x), [(64, 32, 26, 26)]),
    "softmax 4096x1000": (lambda F, x: F.softmax(x, -1), [(4096, 1000)]),
    "gelu 1024x1024": (lambda F, x: F.gelu(x), [(1024, 1024)]),
    "embedding 4096 of 1000x128": (lambda F, w: F.embedding(labels(F, 4096, 1000), w), [(1000, 128)]),
    "conv-bn-relu-pool 64x1x28x28": (
        lambda F, x, w, b, s, t: F.max_pool2d(F.relu(F.batch_norm(F.conv2d(x, w, b), None, None, s, t, True)), 2),
        [(64, 1, 28, 28), (32, 1, 3, 3), (32,), (32,), (32,)],
    ),
}
LABELS: dict[Any, Any] = {}


def labels(F: Any, count: int, classes: int) -> Any:
    """The same class indices in either library."""
    key = (F, count, classes)
    if key not in LABELS:
        values = np.random.default_rng(1).integers(0, classes, count)
        LABELS[key] = (torch if F is torch.nn.functional else nbtorch).tensor(values)
    return LABELS[key]


def step_of(library: Any, call: Callable[..., Any], shapes: list[tuple[int, ...]]) -> Callable[[], None]:
    """A forward and a backward with fixed inputs and a fixed gradient."""
    rng = np.random.default_rng(0)
    inputs = [library.tensor(rng.standard_normal(shape).astype("float32"), requires_grad=True) for shape in shapes]
    F = library.nn.functional
    out = call(F, *inputs)
    weights = library.tensor(rng.standard_normal(tuple(out.shape)).astype("float32"))

    def step() -> None:
        for t in inputs:
            t.grad = None
        call(F, *inputs).backward(weights)

    return step


def best(steps: list[Callable[[], None]], seconds: float = 1.0) -> list[float]:
    """The least microseconds of each step, taken in turns; of processor time, which a busy machine changes little."""
    found = [float("inf")] * len(steps)
    for step in steps:
        step()
    end = process_time() + seconds
    while process_time() < end:
        for i, step in enumerate(steps):
            start = process_time()
            step()
            found[i] = min(found[i], process_time() - start)
    return [value * 1e6 for value in found]


def main() -> None:
    wanted = sys.argv[1:]
    print(f"{'forward and backward':32}{'torch us':>12}{'nbtorch us':>12}{'ratio':>8}")
    for name, (call, shapes) in CASES.items():
        if not wanted or any(word in name for word in wanted):
            other, ours = best([step_of(library, call, shapes) for library in (torch, nbtorch)])
            print(f"{name:32}{other:12.1f}{ours:12.1f}{ours / other:8.2f}")


if __name__ == "__main__":
    main()
