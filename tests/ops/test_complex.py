"""Gradients of complex numbers, first and second, are PyTorch's."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")
import nbtorch  # noqa: E402

pytestmark = pytest.mark.oracle

CALLS = [
    "z * w", "z / w", "z @ w", "z + a", "z * a", "a / z", "z.exp()", "z.log()", "z ** 2", "z ** w", "z.sin()",
    "z.sqrt()", "z.tanh()", "z.abs()", "z.angle()", "z.sgn()", "T.conj_physical(z) * w", "z.real * z.imag",
    "z.sum(0)", "z.mean()", "z.norm()", "z.norm(1)", "z.var()", "z.std(0)", "z.prod(0)", "z.cumsum(0)",
    "T.view_as_real(z) ** 2", "T.complex(a, a * 2) * z", "T.polar(a.abs(), a) * w", "z.reciprocal()", "z.t() @ w",
    "z[0] * w[:, 1]", "T.where(a > 0, z, w)", "z.clone().mul_(w)", "z * 2j", "1j * a", "z.square()",
    "(z * w).abs().sum()", "a * (1 + 2j)", "T.stack([z, w]).sum(0)", "z.rsqrt()", "z.cumprod(0)",
]  # fmt: skip


def slopes(module, call):
    draw = np.random.default_rng(0)
    a, b, c, d, e = draw.normal(size=(5, 3, 3))
    given = {"T": module, "z": a + 1j * b, "w": c + 1j * d, "a": e}
    given.update({k: module.tensor(v, requires_grad=True) for k, v in given.items() if k != "T"})
    real = lambda t: module.view_as_real(t) if t.is_complex() else t  # noqa: E731
    out = real(eval(call, given))
    leaves = [given[k] for k in "zwa"]
    loss = (out * module.arange(1, out.numel() + 1).reshape(tuple(out.shape))).sum()
    first = module.autograd.grad(loss, leaves, create_graph=True, allow_unused=True)
    total = sum([(real(g) ** 2).sum() for g in first if g is not None])
    second = module.autograd.grad(total, leaves, allow_unused=True) if total.requires_grad else (None,) * 3
    return [0 if g is None else g.detach().resolve_conj().numpy(force=True) for g in (*first, *second)]


@pytest.mark.parametrize("call", CALLS)
def test_gradients(call):
    for mine, yours in zip(slopes(nbtorch, call), slopes(torch, call), strict=True):
        np.testing.assert_allclose(np.broadcast_to(mine, np.shape(yours)), yours, rtol=1e-9, atol=1e-9)
