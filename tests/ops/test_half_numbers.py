"""A number beside half precision: PyTorch rounds it to the half dtype first, except where it multiplies or divides."""

from __future__ import annotations

import numpy as np
import pytest

import nbtorch

pytestmark = pytest.mark.oracle
NUMBERS = """
x + 2.137; 2.137 + x; x - 2.137; 2.137 - x; x * 2.137; 2.137 * x; T.mul(2.137, x); x / 2.137; 2.137 / x; x // 0.137
2.137 // x; x % 2.137; 2.137 % x; x ** 2.137; 2.137 ** x; T.fmod(x, 0.137); T.rsub(x, 2.137); x.clone().add_(2.137)
x.clone().mul_(2.137); x.clone().sub_(2.137); x.clone().div_(2.137); x == 3.14159; x > 0.137; T.clamp(x, 0.137, 2.137)
T.lerp(x, y, 0.137); T.div(x, 0.137, rounding_mode="floor"); T.div(x, 0.137, rounding_mode="trunc"); T.sub(x, 1e6)
T.addcmul(x, y, y, value=0.137); T.addcdiv(x, y, y + 1, value=0.137); T.where(x > 1, x, 2.137); x * True; x + 1
T.nn.functional.hinge_embedding_loss(x, -T.ones_like(x), margin=2.137, reduction="none"); x - 70000; x < 1e6
x + 2049; 2049 - x; x == 2049; x % 2049; T.fmod(x, 2049); T.add(x * T.inf, -70000); x.clone().add_(2049)
"""
ALPHAS = """
T.add(x, y, alpha=0.137); T.sub(x, y, alpha=0.137); T.rsub(x, y, alpha=0.137); T.rsub(x, 2.137, alpha=0.137)
T.add(x, 2.137, alpha=0.137); x.clone().add_(y, alpha=0.137); x.clone().sub_(y, alpha=0.137); T.add(x, y, alpha=2)
T.add(x, y, alpha=2049); x.clone().sub_(y, alpha=2049)
"""


def statements(text):
    return [part.strip() for line in text.strip().splitlines() for part in line.split(";")]


def both(statement, kind):
    torch = pytest.importorskip("torch")
    found = []
    for T in (nbtorch, torch):
        draw = np.random.default_rng(0)
        x, y = [T.tensor(draw.uniform(0.1, 4, 400).astype("float32")).to(getattr(T, kind)) for _ in range(2)]
        found.append(eval(statement, {"T": T, "x": x, "y": y}))
    assert str(found[0].dtype) == str(found[1].dtype)
    return [t.double().numpy() for t in found]


@pytest.mark.parametrize("kind", ["bfloat16", "float16"])
@pytest.mark.parametrize("statement", statements(NUMBERS))
def test_numbers_are_rounded_where_pytorch_rounds_them(statement, kind):
    mine, yours = both(statement, kind)
    np.testing.assert_array_equal(mine, yours)


@pytest.mark.parametrize("kind", ["bfloat16", "float16"])
@pytest.mark.parametrize("statement", statements(ALPHAS))
def test_alpha_is_rounded_too(statement, kind):
    mine, yours = both(statement, kind)
    assert (mine != yours).mean() < 0.02, "PyTorch multiplies and adds in one rounding here and there"
