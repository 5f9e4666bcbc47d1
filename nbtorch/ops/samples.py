"""Sample inputs, declared with an op: what the one op test draws from.

A sample is a tuple of shapes, one per array input, with a dict of statics at the end when there are any. A shape may
be replaced by a Python number, by None for an input left out, by a list of shapes (for `Arrays`), or by a function that
draws the array from a `numpy.random.Generator`. `Sample` adds the range that values are drawn from.
"""

from __future__ import annotations

from typing import Any


class Sample(tuple):
    """A sample whose values lie in [low, high): `Sample((3, 4), low=-1, high=1, dim=0)`."""

    low: float
    high: float

    def __new__(cls, *inputs: Any, low: float = 0.3, high: float = 1.5, **statics: Any) -> Sample:
        made = super().__new__(cls, (*inputs, statics) if statics else inputs)
        made.low, made.high = low, high
        return made


UNARY = (((3, 4),), ((),), ((2, 1, 3),), ((0, 2),))
BINARY = (((3, 4), (3, 4)), ((3, 1), (4,)), ((), (2, 2)), ((2, 3), 2.0))
SIGNED = (Sample((3, 4), low=-2, high=2), Sample((), low=-2, high=2), Sample((0, 2)))
MATMUL = (((3, 4), (4, 5)), ((2, 3, 4), (4, 5)), ((2, 3, 4), (2, 4, 5)))
REDUCE = (((3, 4),), ((3, 4), {"dim": 1}), ((2, 3, 4), {"dim": (0, 2), "keepdim": True}), ((3, 4), {"dim": -1}))
DIMENSION = (((3, 4), {"dim": 1}), ((2, 3, 4), {"dim": -2}), ((5,), {"dim": 0}))
