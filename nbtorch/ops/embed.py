"""A tensor with one of its views replaced: the out-of-place form of writing into a view."""

from __future__ import annotations

from typing import Any

from ..autograd.arguments import spread_of
from ..autograd.op import composed
from ..backend.array import Array, Int
from .dimension import dimension


def with_part(input: Any, see: Any, src: Any) -> Any:
    whole = input.clone()
    seen = see(whole)
    if seen._data.shape != src._data.shape:
        raise RuntimeError(
            f"expected src to have a size equal to the slice of self. src size = {list(src._data.shape)}, slice size = "
            f"{list(seen._data.shape)}"
        )
    seen.copy_(src)
    return whole


@composed()
def select_scatter(input, src, dim: Int, index: Int):
    """`input` with `src` in the place of the slice `index` along `dim`."""
    return with_part(input, lambda whole: whole.select(dim, index), src)


@composed(out=True)
def slice_scatter(input: Array, src: Array, dim: Int = 0, start: Int = None, end: Int = None, step: Int = 1):
    """`input` with `src` in the place of the slices `start:end:step` along `dim`."""
    if input._data.ndim == 0:
        raise IndexError("slice() cannot be applied to a 0-dim tensor.")
    if step <= 0:
        raise RuntimeError("slice step must be positive")
    lead = (slice(None),) * dimension(dim, input._data.ndim)
    return with_part(input, lambda whole: whole[(*lead, slice(start, end, step))], src)


@composed()
def diagonal_scatter(input, src, offset: Int = 0, dim1: Int = 0, dim2: Int = 1):
    """`input` with `src` on a diagonal."""
    return with_part(input, lambda whole: whole.diagonal(offset, dim1, dim2), src)


@composed(function=False)
def sum_to_size(self, *size):
    """This tensor summed down to a size that broadcasts to its own."""
    size = tuple(spread_of("sum_to_size(): argument 'size' (position 1)", size))
    shape = self._data.shape
    lead = len(shape) - len(size)
    if lead < 0 or any([n not in (1, shape[lead + i]) for i, n in enumerate(size)]):
        raise RuntimeError(f"size {{{list(size)}}} is not expandable to size {{{list(shape)}}}.")
    if not size:
        return self.sum()
    dims = tuple([d for d, n in enumerate(shape) if d < lead or size[d - lead] != n])
    return self.sum(dims, keepdim=True).reshape(size) if dims else self
