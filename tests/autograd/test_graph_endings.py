"""backward, grad, hooks, edges: each of these ends as it does in PyTorch, to the words of the error."""

from __future__ import annotations

import gc
import warnings

import numpy as np
import pytest
from endings import Scenarios, ends_alike

import nbtorch

pytestmark = pytest.mark.oracle
scenario = Scenarios()


def leaf(T, *shape):
    return T.ones(*(shape or (3,)), requires_grad=True)


@scenario
def taken_back(T):
    """A leaf that requires gradients no more when backward comes to it: its hooks run, its .grad stays."""
    seen = []
    x = leaf(T)
    x.register_hook(lambda g: seen.append(g.tolist()))
    x.register_post_accumulate_grad_hook(lambda t: seen.append(t.grad))
    y = (x * 2).sum()
    x.requires_grad_(False)
    y.backward(retain_graph=True)
    seen.append(x.grad)
    x.requires_grad_()
    y.backward()
    return seen, x.grad


@scenario
def hookret(T):
    x = leaf(T)
    y = x * 2
    y.register_hook(lambda g: 3)
    y.sum().backward()


@scenario
def hookshape(T):
    x = leaf(T)
    y = x * 2
    y.register_hook(lambda g: T.ones(2))
    y.sum().backward()


@scenario
def hookdtype(T):
    x = leaf(T)
    y = x * 2
    y.register_hook(lambda g: g.double())
    y.sum().backward()


@scenario
def prehookret(T):
    x = leaf(T)
    y = x * 2
    y.grad_fn.register_prehook(lambda g: T.ones(3))
    y.sum().backward()


@scenario
def prehookret2(T):
    x = leaf(T)
    y = x * 2
    y.grad_fn.register_prehook(lambda g: (g[0], g[0]))
    y.sum().backward()


@scenario
def posthookret(T):
    x = leaf(T)
    y = x * 2
    y.grad_fn.register_hook(lambda a, b: (a[0],))
    y.sum().backward()


@scenario
def postprint(T):
    x = leaf(T)
    L = []
    y = x * 2
    y.grad_fn.register_hook(lambda a, b: L.append((a, b)))
    y.sum().backward()
    return L


@scenario
def order(T):
    x = leaf(T)
    L = []
    y = x * 2
    y.grad_fn.register_prehook(lambda g: L.append("pre"))
    y.retain_grad()
    y.register_hook(lambda g: (L.append("t1"), g * 2)[1])
    y.grad_fn.register_hook(lambda a, b: L.append("post"))
    y.sum().backward()
    return L, y.grad


@scenario
def capt(T):
    x = leaf(T)
    y = x * 2
    y.register_hook(lambda g: g * 10)
    return T.autograd.grad(y.sum(), [y, x])


@scenario
def capt2(T):
    x = leaf(T)
    y = x * 2
    y.register_hook(lambda g: g * 10)
    return T.autograd.grad(y.sum(), [y])


@scenario
def capt3(T):
    x = leaf(T)
    y = x * 2
    y.grad_fn.register_prehook(lambda g: (g[0] * 10,))
    return T.autograd.grad(y.sum(), [y, x])


@scenario
def capt4(T):
    x = leaf(T)
    y = x * 2
    z = y * 3
    y.register_hook(lambda g: g * 10)
    y.grad = None
    z.sum().backward(inputs=[y])
    return y.grad, x.grad


@scenario
def leafhooks(T):
    y = T.ones(2, requires_grad=True)
    L = []
    n = T.autograd.graph.get_gradient_edge(y).node
    n.register_prehook(lambda g: L.append("npre"))
    n.register_hook(lambda a, b: L.append(("npost", a, b)))
    y.register_post_accumulate_grad_hook(lambda p: L.append("acc"))
    y.register_hook(lambda g: L.append("t"))
    (y * 2).sum().backward()
    return L


@scenario
def bw_empty(T):
    x = leaf(T)
    (x * 2).sum().backward(inputs=[])


@scenario
def bw_noreq(T):
    x = leaf(T)
    (x * 2).sum().backward(inputs=[T.ones(2)])


@scenario
def grad_empty(T):
    x = leaf(T)
    T.autograd.grad((x * 2).sum(), [])


@scenario
def grad_noreq(T):
    x = leaf(T)
    T.autograd.grad((x * 2).sum(), [T.ones(2)])


@scenario
def grad_tuple(T):
    x = leaf(T)
    T.autograd.grad((x * 2).sum(), {"a": x}, T.tensor(1.0))


@scenario
def seedtype(T):
    x = leaf(T)
    (x * 2).backward([1, 2, 3])


@scenario
def seedtype2(T):
    x = leaf(T)
    T.autograd.grad(x * 2, x, grad_outputs=3)


@scenario
def seedlen(T):
    x = leaf(T)
    T.autograd.backward([x * 2], [T.ones(3), T.ones(3)])


@scenario
def seedlen2(T):
    x = leaf(T)
    T.autograd.grad([x * 2, x * 3], x, [T.ones(3)])


@scenario
def complexseed(T):
    x = leaf(T)
    (x * 2).backward(T.ones(3, dtype=T.complex64))


@scenario
def seeddt(T):
    x = leaf(T)
    (x * 2).backward(T.ones(3, dtype=T.float64))
    return x.grad.dtype


@scenario
def bgrad(T):
    x = leaf(T)
    y = x * x
    return T.autograd.grad(y, x, T.eye(3), is_grads_batched=True)


@scenario
def bgrad1(T):
    x = leaf(T)
    y = x * x
    return T.autograd.grad(y, x, T.ones(2, 4), is_grads_batched=True)


@scenario
def bgrad2(T):
    x = leaf(T)
    y = x * x
    return T.autograd.grad(y, x, is_grads_batched=True)


@scenario
def bgrad3(T):
    x = leaf(T)
    y = x * x
    z = T.ones(1, requires_grad=True)
    return T.autograd.grad(y, [x, z], T.eye(3), is_grads_batched=True, allow_unused=True)


@scenario
def bgrad4(T):
    x = leaf(T)
    y = x * x
    z = T.ones(1, requires_grad=True)
    return T.autograd.grad(y, [x, z], T.eye(3), is_grads_batched=True, materialize_grads=True)


@scenario
def mat(T):
    x = leaf(T)
    return T.autograd.grad(x.sum(), x, allow_unused=False, materialize_grads=True)


@scenario
def unused(T):
    x = leaf(T)
    T.autograd.grad(x.sum(), T.ones(1, requires_grad=True))


@scenario
def dictin(T):
    x = leaf(T)
    return T.autograd.grad(x.sum(), {"a": x})


@scenario
def twice(T):
    x = leaf(T)
    y = (x * x).sum()
    y.backward()
    y.backward()


@scenario
def postacc(T):
    x = leaf(T)
    (x * 2).register_post_accumulate_grad_hook(lambda p: 0)


@scenario
def inthook(T):
    T.ones(2).register_hook(lambda g: g)


@scenario
def retain(T):
    T.ones(2).retain_grad()


@scenario
def multi_bad(T):
    x = leaf(T)
    T.autograd.graph.register_multi_grad_hook([x], lambda g: 0, mode="x")


@scenario
def edge(T):
    return T.autograd.graph.get_gradient_edge(T.ones(2))


@scenario
def edge2(T):
    x = leaf(T)
    y = x * 2
    e = T.autograd.graph.get_gradient_edge(y)
    return e[1], T.autograd.grad(y.sum(), e), type(e).__name__


@scenario
def dec(T):
    @T.no_grad
    class A:
        pass


@scenario
def none_seed_vec(T):
    x = leaf(T)
    T.autograd.backward([x * 2, (x * 2).sum()], [None, None])


@scenario
def outnoreq(T):
    x = leaf(T)
    T.autograd.grad(T.ones(1), x)


@scenario
def outnoreq2(T):
    x = leaf(T)
    T.autograd.grad([x.sum(), T.ones(1)], x)


@scenario
def outnoreq3(T):
    x = leaf(T)
    T.autograd.backward([x.sum(), T.ones(1)])


@scenario
def leafout(T):
    x = leaf(T)
    return T.autograd.grad(x, x, T.ones(3))


@scenario
def inputs_of_backward(T):
    x, w = leaf(T), leaf(T)
    y = x * w
    (y * 2).sum().backward(inputs=[w, y])
    return x.grad, w.grad, y.grad


@scenario
def backward_of_a_dict_of_inputs(T):
    x, w = leaf(T), leaf(T)
    (x * w).sum().backward(inputs={"w": w})
    return x.grad, w.grad


@scenario
def third_order(T):
    x = T.tensor([0.3, 0.7], requires_grad=True)
    found = [(x.sin() * x.exp()).sum()]
    for _ in range(3):
        found.append(T.autograd.grad(found[-1].sum(), x, create_graph=True)[0])
    return found


@scenario
def materialized_with_graph(T):
    return T.autograd.grad(leaf(T).sum(), leaf(T), materialize_grads=True, create_graph=True)


@scenario
def create_graph_frees_when_told(T):
    x = leaf(T)
    y = (x * x).sum()
    T.autograd.grad(y, x, create_graph=True, retain_graph=False)
    T.autograd.grad(y, x)


@scenario
def all_gradients_together(T):
    seen = []
    tensors = [leaf(T) for _ in range(4)]
    T.autograd.graph.register_multi_grad_hook(tensors, lambda g: seen.append([t is not None for t in g]))
    a, b, c = tensors[:3]
    s, m = a * b, a * b * c
    s.sum().backward(retain_graph=True)
    m.sum().backward(inputs=(a, b))
    return seen


@scenario
def the_first_gradient(T):
    seen = []
    a, b = leaf(T), leaf(T)
    handle = T.autograd.graph.register_multi_grad_hook([a, b], lambda g: seen.append(g), mode="any")
    (a * b).sum().backward()
    (a * b * 2).sum().backward()
    handle.remove()
    (a * b).sum().backward()
    return seen


@scenario
def retained_across_inplace(T):
    x = leaf(T)
    y = x * 2
    y.retain_grad()
    y.mul_(3)
    y.sum().backward()
    return y.grad, y.retains_grad


@scenario
def handles_as_context(T):
    x = leaf(T)
    with x.register_hook(lambda g: g * 2):
        (x * 1).sum().backward()
    (x * 1).sum().backward()
    return x.grad


@scenario
def saved_values(T):
    x = leaf(T)
    return (x * x).grad_fn._saved_self, x.exp().grad_fn._saved_result, (x**2).grad_fn._saved_exponent


@scenario
def saved_values_freed(T):
    x = leaf(T)
    y = x * x
    y.sum().backward()
    return y.grad_fn._saved_self


@scenario
def packed(T):
    x, seen = leaf(T), []

    def pack(t):
        seen.append(("pack", tuple(t.shape), t.requires_grad))
        return t * 2

    with T.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        y = (x * x).exp()
    y.sum().backward()
    return x.grad, len(seen)


@scenario
def packed_twice_differentiated(T):
    x = leaf(T)
    with T.autograd.graph.saved_tensors_hooks(lambda t: t.numpy().copy(), lambda a: T.from_numpy(a)):
        y = x.exp() * x
        g = T.autograd.grad(y.sum(), x, create_graph=True)[0]
        h = T.autograd.grad(g.sum(), x)[0]
    return y, g, h


@scenario
def unpacked_wrongly(T):
    x = leaf(T)
    with T.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: 3):
        y = x.exp()
    y.sum().backward()


@scenario
def packed_in_place(T):
    x = leaf(T)
    with T.autograd.graph.saved_tensors_hooks(lambda t: t.add_(1), lambda t: t):
        (x * 1).exp()


@scenario
def hooks_disabled(T):
    with T.autograd.graph.disable_saved_tensors_hooks("not here"), T.autograd.graph.saved_tensors_hooks(id, id):
        pass


@scenario
def saved_on_cpu(T):
    x = leaf(T)
    with T.autograd.graph.save_on_cpu():
        y = (x * x).exp()
    y.sum().backward()
    return x.grad


@scenario
def nan_is_found(T):
    with T.autograd.set_detect_anomaly(True):
        x = T.tensor([-1.0, 1.0], requires_grad=True)
        x.sqrt().sum().backward()


@scenario
def nan_is_not_looked_for(T):
    with T.autograd.set_detect_anomaly(True, check_nan=False):
        x = T.tensor([-1.0, 1.0], requires_grad=True)
        x.sqrt().sum().backward()
    return T.is_anomaly_enabled()


@scenario
def generators_in_a_mode(T):
    seen = []

    @T.no_grad()
    def steps():
        for i in range(2):
            seen.append(T.is_grad_enabled())
            got = yield i
            seen.append((T.is_grad_enabled(), got))
        return 5

    run = steps()
    seen.append((next(run), T.is_grad_enabled()))
    seen.append((run.send("x"), T.is_grad_enabled()))
    try:
        run.throw(ValueError("through"))
    except ValueError as error:
        seen.append(str(error))
    return seen


@scenario
def modes_without_parentheses(T):
    @T.no_grad
    def a():
        return T.is_grad_enabled()

    @T.inference_mode
    def b():
        return T.is_grad_enabled(), T.is_inference_mode_enabled()

    @T.set_grad_enabled(False)
    def c():
        return T.is_grad_enabled()

    @T.enable_grad()
    class D:
        def __init__(self):
            self.on = T.is_grad_enabled()

    with T.no_grad():
        return a(), b(), c(), D().on, T.is_grad_enabled()


@scenario
def inference_inside_inference(T):
    seen = []
    with T.inference_mode():
        with T.inference_mode(False):
            seen.append((T.is_grad_enabled(), T.is_inference_mode_enabled()))
        seen.append((T.is_grad_enabled(), T.is_inference_mode_enabled()))
    with T.no_grad(), T.inference_mode(False):
        seen.append((T.is_grad_enabled(), T.is_inference_mode_enabled()))
    return seen


@scenario
def overwritten(T):
    x = leaf(T)
    z = (x * 1).exp()
    z.add_(1)
    z.sum().backward()


@scenario
def overwritten_leaf(T):
    x = leaf(T)
    y = x * x
    with T.no_grad():
        x.add_(1)
        x.add_(1)
    y.sum().backward()


@pytest.mark.parametrize("name", scenario)
def test_ends_as_in_pytorch(name):
    ends_alike(scenario[name])


def warned(T):
    """The warning of a backward that made NaN under anomaly detection, without what PyTorch says of its own build."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        with T.autograd.detect_anomaly():
            x = T.tensor([-1.0], requires_grad=True)
            y = x.sqrt()
            with pytest.raises(RuntimeError, match="returned nan values"):
                (y * 2).sum().backward()
    found = str(caught[-1].message).split(" (Triggered")[0].rstrip()
    return [line for line in found.splitlines() if not set(line) <= set(" ^~")]


def test_anomaly_detection_tells_the_forward_line():
    torch = pytest.importorskip("torch")
    mine, yours = warned(nbtorch), warned(torch)
    assert mine[0] == yours[0] == "Error detected in SqrtBackward0. Traceback of forward call that caused the error:"
    assert [line for line in mine if "test_graph_endings" in line][-1].endswith("in warned")
    assert mine[-1] == yours[-1] == "    y = x.sqrt()"


def test_a_hundred_thousand_nodes_are_walked_and_freed_without_recursion():
    x = nbtorch.ones(1, requires_grad=True)
    y = x
    for _ in range(100_000):
        y = y + 1
    y.sum().backward()
    assert x.grad.tolist() == [1.0]
    del y
    gc.collect()


def test_nothing_is_kept_of_a_graph_that_ran():
    x = nbtorch.ones(3, requires_grad=True)
    with nbtorch.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t):
        y = (x * x).exp()
    y.sum().backward()
    with pytest.raises(RuntimeError, match="second time"):
        y.sum().backward()
    assert np.allclose(x.grad.numpy(), 2 * np.e)


LAYERS = {
    "linear": lambda T: T.nn.Sequential(T.nn.Linear(4, 4), T.nn.ReLU(), T.nn.Linear(4, 4, False), T.nn.Linear(4, 2)),
    "norms": lambda T: T.nn.Sequential(T.nn.LayerNorm(4), T.nn.Linear(4, 4), T.nn.BatchNorm1d(4), T.nn.PReLU()),
    "convolutions": lambda T: T.nn.Sequential(T.nn.Unflatten(1, (1, 4)), T.nn.Conv1d(1, 2, 3), T.nn.Conv1d(2, 1, 1)),
}


@pytest.mark.parametrize("layers", LAYERS)
def test_hooks_of_leaves_run_in_pytorchs_order(layers):
    torch = pytest.importorskip("torch")

    def order(T):
        T.manual_seed(0)
        seen, model = [], LAYERS[layers](T)
        for name, parameter in model.named_parameters():
            parameter.register_hook(lambda g, name=name: seen.append(name))
            parameter.register_post_accumulate_grad_hook(lambda p, name=name: seen.append(f"{name} has its gradient"))
        model(T.randn(3, 4)).sum().backward()
        return seen

    assert order(nbtorch) == order(torch)


def conversions(T):
    """What converting tensors to numbers warns of, and what each comes to."""
    scalar, found = T.tensor(1.5, requires_grad=True), []
    ways = (float, int, bool, complex, lambda t: t.item(), lambda t: f"{t:.1f}", lambda t: float(t.detach()),
            lambda t: "%.1f" % t, T.no_grad()(lambda t: float(t)))  # fmt: skip  # noqa: UP031
    for convert in ways:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found.append((convert(scalar), [str(w.message).partition(" (Trig")[0] for w in caught]))
    return found


def test_a_number_made_of_a_tensor_with_a_history_warns():
    torch = pytest.importorskip("torch")
    before = torch.is_warn_always_enabled()
    torch.set_warn_always(True)
    nbtorch.set_warn_always(True)
    try:
        assert conversions(nbtorch) == conversions(torch)
    finally:
        torch.set_warn_always(before)
        nbtorch.set_warn_always(False)


def test_a_key_is_named_by_the_last_view_it_makes():
    torch = pytest.importorskip("torch")
    keys = [
        (0, slice(1, None)), (slice(1, None), 0), (None,), (slice(None), None), (..., None), (slice(None),), (...,),
        (0, None), (None, 0), (0, 0), (slice(None), slice(1, 2)), (..., 0), (slice(0, None, 2), None, 1),
    ]  # fmt: skip
    named = [
        [type(T.ones(3, 4, 5, requires_grad=True)[key].grad_fn).__name__ for key in keys] for T in (torch, nbtorch)
    ]
    assert named[1] == named[0]


def test_what_is_saved_may_change_where_that_is_allowed():
    torch = pytest.importorskip("torch")
    for T in (torch, nbtorch):
        x = T.ones(2, requires_grad=True)
        with T.autograd.graph.allow_mutation_on_saved_tensors():
            y = x * 3
            z = y**2
            y.zero_()
            z.sum().backward()
        assert x.grad.tolist() == [18.0, 18.0]


def test_nodes_of_functions_and_of_writes_print_as_in_pytorch():
    torch = pytest.importorskip("torch")

    def printed(T):
        class Double(T.autograd.Function):
            @staticmethod
            def forward(ctx, x):
                return x * 2, x * 3

            @staticmethod
            def backward(ctx, g, h):
                return g * 2 + h * 3

        x = leaf(T)
        written = x.clone()
        written[0] = 1
        nodes = [Double.apply(x)[1].grad_fn, written.grad_fn, written.grad_fn.next_functions[0][0], (x * 2).grad_fn]
        return [repr(node).partition(" at 0x")[0] for node in nodes], str(written)

    assert printed(nbtorch) == printed(torch)
