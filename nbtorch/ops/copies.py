"""The ops that look at memory, as ones that copy it: `expand_copy` is `expand(...).clone()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..autograd.arguments import list_of
from ..autograd.op import composed
from ..backend.array import Int
from .complexes import view_as_complex, view_as_real

_LISTED = {"permute": "dims", "expand": "size", "as_strided": "size"}


def _copied(view: str | Any, name: str | None = None, out: bool = True) -> Callable[..., Any]:
    function, view = (None, view) if isinstance(view, str) else (view, view.name)

    def copied(input, *args, **kwargs):
        if view in _LISTED and args:  # the method takes so many integers too
            list_of(f"{view}_copy(): argument {_LISTED[view]!r} (position 2)", args[0])
        seen = getattr(input, view)(*args, **kwargs) if function is None else function.call(input, *args, **kwargs)
        return tuple([part.clone() for part in seen]) if isinstance(seen, tuple) else seen.clone()

    copied.__name__, copied.__doc__ = name or f"{view}_copy", f"What `{view}` gives, in memory of its own."
    return composed(method=name is not None, out=out)(copied)


@composed(method=False, out=True)
def alias_copy(input):
    """The tensor, in memory of its own."""
    return input.clone()


as_strided_copy = _copied("as_strided")
diagonal_copy = _copied("diagonal")
expand_copy = _copied("expand")


@composed(out=True)
def narrow_copy(input, dim: Int, start: Int, length: Int):
    """What `narrow` gives, in memory of its own."""
    if 0 < input._data.ndim <= dim:
        raise RuntimeError("Expected dim < static_cast<int64_t>(self_sizes.size()) to be true, but got false.")
    if input._data.ndim and length < 0:  # of this one too the start is told first
        input.narrow(dim, start, 0)
    return input.narrow(dim, start, length).clone()


permute_copy = _copied("permute")
select_copy = _copied("select")
split_copy = _copied("split")
split_with_sizes_copy = _copied("split_with_sizes")
squeeze_copy = _copied("squeeze")
t_copy = _copied("t")
transpose_copy = _copied("transpose")
unbind_copy = _copied("unbind")
unfold_copy = _copied("unfold")
unsqueeze_copy = _copied("unsqueeze")
view_as_complex_copy = _copied(view_as_complex)
view_as_real_copy = _copied(view_as_real)
view_copy = _copied("view")
unsafe_split_with_sizes = _copied("split_with_sizes", "unsafe_split_with_sizes", out=False)
unsafe_chunk = _copied("chunk", "unsafe_chunk", out=False)


@composed()
def unsafe_split(input, split_size: Int, dim: Int = 0):
    """What `split` gives, in memory of its own; of one size only."""
    return tuple([part.clone() for part in input.split(split_size, dim)])
