"""Processor seconds to import nbtorch, against PyTorch: `python benchmarks/import_time.py`. Bar: <= 0.15x.

Each import is a process of its own, in turns; the figure is the minimum over the rounds, Python's own start included.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys

ROUNDS = 7
PROGRAMS = {"python": "pass", "numpy": "import numpy", "nbtorch": "import nbtorch", "torch": "import torch"}


def seconds(program: str) -> float:
    """User and system time of one run."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}  # users have compiled files
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", program], check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    best = dict.fromkeys(PROGRAMS, float("inf"))
    for _ in range(ROUNDS):
        for name, program in PROGRAMS.items():
            best[name] = min(best[name], seconds(program))
    for name, found in best.items():
        print(f"{name:8s} {found:.3f} s")
    ratio = best["nbtorch"] / best["torch"]
    print(f"nbtorch / torch = {ratio:.3f}, bar 0.15: {'met' if ratio <= 0.15 else 'MISSED'}")


if __name__ == "__main__":
    main()
