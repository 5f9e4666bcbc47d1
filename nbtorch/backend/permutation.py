"""The Fisher-Yates shuffle, all of its swaps at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def swapped(targets: NDArray) -> NDArray:
    """What 0, 1, 2, ... becomes when each place in turn is swapped with its target, a place at or after it.

    No swap is executed. A place holds what was last swapped away to it, so the origin of each value is found by
    following "the latest earlier step that had this place as its target" back to a step without one, by doubling.
    """
    steps = np.arange(len(targets), dtype=np.int64)
    bits = len(steps).bit_length()
    order = np.sort((targets << bits) | steps)  # by target, then by step
    step, target = order & ((1 << bits) - 1), order >> bits
    again = target[1:] == target[:-1]
    earlier = np.full_like(steps, -1)  # the latest earlier step with the same target
    earlier[step[1:][again]] = step[:-1][again]
    origin = steps.copy()  # of what a place holds just before its own step
    other = step < target
    origin[target[other]] = step[other]  # the greatest such step is assigned last
    while True:
        further = origin[origin]
        if np.array_equal(further, origin):
            break
        origin = further
    return np.where(earlier < 0, targets, origin[earlier])
