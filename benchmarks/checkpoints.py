"""Seconds to save and load 200 MB, nbtorch against PyTorch: `torch.save`, `torch.load`, mapped, and the old format.

    python benchmarks/checkpoints.py

Both run in this process, one thread, interleaved; each figure is the minimum over the rounds. nbtorch's save also waits
for the disk (fsync) and replaces the file as a whole, and its load compares checksums, so the second row of a save is
PyTorch's followed by the same wait. Bar: at most 2x PyTorch's time.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

import nbtorch

ROUNDS, BAR = 7, 2.0


def state(module: Any) -> dict[str, Any]:
    """200 MB as a model has them: a few large tensors, many small ones."""
    draw = np.random.default_rng(0)
    sizes = [2_000_000] * 20 + [100_000] * 90 + [1000] * 1000
    return {f"layer.{i}": module.from_numpy(draw.normal(size=n).astype("float32")) for i, n in enumerate(sizes)}


def seconds(act: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def on_disk(path: str) -> None:
    with open(path, "rb+") as file:
        os.fsync(file.fileno())


def main() -> int:
    torch.set_num_threads(1)
    theirs, ours = state(torch), state(nbtorch)
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
        a, b, old = (os.path.join(folder, name) for name in ("theirs.pt", "ours.pt", "old.pt"))
        cases: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
            "save": (lambda: torch.save(theirs, a), lambda: nbtorch.save(ours, b)),
            "save, both to the disk": (lambda: (torch.save(theirs, a), on_disk(a)), lambda: nbtorch.save(ours, b)),
            "load": (lambda: torch.load(a), lambda: nbtorch.load(a)),
            "load, mapped": (lambda: torch.load(a, mmap=True), lambda: nbtorch.load(a, mmap=True)),
            "load, old format": (lambda: torch.load(old), lambda: nbtorch.load(old)),
        }
        torch.save(theirs, a)
        torch.save(theirs, old, _use_new_zipfile_serialization=False)
        best = {name: [float("inf"), float("inf")] for name in cases}
        for _ in range(ROUNDS):
            for name, pair in cases.items():
                for side in (0, 1):
                    best[name][side] = min(best[name][side], seconds(pair[side]))
    within = True
    for name, (torch_s, ours_s) in best.items():
        ratio = ours_s / torch_s
        within = within and ratio <= BAR
        print(f"{name:24s}{torch_s:9.3f} s{ours_s:9.3f} s{ratio:8.2f}x")
    return 0 if within else 1


if __name__ == "__main__":
    sys.exit(main())
