"""Elementwise functions in every spelling, and what samples cannot show: numbers on either side, edges, errors."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
from ops.sides import alike  # noqa: E402

import nbtorch  # noqa: E402

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.filterwarnings("ignore:An output with one or more elements was resized:UserWarning"),
]  # fmt: skip

SPELLINGS = [
    "x + y", "x - y", "x * y", "x / y", "2 + x", "2 - x", "2 * x", "2 / x", "x + 2.5", "x - 2.5", "x * 2.5",
    "x / 2.5", "-x", "+x", "abs(x)", "x ** 2", "x ** 3", "x.abs() ** 0.5", "x ** 0", "x ** -1", "x ** 2.0",
    "x.abs() ** y", "2 ** x", "2.5 ** x", "pow(x, 2)", "x // 1.5 if False else x", "x % 0.7", "x % -0.7",
    "x.fmod(-0.7)", "x % y", "x.fmod(y)", "T.remainder(x, y)", "T.add(x, y, alpha=2)", "x.add(y, alpha=0.5)",
    "T.sub(x, y, alpha=3)", "T.subtract(x, y, alpha=3)", "T.rsub(x, y)", "T.rsub(x, 2)", "T.mul(x, y)",
    "T.multiply(x, 2)", "T.div(x, y)", "T.divide(x, y)", "T.true_divide(x, y)", "x.div(2)", "T.negative(x)",
    "x.absolute()", "T.div(x, y, rounding_mode='floor')", "T.div(x, y, rounding_mode='trunc')",
    "x.div(0.7, rounding_mode='floor')", "T.divide(x, 2, rounding_mode=None)", "x.detach() // 0.7",
    "x.detach() // y.detach()", "7 // (x.detach() + 5)", "T.floor_divide(x.detach(), -0.7)", "7 % x.detach()",
    "T.add(2, x)", "T.pow(2, x)", "T.mul(3, x)", "T.xlogy(2, x.abs())", "T.add(input=x, other=y)",
    "x.clone().add_(y)", "x.clone().sub_(y, alpha=2)", "x.clone().mul_(y)", "x.clone().div_(y)",
    "x.clone().div_(y, rounding_mode='floor')", "x.clone().abs_()", "x.clone().neg_()", "x.clone().pow_(2)",
    "x.clone().clamp_(-1, 1)", "x.clone().clamp_(min=0)", "x.clone().clamp_max_(0)", "x.clone().square_()",
    "x.clone().subtract_(y)", "x.clone().multiply_(y)", "x.clone().divide_(y)", "x.clone().clip_(0, 1)",
    "x.clone().negative_()", "x.clone().floor_()", "x.clone().sin_().cos_()", "x.clone().remainder_(0.7)",
    "x.clone().lerp_(y, 0.3)", "x.clone().addcmul_(x, y, value=2)", "x.clone().addcdiv_(x, y, value=2)",
    "x.clone().nan_to_num_()", "x.clone().copysign_(y)", "x.clone().sign_()", "x.clone().tanh_()",
    "x.clone().reciprocal_()", "x.abs().sqrt_()", "x.abs().rsqrt_()", "x.clone().erf_()",
    "x.clone().trunc_().frac_()", "x.square()", "T.square(x)", "T.float_power(x.abs(), 2)", "T.float_power(2, x)",
    "i.float_power(2)", "T.positive(x)", "T.arcsin(x / 3)", "T.arccos(x / 3)", "T.arctan(x)", "T.arctan2(x, y)",
    "T.arcsinh(x)", "T.arccosh(x.abs() + 2)", "T.arctanh(x / 3)", "T.fix(x)", "T.clip(x, -1, 1)", "x.clamp(-1, 1)",
    "x.clamp(min=-0.5)", "x.clamp(max=0.5)", "T.clamp(x, min=y)", "T.clamp(x, max=y)", "T.clamp(x, y, y + 1)",
    "x.clamp_min(0)", "x.clamp_max(y)", "T.clamp_min(x, y)", "x.clamp(1, -1)", "x.clamp(y, 0 * y)", "T.maximum(x, y)",
    "x.minimum(y)", "T.maximum(x, x)", "T.fmax(x, x)", "T.fmin(x, y)", "T.lerp(x, y, 0.3)", "T.lerp(x, y, 0.8)",
    "T.lerp(x, y, x)", "x.lerp(end=y, weight=s)", "T.addcmul(v, x, y)", "T.addcmul(x, x, y, value=-1.5)",
    "T.addcdiv(x, v, y, value=0.5)", "T.logaddexp(x, y)", "T.logaddexp2(x, y)", "T.hypot(x, y)", "T.atan2(x, y)",
    "T.copysign(x, y)", "T.copysign(x, -1)", "T.ldexp(x, y)", "T.deg2rad(x)", "x.rad2deg()", "x.exp2()", "x.expm1()",
    "x.abs().log2()", "x.abs().log10()", "x.abs().log1p()", "T.logit(x.abs() / 3)", "T.logit(x, eps=0.2)",
    "T.xlogy(x, y.abs())", "T.xlogy(x, 2)", "x.erf()", "x.erfc()", "(x / 3).erfinv()", "(x.abs() + 0.1).lgamma()",
    "(x.abs() + 0.1).digamma()", "T.polygamma(1, x.abs() + 0.1)", "T.polygamma(0, x.abs() + 0.1)", "T.sinc(x)",
    "x.round()", "T.round(x, decimals=1)", "T.round(x * 100, decimals=-1)", "x.ceil()", "x.floor()", "x.trunc()",
    "x.frac()", "x.sign()", "x.sgn()", "T.nan_to_num(x / (x - x))", "T.nan_to_num(x.detach() * inf, 1.0, 2.0, -2.0)",
    "T.nan_to_num(x.float() * inf)", "T.nan_to_num((x * inf).half())", "T.nan_to_num((x * inf).bfloat16())",
    "q + 1.5", "q * 2", "q / 2", "q // 2", "q % 3", "q % -3", "T.fmod(-q, 3)", "-q", "abs(-q)", "q ** 2", "2 ** q",
    "q ** 0.5", "q // -2", "T.div(-q, 4, rounding_mode='trunc')", "T.div(-q, 4, rounding_mode='floor')",
    "mask + mask", "mask * mask", "mask + 1", "mask * 2.5", "mask / mask", "q.byte() + 300", "q.byte() - 5",
    "q.byte() == -250", "q.char() * 100", "q.int() + q", "q.short() * 2.5", "x.float() + x", "s + x.float()", "q + s",
    "x.half() + 1", "x.half() * x.float()", "x.bfloat16() / 3", "x.half() + x.bfloat16()", "T.sqrt(q)", "T.sin(q)",
    "T.exp(mask)", "T.sigmoid(q)", "q.clamp(2, 5)", "q.clamp(2.5, 5)", "q.float().clamp(min=q * 0.5)",
    "T.maximum(q, q * 0.5)", "T.pow(q, q)", "T.pow(q - 3, q * 0 - 1)", "T.gcd(q, q + 2)", "T.lcm(q, q + 2)",
    "T.heaviside(x.detach(), y.detach())", "T.add(x.detach(), y.detach(), out=T.zeros(3, 4, dtype=x.dtype))",
    "T.add(x.detach(), y.detach(), out=T.zeros(2, dtype=x.dtype))", "T.exp(x.detach(), out=T.zeros(0))",
    "T.add(q.char(), 100, alpha=100)", "T.sub(q, 2, alpha=2**63)", "T.sub(q.byte(), 1, alpha=-3)",
    "T.add(T.ones(2), 1e39, alpha=-0.0)", "T.float_power(T.tensor([-inf, -0.0]), T.tensor(0.5))",
    "T.pow(T.tensor([-inf, -0.0, -1.0, 4.0]), T.tensor([0.5]))", "T.pow(1, T.tensor([complex(-inf, 0)]))",
    "T.tensor([inf, 65504.0]).half() == 65505", "T.tensor([inf]).half() == 2**63",
    "T.mul(T.tensor([0.5]).half(), 65536)", "T.threshold(T.tensor([-1.0]).half(), 65536, 0)",
    "T.threshold(q.byte(), 3, -1)", "T.addcmul(q.byte(), q.byte(), q.byte(), value=-1)",
    "T.ldexp(x.detach(), T.tensor(0.3))", "T.ldexp(x.detach().half(), T.tensor(0.3).bfloat16())",
    "T.ldexp(x.float(), T.tensor(0.5).half())",
]  # fmt: skip


@pytest.mark.parametrize("expression", SPELLINGS)
def test_spellings(expression):
    alike(expression, tolerance=1e-6 if "float" in expression else 1e-9)


ERRORS = [
    "q // 0", "q % 0", "T.fmod(q, 0)", "T.div(q, 0, rounding_mode='trunc')", "T.div(x, y, rounding_mode='up')",
    "mask - mask", "1 - mask", "mask - 1", "-mask", "+mask", "abs(mask)", "~x", "q ** -1", "x.clamp()",
    "q.clone().div_(2)", "q.clone().add_(1.5)", "q.clone().clamp_(0.5)", "T.round(q, decimals=2)", "T.ceil(mask)",
    "T.addcdiv(q, q, q)", "T.lerp(q, q, 0.5)", "T.hypot(q, q)", "T.logaddexp(q, q)", "T.add(q, q, alpha=1.5)",
    "x + w[:3]", "T.polygamma(-1, x)", "T.frac(q)", "T.add(x, y, out=T.zeros(3, 4))",
    "T.exp(x.detach(), out=T.zeros(3, 4).int())", "T.sign(T.complex(x, y))", "(x // 1).sum().backward()",
    "T.add(T.ones(2), 1, alpha=1e39)", "T.add(T.ones(2).half(), 0, alpha=65536)", "T.sub(q.byte(), 1, alpha=-300)",
    "T.add(T.ones(2) + 0j, 1, alpha=1e300)", "T.rsub(q.char(), 1, alpha=300)", "T.float_power([1.0], s)",
    "T.threshold(T.ones(2), 1e39, 0)", "T.threshold(T.ones(2), 0, 1e39)", "T.hardshrink(T.ones(2), 1e39)",
    "T.addcmul(x.float(), x.float(), x.float(), value=1e39)", "T.addcmul(x.float(), x.float(), x.float(), value=1j)",
    "mask + 2**63", "mask == 2**63", "T.where(mask, mask, 2**63)",
    "mask % mask", "mask ** mask", "x.mul_(2)", "T.lerp(x, x, q)", "T.heaviside(x.detach(), x.detach().float())",
]  # fmt: skip


@pytest.mark.parametrize("expression", ERRORS)
def test_errors(expression):
    alike(expression, words=25)


SPECIALS = [
    "0.0", "-0.0", "1.0", "-1.0", "0.5", "-2.5", "1e-8", "1e30", "-1e30", "inf", "-inf", "nan",
]  # fmt: skip
UNARY = [
    "abs",
    "neg",
    "sign",
    "exp",
    "expm1",
    "exp2",
    "log",
    "log2",
    "log10",
    "log1p",
    "sqrt",
    "rsqrt",
    "square",
    "reciprocal",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "erf",
    "erfc",
    "erfinv",
    "ceil",
    "floor",
    "round",
    "trunc",
    "frac",
    "nan_to_num",
    "lgamma",
    "digamma",
    "sinc",
    "sgn",
    "angle",
    "isnan",
    "isinf",
    "isfinite",
    "isposinf",
    "isneginf",
    "signbit",
    "deg2rad",
    "logical_not",
]
BINARY = [
    "add",
    "sub",
    "mul",
    "div",
    "pow",
    "remainder",
    "fmod",
    "atan2",
    "maximum",
    "minimum",
    "fmax",
    "fmin",
    "logaddexp",
    "logaddexp2",
    "hypot",
    "copysign",
    "xlogy",
    "floor_divide",
    "eq",
    "lt",
    "ge",
    "isclose",
]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", UNARY)
def test_edges(name, dtype):
    values = np.array([float(v) for v in SPECIALS], dtype)
    got, want = [getattr(module, name)(module.tensor(values)).numpy() for module in (nbtorch, torch)]
    np.testing.assert_allclose(got, want, rtol=2e-6 if dtype == "float32" else 1e-12)
    if got.dtype.kind == "f":
        np.testing.assert_array_equal(np.signbit(got[want == 0]), np.signbit(want[want == 0]))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", BINARY)
def test_edges_of_pairs(name, dtype):
    values = np.array([float(v) for v in SPECIALS], dtype)
    a, b = [grid.reshape(-1).copy() for grid in np.meshgrid(values, values)]
    got, want = [getattr(module, name)(module.tensor(a), module.tensor(b)).numpy() for module in (nbtorch, torch)]
    np.testing.assert_allclose(
        got, want, rtol=1e-6 if dtype == "float32" else 1e-12, atol=2e-8 if dtype == "float32" else 1e-16
    )


@pytest.mark.parametrize("value", [0.0, 1.0, -2.0])
@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 0.5, -1, 0.0, 2.5])
def test_slopes_of_powers(value, exponent):
    """At 0 too, with the exponent a number and a tensor."""
    for tensor in (False, True):
        slopes = []
        for module in (nbtorch, torch):
            x = module.tensor([value], dtype=module.float64, requires_grad=True)
            n = module.tensor([float(exponent)], dtype=module.float64, requires_grad=True) if tensor else exponent
            (x**n).sum().backward()
            slopes.append([x.grad.item(), n.grad.item() if tensor else None])
        for mine, yours in zip(*slopes, strict=True):
            assert mine == yours or (mine is not None and np.isnan([mine, yours]).all()), slopes


@pytest.mark.parametrize(
    "name",
    [
        "sqrt",
        "rsqrt",
        "abs",
        "sgn",
        "log",
        "reciprocal",
        "sinc",
        "tanh",
        "asin",
        "nan_to_num",
        "frac",
        "round",
        "xlogy0",
    ],
)
@pytest.mark.parametrize("value", [0.0, 1.0, -1.0])
def test_slopes_at_the_edge(name, value):
    slopes = []
    for module in (nbtorch, torch):
        x = module.tensor([value], dtype=module.float64, requires_grad=True)
        (module.xlogy(x, 0.0) if name == "xlogy0" else getattr(module, name)(x)).sum().backward()
        slopes.append(x.grad.numpy(force=True))
    np.testing.assert_array_equal(*slopes)


@pytest.mark.parametrize(
    ("name", "low", "high"),
    [("erf", -6, 6), ("erfc", -6, 26), ("erfinv", -1, 1), ("lgamma", 0.01, 60), ("digamma", 2, 60)],
)
def test_special_functions_are_exact_to_float64(name, low, high):
    x = np.linspace(low, high, 5001)[1:-1]
    got, want = [getattr(module, name)(module.tensor(x)).numpy() for module in (nbtorch, torch)]
    np.testing.assert_allclose(got, want, rtol=3e-14, atol=1e-14)
