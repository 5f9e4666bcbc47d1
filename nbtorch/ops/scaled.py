"""Products of float8 matrices and their scales: PyTorch's names, and its refusal of what is not float8.

There is no float8 dtype here, so every call ends as PyTorch's does for matrices of other dtypes.
"""

from __future__ import annotations

import enum
from typing import Any

from ..backend import dtype as dtypes
from .checks import want_tensors


class _ScalingType(enum.Enum):
    """How many elements share a scale."""

    TensorWise = 0
    RowWise = 1
    BlockWise1x16 = 2
    BlockWise1x32 = 3
    BlockWise1x128 = 4
    BlockWise128x128 = 5


class _SwizzleType(enum.Enum):
    """How scales are arranged in memory."""

    NO_SWIZZLE = 0
    SWIZZLE_32_4_4 = 1


ScalingType, SwizzleType = _ScalingType, _SwizzleType


def _recipes(*given: Any) -> None:
    for one in given:
        for recipe in one if isinstance(one, list) else [] if one is None else [one]:
            recipe.value  # noqa: B018 # PyTorch's AttributeError for what is no recipe


def _said(name: str, tensor: Any) -> str:
    return f"{name}.dtype()={dtypes.of(tensor._data.dtype).word}"


def _placed(name: str, tensor: Any) -> tuple[str, str]:
    return f"{name}.size()={list(tensor.shape)}", f"{name}.stride()={list(tensor.stride())}"


def scaled_mm(
    mat_a, mat_b, scale_a, scale_recipe_a, scale_b, scale_recipe_b, swizzle_a=None, swizzle_b=None, bias=None,
    output_dtype=dtypes.bfloat16, contraction_dim=(), use_fast_accum=False,
):  # fmt: skip
    """Refuse the matrices as PyTorch does: they should be float8, a dtype that is not here."""
    _recipes(scale_recipe_a, scale_recipe_b, swizzle_a, swizzle_b)
    want_tensors("_scaled_mm_v2", self=mat_a, mat2=mat_b)
    for name, matrix in (("mat_a", mat_a), ("mat_b", mat_b)):
        if matrix.ndim != 2:
            raise ValueError(f"{name} must be a matrix")
    (rows, inner), (other, columns) = mat_a.shape, mat_b.shape
    if not contraction_dim and inner != other:
        raise ValueError(f"mat_a and mat_b shapes cannot be multiplied ({rows}x{inner} and {other}x{columns})")
    scales = [one[0] if isinstance(one, list) else one for one in (scale_a, scale_b)]
    a_size, a_stride = _placed("scale_a", scales[0])
    b_size, b_stride = _placed("scale_b", scales[1])
    raise ValueError(
        "Invalid scaling configuration.\n"
        "- For TensorWise scaling, a and b should be float8, scales should be float and singletons.\n"
        "- For RowWise scaling, a and b should be float8, scales should be float, scale_a should be "
        f"({rows}, 1) and scale_b should be (1, {columns}), and both should be contiguous.\n"
        f"Got {_said('mat_a', mat_a)}, {_said('scale_a', scales[0])}, {a_size}, {a_stride}, {_said('mat_b', mat_b)}, "
        f"{_said('scale_b', scales[1])}, {b_size} and {b_stride}"
    )


def scaled_grouped_mm(
    mat_a, mat_b, scale_a, scale_recipe_a, scale_b, scale_recipe_b, swizzle_a=None, swizzle_b=None, bias=None,
    offs=None, output_dtype=dtypes.bfloat16, contraction_dim=(), use_fast_accum=False,
):  # fmt: skip
    """Refuse the call as PyTorch's CPU does, which has no such kernel."""
    _recipes(scale_recipe_a, scale_recipe_b, swizzle_a, swizzle_b)
    raise NotImplementedError(
        "Could not run 'aten::_scaled_grouped_mm_v2' with arguments from the 'CPU' backend. This could be because the "
        "operator doesn't exist for this backend."
    )
