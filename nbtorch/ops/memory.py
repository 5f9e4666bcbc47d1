"""Where a tensor's elements lie: its storage, strides and memory format, and how to lay it over other memory."""

from __future__ import annotations

from typing import Any

from ..autograd.arguments import spread_of
from ..autograd.inplace import wrote
from ..autograd.memory import asked, meant, settled
from ..autograd.op import composed
from ..backend import cuda as gpu, device as devices, dtype as dtypes
from ..backend.array import Int, List
from ..backend.layout import (
    channels_last,
    channels_last_3d,
    contiguous_format,
    memory_format as formats,
    preserve_format,
)
from ..backend.storage import (
    TypedStorage,
    UntypedStorage,
    address,
    bounds,
    dense,
    offset,
    over,
    owner,
    reach,
    steps,
    warn_typed,
)  # fmt: skip
from .create import countable, empty, sizes, wrap
from .dimension import dimension
from .shape import clone

_RANK = {channels_last: 4, channels_last_3d: 5}


# ---------------------------------------------------------------- facts
@composed(function=False)
def stride(self, dim: Int = None):
    """Steps between neighbours, in elements, of all dimensions or of one."""
    moves = steps(settled(self))
    return moves if dim is None else moves[one_dimension(dim, len(moves))]


def one_dimension(dim: Any, ndim: int) -> int:
    """A dimension from the front; the words of `size` and `stride` for a tensor that has none."""
    if not ndim:
        raise IndexError(f"Dimension specified as {dim} but tensor has no dimensions")
    return dimension(dim, ndim)


@composed(function=False)
def data_ptr(self):
    """The address of the first element; 0 when there are none."""
    return address(settled(self)) if self._data.size else 0


@composed(function=False)
def storage_offset(self):
    """How many elements of the storage come before the first of this tensor."""
    return offset(settled(self))


@composed(function=False)
def is_contiguous(self, memory_format=contiguous_format):
    """Whether elements lie in row-major order, or in the order of another memory format."""
    array = settled(self)
    if memory_format not in _RANK:
        return bool(array.flags.c_contiguous)
    if array.ndim != _RANK[memory_format]:
        return False
    return bool(array.transpose(_last(array.ndim)).flags.c_contiguous)


def _last(ndim: int) -> tuple[int, ...]:
    return (0, *range(2, ndim), 1)


@composed(function=False)
def is_set_to(self, tensor):
    """Whether another tensor is the same memory in the same shape and strides."""
    mine, other = settled(self), settled(tensor)
    there = owner(mine) is owner(other) if not mine.size else data_ptr(self) == data_ptr(tensor)
    return there and mine.shape == other.shape and steps(mine) == steps(other)


@composed(function=False)
def share_memory_(self):
    """This tensor: all memory on the CPU may be handed to workers."""
    return self


@composed(function=False)
def is_shared(self):
    """Whether the memory may be handed to workers: after `share_memory_`, and on a GPU."""
    return True


@composed(function=False)
def is_pinned(self, device=None):
    """Whether the memory is page-locked: never."""
    return False


@composed(function=False)
def pin_memory(self, device=None):
    """This tensor: page-locked memory speeds up copies to a GPU, and changes nothing else."""
    if not gpu.is_available():
        raise RuntimeError("Cannot access accelerator device when none is available.")
    return self


# ---------------------------------------------------------------- memory formats
@composed(function=False)
def contiguous(self, memory_format=contiguous_format):
    """The same elements in row-major order, or in that of a memory format: this tensor if they lie so, else a copy."""
    if memory_format is contiguous_format:
        return self if settled(self).flags.c_contiguous else clone.call(self, memory_format=contiguous_format)
    if memory_format is preserve_format:
        raise RuntimeError("preserve memory format is unsupported by the contiguous operator")
    formatted(self, memory_format)
    return self if is_contiguous(self, memory_format) else clone.call(self, memory_format=memory_format)


def formatted(t: Any, wanted: Any) -> None:
    """Check a memory format for a tensor, and note that somebody asked for channels last."""
    if not isinstance(wanted, formats):
        raise TypeError(f"argument 'memory_format' must be torch.memory_format, not {type(wanted).__name__}")
    if wanted in _RANK:
        if t._data.ndim != _RANK[wanted]:
            raise RuntimeError(f"required rank {_RANK[wanted]} tensor to use {wanted.name} format")
        settled(t)
        asked[0] = True


# ---------------------------------------------------------------- storages
@composed(function=False)
def untyped_storage(self):
    """The bytes this tensor lies in, those of its base and of every view."""
    return UntypedStorage(settled(self), self)


@composed(function=False)
def storage(self):
    """The memory this tensor lies in as numbers of its dtype."""
    warn_typed()
    return TypedStorage(untyped_storage(self), dtypes.of(self._data.dtype))


@composed(function=False)
def set_(self, source=None, storage_offset: Int = 0, size: List = None, stride: List = None):
    """Let this tensor be another's memory, or lie in a storage at any offset, size and stride."""
    if source is None:
        made = settled(empty(0, dtype=self.dtype, device=self.device))
    elif hasattr(source, "_node"):
        if source._data.dtype != self._data.dtype:
            long = {"Float": "float", "Double": "double", "Long": "long int", "Int": "int"}
            words = [long.get(t.dtype.word, t.dtype.word) for t in (source, self)]
            raise RuntimeError(f"Could not set tensor of type {words[0]} to a tensor of type {words[1]}")
        made = settled(source)
    else:
        untyped = source.untyped() if isinstance(source, TypedStorage) else source
        item = self._data.dtype.itemsize
        size = (untyped.nbytes() // item - storage_offset,) if size is None else tuple(size)
        moves = dense(size) if stride is None else tuple(stride)
        within(size, moves, storage_offset, item, untyped.nbytes())
        made = over(untyped._array, self._data.dtype, size, moves, storage_offset)
    self._data = made
    wrote(meant(self))
    return self


def within(size: Any, stride: Any, start: int, item: int, room: int) -> None:
    """Refuse a view that reaches beyond its storage."""
    if start < 0:
        raise RuntimeError(f"Tensor: invalid storage offset {start}")
    if min(size, default=0) < 0:
        raise RuntimeError(
            f"Storage size calculation overflowed with sizes={list(size)} and strides={list(stride)}"
        )
    needed = (start + reach(size, stride)) * item
    if 0 not in size and needed > room:
        raise RuntimeError(
            f"setStorage: sizes {list(size)}, strides {list(stride)}, storage offset {start}, and itemsize {item} "
            f"requiring a storage size of {needed} are out of bounds for storage of size {room}"
        )


@composed(function=False)
def resize_(self, *sizes, memory_format=None):
    """Take another size in place: the storage's elements from this tensor's first on, in new memory if they are few."""
    shape = tuple(spread_of("resize_(): argument 'size' (position 1)", sizes))
    if self.requires_grad:
        raise RuntimeError("cannot resize variables that require grad")
    if min(shape, default=0) < 0:
        raise RuntimeError(f"Trying to create tensor with negative dimension {min(shape)}: {list(shape)}")
    array = settled(self)
    countable(shape, array.dtype)
    if shape != array.shape:
        low, high = bounds(owner(array))
        start, item = offset(array), array.dtype.itemsize
        if (start + reach(shape, dense(shape))) * item <= high - low:
            self._data = over(array, array.dtype, shape, dense(shape), start)
        else:
            xp = devices.namespace(devices.of(array))
            grown = xp.empty(start + reach(shape, dense(shape)), array.dtype)
            kept = (high - low) // item
            grown[:kept] = over(array, array.dtype, (kept,), (1,), 0)
            self._data = over(grown, array.dtype, shape, dense(shape), start)
    wrote(self)
    return self


@composed()
def resize_as_(input, the_template, memory_format=None):
    """Take the size of another tensor in place."""
    return resize_(input, the_template._data.shape)


# ---------------------------------------------------------------- new memory, any strides
@composed(method=False)
def empty_strided(size, stride, *, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False):
    """Unset values of a size at these strides, in elements."""
    size, stride = sizes((tuple(size),)), tuple(stride)
    if len(size) != len(stride):
        raise RuntimeError(
            f"dimensionality of sizes ({len(size)}) must match dimensionality of strides ({len(stride)})"
        )
    kind = dtypes.get_default_dtype().array if dtype is None else dtypes.array_dtype(dtype)
    room = devices.namespace(device).empty(reach(size, stride), kind)
    return wrap(over(room, kind, size, stride, 0), requires_grad)


def _layout_of(size: Any, layout: Any) -> None:
    if len(size) != len(layout):
        raise RuntimeError(
            "Number of dimensions in size does not match the length of the physical_layout; i.e. len(size) = "
            f"{len(size)} is not equal to len(physical_layout) = {len(layout)}"
        )
    for place, d in enumerate(layout):
        if not 0 <= d < len(size):
            raise RuntimeError(
                f"Dimension out of range (expected to be between 0 and {len(size) - 1}, but got {d} at index {place}). "
                " NB: negative dims not currently supported; file an issue if you want it."
            )
    if len(set(layout)) != len(layout):
        raise RuntimeError("Duplicate dim not allowed")


@composed(method=False)
def empty_permuted(size, physical_layout, *, dtype=None, layout=None, device=None, requires_grad=False,
                   pin_memory=False):  # fmt: skip
    """Unset values of a size, dense in memory with the dimensions in the order `physical_layout`."""
    size = sizes((tuple(size),))
    _layout_of(size, physical_layout)
    moves = dict(zip(physical_layout, dense([size[d] for d in physical_layout]), strict=True))
    return empty_strided(
        size, [moves[d] for d in range(len(size))], dtype=dtype, device=device, requires_grad=requires_grad
    )


@composed(function=False)
def new_empty_strided(
    self, size: List, stride: List, dtype=None, layout=None, device=None, requires_grad=False, pin_memory=False,
):  # fmt: skip
    """Unset values of a size at these strides, in this tensor's dtype and device."""
    return empty_strided(
        size, stride, dtype=dtype or self.dtype, device=device or self.device, requires_grad=requires_grad
    )


def reinterpreted(t: Any, kind: Any) -> None:
    """PyTorch's checks of `view(dtype)` where the item sizes differ."""
    array, words = t._data, (dtypes.of(t._data.dtype).word, kind.word)
    item, wanted = array.dtype.itemsize, kind.itemsize
    if item == wanted:
        return
    text = f"to view {words[0]} as {words[1]} (different element sizes)"
    if not array.ndim:
        raise RuntimeError(f"self.dim() cannot be 0 {text}")
    moves, ratio = steps(array), wanted // item
    if moves[-1] != 1 and ratio < 2:
        raise RuntimeError(f"self.stride(-1) must be 1 {text}, but got {moves[-1]}")
    if ratio < 2:
        return
    if array.shape[-1] % ratio:
        raise RuntimeError(f"self.size(-1) must be divisible by {ratio} {text}, but got {array.shape[-1]}")
    if offset(array) % ratio:
        raise RuntimeError(f"self.storage_offset() must be divisible by {ratio} {text}, but got {offset(array)}")
    if moves[-1] != 1:
        raise RuntimeError(f"self.stride(-1) must be 1 {text}, but got {moves[-1]}")
    for d, step in enumerate(moves[:-1]):
        if step % ratio:
            raise RuntimeError(f"self.stride({d}) must be divisible by {ratio} {text}, but got {step}")
