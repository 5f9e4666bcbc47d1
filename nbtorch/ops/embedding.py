"""Rows of a table by index, and their one-hot forms."""

from __future__ import annotations

from ..autograd.op import op
from ..backend import dtype as dtypes
from ..backend.array import Array, Index


def _indices(weight, input, padding_idx=None):
    if input.dtype not in ("int64", "int32"):
        raise RuntimeError(
            "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got "
            f"torch.{dtypes.of(input.dtype).name.capitalize()}Tensor instead (while checking arguments for embedding)"
        )
    if weight.ndim != 2:
        raise RuntimeError("'weight' must be 2-D")
    if type(input).__module__ == "numpy" and input.size and not (0 <= input.min() and input.max() < weight.shape[0]):
        raise IndexError("index out of range in self")


@op(
    vjp={"weight": lambda g, input, padding_idx, weight_shape: embedding_gradient(g, input, weight_shape, padding_idx)},
    promote="same",
    method=False,
    function=False,
    check=_indices,
)
def embedding(xp, weight: Array, input: Index, padding_idx=-1):
    """Rows of `weight`: `(V, D), (*) -> (*, D)`; the row `padding_idx` gets no gradient."""
    if input.dtype.kind not in "iu":
        raise TypeError("indices must be integers")
    if xp.__name__ == "numpy" and input.size and input.min() < 0:
        raise IndexError("negative index")
    return weight[input]


@op(
    vjp={"slope": lambda g, input, padding_idx: embedding(_without(g, padding_idx), input)},
    method=False,
    function=False,
    grad_fn="EmbeddingDenseBackwardBackward0",
)
def embedding_gradient(xp, slope: Array, input: Index, shape, padding_idx):
    """Zeros of the table's `shape` with every row of `slope` added at its index."""
    rows, flat = slope.reshape(-1, shape[1]), input.reshape(-1)
    table = xp.zeros(shape, slope.dtype)
    if xp.__name__ != "numpy":
        xp.add.at(table, flat, rows)
    elif flat.size:
        if flat.size * shape[0] <= 1 << 22 and shape[0] <= 512:  # a small table: one matrix product with the one-hot rows
            hot = xp.zeros((flat.size, shape[0]), slope.dtype)
            hot[xp.arange(flat.size), flat] = 1
            table = hot.T @ rows
        else:
            order = xp.argsort(flat, kind="stable")
            sorted_ = flat[order]
            starts = xp.flatnonzero(xp.concatenate(([True], sorted_[1:] != sorted_[:-1])))
            table[sorted_[starts]] = xp.add.reduceat(rows[order], starts, 0)
    if 0 <= padding_idx < shape[0]:
        table[padding_idx] = 0
    return table


@op(vjp={"input": lambda g, row: _without(g, row)}, method=False, function=False)
def _without(xp, input: Array, row):
    """`input` with one row zero."""
    if row < 0:
        return input
    table = xp.array(input)
    table[row] = 0
    return table


@op(method=False, function=False)
def one_hot(xp, input: Index, num_classes=-1):
    """A new last dimension with 1 at each index and 0 elsewhere, as int64."""
    if input.dtype != "int64":
        raise RuntimeError(f"one_hot is only applicable to index tensor of type LongTensor.")
    if input.size == 0:
        if num_classes <= 0:
            raise RuntimeError("Can not infer total number of classes from empty tensor.")
        return xp.zeros((*input.shape, num_classes), "int64")
    if int(input.min()) < 0:
        raise RuntimeError("Class values must be non-negative.")
    if num_classes == -1:
        num_classes = int(input.max()) + 1
    elif int(input.max()) >= num_classes:
        raise RuntimeError("Class values must be smaller than num_classes.")
    return (input[..., None] == xp.arange(num_classes)).astype("int64")
