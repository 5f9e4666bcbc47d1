"""Reductions, order, scans and counts in every spelling, on empty and 0-dim tensors, with NaN and ties."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
from ops.sides import alike  # noqa: E402

import nbtorch  # noqa: E402

pytestmark = pytest.mark.oracle
REDUCTIONS = "sum mean prod nansum nanmean amax amin std var logsumexp norm all any count_nonzero".split()  # noqa: SIM905
N = "x.masked_fill(mask, float('nan'))"  # with NaN
R = "T.tensor([[3., 1, 3, 2], [0, 0, -1, 0], [2, 2, 2, 2]], dtype=x.dtype, requires_grad=True)"  # with ties


@pytest.mark.parametrize("name", REDUCTIONS)
@pytest.mark.parametrize(
    "how", ["", "dim=0", "dim=-1", "dim=(0, 1)", "dim=1, keepdim=True", "dim=[0]", "axis=1", "axis=0, keepdims=True"]
)
def test_reductions(name, how):
    if name == "count_nonzero" and "keepdim" in how:
        pytest.skip("it has no keepdim")
    if name == "logsumexp" and not how:
        how = "dim=(0, 1)"
    if name == "prod" and "(" in how:
        pytest.skip("it takes one dim")
    if "axis" in how:
        try:
            getattr(torch, name)(torch.ones(2, 2), **eval(f"dict({how})"))
        except TypeError:
            pytest.skip("nor does PyTorch")
    for tensor in ("x", "b", "s", "T.ones(3, 4)", R):
        if tensor == "s" and "1" in how.replace("(0, 1)", ""):
            continue
        given = how.replace("(0, 1)", "0").replace("[0]", "0") if tensor == "s" else how
        alike(f"T.{name}({tensor}{', ' + given if given else ''})")


SPELLINGS = [
    "x.sum()", "x.sum(0)", "x.sum((0, 1))", "b.sum((0, -1), True)", "x.sum(dtype=T.float32)", "q.sum()", "mask.sum()",
    "q.byte().sum()", "q.sum(dtype=T.float64)", "x.mean(1, True)", "q.mean(dtype=T.float32)", "mask.prod()",
    "q.prod(1)", "x.half().sum()", "x.bfloat16().mean(0)", "q.float().var(0)", "T.sum(x, dim=0, dtype=T.float64)",
    "x.sum([])", "e.sum(0)", "e.prod()", "e.mean()", "x.max()", "x.max(0)", "x.max(dim=1, keepdim=True)",
    "T.max(x, 1)", "T.max(x, y)", "T.max(x, dim=0)[0]", "x.max(0).values", "x.max(0).indices", "x.min()", "x.min(1)",
    "T.min(x, y)", "x.min(y)", "x.max(axis=0)", "q.max()", "q.min(0)", "mask.max(1)", "s.max()", "s.max(0)",
    "x.half().max(0)", f"{R}.max()", f"{R}.max(1)", f"{R}.amax(1)", f"{R}.min(0)", f"{R}.amin()", f"{N}.max()",
    f"{N}.max(1)", f"{N}.amin(0)", f"{N}.argmax(1)", "T.aminmax(x)", "x.aminmax(dim=1, keepdim=True)", "x.argmax()",
    "x.argmax(1)", "x.argmin(0, keepdim=True)", "T.argmax(x, dim=-1)", f"{R}.argmax(1)", f"{R}.argmin(1)",
    "s.argmax()", "q.argmax(0)", "x.argmax(axis=0)", "x.argmax(keepdim=True)", "x.std(False)", "x.std(0, False)",
    "x.std((0, 1), True, True)", "x.std(dim=1, unbiased=False)", "x.var(correction=0)", "x.var(0, correction=2)",
    "T.var_mean(x)", "T.var_mean(x, 1, keepdim=True)", "T.std_mean(x, 0, unbiased=False)",
    "T.ones(3, dtype=x.dtype, requires_grad=True).var()", "x.var(1, keepdim=True)", "x[:, 0].std()",
    "x.var(dim=[0, 1])", "x.median()", "x.median(1)", "x.median(0, True)", "q.median()", "q.median(1)",
    f"{N}.median()", f"{N}.median(1).values", f"{N}.nanmedian()", f"{N}.nanmedian(1).values", "s.median()",
    "s.median(0)", "T.median(v)", "x.quantile(0.3)", "x.quantile(0.3, 1)", "x.quantile(0.3, dim=0, keepdim=True)",
    "x.quantile(T.tensor([0.1, 0.5, 0.5], dtype=x.dtype), 1)", "x.quantile(T.tensor([0.1, 0.5], dtype=x.dtype))",
    "x.quantile(0.3, keepdim=True)", "x.quantile(0.3, 1, interpolation='lower')",
    "x.quantile(0.3, 1, interpolation='higher')", "x.quantile(0.3, 1, interpolation='midpoint')",
    "x.quantile(0.3, 1, interpolation='nearest')", f"{N}.quantile(0.3, 1)", f"{N}.nanquantile(0.3, 1)",
    "b.quantile(0.3, 1)", "b.quantile(T.tensor([0.2, 1.0], dtype=x.dtype), -1, True)", "s.quantile(0.5)", "x.norm()",
    "x.norm(1)", "x.norm(2, 1)", "x.norm(p=3, dim=0, keepdim=True)", "x.norm(inf)", "x.norm(-inf, 1)", "x.norm(0)",
    "x.norm('fro', (0, 1))", "T.norm(x, dim=1)", "(x * 0).detach().norm()", "(x * 0).norm(1, 1)", "(x * 0).norm(3)",
    "x.norm(dtype=T.float64)", "T.dist(x, y)", "T.dist(x, y, 1)", "x.logsumexp(1)", "T.logsumexp(x, (0, 1), True)",
    "(x * inf).logsumexp(1)", "q.logsumexp(0)", "(x.detach() * 0 - inf).logsumexp(0)", "x.cumsum(0)",
    "x.cumsum(dim=-1)", "q.cumsum(0)", "mask.cumsum(1)", "x.cumsum(1, dtype=T.float32)", "x.clone().cumsum_(0)",
    "x.cumprod(1)", f"{R}.cumprod(1)", f"{R}.prod(1)", f"{R}.prod()", "s.cumsum(0)", "x.cummax(1)", "x.cummin(0)",
    f"{R}.cummax(1)", f"{R}.cummin(1)", f"{N}.cummax(1)", f"{N}.cummin(1)", "q.cummax(0)", "s.cummax(0)",
    "x.logcumsumexp(1)", "(x * 10).logcumsumexp(0)", "e.cumsum(0)", "T.cumsum(x, axis=1)", "x.sort()",
    "x.sort(0, True)", "x.sort(descending=True)", "T.sort(x, dim=0)",
    "T.sort(x, stable=True, dim=1, descending=True)", f"{R}.sort(dim=1, stable=True)",
    f"{R}.sort(dim=1, stable=True, descending=True)", f"{N}.sort(1)[0]", f"{N}.sort(1, True)[0]", "q.sort(1, True)",
    "mask.sort(dim=1, stable=True)", "s.sort()", "x.argsort()", "x.argsort(0, True)",
    "T.argsort(x, dim=-1, descending=True)", f"{R}.argsort(dim=1, stable=True)", "T.msort(x)", "x.half().sort(1)",
    "e.sort(0)", "x.topk(2)", "x.topk(2, 0)", "T.topk(x, 3, largest=False)",
    "x.topk(k=1, dim=1, largest=True, sorted=True)", "s.topk(1)", "q.topk(2)", "x.topk(2).values.sum()",
    "x.kthvalue(2)", "x.kthvalue(1, 0, True)", "s.kthvalue(1)", "q.unique()", "T.unique(q % 3, return_counts=True)",
    "T.unique(q % 3, True, True, True)", "T.unique(q % 3, dim=0)",
    "T.unique((q // 4) * 0, dim=0, return_inverse=True, return_counts=True)", f"{N}.detach().unique()",
    "mask.unique()", "T.unique_consecutive(q // 3)",
    "T.unique_consecutive(q // 3, return_inverse=True, return_counts=True)", "T.unique_consecutive(q // 5, dim=0)",
    "e.detach().unique()", "T.unique(q % 3, dim=1, return_inverse=True)", "i.bincount()",
    "T.bincount(i, minlength=7)", "i.bincount(T.tensor([0.5, 1.0, 2.0]))",
    "i.bincount(T.tensor([0.5, 1.0, 2.0], dtype=T.float64))", "i[:0].bincount(minlength=2)", "i.bincount(i)",
    "x.detach().histc(5)", "x.detach().histc(bins=4, min=-1, max=1)", "T.histc(x.detach().float(), 3)", f"{R}.mode()",
    f"{R}.mode(0)", "(q % 3).mode(1)", "(q % 3).mode(1, True)", "s.mode()", "T.count_nonzero(q)",
    "q.count_nonzero(1)", "q.count_nonzero((0, 1))", f"T.nansum({N})", f"{N}.nansum(1, True)", f"{N}.nanmean(0)",
    "q.nansum()", "T.searchsorted(q, q + 1)", "T.searchsorted(v.detach().sort()[0], x.detach())",
    "T.searchsorted(v.detach().sort()[0], 0.3, right=True)", "T.searchsorted(q[0], q, side='right', out_int32=True)",
    "T.bucketize(x.detach(), v.detach().sort()[0])", "T.bucketize(q, q[0] * 2, right=True)",
    "T.bucketize(1.5, v.detach().sort()[0])", "T.sum(x.detach(), 0, out=T.zeros(4, dtype=x.dtype))",
    "T.max(x.detach(), 0, out=(T.zeros(4, dtype=x.dtype), T.zeros(4).long()))", "T.complex(x, y).real",
    "T.complex(x, y).imag", "T.complex(x, y).abs()", "T.complex(x, y).angle()", "T.view_as_real(T.complex(x, y))",
    "T.view_as_complex(x.reshape(3, 2, 2)).real", "T.polar(x.abs(), y).real", "T.complex(x, y).conj().imag",
    "T.real(x)", "T.angle(x)", "x.conj()", "T.complex(x, y).abs().sum()", "e.std(0, correction=-3)",
    "e.std(1, correction=-3)", "e[:, :0].var(None, correction=-1)", "i[:0].bincount(v)", "i[:0].bincount(v[:0])",
    "T.complex(x, 0 * x).std(correction=99)", "T.complex(x, y).var(1)",
    "mask.all(())", "mask.any([], True)", "q.byte().all(())", "e.any(())",
    "T.histogram(x.detach().half(), T.tensor([-1.0, 0.0, 2.0]).half())",
]  # fmt: skip


@pytest.mark.parametrize("expression", SPELLINGS)
def test_spellings(expression):
    alike(expression, tolerance=1e-6 if "float" in expression else 1e-9)


ERRORS = [
    "q.mean()", "q.std()", "q.norm()", "e.max()", "e.max(0)", "e.argmax()", "e.argmax(0)", "e.amax(0)", "e.amin()",
    "e.median(0)", "e.quantile(0.5)", "x.max(3)", "x.sum(5)", "x.mean((0, 0))", "x.std(7)", "s.sum(1)", "x.argmax(3)",
    "mask.argmax()", "x.topk(9)", "x.topk(9, 0)", "x.kthvalue(9)", "x.quantile(2.0)", "x.quantile(-0.1)",
    "q.quantile(0.5)", "x.quantile(0.5, interpolation='no')", "x.cumsum(4)", "x.sort(3)", "x.logsumexp(4)",
    "x.bincount()", "(i - 5).bincount()", "q.bincount()", "q.logcumsumexp(0)", "x.cummax(5)", "T.imag(x)",
    "x.std(True, False)", "x.std(True, correction=1)", "x.var(0, True, correction=1)",
    "T.std_mean(x, False, keepdim=True)", "T.histc(T.ones(3), 4, 0.0, 1e39)",
    "T.histc(T.ones(3).half(), 4, 65504, 65505)", "T.histogram(q, T.tensor([0, 2]))",
    "T.histogram(x.detach().half(), 3)", "T.histogram(q[:0], 3)", "T.renorm(x, float('nan'), 0, 1)",
    "T.renorm(x, 2, 0, float('nan'))", "T.complex(x, y.float())", "T.complex(q, q)", "T.view_as_real(x)",
    "T.view_as_complex(x)", "x.median(4)",
]  # fmt: skip


@pytest.mark.parametrize("expression", ERRORS)
def test_errors(expression):
    alike(expression, words=25)


@pytest.mark.parametrize("name", ["max", "min", "median", "sort", "mode", "cummax", "cummin"])
def test_named_results_print_as_theirs(name):
    printed = []
    for module in (nbtorch, torch):
        found = getattr(module.tensor([[1.0, 3, 2], [4, 4, 0]]), name)(1)
        printed.append(repr(found))
        assert found.values is found[0]
        assert found.indices is found[1]
        values, _ = found
        assert values is found[0]
    assert printed[0] == printed[1]


def test_results_pickle():
    import pickle

    found = pickle.loads(pickle.dumps(nbtorch.tensor([1.0, 2]).max(0)))
    assert type(found) is nbtorch.return_types.max
    assert found.indices.item() == 1


@pytest.mark.parametrize("name", ["softmax", "log_softmax"])
@pytest.mark.parametrize(
    "rest",
    ["0, T.float64", "-1, dtype=T.float64", "0, None", "0, 7", "1, T.float64, out=T.empty(3, 4, dtype=T.float64)"],
)
def test_the_dtype_of_a_softmax_has_a_place(name, rest):
    alike(f"T.{name}(x{'.detach()' if 'out' in rest else ''}, {rest})")
    if "out" not in rest:
        alike(f"x.{name}({rest.replace('7', 'None')})")
