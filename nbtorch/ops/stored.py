"""What the tensor given as `out=` must be: PyTorch's functions differ, and nothing else about them tells how.

Most take every dtype that the result can be cast to; the others are here, and `surface.py` writes them into the tables.
"""

from __future__ import annotations


def _names(table: str) -> frozenset[str]:
    return frozenset(table.split())


TENSOR = "'_node'"
NONE = _names("bincount celu clone det equal isclose isfinite isinf isnan matrix_exp relu roll selu")  # take no `out`
SAME = _names("""
    addbmm addmm addmv alias_copy amax amin argmax argmin baddbmm bitwise_not bmm bucketize ceil conj_physical
    diag diagonal_copy dot float_power floor frac hardshrink hash_tensor heaviside histc inner inverse isin isneginf
    isposinf log_softmax logcumsumexp matmul mm msort mv nan_to_num nanquantile narrow_copy neg nonzero norm
    quantile round searchsorted select_copy sgn sign signbit slice_scatter softmax squeeze_copy t_copy take_along_dim
    tensordot transpose_copy tril triu trunc unfold_copy unsqueeze_copy vdot where
""")  # the dtype of the result
BOUNDED = _names("clamp clamp_min clamp_max")  # so too, between numbers
SIZES = _names("abs")  # so too, of real numbers
WEIGHED = _names("lerp")  # so too, by weights that have dimensions
TRUTHS = _names("all any")  # bool or uint8, whatever the result is
COMPUTED = _names("sum nansum prod cumsum cumprod")  # the result is computed in the dtype of `out`
MADE = _names("eye full empty linspace logspace")  # so is what is made of nothing
JOINED = _names("cat concat stack column_stack dstack hstack vstack")  # what cannot take the result is a wrong type
# of another shape, it has memory of its own before anything looks at how it lay; elementwise functions look first
FRESH = _names("""
    addbmm addmm addmv alias_copy all amax amin aminmax any argmax argmin as_strided_copy baddbmm bmm bucketize cat
    cholesky cholesky_inverse cholesky_solve column_stack concat cross cummax cummin cumprod cumsum diag diagonal_copy
    dot dstack empty expand_copy eye full gather hash_tensor histc hstack index_add index_copy index_reduce isin
    kron kthvalue linspace log_softmax logcumsumexp logspace logsumexp lu_solve matmul mean mm mode msort mv mvlgamma
    narrow_copy nanmean nanquantile nansum norm permute_copy prod quantile renorm row_stack searchsorted slice_scatter
    softmax squeeze_copy stack std sum t_copy take_along_dim tensordot topk transpose_copy tril triu unfold_copy
    unsqueeze_copy var vdot view_copy vstack
""")
TWICE = _names("empty full tril triu")  # elements that lie at one place are written one after the other
FLAT = _names("linspace logspace")  # keeps its shape where it has as many elements
FIRST = _names("bitwise_and bitwise_or bitwise_xor bucketize searchsorted")  # then the first operand is no number


def rule(name: str, parameters: tuple[str, ...] = ()) -> str:
    """What `into` is told besides of a function."""
    told = ", same=True" if name in SAME else ", truth=True" if name in TRUTHS else ""
    if name in BOUNDED:
        bounds = [bound for bound in ("min", "max") if bound in parameters]
        told = f", same={' or '.join([f'not hasattr({b}, {TENSOR}) and {b} is not None' for b in bounds])}"
    if name in SIZES:
        told = ", same=not input.is_complex()"
    if name in WEIGHED:
        told = ", same=bool(getattr(weight, 'ndim', 0))"
    told += ", error=TypeError" if name in JOINED else ""
    return told + laid(name)


def laid(name: str) -> str:
    """What it is told of how `out` lies in memory."""
    told = ", fresh=True" if name in FRESH else ""
    told += ", twice=True" if name in TWICE else ""
    return told + (", flat=True" if name in FLAT else "")
