"""NumPy tells of overflow and of 0/0; PyTorch computes inf and NaN in silence."""

from __future__ import annotations

import warnings
from typing import Any


def _ignored() -> Any:
    warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"nbtorch\.")
    return warnings.filters[0]


QUIET: Any = _ignored()
NO_FILTER = (None,)  # where `resetwarnings` left nothing to look at


def hush() -> None:
    """Put the filter first again.

    A `simplefilter` of the user's goes before it, and the end of a `catch_warnings` around the import takes it away.
    Ops look whether it is first: that costs 20 ns, `numpy.errstate` twenty times as much.
    """
    if not warnings.filters or warnings.filters[0] is not QUIET:
        _ignored()
        warnings.filters[0] = QUIET  # type: ignore[index] # the same entry, so that one look tells
