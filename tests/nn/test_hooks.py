"""Hooks of modules against PyTorch: what they see, what they may change, their order, and their removal."""

import copy
import importlib
import pickle
import warnings
from collections import OrderedDict

import pytest
from endings import Scenarios, ends_alike

import nbtorch

scenarios = Scenarios()


def net(t):
    t.manual_seed(1)
    return t.nn.Sequential(t.nn.Linear(3, 4), t.nn.Tanh(), t.nn.Linear(4, 2))


def inputs(t, grad=True):
    return t.arange(6.0).reshape(2, 3).div(7).requires_grad_(grad)


class Keywords:
    """A module with keyword arguments, in either framework."""

    def __new__(cls, t, fails=False):
        class Scaled(t.nn.Module):
            def forward(self, x, *, scale=1.0, shift=None):
                if fails:
                    raise ValueError("no")
                return x * scale if shift is None else x * scale + shift

        return Scaled()


@scenarios
def order_of_all(t):
    m, seen = net(t), []

    def note(word):
        return lambda *args: seen.append((word, len(args)))

    m[0].register_forward_pre_hook(note("pre 1"))
    m[0].register_forward_pre_hook(note("pre 2"), prepend=True)
    m[0].register_forward_pre_hook(note("pre 3"), with_kwargs=True)
    m[0].register_forward_hook(note("post 1"))
    m[0].register_forward_hook(note("post 2"), prepend=True, with_kwargs=True)
    m[0].register_forward_hook(note("post 3"), always_call=True)
    m[0].register_full_backward_pre_hook(note("back pre 1"))
    m[0].register_full_backward_pre_hook(note("back pre 2"), prepend=True)
    m[0].register_full_backward_hook(note("back 1"))
    m[0].register_full_backward_hook(note("back 2"), prepend=True)
    m.register_full_backward_hook(note("whole back"))
    m.register_forward_hook(note("whole post"))
    m[2].register_full_backward_pre_hook(note("last back pre"))
    m(inputs(t)).sum().backward()
    return seen


@scenarios
def pre_hook_replaces(t):
    m = net(t)
    m[0].register_forward_pre_hook(lambda m, args: args[0] * 2)
    m[0].register_forward_pre_hook(lambda m, args: (args[0] + 1,))
    m[0].register_forward_pre_hook(lambda m, args: None)
    return m(inputs(t))


@scenarios
def pre_hook_with_kwargs(t):
    m, x = Keywords(t), inputs(t)
    m.register_forward_pre_hook(lambda m, args, kwargs: (args, {**kwargs, "shift": 2.0}), with_kwargs=True)
    m.register_forward_pre_hook(lambda m, args, kwargs: None, with_kwargs=True)
    m.register_forward_pre_hook(lambda m, args: (args[0] * 10,))
    return m(x, scale=3.0), m(x)


@scenarios
def pre_hook_with_kwargs_of_one(t):
    m = Keywords(t)
    m.register_forward_pre_hook(lambda m, args, kwargs: args, with_kwargs=True)
    return m(inputs(t))


@scenarios
def forward_hook_with_kwargs(t):
    m, x, seen = Keywords(t), inputs(t), []
    m.register_forward_hook(lambda m, args, kwargs, out: seen.append(dict(kwargs)) or out + 1, with_kwargs=True)
    m.register_forward_hook(lambda m, args, out: out * 2)
    m.register_forward_hook(lambda m, args, out: None)
    return m(x, scale=3.0), m(x, scale=2.0, shift=1.0), seen


@scenarios
def forward_hook_makes_a_tuple(t):
    m = net(t)
    m[2].register_forward_hook(lambda m, args, out: (out, out.sum()))
    return m(inputs(t))


@scenarios
def always_called_after_an_error(t):
    m, seen = Keywords(t, fails=True), []
    m.register_forward_hook(lambda m, args, out: seen.append(("never", out)))
    m.register_forward_hook(lambda m, args, out: seen.append(("always", out)) or 3, always_call=True)
    m.register_forward_hook(lambda m, args, kw, out: seen.append((dict(kw), out)), always_call=True, with_kwargs=True)
    try:
        m(inputs(t), scale=2.0)
    except ValueError as error:
        return str(error), seen


@scenarios
def always_called_after_a_hook_failed(t):
    m, seen = Keywords(t), []

    def fails(m, args, out):
        raise KeyError("hook")

    m.register_forward_hook(lambda m, args, out: seen.append("first"), always_call=True)
    m.register_forward_hook(fails)
    m.register_forward_hook(lambda m, args, out: seen.append("last"), always_call=True)
    try:
        m(inputs(t))
    except KeyError:
        return seen


@scenarios
def always_called_and_failing(t):
    m = Keywords(t, fails=True)

    def fails(m, args, out):
        raise KeyError("second")

    m.register_forward_hook(fails, always_call=True)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            m(inputs(t))
        except ValueError as error:
            return str(error), [str(w.message) for w in caught]


@scenarios
def gradients_seen(t):
    m, seen = net(t), []
    m[0].register_full_backward_hook(lambda m, gi, go: seen.extend([*gi, *go]))
    m[2].register_full_backward_pre_hook(lambda m, go: seen.extend(go))
    m.register_full_backward_hook(lambda m, gi, go: seen.extend([*gi, *go]))
    m(inputs(t)).pow(2).sum().backward()
    return seen


@scenarios
def gradients_replaced(t):
    m, x = net(t), inputs(t)
    m[0].register_full_backward_hook(lambda m, gi, go: (gi[0] * 2,))
    m[2].register_full_backward_pre_hook(lambda m, go: (go[0] * 10,))
    m[1].register_full_backward_hook(lambda m, gi, go: [gi[0] + 1])
    m[1].register_full_backward_pre_hook(lambda m, go: (go[0] - 1,))
    m(x).sum().backward()
    return x.grad, [p.grad for p in m.parameters()]


@scenarios
def too_many_gradients(t):
    m = net(t)
    m[0].register_full_backward_hook(lambda m, gi, go: (gi[0], gi[0]))
    m(inputs(t)).sum().backward()


@scenarios
def too_many_gradients_before(t):
    m = net(t)
    m[0].register_full_backward_pre_hook(lambda m, go: (go[0], go[0]))
    m(inputs(t)).sum().backward()


@scenarios
def gradients_before_that_are_no_tuple(t):
    m = net(t)
    m[0].register_full_backward_pre_hook(lambda m, go: go[0])
    m(inputs(t)).sum().backward()


@scenarios
def gradients_that_are_no_tuple(t):
    m = net(t)
    m[0].register_full_backward_hook(lambda m, gi, go: gi[0])
    m(inputs(t)).sum().backward()


@scenarios
def older_backward_hooks_warn(t):
    class Odd(t.nn.Module):
        def forward(self, x, y=None, kind=0):
            return [x * 2, {"a": x * 2}, (x * 2, x * 3), (x * 2, 1), x * 2 + 1][kind]

    m, found = Odd(), []
    m.register_backward_hook(lambda m, gi, go: None)
    x = inputs(t)
    calls = [((x,), 0), ((x,), 1), ((x,), 2), ((x,), 3), ((x, 3), 0), ((x * 1,), 0), ((x * 1,), 4), ((x.detach(),), 0)]
    for args, kind in calls:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            m(*args, kind=kind)
        found.append([str(w.message) for w in caught])
    return found


@scenarios
def indices_among_inputs(t):
    class Picks(t.nn.Module):
        def forward(self, x, index, name):
            return x[index]

    m, seen = Picks(), []
    m.register_full_backward_hook(lambda m, gi, go: seen.extend([*gi, *go]))
    m(inputs(t), t.tensor([1, 0]), "x").sum().backward()
    return seen


@scenarios
def input_without_gradient(t):
    m, seen = net(t), []
    m[0].register_full_backward_hook(lambda m, gi, go: seen.extend([gi, go[0]]))
    m(inputs(t, grad=False)).sum().backward()
    return seen


@scenarios
def input_without_gradient_replaced(t):
    m = net(t)
    m[0].register_full_backward_hook(lambda m, gi, go: (go[0],))
    m(inputs(t, grad=False)).sum().backward()


@scenarios
def several_inputs_and_outputs(t):
    class Two(t.nn.Module):
        def forward(self, a, b, c=None):
            return a * 2, b + 1, a.detach()

    m, seen, x = Two(), [], inputs(t)
    m.register_full_backward_hook(lambda m, gi, go: seen.append([*gi, *go]))
    out = m(x, x.detach(), c=x)
    out[0].sum().backward()
    return [[g if g is None else g.clone() for g in row] for row in seen], x.grad, type(out).__name__


@scenarios
def dict_output_warns(t):
    class Named(t.nn.Module):
        def forward(self, x):
            return {"out": x * 2}

    m = Named()
    m.register_full_backward_hook(lambda m, gi, go: None)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        m(inputs(t))["out"].sum().backward()
    return [str(w.message).replace("nbtorch", "torch") for w in caught]


@scenarios
def older_backward_hook(t):
    m, seen = net(t), []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        m[1].register_backward_hook(lambda m, gi, go: seen.extend([len(gi), *gi, *go]))
        m(inputs(t)).sum().backward()
    return seen, [str(w.message) for w in caught]


@scenarios
def older_backward_hook_of_several_nodes_warns(t):
    m = net(t)
    m.register_backward_hook(lambda m, gi, go: None)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        m(inputs(t)).sum().backward()
    return [(w.category.__name__, str(w.message)) for w in caught]


@scenarios
def both_kinds_of_backward_hooks(t):
    m = net(t)
    m.register_full_backward_hook(lambda m, gi, go: None)
    m.register_backward_hook(lambda m, gi, go: None)


@scenarios
def both_kinds_the_other_way(t):
    m = net(t)
    m.register_backward_hook(lambda m, gi, go: None)
    m.register_full_backward_hook(lambda m, gi, go: None)


@scenarios
def removed(t):
    m, seen = net(t), []
    handles = [
        m.register_forward_pre_hook(lambda *a: seen.append("pre"), with_kwargs=True),
        m.register_forward_hook(lambda *a: seen.append("post"), with_kwargs=True, always_call=True),
        m.register_full_backward_hook(lambda *a: seen.append("back")),
        m.register_full_backward_pre_hook(lambda *a: seen.append("back pre")),
    ]
    m(inputs(t)).sum().backward()
    for handle in handles:
        handle.remove()
        handle.remove()
    m(inputs(t)).sum().backward()
    with m.register_forward_hook(lambda *a: seen.append("within")):
        m(inputs(t))
    m(inputs(t))
    tables = [len(v) for k, v in vars(m).items() if "hooks" in k]
    return seen, tables, handles[1].id - handles[0].id, type(handles[0]).__name__


@scenarios
def tables(t):
    m = net(t)
    m.register_forward_pre_hook(print, with_kwargs=True)
    m.register_forward_hook(print, always_call=True)
    m.register_full_backward_hook(print)
    hooked = [(k, [print in v.values(), *[x for x in v.values() if x is True]] if isinstance(v, dict) else v)
              for k, v in vars(m).items() if "hook" in k and k != "_hooked"]  # fmt: skip
    return hooked, [type(k).__name__ for k in m._forward_hooks], type(m._forward_hooks).__name__


@scenarios
def copied_with_hooks(t):
    m = net(t)
    handle = m.register_forward_hook(lambda m, args, out: out * 2, with_kwargs=False)
    twin = copy.deepcopy(m)
    handle.remove()
    return m(inputs(t)), twin(inputs(t)), list(twin._forward_hooks) == [handle.id]


@scenarios
def everyone(t):
    made, seen, m = importlib.import_module(f"{t.__name__}.nn.modules.module"), [], net(t)
    handles = [
        made.register_module_forward_pre_hook(lambda m, args: seen.append(("pre", m._get_name()))),
        made.register_module_forward_hook(lambda m, args, out: seen.append(("post", m._get_name()))),
        made.register_module_forward_hook(
            lambda m, args, kwargs, out: seen.append(("post with", m._get_name())), with_kwargs=True
        ),
        made.register_module_full_backward_pre_hook(lambda m, go: seen.append(("back pre", m._get_name()))),
        made.register_module_full_backward_hook(lambda m, gi, go: seen.append(("back", m._get_name()))),
    ]
    m[0].register_forward_pre_hook(lambda m, args: seen.append("own pre"))
    m[0].register_forward_hook(lambda m, args, out: seen.append("own post"))
    m[0].register_full_backward_hook(lambda m, gi, go: seen.append("own back"))
    try:
        m(inputs(t)).sum().backward()
    finally:
        for handle in handles:
            handle.remove()
    count = len(seen)
    m(inputs(t, False))
    return seen, len(seen) - count


@scenarios
def everyone_changes(t):
    made, m, x = importlib.import_module(f"{t.__name__}.nn.modules.module"), net(t), inputs(t)
    handles = [
        made.register_module_forward_pre_hook(lambda m, args: args[0] * 2),
        made.register_module_forward_hook(lambda m, args, out: out + 1),
        made.register_module_full_backward_hook(lambda m, gi, go: tuple([g if g is None else g * 3 for g in gi])),
    ]
    try:
        out = m(x)
        out.sum().backward()
    finally:
        for handle in handles:
            handle.remove()
    return out, x.grad


@scenarios
def everyone_always(t):
    made, seen = importlib.import_module(f"{t.__name__}.nn.modules.module"), []
    m = Keywords(t, fails=True)
    handles = [
        made.register_module_forward_hook(lambda m, args, out: seen.append("never")),
        made.register_module_forward_hook(lambda m, args, out: seen.append(("all", out)), always_call=True),
    ]
    m.register_forward_hook(lambda m, args, out: seen.append(("own", out)), always_call=True)
    try:
        m(inputs(t))
    except ValueError:
        return seen
    finally:
        for handle in handles:
            handle.remove()


@scenarios
def everyone_registered(t):
    made, seen = importlib.import_module(f"{t.__name__}.nn.modules.module"), []
    handles = [
        made.register_module_parameter_registration_hook(lambda m, name, p: seen.append((name, tuple(p.shape)))),
        made.register_module_buffer_registration_hook(lambda m, name, b: seen.append((name, b.dim()))),
        made.register_module_module_registration_hook(lambda m, name, c: seen.append((name, c._get_name()))),
        made.register_module_parameter_registration_hook(
            lambda m, name, p: t.nn.Parameter(p.detach() * 0) if name == "weight" else None
        ),
    ]
    try:
        m = t.nn.Sequential(t.nn.Linear(2, 2), t.nn.BatchNorm1d(2))
    finally:
        for handle in handles:
            handle.remove()
    return seen, m[0].weight


@scenarios
def state_dict_hooks(t):
    m, seen = net(t), []
    m.register_state_dict_pre_hook(lambda m, prefix, keep: seen.append(("pre", m._get_name(), prefix, keep)))
    m[0].register_state_dict_pre_hook(lambda m, prefix, keep: seen.append(("pre", m._get_name(), prefix, keep)))

    def post(m, state, prefix, metadata):
        seen.append((list(state), prefix, dict(metadata)))
        state[prefix + "more"] = t.ones(1)

    m[2].register_state_dict_post_hook(post)
    state = m.state_dict(prefix="a.", keep_vars=True)
    return seen, dict(state), dict(state._metadata), [v.requires_grad for v in state.values()]


@scenarios
def state_dict_replaced(t):
    m = net(t)
    m._register_state_dict_hook(lambda m, state, prefix, meta: OrderedDict((k.upper(), v) for k, v in state.items()))
    return dict(m.state_dict())


@scenarios
def state_dict_post_hook_returns(t):
    m = net(t)
    m.register_state_dict_post_hook(lambda m, state, prefix, meta: state)
    return m.state_dict()


@scenarios
def one_function_in_both_ways(t):
    m = net(t)

    def hook(*args):
        pass

    m.register_state_dict_post_hook(hook)
    m._register_state_dict_hook(hook)


@scenarios
def loading_hooks(t):
    m, seen = net(t), []

    def before(m, state, prefix, metadata, strict, missing, unexpected, errors):
        seen.append((m._get_name(), sorted(state), prefix, dict(metadata), strict, list(missing), list(errors)))
        state[prefix + "bias"] = t.zeros(4)

    def old(state, prefix, metadata, strict, missing, unexpected, errors):
        seen.append((prefix, strict))
        unexpected.append("made up")

    m[0].register_load_state_dict_pre_hook(before)
    m._register_load_state_dict_pre_hook(old)
    m[2]._register_load_state_dict_pre_hook(lambda m, state, *rest: seen.append(m._get_name()), with_module=True)
    m[0].register_load_state_dict_post_hook(lambda m, keys: seen.append((list(keys.missing_keys), str(keys))))
    m.register_load_state_dict_post_hook(lambda m, keys: keys.unexpected_keys.clear())
    state = {k: v for k, v in net(t).state_dict().items() if k != "2.bias"}
    keys = m.load_state_dict(state, strict=False)
    return seen, str(keys), dict(m.state_dict()), sorted(state)


@scenarios
def loading_error_by_a_hook(t):
    m = net(t)
    m._register_load_state_dict_pre_hook(lambda *args: args[-1].append("something is wrong"))
    m.load_state_dict(net(t).state_dict())


@scenarios
def loading_post_hook_returns(t):
    m = net(t)
    m.register_load_state_dict_post_hook(lambda m, keys: keys)
    m.load_state_dict(net(t).state_dict())


@scenarios
def loading_post_hook_forgives(t):
    m = net(t)
    m.register_load_state_dict_post_hook(lambda m, keys: keys.missing_keys.clear())
    return str(m.load_state_dict({}))


@scenarios
def hook_removes_itself(t):
    m, seen = net(t), []

    def once(m, args, out):
        seen.append("once")
        handle.remove()

    handle = m.register_forward_hook(once)
    m.register_forward_hook(lambda *a: seen.append("after"))
    m(inputs(t)), m(inputs(t))
    return seen


@scenarios
def second_backward_with_hooks(t):
    m, x, seen = net(t), inputs(t), []
    m.register_full_backward_hook(lambda m, gi, go: seen.extend([*gi, *go]))
    (first,) = t.autograd.grad(m(x).pow(3).sum(), x, create_graph=True)
    first.sum().backward()
    return seen, x.grad


@scenarios
def hooks_of_features(t):
    """The tutorial's way to look at what is inside a network."""
    m, kept = net(t), {}
    for name, part in m.named_children():
        part.register_forward_hook(lambda part, args, out, name=name: kept.__setitem__(name, out.detach()))
    m(inputs(t))
    return kept


@pytest.mark.oracle
@pytest.mark.parametrize("name", scenarios)
def test_scenario(name):
    ends_alike(scenarios[name])


def test_ids_of_unpickled_hooks_are_not_given_again():
    module = nbtorch.nn.Linear(2, 2)
    module.register_forward_hook(print)
    text = pickle.dumps(module)
    again = pickle.loads(text)
    again.register_forward_hook(print, always_call=True)
    assert len(again._forward_hooks) == 2 and len(again._forward_hooks_always_called) == 1


def test_always_called_hooks_run_after_an_error():
    module, seen = nbtorch.nn.Linear(2, 2), []
    module.register_forward_hook(lambda m, args, out: seen.append(out), always_call=True)
    with pytest.raises(RuntimeError):
        module(nbtorch.ones(3))
    assert seen == [None]
