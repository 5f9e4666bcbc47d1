"""Products of groups of matrices, each of its own size, in one call."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy

from ..autograd.op import composed
from ..backend import dtype as dtypes
from .checks import want_tensors
from .create import zeros
from .shape import cat, stack

_KINDS = (numpy.float32, dtypes.float16.array, dtypes.bfloat16.array)


def _in_steps(matrix):
    """Refuse strides that PyTorch's kernels, which read 16 bytes at once, do not take."""
    sizes, strides = matrix.shape, matrix.stride()
    if strides[-2] == 1 and strides[-1] >= max(1, sizes[-2]):
        step = strides[-1]
    elif strides[-1] == 1 and strides[-2] >= max(1, sizes[-1]):
        step = strides[-2]
    else:
        raise RuntimeError(f"Invalid strides/sizes, got {list(strides)} for strides and {list(sizes)} for sizes")
    if step * matrix.element_size() % 16:
        raise RuntimeError("strides should be multiple of 16 bytes")


def _fits(mat_a, mat_b, offs, bias, out_dtype):
    want_tensors("_grouped_mm", input=mat_a, mat2=mat_b)
    for name, matrix in (("mat_a", mat_a), ("mat_b", mat_b)):
        if matrix._data.dtype not in _KINDS:
            raise RuntimeError(
                f"Expected {name} to be Float32, BFloat16 or Float16 matrix, got {dtypes.of(matrix._data.dtype).word}"
            )
    for name, matrix in (("mat_a", mat_a), ("mat_b", mat_b)):
        if matrix.ndim not in (2, 3):
            raise RuntimeError(f"{name} has to be 2 or 3d")
    flat = mat_a.ndim == 2, mat_b.ndim == 2
    if not all(flat) and mat_a.shape[-1] != mat_b.shape[-2]:
        raise RuntimeError("contraction dimension of mat_a and mat_b must match")
    _in_steps(mat_a)
    _in_steps(mat_b)
    if any(flat) != (offs is not None):
        raise RuntimeError("Have to provide offsets if there is a 2d matrix, or no offset if both matrices are 3d")
    if offs is not None:
        if offs.ndim != 1:
            raise RuntimeError("offs has to be 1D")
        if offs._data.dtype != numpy.int32:
            raise RuntimeError("Offsets have to be int32")
    if bias is not None:
        raise RuntimeError("Bias not supported yet")
    if out_dtype is not None and out_dtype != mat_a.dtype:
        raise RuntimeError("Grouped gemm output dtype must match `mat_a` dtype")
    if not any(flat) and mat_a.shape[0] != mat_b.shape[0]:
        raise RuntimeError("batched dimension has to match")
    stacked = None if all(flat) or not any(flat) else (mat_b if flat[0] else mat_a)
    if stacked is not None and offs.shape[0] != stacked.shape[0]:
        raise RuntimeError("matrix batch sizes have to match")
    kinds = [dtypes.c_name(m._data.dtype) for m in (mat_a, mat_b)]
    if kinds[0] != kinds[1] and offs is None:
        raise RuntimeError(
            f"Expected out tensor to have dtype {kinds[1]}, but got {kinds[0]} instead"
        )
    if kinds[0] != kinds[1]:
        raise RuntimeError(
            f"expected m1 and m2 to have the same dtype, but got: {kinds[0]} != {kinds[1]}"
        )


@composed(method=False, function=False)
def grouped_mm(mat_a, mat_b, *, offs=None, bias=None, out_dtype=None):
    """A product for each group: `(G, M, K), (G, K, N) -> (G, M, N)`; a 2-D matrix is cut at `offs`, where groups end.

    `(M, K), (G, K, N) -> (M, N)` cuts the rows, `(G, M, K), (K, N) -> (M, N)` the columns, and
    `(M, K), (K, N) -> (G, M, N)` the sum. What lies past the last group is zero.
    """
    _fits(mat_a, mat_b, offs, bias, out_dtype)
    if offs is None:
        return mat_a.matmul(mat_b)
    length = mat_a.shape[0] if mat_a.ndim == 2 and mat_b.ndim == 3 else mat_b.shape[-1 if mat_a.ndim == 3 else 0]
    ends = [min(end, length) for end in accumulate(offs.tolist(), max)]
    spans = [slice(start, end) for start, end in pairwise((0, *ends))]
    if mat_b.ndim == 3:
        along, pieces = 0, [mat_a[span].matmul(mat_b[group]) for group, span in enumerate(spans)]
    elif mat_a.ndim == 3:
        along, pieces = 1, [mat_a[group].matmul(mat_b[:, span]) for group, span in enumerate(spans)]
    else:
        return stack([mat_a[:, span].matmul(mat_b[span]) for span in spans])
    product = cat(pieces, along)
    rest = length - product.shape[along]
    if rest:
        shape = (rest, product.shape[1]) if along == 0 else (product.shape[0], rest)
        product = cat([product, zeros(shape, dtype=product.dtype, device=product.device)], along)
    return product
