"""`gradcheck(fast_mode=True)` against PyTorch's: what passes, what does not, and what it says."""

from __future__ import annotations

import re

import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle


def doubled(T, backward):
    """A function whose gradient is what `backward` makes of it."""

    class Doubled(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, g):
            return backward(T, g)

    return Doubled.apply


CASES = {
    "right": lambda T, x, z: (lambda a: (a.exp(), a.sin() * a), x),
    "right, complex": lambda T, x, z: (lambda a: (a * a, a.abs()), z),
    "right, real of complex": lambda T, x, z: (lambda a: (a * a.conj()).real, z),
    "right, several inputs": lambda T, x, z: (lambda a, b: (a * b, a.sum()), (x, z[:1].detach().requires_grad_())),
    "wrong": lambda T, x, z: (doubled(T, lambda T, g: g * 3), x),
    "wrong, second output": lambda T, x, z: (lambda a: (a * 1, doubled(T, lambda T, g: g * 3)(a)), x),
    "wrong, complex": lambda T, x, z: (doubled(T, lambda T, g: g * 3), z),
    "wrong, complex output": lambda T, x, z: (lambda a: doubled(T, lambda T, g: g * 3)(a) * z.detach()[0], x),
    "not a multiple": lambda T, x, z: (doubled(T, lambda T, g: T.ones_like(g)), x),
    "no gradient": lambda T, x, z: (lambda a: a.detach() * 2, x),
    "no gradient, constant": lambda T, x, z: (lambda a: a.detach() * 0, x),
}


def found(T, name, **options):
    x = T.tensor([[0.3, 1.2], [0.5, -0.7]], dtype=T.float64, requires_grad=True)
    z = T.tensor([0.3 + 1j, 1.2 - 0.2j], dtype=T.complex128, requires_grad=True)
    func, inputs = CASES[name](T, x, z)
    try:
        return T.autograd.gradcheck(func, inputs, fast_mode=True, **options)
    except RuntimeError as error:
        return re.sub(r"\d+\.\d{5,}(e-\d+)?", lambda number: f"{float(number[0]):.6f}", str(error))


@pytest.mark.parametrize("name", CASES)
def test_says_what_pytorch_says(name):
    assert found(nbtorch, name) == found(torch, name)
    assert found(nbtorch, name, raise_exception=False) is found(torch, name, raise_exception=False)


def test_a_hundred_inputs_take_two_calls_of_the_function():
    calls = []
    x = nbtorch.ones(100, dtype=nbtorch.float64, requires_grad=True)

    def func(a):
        calls.append(a)
        return a * a

    assert nbtorch.autograd.gradcheck(func, x, fast_mode=True) and len(calls) < 6


def test_the_default_stream_stays_where_it_was():
    nbtorch.manual_seed(1)
    first = nbtorch.rand(2).tolist()
    nbtorch.manual_seed(1)
    found(nbtorch, "right")
    assert nbtorch.rand(2).tolist() == first
