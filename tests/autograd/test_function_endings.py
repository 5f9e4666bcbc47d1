"""Custom functions: each of these ends as it does in PyTorch, to the words of the error."""

from __future__ import annotations

import pytest
from endings import Scenarios, ends_alike

import nbtorch

pytestmark = pytest.mark.oracle
scenario = Scenarios()


def X(T, *shape):
    return T.ones(*(shape or (3,)), requires_grad=True)


def once(T):
    return T.autograd.function.once_differentiable


def make(T, forward, backward, setup_context=None):
    """A Function of these static methods."""
    methods = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    if setup_context:
        methods["setup_context"] = staticmethod(setup_context)
    return type("My", (T.autograd.Function,), methods)


@scenario
def basic(T):
    x = X(T)

    def fw(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    def bw(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 2 * a

    y = make(T, fw, bw).apply(x)
    (g,) = T.autograd.grad(y.sum(), x, create_graph=True)
    (g2,) = T.autograd.grad(g.sum(), x)
    return g.detach(), g2, y.grad_fn.name(), type(y.grad_fn).__name__, y.grad_fn.next_functions[0][0].name()


@scenario
def freed(T):
    x = X(T)

    def fw(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    def bw(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 2 * a

    y = make(T, fw, bw).apply(x)
    y.sum().backward()
    y.sum().backward()


@scenario
def freed2(T):
    x = X(T)

    def fw(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    def bw(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 2 * a

    y = make(T, fw, bw).apply(x)
    y.sum().backward()
    return y.grad_fn.saved_tensors


@scenario
def savedattr(T):
    x = X(T)

    def fw(ctx, a):
        ctx.save_for_backward(a)
        ctx.k = 5
        return a * a

    def bw(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 2 * a

    y = make(T, fw, bw).apply(x)
    return y.grad_fn.saved_tensors, y.grad_fn.k, y.grad_fn.needs_input_grad


@scenario
def modified(T):
    x = X(T)

    def fw(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    def bw(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 2 * a

    b = x * 1
    y = make(T, fw, bw).apply(b)
    b.add_(1)
    y.sum().backward()


@scenario
def wrongcount(T):
    x = X(T)
    make(T, lambda ctx, a, b: a * b, lambda ctx, g: g).apply(x, X(T)).sum().backward()


@scenario
def wrongcount2(T):
    x = X(T)
    make(T, lambda ctx, a: a * 2, lambda ctx, g: (g, g)).apply(x).sum().backward()


@scenario
def extraNone(T):
    x = X(T)
    make(T, lambda ctx, a: a * 2, lambda ctx, g: (g, None)).apply(x).sum().backward()
    return x.grad


@scenario
def nottensor(T):
    x = X(T)
    make(T, lambda ctx, a: a * 2, lambda ctx, g: 3).apply(x).sum().backward()


@scenario
def wrongshape(T):
    x = X(T)
    make(T, lambda ctx, a: a * 2, lambda ctx, g: T.ones(2)).apply(x).sum().backward()


@scenario
def expandshape(T):
    x = X(T)
    make(T, lambda ctx, a: a * 2, lambda ctx, g: T.ones(2, 3)).apply(x).sum().backward()
    return x.grad


@scenario
def wrongdtype(T):
    x = X(T)
    make(T, lambda ctx, a: a * 2, lambda ctx, g: g.double()).apply(x).sum().backward()
    return x.grad.dtype


@scenario
def nondiff(T):
    x = X(T)

    def fw(ctx, a):
        s, i = a.sort()
        ctx.mark_non_differentiable(i)
        ctx.save_for_backward(i)
        return s, i

    def bw(ctx, g, gi):
        return g + 0 * gi

    s, i = make(T, fw, bw).apply(x)
    s.sum().backward()
    return x.grad, s.requires_grad, i.requires_grad


@scenario
def nondiff_all(T):
    x = X(T)

    def fw(ctx, a):
        o = a * 2
        ctx.mark_non_differentiable(o)
        return o

    o = make(T, fw, lambda c, g: g).apply(x)
    return o.requires_grad, o.is_leaf


@scenario
def intout(T):
    x = X(T)
    o = make(T, lambda ctx, a: (a * 2, a.long()), lambda c, g, h: g).apply(x)
    return o[0].requires_grad, o[1].requires_grad


@scenario
def dirty(T):
    x = X(T)

    def fw(ctx, a):
        a.mul_(2)
        ctx.mark_dirty(a)
        return a

    b = x * 1
    y = make(T, fw, lambda c, g: g * 2).apply(b)
    y.sum().backward()
    return y is b, x.grad, b.grad_fn.name()


@scenario
def dirty_leaf(T):
    def fw(ctx, a):
        a.mul_(2)
        ctx.mark_dirty(a)
        return a

    make(T, fw, lambda c, g: g * 2).apply(X(T))


@scenario
def dirty_notret(T):
    def fw(ctx, a):
        a.mul_(2)
        ctx.mark_dirty(a)
        return a.clone()

    y = make(T, fw, lambda c, g: g * 2).apply(X(T) * 1)
    return y


@scenario
def identity(T):
    x = X(T)
    y = make(T, lambda ctx, a: a, lambda c, g: g * 3).apply(x)
    y.sum().backward()
    return y is x, x.grad, y.grad_fn.name()


@scenario
def viewout(T):
    x = X(T)
    y = make(T, lambda ctx, a: a.view(3), lambda c, g: g * 3).apply(x)
    y.add_(1)
    return y


@scenario
def needs(T):
    L = []

    def bw(ctx, g, *r):
        L.append(ctx.needs_input_grad)
        return g, None, None, None

    make(T, lambda ctx, a, b, k, s: a * b, bw).apply(X(T), T.ones(3), 3, "s").sum().backward()
    return L


@scenario
def materialize(T):
    L = []

    def fw(ctx, a):
        return a * 2, a * 3

    def bw(ctx, g, h):
        L.append(h)
        return g

    make(T, fw, bw).apply(X(T))[0].sum().backward()

    def fw(ctx, a):
        ctx.set_materialize_grads(False)
        return a * 2, a * 3

    make(T, fw, bw).apply(X(T))[0].sum().backward()
    return L


@scenario
def onced(T):
    x = X(T)
    y = make(T, lambda ctx, a: a * a, once(T)(lambda ctx, g: g * 2)).apply(x)
    (g,) = T.autograd.grad(y.sum(), x, create_graph=True)
    assert g.requires_grad and g.grad_fn.name() == "torch::autograd::Error"
    g.sum().backward()


@scenario
def onced2(T):
    x = X(T)

    def fw(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    y = make(T, fw, once(T)(lambda ctx, g: g * 2 * ctx.saved_tensors[0])).apply(x)
    (g,) = T.autograd.grad((y * y).sum(), x, create_graph=True)
    assert g.requires_grad and g.grad_fn.name() == "torch::autograd::Error"
    g.sum().backward()


@scenario
def setup(T):
    x = X(T)

    def fw(a, k):
        return a * k

    def st(ctx, inputs, output):
        a, k = inputs
        ctx.k = k
        ctx.save_for_backward(a, output)

    def bw(ctx, g):
        return g * ctx.k, None

    y = make(T, fw, bw, st).apply(x, 4)
    y.sum().backward()
    return x.grad


@scenario
def setup_ret(T):
    make(T, lambda a: a * 2, lambda c, g: g, lambda ctx, i, o: 5).apply(X(T))


@scenario
def noimpl(T):
    class A(T.autograd.Function):
        pass

    A.apply(X(T))


@scenario
def noimplb(T):
    class A(T.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            return a * 2

    A.apply(X(T)).sum().backward()


@scenario
def vjpm(T):
    class A(T.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            return a * 2

        @staticmethod
        def vjp(ctx, g):
            return g * 7

    x = X(T)
    A.apply(x).sum().backward()
    return x.grad


@scenario
def both(T):
    class A(T.autograd.Function):
        @staticmethod
        def forward(ctx, a):
            return a * 2

        @staticmethod
        def vjp(ctx, g):
            return g * 7

        @staticmethod
        def backward(ctx, g):
            return g * 7

    x = X(T)
    A.apply(x).sum().backward()
    return x.grad


@scenario
def saveint(T):
    def fw(ctx, a):
        ctx.save_for_backward(3)
        return a * 2

    make(T, fw, lambda c, g: g).apply(X(T))


@scenario
def savelist(T):
    def fw(ctx, a):
        ctx.save_for_backward([a])
        return a * 2

    make(T, fw, lambda c, g: g).apply(X(T))


@scenario
def retbad(T):
    return make(T, lambda ctx, a: "s", lambda c, g: g).apply(X(T))


@scenario
def retlist(T):
    return make(T, lambda ctx, a: [a * 2], lambda c, g: g).apply(X(T))


@scenario
def saveout(T):
    def fw(ctx, a):
        o = a.exp()
        ctx.save_for_backward(o)
        return o

    def bw(ctx, g):
        (o,) = ctx.saved_tensors
        return g * o

    x = X(T)
    y = make(T, fw, bw).apply(x)
    (g,) = T.autograd.grad(y.sum(), x, create_graph=True)
    (g2,) = T.autograd.grad(g.sum(), x, create_graph=True)
    (g3,) = T.autograd.grad(g2.sum(), x)
    return g3


@scenario
def saveinter(T):
    def fw(ctx, a):
        o = a.exp()
        ctx.save_for_backward(o)
        return o * 2

    def bw(ctx, g):
        (o,) = ctx.saved_tensors
        return g * o * 2

    x = X(T)
    y = make(T, fw, bw).apply(x)
    (g,) = T.autograd.grad(y.sum(), x, create_graph=True)
    return g.requires_grad, T.autograd.grad(g.sum(), x, allow_unused=True)


@scenario
def nograd(T):
    x = X(T)
    with T.no_grad():
        y = make(T, lambda ctx, a: a * 2, lambda c, g: g).apply(x)
    return y.requires_grad


@scenario
def gradmode(T):
    L = []

    def fw(ctx, a):
        L.append(T.is_grad_enabled())
        return a * 2

    def bw(ctx, g):
        L.append(T.is_grad_enabled())
        return g * 2

    x = X(T)
    make(T, fw, bw).apply(x).sum().backward()
    T.autograd.grad(make(T, fw, bw).apply(x).sum(), x, create_graph=True)
    return L


@scenario
def kwargs(T):
    return make(T, lambda ctx, a, k=2: a * k, lambda c, g, h=None: g).apply(X(T), k=3)


@scenario
def hooks_saved(T):
    L = []

    def fw(ctx, a):
        ctx.save_for_backward(a)
        return a * a

    def bw(ctx, g):
        (a,) = ctx.saved_tensors
        return g * 2 * a

    x = X(T)
    with T.autograd.graph.saved_tensors_hooks(lambda t: (L.append("p"), t * 2)[1], lambda t: (L.append("u"), t)[1]):
        y = make(T, fw, bw).apply(x)
    y.sum().backward()
    return L, x.grad


@scenario
def viewdirty2(T):
    x = X(T)

    def fw(ctx, a, b):
        a.mul_(b)
        ctx.mark_dirty(a)
        ctx.save_for_backward(b)
        return a

    def bw(ctx, g):
        (b,) = ctx.saved_tensors
        return g * b, None

    b = x * 1
    y = make(T, fw, bw).apply(b, T.full((3,), 3.0))
    z = (y * y).sum()
    z.backward()
    return x.grad, y.grad_fn.name()


@scenario
def same_out_twice(T):
    def fw(ctx, a):
        o = a * 2
        return o, o

    x = X(T)
    a, b = make(T, fw, lambda c, g, h: g + h).apply(x)
    (a.sum() + b.sum()).backward()
    return x.grad, a is b


@scenario
def err_none(T):
    x = X(T)
    make(T, lambda ctx, a: a * 2, lambda ctx, g: None).apply(x).sum().backward()
    return x.grad


@pytest.mark.parametrize("name", scenario)
def test_ends_as_in_pytorch(name):
    ends_alike(scenario[name])


def test_a_tensor_that_is_no_input_is_given_as_none():
    given = []

    def backward(ctx, *gradients):
        given.extend(gradients)
        return gradients[0]

    make(nbtorch, lambda ctx, a: (a * 2, "s", None), backward).apply(X(nbtorch))[0].sum().backward()
    assert given[1:] == [None, None]
