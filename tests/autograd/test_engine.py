"""What the engine promises beyond values: depth, memory, threads, hooks, and one home per gradient."""

from __future__ import annotations

import gc
import threading
import weakref

import numpy as np
import pytest

import nbtorch
from nbtorch.autograd import observe


def leaf(*shape, device="cpu", dtype=nbtorch.float32):
    values = np.arange(1, 1 + int(np.prod(shape)), dtype="float32").reshape(shape)
    return nbtorch.tensor(values, dtype=dtype, device=device, requires_grad=True)


@pytest.fixture
def no_collector():
    gc.disable()
    yield
    gc.enable()


def test_a_chain_of_100_000_goes_backward_and_away():
    x = leaf(2)
    y = x
    for _ in range(100_000):
        y = y * 1.0
    y.sum().backward()
    assert x.grad.tolist() == [1.0, 1.0]
    z = x
    for _ in range(100_000):
        z = z.tanh()
    del y, z  # no recursion when it is freed


def test_an_intermediate_that_nobody_saved_goes_with_its_last_name(no_collector):
    h = leaf(3) + 1
    died = weakref.ref(h._data)
    y = h + 1
    del h
    assert died() is None
    assert y.requires_grad


def test_saved_arrays_die_during_backward(no_collector):
    seen = []
    x = leaf(3)
    a = x.exp()
    watch = weakref.ref(a._data)
    b = a * 2.0
    b.register_hook(lambda g: seen.append(watch() is not None))
    x.register_hook(lambda g: seen.append(watch() is not None))
    loss = b.sum()
    del a, b
    loss.backward()
    assert seen == [True, False]


def test_neither_graph_nor_leaf_is_a_cycle(no_collector):
    x = leaf(3)
    loss = (x * x).tanh().sum()
    loss.backward()
    graph, gone = weakref.ref(loss), weakref.ref(x)
    del loss, x
    assert graph() is None
    assert gone() is None


def test_a_view_is_freed_without_the_collector(no_collector):
    y = leaf(3, 2) * 1
    v = y[0].mul_(2)
    died = weakref.ref(v)
    del v
    assert died() is None


def test_a_fresh_gradient_is_stolen_and_a_shared_one_copied():
    kept = []
    x, y = leaf(3), leaf(3)

    def listener(op, node, statics, pieces, phase):
        if phase == "backward":
            kept.extend(id(p) for p in pieces)

    observe.ops.append(listener)
    try:
        (x * y).backward(nbtorch.tensor([1.0, 2.0, 3.0]))
    finally:
        observe.ops.remove(listener)
    assert [id(x.grad._data), id(y.grad._data)] == kept
    seen = []
    z = leaf(3)
    z.register_hook(seen.append)
    (z * 2.0).backward(nbtorch.tensor([1.0, 2.0, 3.0]))
    assert not np.shares_memory(z.grad._data, seen[0]._data)


def test_an_optimizer_gives_gradients_a_home():
    """Gradients of parameters land in the optimizer's flat buffer; one the user still holds stays as it was."""
    model = nbtorch.nn.Sequential(nbtorch.nn.Linear(4, 8), nbtorch.nn.Tanh(), nbtorch.nn.Linear(8, 3))
    optimizer = nbtorch.optim.SGD(model.parameters(), lr=0.1)

    def step(seed):
        optimizer.zero_grad()
        x = nbtorch.tensor(np.random.default_rng(seed).standard_normal((5, 4)).astype("float32"))
        model(x).sum().backward()
        optimizer.step()

    step(0)
    kept = [p.grad for p in model.parameters()]
    row = next(model.parameters()).grad[0]
    values = [g.numpy().copy() for g in (*kept, row)]
    step(1)
    for g, value in zip((*kept, row), values, strict=True):
        np.testing.assert_array_equal(g.numpy(), value)


def test_gradients_accumulate_over_two_batches():
    w = leaf(3)
    (w * 2.0).sum().backward()
    first = w.grad
    (w * 3.0).sum().backward()
    assert w.grad is first
    assert w.grad.tolist() == [5.0, 5.0, 5.0]


# ---------------------------------------------------------------- threads
def test_grad_mode_is_per_thread():
    seen = {}

    def other():
        seen["other"] = nbtorch.is_grad_enabled()

    with nbtorch.no_grad():
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        seen["here"] = nbtorch.is_grad_enabled()
    assert seen == {"other": True, "here": False}


def test_threads_share_leaves():
    w = leaf(50)

    def work():
        for _ in range(200):
            (w * 2.0).sum().backward()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert set(w.grad.tolist()) == {1600.0}


# ---------------------------------------------------------------- modes
@pytest.mark.parametrize("mode", [nbtorch.no_grad, nbtorch.inference_mode])
def test_modes_as_context_decorator_and_bare_decorator(mode):
    x = leaf(2)

    @mode()
    def called(t):
        return t * 2

    @mode
    def bare(t):
        """Doubles."""
        return t * 2

    with mode():
        inside = x * 2
    assert not any(t.requires_grad for t in (inside, called(x), bare(x)))
    assert bare.__name__ == "bare"
    assert bare.__doc__ == "Doubles."
    assert (x * 2).requires_grad


def test_modes_nest_and_survive_errors():
    x = leaf(2)
    with nbtorch.no_grad():
        with nbtorch.enable_grad():
            assert (x * 2).requires_grad
        assert not (x * 2).requires_grad
    with pytest.raises(ZeroDivisionError), nbtorch.no_grad():
        raise ZeroDivisionError
    assert nbtorch.is_grad_enabled()


def test_a_decorated_function_may_call_itself():
    @nbtorch.no_grad()
    def down(n):
        return nbtorch.is_grad_enabled() or (n > 0 and down(n - 1))

    assert not down(3)
    assert nbtorch.is_grad_enabled()


def test_a_decorated_generator_runs_each_step_in_the_mode():
    x = leaf(2)

    @nbtorch.no_grad()
    def steps():
        for _ in range(2):
            yield (x * 2).requires_grad

    found = []
    for step in steps():
        found.append((step, (x * 2).requires_grad))
    assert found == [(False, True), (False, True)]


def test_set_grad_enabled_acts_at_once_in_a_block_and_as_a_decorator():
    x = leaf(2)
    nbtorch.set_grad_enabled(False)
    assert not (x * 2).requires_grad
    nbtorch.set_grad_enabled(True)
    with nbtorch.set_grad_enabled(False):
        assert not (x * 2).requires_grad
    assert (x * 2).requires_grad

    @nbtorch.set_grad_enabled(False)
    def double(t):
        return t * 2

    assert nbtorch.is_grad_enabled()
    assert not double(x).requires_grad


def test_inference_mode_off_changes_nothing():
    with nbtorch.inference_mode(False):
        assert (leaf(2) * 2).requires_grad
        assert not nbtorch.is_inference_mode_enabled()


# ---------------------------------------------------------------- hooks
def test_a_leaf_hook_sees_and_changes_the_sum_of_all_gradients():
    x = leaf(3)
    seen = []
    x.register_hook(lambda g: seen.append(g.tolist()))
    x.register_hook(lambda g: g * 10)
    ((x * 2).sum() + (x * 3).sum()).backward()
    assert seen == [[5.0, 5.0, 5.0]]
    assert x.grad.tolist() == [50.0, 50.0, 50.0]


def test_a_removed_hook_is_silent_and_removing_twice_harmless():
    x = leaf(3)
    with x.register_hook(lambda g: g * 10):
        pass
    handle = x.register_hook(lambda g: g * 10)
    handle.remove()
    handle.remove()
    (x * 1).sum().backward()
    assert x.grad.tolist() == [1.0, 1.0, 1.0]


def test_post_accumulate_hooks_see_the_leaf_with_its_gradient():
    x, seen = leaf(2), []
    x.register_post_accumulate_grad_hook(lambda p: seen.append((p is x, p.grad.tolist())))
    (x * 2).sum().backward()
    assert seen == [(True, [2.0, 2.0])]
    with pytest.raises(RuntimeError, match="cannot be registered on non-leaf"):
        (x * 2).register_post_accumulate_grad_hook(print)


# ---------------------------------------------------------------- errors
def test_hooks_of_a_leaf_run_as_soon_as_its_gradient_is_whole():
    first, second, shared, seen = leaf(3), leaf(3), leaf(3), []
    for name, tensor in (("first", first), ("second", second), ("shared", shared)):
        tensor.register_hook(lambda g, name=name: seen.append(name))
    hidden = first * shared
    hidden.register_hook(lambda g: seen.append("hidden"))
    (hidden * second * shared).sum().backward()
    assert seen[0] == "second" and seen.index("hidden") == 1 and set(seen[2:]) == {"first", "shared"}


def test_only_scalars_start_backward_alone():
    with pytest.raises(RuntimeError, match="grad can be implicitly created only for scalar outputs"):
        (leaf(2) * 2).backward()


def test_second_backward_needs_retain_graph():
    x = leaf(2)
    y = (x * x).sum()
    y.backward(retain_graph=True)
    y.backward()
    with pytest.raises(RuntimeError, match="Trying to backward through the graph a second time"):
        y.backward()
    assert x.grad.tolist() == [4.0, 8.0]


def test_a_saved_tensor_changed_in_place_is_noticed():
    x = leaf(2)
    y = x * 1
    z = y.exp()
    z.add_(1)
    with pytest.raises(RuntimeError, match=r"modified by an inplace operation.*output 0 of Exp, is at version 1"):
        z.sum().backward()


def test_an_error_in_a_hook_leaves_no_gradient_behind():
    x = leaf(2)
    y = x * 2
    handle = y.register_hook(lambda g: 1 / 0)
    z = y.sum()
    with pytest.raises(ZeroDivisionError):
        z.backward(retain_graph=True)
    handle.remove()
    z.backward()
    assert x.grad.tolist() == [2.0, 2.0]


def test_mixed_devices_are_refused_and_the_error_says_what_to_write(fake_gpu):
    here, there = leaf(2), leaf(2, device="cuda")
    with pytest.raises(RuntimeError, match=r"Expected all tensors to be on the same device.*cpu and cuda:0") as caught:
        here + there
    assert ".to(" in str(caught.value)
    with pytest.raises(RuntimeError, match="same device"):
        nbtorch.cat([here, there])
    assert (there + nbtorch.tensor(1.0)).device.type == "cuda"  # a 0-dim CPU tensor is as good as a number


def test_a_step_on_the_gpu_never_waits_for_it(fake_gpu):
    nbtorch.manual_seed(0)
    model = nbtorch.nn.Sequential(nbtorch.nn.Linear(4, 8), nbtorch.nn.Tanh(), nbtorch.nn.Linear(8, 3)).to("cuda")
    optimizer = nbtorch.optim.Adam(model.parameters(), lr=0.01)
    x, y = leaf(5, 4, device="cuda").detach(), leaf(5, 3, device="cuda").detach()

    def step():
        optimizer.zero_grad()
        loss = ((model(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
        return loss

    step()
    before = fake_gpu.syncs
    loss = step()
    assert fake_gpu.syncs == before
    assert loss.device.type == "cuda"


@pytest.mark.parametrize("kind", [nbtorch.float16, nbtorch.bfloat16])
def test_half_tensors_have_half_gradients(kind):
    x = leaf(3, dtype=kind)
    y = leaf(3)
    (x * 2 + x.float() * y).sum().backward()
    assert x.grad.dtype is kind
    assert y.grad.dtype is nbtorch.float32
    assert x.grad.tolist() == [3.0, 4.0, 5.0]


def test_gradients_of_chosen_inputs_only():
    x, y = leaf(2), leaf(2)
    (x * y).sum().backward(inputs=[x])
    assert y.grad is None
    assert x.grad.tolist() == [1.0, 2.0]


def test_grad_of_several_outputs_with_weights():
    x = leaf(2)
    (found,) = nbtorch.autograd.grad([x * 2, x * 3], [x], [nbtorch.ones(2), nbtorch.tensor([1.0, 10.0])])
    assert found.tolist() == [5.0, 32.0]


def test_unused_inputs_may_be_none_or_zeros():
    x, y = leaf(2), leaf(2)
    assert nbtorch.autograd.grad((x * 2).sum(), [y], allow_unused=True) == (None,)
    (zeros,) = nbtorch.autograd.grad((x * 2).sum(), [y], materialize_grads=True)
    assert zeros.tolist() == [0.0, 0.0]


def test_node_names_and_the_way_down():
    x = leaf(3)
    y = (x * 2).sum()
    assert y.grad_fn.name() == "SumBackward0"
    ((mul, index),) = y.grad_fn.next_functions
    assert (mul.name(), index) == ("MulBackward0", 0)
    assert mul.next_functions[0][0].name() == "torch::autograd::AccumulateGrad"
    assert mul.next_functions[0][0].variable is x
    assert mul.next_functions[1] == (None, 0)


# ---------------------------------------------------------------- forms that change shape in place
def test_a_tensor_transposed_in_place_keeps_its_history():
    x = leaf(2, 3)
    y = x * 1
    assert y.t_() is y
    (y * nbtorch.arange(6.0).reshape(3, 2)).sum().backward()
    assert x.grad.tolist() == [[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]


def test_a_leaf_is_not_reshaped_in_place_while_recording():
    x = leaf(2, 3)
    with pytest.raises(RuntimeError, match="a leaf Variable that requires grad"):
        x.unsqueeze_(0)
    with nbtorch.no_grad():
        x.unsqueeze_(0)
    (x * 2).sum().backward()
    assert x.grad.shape == (1, 2, 3)


def test_a_backward_inside_a_backward_leaves_the_outer_one_alone():
    """What waits in a node for the outer walk must still be there after the inner one has passed through it."""
    x = nbtorch.tensor([1.0, 2.0], requires_grad=True)
    shared = x * 3
    inner = []

    class Inner(nbtorch.autograd.Function):
        @staticmethod
        def forward(ctx, value):
            return value * 1

        @staticmethod
        def backward(ctx, g):
            with nbtorch.enable_grad():
                inner.extend(nbtorch.autograd.grad((shared * shared).sum(), x, retain_graph=True))
            return g

    first = Inner.apply(shared)
    (first + shared * 5).sum().backward()  # the product comes first, and leaves its part at `shared`
    assert x.grad.tolist() == [18.0, 18.0]
    assert inner[0].tolist() == [18.0, 36.0]
