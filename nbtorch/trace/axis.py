"""Where the ticks of an axis stand and what is written at them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from .wording import MINUS, THIN, count

MOST_DIGITS = 10  # values that differ later than that are one value to a reader
LOG_FROM = 20  # a positive series whose values span this factor is drawn on a log axis


@dataclass(frozen=True, slots=True)
class Axis:
    """The range of a vertical axis, its ticks, and how values map to heights from 0 (low) to 1."""

    low: float
    high: float
    ticks: tuple[float, ...]
    log: bool
    label: Callable[[float], str]

    def height(self, value: float) -> float:
        """Where `value` stands between the ends; what lies outside is put on the end."""
        if self.log:
            value, low, high = math.log10(max(value, self.low)), math.log10(self.low), math.log10(self.high)
        else:
            low, high = self.low, self.high
        return min(1.0, max(0.0, (value - low) / (high - low)))


def axis(values: Sequence[float], ticks: int, percent: bool = False, log: bool = True) -> Axis:
    """An axis for finite `values` with about `ticks` ticks: decades where the values span some, else round numbers."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if log and low > 0 and high / low >= LOG_FROM:
        return _log_axis(low, high, ticks)
    if low >= 0 and low < 0.4 * high:
        low = 0.0
    if high == low:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    step = _round_step((high - low) / max(1, ticks - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    marks = tuple(index * step for index in range(first, last + 1))
    return Axis(marks[0], marks[-1], marks, False, percentage if percent else partial(plain, step=step))


def _log_axis(low: float, high: float, ticks: int) -> Axis:
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    if math.log10(low) - first > 0.5 and last - first > 2:
        first += 1  # the axis begins at the lowest value: half an empty decade is left out
    if last - math.log10(high) > 0.5 and last - first > 1:
        last -= 1
    every = max(1, math.ceil((last - first) / max(1, ticks)))
    marks = tuple(10.0**power for power in range(first, last + 1, every))
    return Axis(min(low, marks[0]), max(high, marks[-1]), marks, True, plain)


def steps_axis(last: float, ticks: int) -> tuple[float, ...]:
    """Round step numbers from 0 to `last`."""
    step = max(1.0, _round_step(last / max(1, ticks)))
    return tuple(index * step for index in range(int(last / step) + 1))


def _round_step(step: float) -> float:
    """The next of 1, 2, 2.5, 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= step * (1 - 1e-9))


def plain(value: float, step: float = 0.0) -> str:
    """`0.01`, `1e−4`, `1,000`: four digits, or as many as tell ticks that are `step` apart."""
    size = abs(value)
    if size == 0:
        return "0"
    apart = math.floor(math.log10(size)) - math.floor(math.log10(step)) + 2 if step else 0
    digits = min(MOST_DIGITS, max(4, apart))
    if size < 1e-3 or size >= (1e9 if apart > 4 else 1e5):
        mantissa, exponent = f"{value:.{min(MOST_DIGITS, max(3, apart)) - 1}e}".split("e")
        text = f"{float(mantissa):.{MOST_DIGITS}g}e{int(exponent)}"
    elif value == int(value):
        text = count(int(value))
    else:
        text = f"{float(f'{value:.{digits}g}'):,.{MOST_DIGITS}g}"
    return text.replace("-", MINUS)


def percentage(value: float) -> str:
    """`95 %`."""
    return f"{100 * value:.4g}{THIN}%"
