"""torch.func: each of these ends as it does in PyTorch, to the words of the error."""

from __future__ import annotations

import numpy as np
import pytest
from endings import Scenarios, ends_alike, same

import nbtorch

pytestmark = pytest.mark.oracle
scenario = Scenarios()


def data(T, *shape, seed=0):
    return T.tensor(np.random.default_rng(seed).uniform(0.3, 1.5, shape or (3,)))


@scenario
def grad(T):
    return T.func.grad(lambda x: x.sin().sum())(data(T))


@scenario
def grad_of_grad(T):
    f = T.func.grad(T.func.grad(lambda x: x.sin() * x.exp()))
    return f(data(T).sum()), T.func.grad(f)(data(T).sum())


@scenario
def grad_of_several(T):
    return T.func.grad(lambda a, b, c: (a * b * c).sum(), argnums=(0, 2))(data(T), data(T, seed=1), data(T, seed=2))


@scenario
def grad_negative_argnum(T):
    return T.func.grad(lambda a, b: (a * b * b).sum(), argnums=-1)(data(T), data(T, seed=1))


@scenario
def grad_of_tree(T):
    return T.func.grad(lambda p, x: (p["w"] * x + p["b"][0]).sum())({"w": data(T), "b": [data(T, seed=1)]}, data(T))


@scenario
def grad_with_aux(T):
    return T.func.grad(lambda x: (x.sum() ** 2, {"y": x * 2}), has_aux=True)(data(T))


@scenario
def grad_and_value(T):
    return T.func.grad_and_value(lambda x: (x * x).sum())(data(T))


@scenario
def grad_keeps_outer_history(T):
    w = data(T).requires_grad_()
    x = data(T, seed=1).requires_grad_()
    g = T.func.grad(lambda v: (v * v * w).sum())(x)
    return g, T.autograd.grad(g.sum(), [w, x])


@scenario
def grad_of_captured(T):
    w = data(T).requires_grad_()
    g, v = T.func.grad_and_value(lambda x: (x * w).sum())(data(T, seed=1))
    return g, v, T.autograd.grad(v, w)


@scenario
def grad_inside_no_grad(T):
    w = data(T).requires_grad_()
    with T.no_grad():
        return T.func.grad(lambda x: (x * x * w).sum())(data(T))


@scenario
def no_grad_inside(T):
    def f(x):
        with T.no_grad():
            c = x**2
        return (x**2 - c).sum()

    return T.func.grad(f)(data(T))


@scenario
def no_perturbation_confusion(T):
    one = T.ones(())
    return T.func.grad(lambda x: x * T.func.grad(lambda y: x + y)(one))(one)


@scenario
def grad_unused(T):
    return T.func.grad(lambda a, b: a.sum(), argnums=(0, 1))(data(T), data(T))


@scenario
def grad_of_constant(T):
    return T.func.grad(lambda a: T.ones(()))(data(T))


@scenario
def grad_not_scalar(T):
    return T.func.grad(lambda a: a * 2)(data(T))


@scenario
def grad_not_tensor(T):
    return T.func.grad(lambda a: 3)(data(T))


@scenario
def grad_bad_aux(T):
    return T.func.grad(lambda a: a.sum(), has_aux=True)(data(T))


@scenario
def grad_bad_argnum(T):
    return T.func.grad(lambda a: a.sum(), argnums=3)(data(T))


@scenario
def grad_same_argnums(T):
    return T.func.grad(lambda a: a.sum(), argnums=(0, 0))(data(T))


@scenario
def grad_empty_argnums(T):
    return T.func.grad(lambda a: a.sum(), argnums=())(data(T))


@scenario
def grad_in_place(T):
    return T.func.grad(lambda a: (a.mul_(2) * a).sum())(data(T))


@scenario
def grad_kwargs(T):
    return T.func.grad(lambda a, k: (a * k).sum())(data(T), k=3)


@scenario
def vjp(T):
    out, f = T.func.vjp(lambda a, b: (a * b, a.sum()), data(T), data(T, seed=1))
    return out, f((data(T, seed=2), T.ones((), dtype=T.float64)))


@scenario
def vjp_aux(T):
    out, f, aux = T.func.vjp(lambda a: (a * a, a + 1), data(T), has_aux=True)
    return out, f(data(T)), aux


@scenario
def vjp_wrong_structure(T):
    _, f = T.func.vjp(lambda a: (a * a, a), data(T))
    return f(data(T))


@scenario
def vjp_integer_output(T):
    return T.func.vjp(lambda a: a.long(), data(T))


@scenario
def vjp_no_output(T):
    return T.func.vjp(lambda a: None, data(T))


@scenario
def vjp_text_output(T):
    return T.func.vjp(lambda a: (a, "x"), data(T))


@scenario
def jvp(T):
    return T.func.jvp(lambda a, b: (a * b).sin(), (data(T), data(T, seed=1)), (data(T, seed=2), data(T, seed=3)))


@scenario
def jvp_aux_and_constant(T):
    return T.func.jvp(lambda a: ((a * a, T.ones(2)), a + 1), (data(T),), (data(T, seed=2),), has_aux=True)


@scenario
def jvp_of_jvp(T):
    t = data(T, seed=4)
    return T.func.jvp(lambda x: T.func.jvp(T.sin, (x,), (t,))[1], (data(T),), (t,))


@scenario
def jvp_of_grad(T):
    return T.func.jvp(T.func.grad(lambda x: (x**3).sum()), (data(T),), (data(T, seed=1),))


@scenario
def jvp_not_tuple(T):
    return T.func.jvp(lambda x: x, data(T), data(T))


@scenario
def jvp_structures(T):
    return T.func.jvp(lambda x: x, (data(T),), (data(T), data(T)))


@scenario
def jvp_strict(T):
    return T.func.jvp(lambda x: T.ones(2), (data(T),), (data(T),), strict=True)


@scenario
def jacrev(T):
    return T.func.jacrev(lambda x: x.sin() * x.sum())(data(T))


@scenario
def jacrev_many(T):
    f = T.func.jacrev(lambda a, b: {"p": a[:, None] * b, "s": a.sum()}, argnums=(0, 1))
    return f(data(T), data(T, 2, seed=1))


@scenario
def jacrev_aux_chunk(T):
    return T.func.jacrev(lambda a: (a * a, a), has_aux=True, chunk_size=2)(data(T))


@scenario
def jacrev_complex(T):
    return T.func.jacrev(lambda a: a)(data(T) + 1j)


@scenario
def jacrev_chunk_error(T):
    return T.func.jacrev(lambda a: a, chunk_size=0)


@scenario
def jacfwd(T):
    return T.func.jacfwd(lambda x: x.sin() * x.sum())(data(T, 2, 2))


@scenario
def jacfwd_many(T):
    return T.func.jacfwd(lambda a, b: (a[:, None] * b, a.sum()), argnums=(0, 1))(data(T), data(T, 2, seed=1))


@scenario
def hessian(T):
    return T.func.hessian(lambda x: (x**3).sum() * x[0])(data(T))


@scenario
def hessian_two(T):
    return T.func.jacrev(T.func.jacrev(lambda x: x.prod()))(data(T))


@scenario
def linearize(T):
    out, f = T.func.linearize(lambda x: x.sin(), data(T))
    return out, f(data(T, seed=1))


# ---------------------------------------------------------------- vmap
@scenario
def vmap(T):
    return T.vmap(T.dot)(data(T, 4, 3), data(T, 4, 3, seed=1))


@scenario
def vmap_dims(T):
    f = T.vmap(lambda a, b: (a @ b, a.sum()), in_dims=(1, None), out_dims=(1, 0))
    return f(data(T, 3, 4), data(T, 3, 2, seed=1))


@scenario
def vmap_tree(T):
    f = T.vmap(lambda d, k: {"r": d["x"] * d["y"][0] * k}, in_dims=({"x": 0, "y": [None]}, None), out_dims=-1)
    return f({"x": data(T, 4, 3), "y": [data(T)]}, 2)


@scenario
def vmap_nested(T):
    return T.vmap(T.vmap(lambda a, b: a * b, in_dims=(0, None)), in_dims=(None, 0))(data(T, 3), data(T, 4, seed=1))


@scenario
def vmap_of_grad(T):
    w, x, y = data(T, 3), data(T, 5, 3, seed=1), data(T, 5, seed=2)
    return T.vmap(T.func.grad(lambda w, x, y: (x @ w - y) ** 2), in_dims=(None, 0, 0))(w, x, y)


@scenario
def grad_of_vmap(T):
    return T.func.grad(lambda x: T.vmap(lambda r: (r * r).sum())(x).sum())(data(T, 4, 3))


@scenario
def vmap_keeps_history(T):
    x = data(T, 4, 3).requires_grad_()
    y = T.vmap(lambda r: r.exp().sum())(x)
    return y, T.autograd.grad(y.sum(), x)


@scenario
def vmap_of_jacobians(T):
    return T.vmap(T.func.jacrev(lambda x: x.sin() * x.sum()))(data(T, 4, 3)), T.vmap(
        T.func.hessian(lambda x: (x**3).sum())
    )(data(T, 4, 3))


@scenario
def vmap_out_none(T):
    return T.vmap(lambda x, y: (x, 3), in_dims=(0, None), out_dims=(0, None))(data(T, 4, 3), data(T))


@scenario
def vmap_constant(T):
    return T.vmap(lambda x: T.ones(2))(data(T, 4, 3))


@scenario
def vmap_chunks(T):
    return T.func.vmap(lambda x: x * 2, chunk_size=3)(data(T, 7, 2))


@scenario
def vmap_random_error(T):
    return T.vmap(lambda x: x + T.rand(3))(data(T, 4, 3))


@scenario
def vmap_random_same(T):
    y = T.vmap(lambda x: x * 0 + T.rand(3), randomness="same")(data(T, 4, 3))
    return (y == y[0]).all()


@scenario
def vmap_random_different(T):
    y = T.vmap(lambda x: x * 0 + T.rand(3), randomness="different")(data(T, 4, 3))
    return (y[0] == y[1]).any()


@scenario
def vmap_random_word(T):
    return T.vmap(lambda x: x, randomness="maybe")(data(T, 4, 3))


@scenario
def vmap_no_inputs(T):
    return T.vmap(T.sin)()


@scenario
def vmap_sizes(T):
    return T.vmap(T.add)(data(T, 2), data(T, 3))


@scenario
def vmap_dim_too_large(T):
    return T.vmap(T.add, in_dims=(0, 2))(data(T, 2), data(T, 2))


@scenario
def vmap_not_tensor(T):
    return T.vmap(T.add)(data(T, 2), 3)


@scenario
def vmap_in_dims_text(T):
    return T.vmap(T.add, in_dims=(0, "x"))(data(T, 2), data(T, 2))


@scenario
def vmap_in_dims_list(T):
    return T.vmap(T.add, in_dims=[0, 0])(data(T, 2), data(T, 2))


@scenario
def vmap_in_dims_structure(T):
    return T.vmap(T.add, in_dims=(0,))(data(T, 2), data(T, 2))


@scenario
def vmap_over_nothing(T):
    return T.vmap(T.add, in_dims=(None, None))(data(T, 2), data(T, 2))


@scenario
def vmap_returns_number(T):
    return T.vmap(lambda x: 3)(data(T, 2))


@scenario
def vmap_out_dims_structure(T):
    return T.vmap(lambda x: x, out_dims=(0, 0))(data(T, 2))


@scenario
def vmap_out_dims_text(T):
    return T.vmap(lambda x: x, out_dims="a")(data(T, 2))


@scenario
def vmap_chunk_error(T):
    return T.vmap(lambda x: x, chunk_size=0)


# ---------------------------------------------------------------- modules
def net(T):
    T.manual_seed(0)
    return T.nn.Sequential(T.nn.Linear(3, 4), T.nn.Tanh(), T.nn.Linear(4, 2), T.nn.BatchNorm1d(2)).eval()


@scenario
def functional_call(T):
    model = net(T)
    zeros = {name: T.zeros_like(p) for name, p in model.named_parameters() if "0" in name}
    return T.func.functional_call(model, zeros, T.ones(2, 3)), model(T.ones(2, 3))


@scenario
def functional_gradient(T):
    model = net(T)
    parameters = {name: p.detach() for name, p in model.named_parameters()}
    loss = lambda p, x: T.func.functional_call(model, (p, dict(model.named_buffers())), (x,)).pow(2).sum()  # noqa: E731
    return T.func.grad(loss)(parameters, T.ones(2, 3))


@scenario
def per_sample_gradients(T):
    model = net(T)
    parameters = {name: p.detach() for name, p in model.named_parameters()}
    loss = lambda p, x: T.func.functional_call(model, p, (x[None],)).pow(2).sum()  # noqa: E731
    return T.vmap(T.func.grad(loss), in_dims=(None, 0))(parameters, data(T, 5, 3).float())


@scenario
def functional_call_strict(T):
    return T.func.functional_call(T.nn.Linear(2, 2), {"weight": T.ones(2, 2), "x": T.ones(1)}, T.ones(2), strict=True)


@scenario
def functional_call_twice(T):
    return T.func.functional_call(T.nn.Linear(2, 2), ({"weight": 1}, {"weight": 2}), T.ones(2))


@scenario
def functional_call_number(T):
    return T.func.functional_call(T.nn.Linear(2, 2), 3, T.ones(2))


@scenario
def ensemble(T):
    models = [net(T) for _ in range(3)]
    parameters, buffers = T.func.stack_module_state(models)
    f = lambda p, b, x: T.func.functional_call(models[0], (p, b), (x,))  # noqa: E731
    return parameters, T.vmap(f, in_dims=(0, 0, None))(parameters, buffers, T.ones(2, 3))


@scenario
def batch_norms_without_statistics(T):
    T.manual_seed(0)
    model = T.nn.Sequential(T.nn.BatchNorm1d(2), T.nn.InstanceNorm1d(2, track_running_stats=True)).eval()
    same = T.func.replace_all_batch_norm_modules_(model) is model
    return same, str(model), list(model.state_dict()), model(T.randn(3, 2, 4))


@scenario
def ensemble_of_none(T):
    return T.func.stack_module_state([])


@scenario
def ensemble_modes(T):
    return T.func.stack_module_state([T.nn.Linear(1, 1), T.nn.Linear(1, 1).eval()])


@pytest.mark.parametrize("name", scenario)
def test_ends_as_in_pytorch(name):
    ends_alike(scenario[name])


def test_an_empty_batch_has_the_shape_of_its_results():
    out = nbtorch.vmap(lambda x: nbtorch.stack([x, x]))(nbtorch.zeros(0, 3))
    assert out.shape == (0, 2, 3)


def test_a_transform_leaves_its_inputs_as_they_were():
    x = nbtorch.ones(3)
    nbtorch.func.grad(lambda v: (v * v).sum())(x)
    assert not x.requires_grad and x.grad is None
    same([x.is_leaf, x.tolist()], [True, [1.0, 1.0, 1.0]])
