"""Squarified treemaps (Bruls, Huizing and van Wijk, 2000): areas as the sizes, as near to squares as they go."""

from __future__ import annotations

from collections.abc import Sequence

Box = tuple[float, float, float, float]  # x, y, width, height


def squarified(sizes: Sequence[float], x: float, y: float, width: float, height: float) -> list[Box]:
    """A box for each size, in their order; rows are laid along the shorter side, the largest sizes first."""
    boxes: list[Box] = [(x, y, 0.0, 0.0)] * len(sizes)
    order = sorted((i for i, size in enumerate(sizes) if size > 0), key=lambda i: -sizes[i])
    left = sum(sizes[i] for i in order)
    while order and width > 0 and height > 0:
        side, scale = min(width, height), width * height / left
        row: list[int] = []
        total, worst = 0.0, float("inf")
        for i in order:
            new = total + sizes[i]
            thick = new * scale / side
            lengths = [sizes[j] * scale / thick for j in (*row, i)]
            ratio = max(max(thick / length, length / thick) for length in lengths)
            if ratio > worst:
                break
            row, total, worst = [*row, i], new, ratio
        thick, along = total * scale / side, 0.0
        for i in row:
            length = sizes[i] / total * side
            boxes[i] = (x, y + along, thick, length) if width >= height else (x + along, y, length, thick)
            along += length
        if width >= height:
            x, width = x + thick, width - thick
        else:
            y, height = y + thick, height - thick
        left -= total
        order = order[len(row) :]
    return boxes
