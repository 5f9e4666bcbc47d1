"""The programs of this folder, and what each of them prints on PyTorch and on nbtorch."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PROGRAMS = sorted(path.relative_to(HERE).with_suffix("").as_posix() for path in HERE.glob("*/*.py"))
GOLDEN = HERE.parent / "golden" / "programs.json"
NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:e[-+]\d+)?")


class Framework:
    """A process in which `import torch` gives one framework; it runs programs as they are."""

    def __init__(self, name: str):
        one = {variable: "1" for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "child.py"), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | one | {"PYTHONPATH": str(HERE.parents[1])},
        )

    def run(self, program: str, *arguments: str) -> dict[str, Any]:
        print(json.dumps([str(HERE / f"{program}.py"), *arguments]), file=self.process.stdin, flush=True)
        outcome = json.loads(self.process.stdout.readline())
        assert outcome["error"] is None, outcome["error"]
        return outcome

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait()


@cache
def golden() -> dict[str, Any]:
    return json.loads(GOLDEN.read_text())


def apart(mine: list[str], theirs: list[str]) -> list[tuple[str, str]]:
    """The lines in which two logs differ by more than one unit in a number's last printed place."""
    lines = [pair for pair in zip(mine, theirs, strict=False) if not _alike(*pair)]
    longer = mine if len(mine) > len(theirs) else theirs
    return lines + [("", line) for line in longer[min(len(mine), len(theirs)) :]]


def _alike(mine: str, theirs: str) -> bool:
    if mine == theirs:
        return True
    numbers = [NUMBER.findall(line) for line in (mine, theirs)]
    if NUMBER.sub("#", mine) != NUMBER.sub("#", theirs):
        return False
    return all(abs(float(a) - float(b)) <= 1.01 * _unit(b) for a, b in zip(*numbers, strict=True))


def _unit(number: str) -> float:
    """One in the last printed place; none for a whole number, which must be the same."""
    digits, _, exponent = number.partition("e")
    decimals = len(digits.partition(".")[2])
    return 10.0 ** (int(exponent or 0) - decimals) if decimals else 0.0
