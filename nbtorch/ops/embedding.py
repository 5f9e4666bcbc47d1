"""Rows of a table by index, and their one-hot forms."""

from __future__ import annotations

import numpy

from ..autograd.arguments import int_of
from ..autograd.inplace import wrote
from ..autograd.op import op
from ..backend import dtype as dtypes
from ..backend.array import CPU, NAMESPACES, Array, Index, Int
from ..backend.places import WIDE
from ..backend.scatter import add_at


def _kind(word: str) -> str:
    """PyTorch's name of a type of tensors."""
    return f"CPU{word}Type" if word in ("Bool", "BFloat16") else f"torch.{word}Tensor"


def _indices(weight, input, padding_idx=None, by_frequency=False):
    if input.dtype not in ("int64", "int32"):
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
            f"{_kind(dtypes.of(input.dtype).word)} instead (while checking arguments for embedding)"
        )
    if weight.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    if not weight.shape[0] and input.size:
        raise RuntimeError("index_select(): self indexing axis dim should be positive")
    if type(input).__module__ == "numpy" and input.size and not (input.min() >= 0 and input.max() < weight.shape[0]):
        raise IndexError("index out of range in self")


@op(
    vjp={
        "weight": lambda g, input, padding_idx, by_frequency, weight_shape: embedding_gradient(
            g * rarity(input, g, weight_shape[0]) if by_frequency else g, input, weight_shape, padding_idx
        )
    },
    promote="same",
    method=False,
    function=False,
    check=_indices,
    samples=(
        ((6, 3), lambda draw: draw.integers(0, 6, (4, 5))),
        ((6, 3), lambda draw: draw.integers(0, 6, 9)),
    ),
)
def embedding(xp, weight: Array, input: Index, padding_idx=-1, by_frequency=False):
    """Rows of `weight`: `(V, D), (*) -> (*, D)`; the row `padding_idx` gets no gradient.

    `by_frequency`: each row's gradient is divided by how often the row is read.
    """
    if input.dtype.kind != "i" or input.dtype.itemsize < 4:
        raise TypeError("indices must be integers")
    if xp is CPU and input.size and input.min() < 0:
        raise IndexError("negative index")
    return weight.take(input, 0) if input.ndim == 1 and WIDE else weight[input]


@op(method=False, function=False)
def rarity(xp, input: Index, like: Index, size):
    """One over the number of times that each index occurs: `(*) -> (*, 1)`."""
    counts = xp.bincount(input.reshape(-1), minlength=size)
    return (1 / counts[input])[..., None].astype(like.dtype)


def padding_row(weight, padding_idx, complaint):
    """The row that `padding_idx`, maybe counted from the end, means; -1 for none."""
    rows = weight.shape[0]
    if padding_idx is None:
        return -1
    if type(padding_idx) is not int:
        padding_idx = int_of("embedding(): argument 'padding_idx' (position 3)", padding_idx)
    if not -rows <= padding_idx < rows:
        raise AssertionError(complaint)
    return padding_idx % rows


def renormalise(weight, input, max_norm, norm_type):
    """Scale the rows that are looked up down to `max_norm`, in place and outside the graph."""
    table = weight._data
    xp = NAMESPACES[type(table)]
    used = xp.unique(input._data)
    rows = table[used]
    norms = (xp.abs(rows) ** norm_type).sum(1) ** (1 / norm_type)
    scale = xp.where(norms > max_norm, max_norm / (norms + 1e-7), 1)
    table[used] = rows * scale[:, None].astype(table.dtype)
    wrote(weight)


def _add_rows(table, indices, rows):
    """`table[indices] += rows`, repeated indices too, on the CPU.

    In rounds: the first row of every index, then the second of every index that has one, and so on; when few indices
    are left, the rest of each is summed by a matrix product.
    """
    if not indices.size:
        return
    order = numpy.argsort(
        indices.astype("uint16") if len(table) <= 1 << 16 else indices, kind="stable"
    )  # 16 bits: radix
    indices, rows = indices[order], rows.take(order, 0)
    starts = numpy.flatnonzero(numpy.concatenate(([True], indices[1:] != indices[:-1])))
    left = numpy.diff(numpy.append(starts, indices.size))
    places = indices[starts]
    while len(starts) >= 16:
        table[places] += rows.take(starts, 0)
        more = left > 1
        starts, places, left = starts[more] + 1, places[more], left[more] - 1
    for start, place, count in zip(starts.tolist(), places.tolist(), left.tolist(), strict=True):
        table[place] += numpy.ones(count, rows.dtype) @ rows[start : start + count]


@op(
    vjp={"slope": lambda g, input, padding_idx: embedding(_without(g, padding_idx), input)},
    method=False,
    function=False,
    grad_fn="EmbeddingDenseBackwardBackward0",
    samples=(
        ((9, 3), lambda draw: draw.integers(0, 4, 9), {"shape": (6, 3), "padding_idx": 2}),
        ((70, 2), lambda draw: draw.integers(0, 20, 70), {"shape": (20, 2), "padding_idx": -1}),
    ),
)
def embedding_gradient(xp, slope: Array, input: Index, shape, padding_idx):
    """Zeros of the table's `shape` with every row of `slope` added at its index."""
    rows, flat = slope.reshape(-1, shape[1]), input.reshape(-1)
    table = xp.zeros(shape, slope.dtype)
    if xp is CPU:
        _add_rows(table, flat, rows)
    else:
        add_at(xp, table, flat, rows)
    if 0 <= padding_idx < shape[0]:
        table[padding_idx] = 0
    return table


@op(
    vjp={"input": lambda g, row: _without(g, row)},
    method=False,
    function=False,
    samples=(((4, 3), {"row": 1}), ((4, 3), {"row": -1})),
)
def _without(xp, input: Array, row):
    """`input` with one row zero."""
    if row < 0:
        return input
    table = xp.array(input)
    table[row] = 0
    return table


@op(
    method=False,
    function=False,
    samples=((lambda draw: draw.integers(0, 4, (2, 3)),), (lambda draw: draw.integers(0, 4, 5), {"num_classes": 6})),
)
def one_hot(xp, input: Index, num_classes: Int = -1):
    """A new last dimension with 1 at each index and 0 elsewhere, as int64."""
    if input.dtype != "int64":
        raise RuntimeError("one_hot is only applicable to index tensor of type LongTensor.")
    if input.size == 0:
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        return xp.zeros((*input.shape, num_classes), "int64")
    if num_classes >= 2**60:
        raise RuntimeError(f"Storage size calculation overflowed with sizes={[*input.shape, num_classes]}")
    if int(input.min()) < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(input.max()) + 1
    elif int(input.max()) >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return (input[..., None] == xp.arange(num_classes)).astype("int64")
