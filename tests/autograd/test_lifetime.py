"""When a graph lets go of its arrays: how many are alive after each step, against the figure PyTorch's rules give.

An op keeps what its derivative needs and nothing else; backward gives up each saved array when its node ran, and each
gradient when it was passed on. The counts below follow from PyTorch's derivative formulas.
"""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pytest

import nbtorch as torch

SIZE = 100_000  # elements: one array is 400 kB


@pytest.fixture(autouse=True)
def traced():
    gc.collect()
    gc.disable()  # nothing may depend on the collector: a graph has no cycles
    tracemalloc.start()
    yield
    tracemalloc.stop()
    gc.enable()


def alive(before: int = 0) -> int:
    """How many arrays of SIZE elements live now."""
    return round((tracemalloc.get_traced_memory()[0] - before) / (4 * SIZE))


def leaf():
    return torch.ones(SIZE, requires_grad=True)


CHAINS = {  # a step, how many arrays it keeps, and whether its result is one of them
    "add": (lambda x: x + 1, 0, False),
    "relu": (lambda x: x.relu(), 1, True),
    "exp": (lambda x: x.exp(), 1, True),
    "sigmoid": (lambda x: x.sigmoid(), 1, True),
    "sin": (lambda x: x.sin(), 1, False),
    "square": (lambda x: x * x, 1, False),
    "times a number": (lambda x: x * 2.0, 0, False),
    "negate": (lambda x: -x, 0, False),
}


@pytest.mark.parametrize("name", CHAINS)
def test_a_chain_keeps_what_its_derivatives_need(name):
    step, kept, result = CHAINS[name]
    y = leaf()
    for _ in range(10):
        y = step(y)
    assert alive() == 10 * kept + (not result)  # the last result lives anyway
    del y
    assert alive() == 0


def test_backward_gives_up_what_it_has_used():
    x = leaf()
    y = x
    for _ in range(10):
        y = y.sin()
    out = y.sum()
    del y
    assert alive() == 10  # the inputs of ten sines: the leaf and nine between
    seen = []
    x.register_hook(lambda g: seen.append(alive()))
    out.backward()
    # at the end of the walk: the leaf, and the gradient that just arrived (its product with cos is gone)
    assert seen[0] <= 3
    assert alive() == 2  # the leaf and its gradient


def test_retaining_keeps_what_was_saved():
    x = leaf()
    y = x.sin().sin()
    y.sum().backward(retain_graph=True)
    assert alive() == 4  # leaf, first sine, second (named y), gradient
    y.sum().backward()
    del y
    assert alive() == 2


def test_a_gradient_in_flight_is_one_array():
    x = leaf()
    y = x
    for _ in range(50):
        y = y * 2.0
    out = y.sum()
    del y
    base = tracemalloc.get_traced_memory()[0]
    tracemalloc.reset_peak()
    out.backward()
    peak = (tracemalloc.get_traced_memory()[1] - base) / (4 * SIZE)
    assert peak < 2.2  # the one that arrives and the one that is made


def test_grad_frees_the_graph_too():
    x = leaf()
    y = x.exp().sin()
    (g,) = torch.autograd.grad(y.sum(), x)
    del y
    assert alive() == 2
    del g
    assert alive() == 1


def test_a_custom_function_frees_what_it_saved():
    class Exp(torch.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            out = a.exp()
            ctx.save_for_backward(out)
            return out

        @staticmethod
        def backward(ctx, g):
            return g * ctx.saved_tensors[0]

    x = leaf()
    out = Exp.apply(x).sum()
    assert alive() == 2  # the leaf, and the exponential
    out.backward()
    assert alive() == 2  # the leaf and its gradient
    y = Exp.apply(x)  # never differentiated: it must not hold itself
    del y, out
    assert alive() == 2


def test_an_error_in_backward_frees_gradients():
    x = leaf()
    y = x * 2.0
    y.register_hook(lambda g: 1 / 0)
    out = y.sum()
    del y
    with pytest.raises(ZeroDivisionError) as caught:
        out.backward()
    del caught  # its traceback holds the walk
    assert alive() == 1


def test_a_long_chain_is_freed_without_recursion():
    tracemalloc.stop()
    x = torch.ones(1, requires_grad=True)
    y = x
    for _ in range(100_000):
        y = y * 1.5 - y * 0.5
    y.sum().backward()
    assert np.allclose(x.grad.numpy(), 1)
    z = x
    for _ in range(100_000):
        z = z + 1
    del z  # never differentiated
    tracemalloc.start()
