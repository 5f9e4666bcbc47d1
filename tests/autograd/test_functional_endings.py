"""autograd.functional, gradcheck and forward_ad: each of these ends as it does in PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
from endings import Scenarios, ends_alike

import nbtorch

pytestmark = pytest.mark.oracle
scenario = Scenarios()


def data(T, *shape, seed=0):
    return T.tensor(np.random.default_rng(seed).uniform(0.3, 1.5, shape or (3,)))


def two(a, b):
    return a.sin() * b, (a * b).sum()


def number(a, b):
    return (a**3 * b).sum() + a.prod()


@scenario
def jacobian(T):
    return T.autograd.functional.jacobian(lambda x: x.sin() * x.sum(), data(T, 2, 2))


@scenario
def jacobian_many(T):
    return T.autograd.functional.jacobian(two, (data(T), data(T, seed=1)))


@scenario
def jacobian_vectorized(T):
    return T.autograd.functional.jacobian(two, (data(T), data(T, seed=1)), vectorize=True)


@scenario
def jacobian_forward(T):
    f = lambda x: (x.exp(), x.sum())  # noqa: E731
    return T.autograd.functional.jacobian(f, data(T), vectorize=True, strategy="forward-mode")


@scenario
def jacobian_forward_refused(T):
    return T.autograd.functional.jacobian(two, (data(T), data(T)), strategy="forward-mode")


@scenario
def jacobian_forward_strict(T):
    return T.autograd.functional.jacobian(two, (data(T), data(T)), strategy="forward-mode", strict=True)


@scenario
def jacobian_forward_graph(T):
    return T.autograd.functional.jacobian(two, (data(T), data(T)), strategy="forward-mode", create_graph=True)


@scenario
def jacobian_strategy(T):
    return T.autograd.functional.jacobian(two, (data(T), data(T)), strategy="x")


@scenario
def jacobian_vectorized_strict(T):
    return T.autograd.functional.jacobian(two, (data(T), data(T)), strict=True, vectorize=True)


@scenario
def jacobian_graph(T):
    x = data(T).requires_grad_()
    j = T.autograd.functional.jacobian(lambda x: x.exp() * x, x, create_graph=True)
    return j, T.autograd.grad(j.sum(), x)


@scenario
def jacobian_independent(T):
    return T.autograd.functional.jacobian(lambda a, b: a * 2, (data(T), data(T)))


@scenario
def jacobian_independent_strict(T):
    return T.autograd.functional.jacobian(lambda a, b: a * 2, (data(T), data(T)), strict=True)


@scenario
def jacobian_linear_strict(T):
    x = data(T).requires_grad_()
    return T.autograd.functional.jacobian(lambda a: a * 2, x, strict=True, create_graph=True)


@scenario
def jacobian_constant_strict(T):
    return T.autograd.functional.jacobian(lambda a: T.ones(2), data(T), strict=True)


@scenario
def jacobian_not_tensor(T):
    return T.autograd.functional.jacobian(lambda a: a, 3)


@scenario
def jacobian_not_tensors(T):
    return T.autograd.functional.jacobian(lambda a, b: a, (data(T), 3))


@scenario
def jacobian_list_output(T):
    return T.autograd.functional.jacobian(lambda a: [a], data(T))


@scenario
def hessian(T):
    return T.autograd.functional.hessian(lambda x: (x**3).sum() * x[0], data(T))


@scenario
def hessian_many(T):
    return T.autograd.functional.hessian(number, (data(T), data(T, seed=1)))


@scenario
def hessian_forward(T):
    f = lambda x: (x**3).sum()  # noqa: E731
    return T.autograd.functional.hessian(f, data(T), vectorize=True, outer_jacobian_strategy="forward-mode").detach()


@scenario
def hessian_graph(T):
    x = data(T).requires_grad_()
    h = T.autograd.functional.hessian(lambda x: (x**3).sum(), x, create_graph=True)
    return h, T.autograd.grad(h.sum(), x)


@scenario
def hessian_of_vector(T):
    return T.autograd.functional.hessian(lambda x: x, data(T))


@scenario
def hessian_of_tuple(T):
    return T.autograd.functional.hessian(lambda x: (x.sum(), x.sum()), data(T))


@scenario
def hessian_linear_strict(T):
    return T.autograd.functional.hessian(lambda x: x.sum(), data(T), strict=True)


@scenario
def hessian_strategy(T):
    return T.autograd.functional.hessian(lambda x: x.sum(), data(T), outer_jacobian_strategy="x")


@scenario
def vjp(T):
    return T.autograd.functional.vjp(two, (data(T), data(T, seed=1)), (data(T, seed=2), data(T, 1, seed=3)[0]))


@scenario
def vjp_scalar(T):
    return T.autograd.functional.vjp(number, (data(T), data(T, seed=1)))


@scenario
def vjp_needs_v(T):
    return T.autograd.functional.vjp(lambda a: a, data(T))


@scenario
def vjp_wrong_size(T):
    return T.autograd.functional.vjp(lambda a: a, data(T), data(T, 2))


@scenario
def vjp_wrong_entry(T):
    return T.autograd.functional.vjp(two, (data(T), data(T)), (data(T, 2), data(T)))


@scenario
def vjp_wrong_length(T):
    return T.autograd.functional.vjp(two, (data(T), data(T)), data(T, 2))


@scenario
def vjp_graph(T):
    x = data(T).requires_grad_()
    return T.autograd.functional.vjp(lambda a: a.exp(), x, data(T, seed=1), create_graph=True)


@scenario
def vjp_strict(T):
    return T.autograd.functional.vjp(lambda a, b: a.sum(), (data(T), data(T)), strict=True)


@scenario
def jvp(T):
    return T.autograd.functional.jvp(two, (data(T), data(T, seed=1)), (data(T, seed=2), data(T, seed=3)))


@scenario
def jvp_needs_v(T):
    return T.autograd.functional.jvp(lambda a: a, data(T))


@scenario
def jvp_constant_strict(T):
    return T.autograd.functional.jvp(lambda a: T.ones(2), data(T), data(T), strict=True)


@scenario
def jvp_graph(T):
    x = data(T).requires_grad_()
    out, j = T.autograd.functional.jvp(lambda a: a.exp(), x, data(T, seed=1), create_graph=True)
    return out, j, T.autograd.grad(j.sum(), x)


@scenario
def vhp(T):
    return T.autograd.functional.vhp(number, (data(T), data(T, seed=1)), (data(T, seed=2), data(T, seed=3)))


@scenario
def hvp(T):
    return T.autograd.functional.hvp(number, (data(T), data(T, seed=1)), (data(T, seed=2), data(T, seed=3)))


@scenario
def hvp_linear(T):
    return T.autograd.functional.hvp(lambda a: a.sum(), data(T), data(T, seed=1))


@scenario
def hvp_linear_strict(T):
    return T.autograd.functional.hvp(lambda a: a.sum(), data(T), data(T, seed=1), strict=True)


@scenario
def vhp_needs_v(T):
    return T.autograd.functional.vhp(number, (data(T), data(T)))


@scenario
def hvp_of_vector(T):
    return T.autograd.functional.hvp(lambda a: a, data(T), data(T))


# ---------------------------------------------------------------- gradcheck
def wrong(T):
    """A Function whose backward is off by a factor of two."""

    class Wrong(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, g):
            return g * 2

    return Wrong.apply


@scenario
def check(T):
    x, y = data(T).requires_grad_(), data(T, 2, 3, seed=1).requires_grad_()
    return T.autograd.gradcheck(lambda a, b: (a.sin() * b, (a * b).sum()), (x, y))


@scenario
def check_fast(T):
    return T.autograd.gradcheck(lambda a: a.exp(), data(T).requires_grad_(), fast_mode=True)


@scenario
def check_complex(T):
    z = T.complex(data(T), data(T, seed=1)).requires_grad_()
    f = lambda a: (a * a.conj(), a.exp())  # noqa: E731
    return T.autograd.gradcheck(f, z), T.autograd.gradgradcheck(lambda a: a * a, z)


@scenario
def check_wrong(T):
    return T.autograd.gradcheck(wrong(T), T.zeros(2, dtype=T.float64).requires_grad_(), eps=0.5)


@scenario
def check_wrong_quietly(T):
    return T.autograd.gradcheck(wrong(T), data(T).requires_grad_(), raise_exception=False)


@scenario
def check_nothing_learns(T):
    return T.autograd.gradcheck(lambda a: a, data(T))


@scenario
def check_expanded(T):
    return T.autograd.gradcheck(lambda a: a, T.ones(1, dtype=T.float64).expand(3).detach().requires_grad_())


@scenario
def check_detached(T):
    return T.autograd.gradcheck(lambda a: a.detach() * 1, data(T).requires_grad_())


@scenario
def check_not_scaled(T):
    class Off(T.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 1

        @staticmethod
        def backward(ctx, g):
            return T.ones_like(g)

    return T.autograd.gradcheck(Off.apply, data(T, 1).requires_grad_())


@scenario
def check_no_mode(T):
    return T.autograd.gradcheck(lambda a: a, data(T), check_backward_ad=False)


@scenario
def check_second(T):
    x, y = data(T).requires_grad_(), data(T, seed=1).requires_grad_()
    return T.autograd.gradgradcheck(lambda a, b: a.exp() * b, (x, y))


@scenario
def check_error_class(T):
    return issubclass(T.autograd.gradcheck.GradcheckError, RuntimeError)


# ---------------------------------------------------------------- forward mode
@scenario
def dual(T):
    fw = T.autograd.forward_ad
    with fw.dual_level():
        x = fw.make_dual(data(T), data(T, seed=1))
        out = fw.unpack_dual(x.sin() * x)
        return tuple(out), fw.unpack_dual(data(T)).tangent


@scenario
def dual_of_two(T):
    fw = T.autograd.forward_ad
    with fw.dual_level():
        x, y = fw.make_dual(data(T), data(T, seed=1)), fw.make_dual(data(T, seed=2), data(T, seed=3))
        return tuple(fw.unpack_dual((x * y).exp()))


@scenario
def dual_differentiated(T):
    fw = T.autograd.forward_ad
    w = data(T, seed=2).requires_grad_()
    with fw.dual_level():
        x = fw.make_dual(data(T), data(T, seed=1))
        tangent = fw.unpack_dual((x * w).sin()).tangent
    return tangent, T.autograd.grad(tangent.sum(), w)


@scenario
def dual_without_level(T):
    T.autograd.forward_ad.make_dual(data(T), data(T))


@scenario
def dual_of_integers(T):
    with T.autograd.forward_ad.dual_level():
        T.autograd.forward_ad.make_dual(T.ones(2).long(), T.ones(2))


@scenario
def dual_module(T):
    fw = T.autograd.forward_ad
    T.manual_seed(0)
    model = T.nn.Linear(3, 2)
    with fw.dual_level():
        return fw.unpack_dual(model(fw.make_dual(T.ones(1, 3), T.ones(1, 3)))).tangent


@pytest.mark.parametrize("name", scenario)
def test_ends_as_in_pytorch(name):
    ends_alike(scenario[name])


def test_single_precision_is_warned_of():
    with pytest.warns(UserWarning, match="Input #0 requires gradient and is not a double precision"):
        nbtorch.autograd.gradcheck(lambda a: a * 1, nbtorch.ones(2, requires_grad=True), atol=1e-1)
