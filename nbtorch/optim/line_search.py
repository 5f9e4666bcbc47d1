"""A step length by the strong Wolfe conditions (Nocedal & Wright, Numerical Optimization, algorithms 3.5 and 3.6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

ENOUGH, FLAT = 1e-4, 0.9  # c1 and c2: of the decrease that the slope promises, and of the slope that may be left
NARROW = 1e-9  # a bracket that moves no parameter by more is not divided; PyTorch's, whatever its `tolerance_change`


class Point:
    """A place on the line: how far, the loss, the gradient, and the slope along the line there."""

    __slots__ = ("gradient", "length", "loss", "slope")

    def __init__(self, length: Any, loss: Any, gradient: Any, slope: Any):
        self.length, self.loss, self.gradient, self.slope = length, loss, gradient, slope


def cubic(a: Point, b: Point, bounds: tuple[Any, Any] | None = None) -> Any:
    """Where the cubic through two points with their slopes is lowest, within `bounds` or between the two (eq. 3.59)."""
    x, y = (a, b) if a.length <= b.length else (b, a)
    low, high = bounds if bounds is not None else (x.length, y.length)
    middle = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.length - b.length)
    square = middle**2 - a.slope * b.slope
    if not square >= 0:
        return (low + high) / 2.0
    root = square.sqrt()
    found = y.length - (y.length - x.length) * ((y.slope + root - middle) / (y.slope - x.slope + 2 * root))
    return min(max(found, low), high)


def strong_wolfe(
    evaluate: Callable[[Any], tuple[float, Any]], length: Any, direction: Any, loss: float, gradient: Any, slope: Any,
    most: int,
) -> tuple[float, Any, Any, int]:  # fmt: skip
    """(loss, gradient, length, evaluations) of a good step along `direction`, from `length` on; `most` trials."""

    def look(length: Any) -> Point:
        loss, gradient = evaluate(length)
        return Point(length, loss, gradient, gradient.dot(direction))

    def too_high(point: Point) -> bool:
        return bool(point.loss > loss + ENOUGH * point.length * slope)

    def flat(point: Point) -> bool:
        return bool(abs(point.slope) <= -FLAT * slope)

    start = before = Point(0, loss, gradient.clone(), slope)
    new, trials, count = look(length), 0, 1
    bracket: list[Point] = []
    while trials < most:
        if too_high(new) or (trials > 1 and new.loss >= before.loss) or (new.slope >= 0 and not flat(new)):
            bracket = [before, new]
            break
        if flat(new):
            return new.loss, new.gradient, new.length, count
        bounds = (new.length + 0.01 * (new.length - before.length), new.length * 10)
        before, new = new, look(cubic(before, new, bounds))
        count += 1
        trials += 1
    else:
        bracket = [start, new]

    stuck = False
    spread = direction.abs().max()
    low = 0 if bracket[0].loss <= bracket[1].loss else 1
    while trials < most and not abs(bracket[1].length - bracket[0].length) * spread < NARROW:
        length, stuck = _inside(bracket[0], bracket[1], stuck)
        new = look(length)
        count += 1
        trials += 1
        if too_high(new) or new.loss >= bracket[low].loss:
            bracket[1 - low] = new
            low = 0 if bracket[0].loss <= bracket[1].loss else 1
            continue
        found = flat(new)
        if not found and new.slope * (bracket[1 - low].length - bracket[low].length) >= 0:
            bracket[1 - low] = bracket[low]
        bracket[low] = new
        if found:
            break
    best = bracket[low]
    return best.loss, best.gradient, best.length, count


def _inside(a: Point, b: Point, stuck: bool) -> tuple[Any, bool]:
    """A trial between two points, pushed off from an end when it comes too near twice; whether it came near now."""
    length = cubic(a, b)
    least, most = min(a.length, b.length), max(a.length, b.length)
    margin = 0.1 * (most - least)
    if not min(most - length, length - least) < margin:
        return length, False
    if not (stuck or length >= most or length <= least):
        return length, True
    return (most - margin if abs(length - most) < abs(length - least) else least + margin), False
