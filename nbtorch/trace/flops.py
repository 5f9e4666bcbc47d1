"""Floating-point operations of the ops that dominate: a multiplication and an addition count as two."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from .graph import Shape

PRODUCTS = ("linear", "conv", "matmul", "mm", "bmm", "mv", "dot")  # what the names of these ops begin with


def flops(op: str, out: Shape, shapes: Mapping[str, Shape]) -> int | None:
    """Of the forward pass, from the output's shape and the inputs' by name; None where it is not a matrix product."""
    weight = shapes.get("weight")
    if op == "linear" and weight:
        return 2 * prod(out) * weight[-1]
    if op.startswith("conv") and weight:
        data = shapes.get("input") if "transpose" in op else out
        return None if data is None else 2 * prod(data) * prod(weight[1:])
    if op in PRODUCTS:
        left, right = shapes.get("input"), next((shape for name, shape in shapes.items() if name != "input"), None)
        if left:
            return 2 * prod(out) * left[-1]
        if right:
            return 2 * prod(out) * right[-2 if len(right) > 1 else -1]
    return None
