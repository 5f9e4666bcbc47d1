"""`swap_tensors` ends as PyTorch's does."""

from __future__ import annotations

import weakref

import pytest

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle


def of_another_shape(T):
    a, b = T.ones(2), T.zeros(3, requires_grad=True)
    T.utils.swap_tensors(a, b)
    return a.shape, b.shape, a.requires_grad, b.requires_grad


def a_parameter_of_a_module(T):
    layer, new = T.nn.Linear(2, 2, bias=False), T.nn.Parameter(T.zeros(2, 2))
    old = layer.weight
    T.utils.swap_tensors(layer.weight, new)
    layer(T.ones(2)).sum().backward()
    return layer.weight is old, old.detach().tolist(), type(old).__name__, old.grad.tolist(), new.grad


def attributes(T):
    a, b = T.ones(2), T.zeros(2)
    a.note = 1
    T.utils.swap_tensors(a, b)
    return hasattr(a, "note"), b.note


def with_a_weak_reference(T):
    a, b = T.ones(2), T.zeros(2)
    reference = weakref.ref(b)
    T.utils.swap_tensors(a, b)
    return reference


def between_forward_and_backward(T):
    a, b = T.ones(2, requires_grad=True), T.zeros(2)
    y = a * 2
    T.utils.swap_tensors(a, b)
    y.sum().backward()


def end(program, T):
    try:
        return program(T)
    except Exception as error:
        return type(error).__name__, str(error)[:60]


@pytest.mark.parametrize(
    "program",
    [of_another_shape, a_parameter_of_a_module, attributes, with_a_weak_reference, between_forward_and_backward],
)
def test_ends_as_in_pytorch(program):
    assert end(program, nbtorch) == end(program, torch)
