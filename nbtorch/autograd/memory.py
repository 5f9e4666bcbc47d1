"""What a convolution leaves behind lies channels last in memory, where PyTorch's is contiguous: nobody is to see it.

Layers that follow work on it as it lies, which is faster. The moment its memory is looked at (by a view, a stride, an
address, NumPy), it is laid out as PyTorch's is.
"""

from __future__ import annotations

from typing import Any

from ..backend.array import NAMESPACES
from ..backend.storage import is_channels_last

asked = [False]  # whether somebody asked for `channels_last` by name: what lies so is then meant so, as in PyTorch


def settled(t: Any) -> Any:
    """The array of `t` as its memory may be seen: contiguous, where a convolution left it channels last."""
    array = t._data
    if (
        array.ndim > 3
        and t._view is None
        and not (array.flags.c_contiguous or asked[0])
        and is_channels_last(array)
        and "lies_as_meant" not in t.__dict__
    ):
        t._data = array = NAMESPACES[type(array)].ascontiguousarray(array)
    return array


def meant(t: Any) -> Any:
    """`t`, whose array somebody else has too: it stays as it lies."""
    if t._data.ndim > 3 and not t._data.flags.c_contiguous:
        t.__dict__["lies_as_meant"] = True
    return t


def followed(xp: Any, result: Any, *sources: Any) -> Any:
    """A result laid out as what it was made of, once somebody asked for `channels_last` by name; before, as it lies.

    PyTorch's rule: channels last where a source lies so, else contiguous. From then on memory is taken as meant, so
    that it has to be right at once, and not when somebody looks.
    """
    if not asked[0] or result.ndim < 4:
        return result
    if not any([s.ndim == result.ndim and not s.flags.c_contiguous and is_channels_last(s) for s in sources]):
        return xp.ascontiguousarray(result)
    last = xp.moveaxis(result, 1, -1)
    return result if last.flags.c_contiguous else xp.moveaxis(xp.ascontiguousarray(last), -1, 1)
