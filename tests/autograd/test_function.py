"""Custom functions: what their context keeps, and what their backward may give; each as in PyTorch."""

from __future__ import annotations

import numpy as np
import pytest

import nbtorch


def frameworks():
    torch = pytest.importorskip("torch")
    return nbtorch, torch


def cube(T):
    class Cube(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x * x

        @staticmethod
        def backward(ctx, g):
            (x,) = ctx.saved_tensors
            return g * 3 * x * x

    return Cube


def split_forward(T):
    class Product(T.autograd.Function):
        @staticmethod
        def forward(x, y, scale):
            return x * y * scale

        @staticmethod
        def setup_context(ctx, inputs, output):
            x, y, ctx.scale = inputs
            ctx.save_for_backward(x, y)

        @staticmethod
        def backward(ctx, g):
            x, y = ctx.saved_tensors
            return (g * y * ctx.scale if ctx.needs_input_grad[0] else None), g * x * ctx.scale, None

    return Product


def pair(T, materialize=True):
    class Pair(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.set_materialize_grads(materialize)
            rounded = (x * 10).long()
            ctx.mark_non_differentiable(rounded)
            return x * 2, x * 3, rounded

        @staticmethod
        def backward(ctx, a, b, c):
            pieces = [p * n for p, n in ((a, 2), (b, 3)) if p is not None]
            return sum(pieces)

    return Pair


def in_place(T):
    class Double(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            x.mul_(2)
            ctx.mark_dirty(x)
            return x

        @staticmethod
        def backward(ctx, g):
            return g * 2

    return Double


def data(T, shape=(2, 3)):
    return T.tensor(np.arange(1.0, 7.0).reshape(shape), requires_grad=True)


SCENARIOS = {}


def scenario(function):
    SCENARIOS[function.__name__] = function
    return function


@scenario
def value_and_gradient(T):
    x = data(T)
    y = cube(T).apply(x)
    y.sum().backward()
    return y, x.grad


@scenario
def second_and_third_order(T):
    x = data(T)
    (g,) = T.autograd.grad(cube(T).apply(x).sum(), x, create_graph=True)
    (h,) = T.autograd.grad(g.sum(), x, create_graph=True)
    (k,) = T.autograd.grad(h.sum(), x)
    return g, h, k


@scenario
def forward_without_context(T):
    x, y = data(T), data(T)
    split_forward(T).apply(x, y, 3.0).sum().backward()
    return x.grad, y.grad


@scenario
def an_input_that_needs_no_gradient(T):
    x, y = data(T).detach(), data(T)
    split_forward(T).apply(x, y, 3.0).sum().backward()
    return y.grad, x.grad is None


@scenario
def several_outputs(T):
    x = data(T)
    a, b, c = pair(T).apply(x)
    (a.sum() + (b * b).sum()).backward()
    return x.grad, c, c.requires_grad


@scenario
def an_unused_output_arrives_as_zeros(T):
    x = data(T)
    pair(T).apply(x)[1].sum().backward()
    return x.grad


@scenario
def or_as_none(T):
    x = data(T)
    pair(T, materialize=False).apply(x)[0].sum().backward()
    return x.grad


@scenario
def changed_in_place(T):
    x = data(T)
    y = x * 1
    z = in_place(T).apply(y)
    (z * z).sum().backward()
    return x.grad, y, y is z


@scenario
def changed_leaf(T):
    in_place(T).apply(data(T))


@scenario
def second_backward(T):
    y = cube(T).apply(data(T)).sum()
    y.backward()
    y.backward()


@scenario
def saved_input_changed(T):
    y = data(T) * 1
    z = cube(T).apply(y)
    y.add_(1)
    z.sum().backward()


@scenario
def too_few_gradients(T):
    class Wrong(T.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            return x * y

        @staticmethod
        def backward(ctx, g):
            return g

    Wrong.apply(data(T), data(T)).sum().backward()


@scenario
def an_input_returned_as_it_came(T):
    class Same(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x

        @staticmethod
        def backward(ctx, g):
            return g * 5

    x = data(T)
    y = Same.apply(x)
    y.sum().backward()
    return x.grad, y is x


@scenario
def nothing_is_recorded_in_no_grad(T):
    with T.no_grad():
        y = cube(T).apply(data(T))
    return y, y.requires_grad


@scenario
def gradient_reversal(T):
    class Reverse(T.autograd.Function):
        @staticmethod
        def forward(ctx, x, factor):
            ctx.factor = factor
            return x.view_as(x)

        @staticmethod
        def backward(ctx, g):
            return -ctx.factor * g, None

    x = data(T)
    (Reverse.apply(x, 0.5) * x).sum().backward()
    return x.grad


@scenario
def straight_through(T):
    class Sign(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return (x > 2).to(x.dtype)

        @staticmethod
        def backward(ctx, g):
            return g

    x = data(T)
    (Sign.apply(x) * x).sum().backward()
    return x.grad


@scenario
def an_instance_cannot_be_made(T):
    cube(T)()


@scenario
def once_differentiable(T):
    once = T.autograd.function.once_differentiable

    class Once(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        @once
        def backward(ctx, g):
            return g * 2 * ctx.saved_tensors[0]

    x = data(T)
    (g,) = T.autograd.grad(Once.apply(x).sum(), x, create_graph=True)
    g.sum().backward()


@pytest.mark.oracle
@pytest.mark.parametrize("name", SCENARIOS)
def test_ends_as_in_pytorch(name):
    ends = []
    for framework in frameworks():
        try:
            result = SCENARIOS[name](framework)
            ends.append(
                [
                    r.detach().numpy() if hasattr(r, "detach") else r
                    for r in (result if isinstance(result, tuple) else (result,))
                ]
            )
        except Exception as error:
            ends.append(error)
    ours, theirs = ends
    if isinstance(ours, Exception) or isinstance(theirs, Exception):
        assert type(ours) is type(theirs), (ours, theirs)
        assert str(ours)[:40] == str(theirs)[:40]
        return
    for mine, yours in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(mine, yours, rtol=1e-12)


def test_the_node_is_named_after_the_class():
    assert cube(nbtorch).apply(data(nbtorch)).grad_fn.name() == "CubeBackward"


def test_a_gradient_that_is_no_tensor_is_refused():
    class Wrong(nbtorch.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            return 1.0

    with pytest.raises(RuntimeError, match=r"expected Variable or None \(got float\)"):
        Wrong.apply(data(nbtorch)).sum().backward()


def test_on_a_gpu(fake_gpu):
    x = nbtorch.ones(3, device="cuda", requires_grad=True)
    cube(nbtorch).apply(x).sum().backward()
    assert x.grad.device.type == "cuda"
    assert x.grad.tolist() == [3.0, 3.0, 3.0]
