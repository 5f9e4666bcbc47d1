"""`range`, `conv_tbc`, `grouped_mm` and the float8 products against PyTorch's: values, gradients, errors, warnings."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from cases import host

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

RANGES = """
0, 4; 1, 4, 0.5; 1, 2, dtype=T.int64; 0, 1, 0.3; 5, 1; 5, 1, -1; 0, 4, 0; 0, float('inf'); 0, 4, requires_grad=True
0, 4, out=T.zeros(5); 0, 4, dtype=T.int32, requires_grad=True; 0.5, 4.2, dtype=T.int64; 1, 3, dtype=T.float16
1, 3, dtype=T.bfloat16; 0, 4, dtype=T.complex64; 0, 1, dtype=T.bool; start=1, end=3; float('nan'), 1; 0, 4, -1
T.tensor(1), T.tensor(3); True, 3; 1, 2, 0.1, dtype=T.float64; -3, 3, 2; 2, 2; 0, 1, dtype=T.uint8; 0, 10, 3
0, 1, 1 / 3; -1.5, 2.25, 0.25, dtype=T.float64
""".replace("\n", "; ").strip("; ").split("; ")


def outcome(module, expression, **names):
    """What an expression gives, or the class and the text of its error, and the warnings on the way."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = eval(expression, {"T": module, "F": module.nn.functional, **names})
        except Exception as error:
            result = type(error), str(error)
    return result, [str(w.message) for w in caught]


@pytest.mark.parametrize("call", RANGES)
def test_range(call):
    (mine, said), (yours, told) = (outcome(module, f"T.range({call})") for module in (nbtorch, torch))
    assert said == told
    if isinstance(yours, tuple):
        assert mine == yours
    else:
        assert str(mine.dtype) == str(yours.dtype) and mine.requires_grad == yours.requires_grad
        np.testing.assert_array_equal(host(mine.detach().double()), yours.detach().double().numpy())


def given(module, dtype="float64", **shapes):
    draw = np.random.default_rng(0)
    return {
        name: module.tensor(draw.uniform(-1, 1, shape)).to(getattr(module, dtype)).requires_grad_()
        for name, shape in shapes.items()
    }


def agree(expression, dtype="float64", tolerance=1e-12, **shapes):
    """Values and gradients of an expression, or its errors, are PyTorch's."""
    ends = []
    for module in (nbtorch, torch):
        tensors = given(module, dtype, **shapes)
        result, _ = outcome(module, expression, **tensors)
        ends.append((result, tensors))
    (mine, ours), (yours, theirs) = ends
    if isinstance(yours, tuple):
        assert mine == yours
        return
    assert tuple(mine.shape) == tuple(yours.shape) and str(mine.dtype) == str(yours.dtype)
    cosines = np.cos(np.arange(yours.numel(), dtype="float64")).reshape(yours.shape)
    for module, result in ((nbtorch, mine), (torch, yours)):
        if result.requires_grad:
            weights = module.tensor(cosines).to(result.dtype)
            (result * weights).sum().backward()
    np.testing.assert_allclose(
        host(mine.detach().double()), yours.detach().double().numpy(), rtol=tolerance, atol=tolerance
    )
    for name, leaf in theirs.items():
        if leaf.grad is not None:
            np.testing.assert_allclose(
                host(ours[name].grad.double()), leaf.grad.double().numpy(), rtol=tolerance, atol=tolerance
            )


@pytest.mark.parametrize("call", [
    "F.conv_tbc(x, w, b)", "F.conv_tbc(x, w, b, 1)", "F.conv_tbc(x, w, b, pad=3)", "F.conv_tbc(x, w, b, -1)",
    "F.conv_tbc(x[:2], w, b)", "F.conv_tbc(x[:1], w, b)", "F.conv_tbc(x[0], w, b)", "F.conv_tbc(x, w[0], b)",
    "F.conv_tbc(x, w[:, :2], b)", "F.conv_tbc(x, w, b[:2])", "F.conv_tbc(x, w, b[None])", "F.conv_tbc(x, w, None)",
    "F.conv_tbc(x.float(), w, b)", "T.conv_tbc(x, w, b)", "F.conv_tbc((9 * x).long(), (9 * w).long(), (9 * b).long())",
])  # fmt: skip
def test_conv_tbc(call):
    agree(call, x=(5, 2, 3), w=(3, 3, 4), b=(4,))


ENDS = "T.tensor([2, 9, 16], dtype=T.int32)"
GROUPED = [
    "F.grouped_mm(a, b)", f"F.grouped_mm(a[0], b, offs={ENDS})", f"F.grouped_mm(a, b[0], offs={ENDS})",
    f"F.grouped_mm(a[0], b[0], offs={ENDS})", f"F.grouped_mm(a[0].t(), b.mT, offs={ENDS})",
    "F.grouped_mm(a[0], b[0])", f"F.grouped_mm(a, b, offs={ENDS})",
    f"F.grouped_mm(a[0], b, offs={ENDS}.long())", f"F.grouped_mm(a[0], b, offs={ENDS}[:2])",
    f"F.grouped_mm(a, b[0], offs={ENDS}[:2])", f"F.grouped_mm(a[0], b, offs={ENDS}[None])",
    f"F.grouped_mm(a[0], b, offs={ENDS}, bias=b.detach())", f"F.grouped_mm(a[0], b, offs={ENDS}, out_dtype=T.float64)",
    f"F.grouped_mm(a[0], b, offs={ENDS}, out_dtype=a.dtype)", f"F.grouped_mm(a[0].double(), b, offs={ENDS})",
    "F.grouped_mm(a, b.long())", "F.grouped_mm(a[:2], b)", "F.grouped_mm(a, b[0, 0])", "F.grouped_mm(a[None], b)",
    "F.grouped_mm(a[:, :5, :7].contiguous(), b[:, :7])", "F.grouped_mm(a[:, :5, :7], b)", "F.grouped_mm(3, b)",
]  # fmt: skip


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
@pytest.mark.parametrize("call", GROUPED)
def test_grouped_mm(call, dtype):
    agree(call, dtype, 2e-5 if dtype == "float32" else 5e-2, a=(3, 16, 16), b=(3, 16, 16))


def test_what_lies_past_the_last_group_is_zero():
    a, b = nbtorch.ones(8, 4), nbtorch.ones(2, 4, 4)
    product = nbtorch.nn.functional.grouped_mm(a, b, offs=nbtorch.tensor([2, 5], dtype=nbtorch.int32))
    assert product[:, 0].tolist() == [4, 4, 4, 4, 4, 0, 0, 0]


S = "F.ScalingType.TensorWise"


@pytest.mark.parametrize("call", [
    f"F.scaled_mm(x, x, s, {S}, s, {S})", f"F.scaled_mm(x.bfloat16(), x, [s], [{S}], s.double(), {S})",
    f"F.scaled_mm(x[:2], x[:, :3], x[:2, :1], F.ScalingType.RowWise, s, {S})", f"F.scaled_mm(x, x[0], s, {S}, s, {S})",
    f"F.scaled_mm(x, x[:3], s, {S}, s, {S})", "F.scaled_mm(x, x, s, 0, s, 0)", "list(F.ScalingType.__members__)",
    "[kind.value for kind in F.SwizzleType.__members__.values()]", "repr(F.SwizzleType.NO_SWIZZLE)",
])  # fmt: skip
def test_scaled_mm_is_refused_as_it_is_without_float8(call):
    found = []
    for module in (nbtorch, torch):
        found.append(outcome(module, call, x=module.ones(16, 16), s=module.ones(()))[0])
    assert found[0] == found[1]


def test_scaled_grouped_mm_has_no_kernel_on_the_cpu():
    found = []
    for module in (nbtorch, torch):
        call = f"F.scaled_grouped_mm(x, x, s, {S}, s, {S})"
        kind, text = outcome(module, call, x=module.ones(16, 16), s=module.ones(()))[0]
        found.append((kind, text.partition(". ")[0]))
    assert found[0] == found[1] and found[0][0] is NotImplementedError


@pytest.mark.parametrize("call", ["2d_with_indices(x, 2, 3)", "2d_with_indices(x, 2, output_ratio=(0.5, 0.5))",
                                  "3d_with_indices(x, (1, 2, 2), (2, 3, 3))"])  # fmt: skip
def test_fractional_pools_with_indices(call):
    ends = []
    for module in (nbtorch, torch):
        module.manual_seed(4)
        x = module.arange(336.0).remainder(97).reshape(2, 3, 7, 8)
        values, places = eval(f"F.fractional_max_pool{call}", {"F": module.nn.functional, "x": x})
        ends.append((host(values), host(places)))
    for mine, yours in zip(*ends, strict=True):
        np.testing.assert_array_equal(mine, yours)
