"""Write tensor_str.json, what PyTorch prints for the tensors below: `python tests/golden/write_tensor_str.py`."""
from __future__ import annotations

import itertools
import json
import math
from pathlib import Path
from typing import Any

import torch

NAN, INF = float("nan"), float("inf")

# (dtype, shape, data). Data is a list, repeated until the shape is full, or "range": 0, 1, 2, ...
DATA: list[tuple[str, list[int], list[Any] | str]] = [
    ("float32", [], [1.5]),
    ("float32", [], [3.0]),
    ("float32", [], [-0.0]),
    ("float32", [], [NAN]),
    ("float32", [2], [1.0, INF]),
    ("float32", [3], [NAN, -INF, 0.0]),
    ("float32", [2], [NAN, 1e-8]),
    ("float32", [2], [1.5, -0.0]),
    ("float32", [2], [1e8, 1.0]),
    ("float32", [2], [1e8, 1e6]),
    ("float32", [2], [2e8, 1e8]),
    ("float32", [2], [1.5, 1500.0]),
    ("float32", [2], [1.5, 1501.0]),
    ("float32", [2], [0.00011, 0.00012]),
    ("float32", [2], [0.00009, 0.00012]),
    ("float32", [2], [1e-44, 3e38]),
    ("float32", [2], [-12345.678, 12345.678]),
    ("float32", [0], []),
    ("float32", [2, 0], []),
    ("float64", [2], [1e300, 2.0]),
    ("float64", [2], [1e-300, 1e300]),
    ("float64", [3], [0.1, 0.2, 0.30000000000000004]),
    ("float16", [2], [1.5, 2.0]),
    ("float16", [2], [1.5, 65504.0]),
    ("bfloat16", [], [1.5]),
    ("bfloat16", [2, 2], [0.1, 0.2, 0.3, 300.0]),
    ("int64", [], [3]),
    ("int64", [2], [-(2**63), 2**63 - 1]),
    ("int64", [0], []),
    ("int64", [3, 0, 2], []),
    ("int32", [3], [1, -20, 300]),
    ("int16", [2], [-7, 7]),
    ("int8", [2], [-128, 127]),
    ("uint8", [2, 2], [200, 3, 0, 255]),
    ("bool", [], [True]),
    ("bool", [2, 2], [True, False, False, False]),
    ("bool", [0], []),
    ("complex64", [], [1 + 2j]),
    ("complex64", [2], [1 + 2j, 3 - 1.5j]),
    ("complex64", [2], [complex(NAN, 0.0), complex(-0.0, -0.0)]),
    ("complex64", [2], [complex(INF, NAN), complex(1e-9, 1.0)]),
    ("complex128", [2, 1], [-1.25 + 0.5j, 100.0 - 1e6j]),
    ("float32", [100], [0.0]),
    ("float32", [40], [0.25, -1.5, NAN, 2.0]),
    ("float32", [1000], "range"),
    ("float32", [1001], "range"),
    ("float32", [2, 3, 4], "range"),
    ("float32", [2, 2, 2, 2], "range"),
    ("float32", [40, 40], "range"),
    ("float32", [9, 2, 8, 10], "range"),
    ("float32", [2, 1, 600], "range"),
    ("float32", [1001, 1], "range"),
    ("int64", [30], "range"),
    ("int64", [40, 60], "range"),
    ("int32", [11, 7, 13], "range"),
    ("bool", [6, 200], [True, False, False]),
    ("float16", [50, 30], "range"),
    ("float16", [50, 30], [0.5, -20.25]),
    ("complex64", [50, 30], [0.25 - 3j, 1 + 10j, -7.5 + 0j]),
]

# (dtype, shape, data, how it is made, what is set).
SPECIAL: list[tuple[str, list[int], list[Any] | str, dict[str, Any], dict[str, Any]]] = [
    ("float32", [2], [1.0, 2.5], {"requires_grad": True}, {}),
    ("float32", [], [0.5], {"grad_fn": True}, {}),
    ("float64", [3, 3], "range", {"grad_fn": True}, {}),
    ("float32", [0], [], {"requires_grad": True}, {}),
    ("float64", [7], [0.5], {"requires_grad": True}, {}),
    ("float16", [6], [0.5], {"grad_fn": True}, {}),
    ("float16", [5], [0.5], {"grad_fn": True}, {}),
    ("float32", [2], [1.23456789, 2.0], {}, {"precision": 2}),
    ("float32", [2], [1.23456789, 2.0], {}, {"precision": 7}),
    ("float32", [10], "range", {}, {"threshold": 5}),
    ("float32", [10], "range", {}, {"threshold": 5, "edgeitems": 1}),
    ("float32", [10], "range", {}, {"threshold": 5, "edgeitems": 0}),
    ("float32", [2, 5], "range", {}, {"edgeitems": 0}),
    ("float32", [], [4.0], {}, {"threshold": 0, "edgeitems": 0}),
    ("float32", [3, 4], "range", {}, {"sci_mode": True}),
    ("float32", [2], [1e-30, 1e30], {}, {"sci_mode": False}),
    ("float32", [2], [0.0, INF], {}, {"sci_mode": True}),
    ("int64", [30], "range", {}, {"linewidth": 40}),
    ("float64", [3, 5], "range", {"grad_fn": True}, {"linewidth": 10}),
    ("float32", [50, 50], "range", {}, {"profile": "short"}),
    ("float32", [1001], "range", {}, {"profile": "full"}),
    ("float32", [2], [1.5, 2.5], {}, {"profile": "short", "precision": 3}),
]


def build(dtype: str, shape: list[int], data: list[Any] | str) -> torch.Tensor:
    """The tensor that a row above describes."""
    count = math.prod(shape)
    values = range(count) if data == "range" else list(itertools.islice(itertools.cycle(data), count))
    return torch.tensor(values, dtype=getattr(torch, dtype)).reshape(shape)


def case(
    dtype: str, shape: list[int], data: list[Any] | str, made: dict[str, Any], options: dict[str, Any]
) -> dict[str, Any]:
    """One golden case: the row, and what PyTorch prints for it."""
    tensor = build(dtype, shape, data)
    if made.get("requires_grad"):
        tensor.requires_grad_()
    if made.get("grad_fn"):
        tensor = tensor.requires_grad_() * 1
        made = {"grad_fn": type(tensor.grad_fn).__name__}
    torch.set_printoptions(profile="default")
    torch.set_printoptions(**options)
    text = repr(tensor)
    torch.set_printoptions(profile="default")
    # Strings, because JSON has neither NaN nor complex numbers.
    values = data if data == "range" else [str(value) for value in data]
    return {"dtype": dtype, "shape": shape, "data": values, **made, "options": options, "text": text.split("\n")}


def main() -> None:
    """Write every case beside this file."""
    cases = [case(*row, {}, {}) for row in DATA] + [case(*row) for row in SPECIAL]
    lines = ",\n".join(" " + json.dumps(golden) for golden in cases)
    path = Path(__file__).with_name("tensor_str.json")
    path.write_text(f'{{"torch": {json.dumps(torch.__version__)}, "cases": [\n{lines}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
