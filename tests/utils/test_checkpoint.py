"""utils.checkpoint: gradients, random numbers and errors as in PyTorch; memory really given back."""

from __future__ import annotations

import gc
import tracemalloc

import numpy as np
import pytest
from endings import Scenarios, ends_alike

import nbtorch
from nbtorch.utils.checkpoint import checkpoint as nbtorch_checkpoint

scenario = Scenarios()
KINDS = (True, False)


def leaf(T, *shape, seed=0):
    return T.tensor(np.random.default_rng(seed).uniform(0.3, 1.5, shape or (3,)), requires_grad=True)


def of(T):
    from importlib import import_module

    return import_module(f"{T.__name__}.utils.checkpoint")


@scenario
def both_kinds(T):
    found = []
    for kind in KINDS:
        x, w = leaf(T), leaf(T, seed=1)
        y = of(T).checkpoint(lambda a, w=w: (a * w).exp().sin(), x, use_reentrant=kind)
        (y * y).sum().backward()
        found += [y, x.grad, w.grad]
    return found


@scenario
def dropout_is_the_same(T):
    found = []
    for kind in KINDS:
        T.manual_seed(3)
        x = leaf(T, 50)
        y = of(T).checkpoint(lambda a: T.nn.functional.dropout(a, 0.5) * a, x, use_reentrant=kind)
        after = T.rand(2)
        y.sum().backward()
        found += [y, x.grad, after, T.rand(2)]
    return found


@scenario
def several_outputs_and_numbers(T):
    found = []
    for kind in KINDS:
        x = leaf(T)
        a, b = of(T).checkpoint(lambda v, k: (v * k, v.exp()), x, 3, use_reentrant=kind)
        (a * b).sum().backward()
        found += [a, b, x.grad]
    return found


@scenario
def keyword_arguments(T):
    x = leaf(T)
    of(T).checkpoint(lambda v, k=1: v * v * k, x, k=3, use_reentrant=False).sum().backward()
    return x.grad


@scenario
def keyword_arguments_reentrant(T):
    return of(T).checkpoint(lambda v, k=1: v * k, leaf(T), k=3, use_reentrant=True)


@scenario
def nested(T):
    check = of(T).checkpoint
    x = leaf(T)

    def inner(a):
        return a.exp().sin()

    def outer(a):
        return check(inner, a * 2, use_reentrant=False).tanh()

    check(outer, x, use_reentrant=False).sum().backward()
    return x.grad


@scenario
def second_order(T):
    x = leaf(T)
    y = of(T).checkpoint(lambda a: a.exp() * a, x, use_reentrant=False)
    g = T.autograd.grad(y.sum(), x, create_graph=True)[0]
    return g, T.autograd.grad(g.sum(), x)


@scenario
def gradient_of_chosen(T):
    x = leaf(T)
    return T.autograd.grad(of(T).checkpoint(lambda a: a.exp() * a, x, use_reentrant=False).sum(), x)


@scenario
def gradient_of_chosen_reentrant(T):
    x = leaf(T)
    return T.autograd.grad(of(T).checkpoint(lambda a: a.exp() * a, x, use_reentrant=True).sum(), x)


@scenario
def twice(T):
    x = leaf(T)
    y = of(T).checkpoint(lambda a: a.exp() * a, x, use_reentrant=False)
    y.sum().backward(retain_graph=True)
    y.sum().backward()
    return x.grad


@scenario
def without_recording(T):
    with T.no_grad():
        return of(T).checkpoint(lambda a: a * 2, leaf(T), use_reentrant=False)


@scenario
def nothing_to_differentiate(T):
    y = of(T).checkpoint(lambda a: a.detach() * 2, leaf(T), use_reentrant=True)
    y.sum().backward()


@scenario
def sequential(T):
    found = []
    for kind in KINDS:
        T.manual_seed(0)
        net = T.nn.Sequential(T.nn.Linear(3, 4), T.nn.Tanh(), T.nn.Dropout(0.3), T.nn.Linear(4, 4), T.nn.Tanh())
        x = T.ones(2, 3, requires_grad=True)
        out = of(T).checkpoint_sequential(net, 2, x, use_reentrant=kind)
        out.sum().backward()
        found += [out, x.grad, [p.grad for p in net.parameters()]]
    return found


@scenario
def sequential_keywords(T):
    return of(T).checkpoint_sequential([T.sin], 1, leaf(T), use_reentrant=True, x=3)


@scenario
def unknown_check(T):
    return of(T).checkpoint(T.sin, leaf(T), use_reentrant=False, determinism_check="x")


@scenario
def context_of_reentrant(T):
    return of(T).checkpoint(T.sin, leaf(T), use_reentrant=True, debug=True)


@pytest.mark.oracle
@pytest.mark.parametrize("name", scenario)
def test_ends_as_in_pytorch(name):
    ends_alike(scenario[name])


def test_a_run_that_differs_is_refused():
    lengths = iter([3, 2])

    def uneven(a):
        return a[: next(lengths)].exp().sum()

    y = nbtorch_checkpoint(uneven, leaf(nbtorch), use_reentrant=False)
    with pytest.raises(nbtorch.utils.checkpoint.CheckpointError, match="have different metadata"):
        y.backward()


def test_a_kind_must_be_chosen():
    with pytest.warns(UserWarning, match="use_reentrant parameter should be passed explicitly"):
        nbtorch_checkpoint(nbtorch.sin, leaf(nbtorch))


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_part_saved_is_given_back(kind):
    def deep(a):
        for _ in range(20):
            a = a.sin()
        return a

    def held(run):
        x = nbtorch.ones(100_000, requires_grad=True)
        gc.collect()
        tracemalloc.start()
        y = run(x)
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        y.sum().backward()
        assert x.grad.shape == (100_000,)
        return size / x.nbytes

    assert held(deep) > 19
    assert held(lambda x: nbtorch_checkpoint(deep, x, use_reentrant=kind)) < 2
