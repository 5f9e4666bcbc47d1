"""State dicts and what is inside modules against PyTorch: messages, names, registration, casting, copies."""

import copy
import pickle
import warnings
from collections import OrderedDict

import pytest
from endings import Scenarios, end, ends_alike, same

import nbtorch

scenarios = Scenarios()


def net(t):
    t.manual_seed(1)
    return t.nn.Sequential(t.nn.Linear(3, 4), t.nn.Sequential(t.nn.BatchNorm1d(4), t.nn.ReLU()), t.nn.Linear(4, 2))


def half_of(t):
    state = net(t).state_dict()
    return OrderedDict((k, v) for k, v in state.items() if "weight" in k)


LOADS = {
    "all": lambda t, m: m.load_state_dict(net(t).state_dict()),
    "nothing": lambda t, m: m.load_state_dict({}),
    "nothing, not strict": lambda t, m: m.load_state_dict({}, strict=False),
    "missing": lambda t, m: m.load_state_dict(half_of(t)),
    "missing, not strict": lambda t, m: m.load_state_dict(half_of(t), strict=False),
    "unexpected": lambda t, m: m.load_state_dict({**net(t).state_dict(), "x": t.ones(1), "0.y": t.ones(1)}),
    "unexpected below": lambda t, m: m.load_state_dict({**net(t).state_dict(), "1.0.weight.z": t.ones(1)}),
    "unexpected module": lambda t, m: m.load_state_dict({**net(t).state_dict(), "1.7.weight": t.ones(1)}),
    "of no parameter": lambda t, m: m.load_state_dict({**net(t).state_dict(), "1.1.weight": t.ones(1)}),
    "unexpected, not strict": lambda t, m: m.load_state_dict({"x": t.ones(1), "7.w": t.ones(1)}, strict=False),
    "shapes": lambda t, m: m.load_state_dict({**net(t).state_dict(), "0.weight": t.ones(4), "2.bias": t.ones(3)}),
    "shapes, not strict": lambda t, m: m.load_state_dict({"0.weight": t.ones(4, 4)}, strict=False),
    "everything wrong": lambda t, m: m.load_state_dict({"0.weight": t.ones(1, 1), "0.bais": t.ones(4), "q": t.ones(1)}),
    "scalar for one": lambda t, m: m[0].load_state_dict({"weight": t.ones(4, 3), "bias": t.tensor(1.0)}),
    "one for a scalar": lambda t, m: m[1][0].load_state_dict(
        {**net(t)[1][0].state_dict(), "num_batches_tracked": t.tensor([3])}
    ),
    "numbers": lambda t, m: m[0].load_state_dict({"weight": [1.0], "bias": 3}),
    "a list": lambda t, m: m.load_state_dict([("0.weight", t.ones(4, 3))]),
    "none": lambda t, m: m.load_state_dict(None),
    "doubles": lambda t, m: m.load_state_dict({k: v.double() for k, v in net(t).state_dict().items()}),
    "integers": lambda t, m: m.load_state_dict({k: v.long() for k, v in net(t).state_dict().items()}),
    "assigned": lambda t, m: m.load_state_dict({k: v.double() for k, v in net(t).state_dict().items()}, assign=True),
    "assigned, half": lambda t, m: m.load_state_dict(half_of(t), strict=False, assign=True),
    "assigned shapes": lambda t, m: m.load_state_dict({"0.weight": t.ones(2, 3)}, strict=False, assign=True),
    "assigned parameters": lambda t, m: m[0].load_state_dict(dict(net(t)[0].named_parameters()), assign=True),
    "assigned frozen": lambda t, m: m[0].load_state_dict(
        {"weight": t.nn.Parameter(t.ones(4, 3), requires_grad=False), "bias": t.zeros(4)}, assign=True
    ),
    "with a prefix": lambda t, m: m.load_state_dict({f"module.{k}": v for k, v in net(t).state_dict().items()}),
    "old batch norm": lambda t, m: m[1][0].load_state_dict(
        {k: v for k, v in net(t)[1][0].state_dict().items() if "num" not in k}
    ),
}


@pytest.mark.oracle
@pytest.mark.parametrize("case", LOADS)
def test_load(case):
    def run(t):
        m = net(t)
        for p in m.parameters():
            p.data += 1
        try:
            found = LOADS[case](t, m)
            found = str(found).replace("_Incomp", "Incomp"), list(found.missing_keys), list(found.unexpected_keys)
        except Exception as error:
            found = type(error).__name__, str(error).replace("nbtorch", "torch")
        return found, dict(m.state_dict()), [p.requires_grad for p in m.parameters()]

    ends_alike(run)


@scenarios
def state_dicts(t):
    m = net(t)
    state = m.state_dict()
    given = OrderedDict(first=1)
    m[0].state_dict(destination=given, prefix="x.")
    return (type(state).__name__, dict(state._metadata), list(m.state_dict(prefix="p.")), list(given),
            [v.requires_grad for v in m.state_dict(keep_vars=True).values()],
            state["0.weight"].data_ptr() == m[0].weight.data_ptr())  # fmt: skip


@scenarios
def positional_state_dict(t):
    m = net(t)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        state = m.state_dict(OrderedDict(), "p.", False)
    return list(state), [w.category.__name__ for w in caught]


@scenarios
def buffers_that_are_not_saved(t):
    m = t.nn.Module()
    m.register_buffer("kept", t.ones(1))
    m.register_buffer("lost", t.ones(2), persistent=False)
    m.register_buffer("empty", None)
    m.b = t.nn.Buffer(t.zeros(3), persistent=False)
    m.c = t.nn.Buffer(t.zeros(3))
    before = list(m.state_dict()), [n for n, _ in m.named_buffers()], sorted(m._non_persistent_buffers_set)
    m.lost = t.zeros(2)
    m.empty = t.ones(4)
    del m.b
    return before, list(m.state_dict()), sorted(m._non_persistent_buffers_set), str(m.load_state_dict(m.state_dict()))


@scenarios
def extra_state(t):
    class Counts(t.nn.Linear):
        calls = 0

        def get_extra_state(self):
            return {"calls": self.calls}

        def set_extra_state(self, state):
            self.calls = state["calls"] + 1

    m, other = t.nn.Sequential(Counts(2, 2)), t.nn.Sequential(Counts(2, 2))
    m[0].calls = 3
    state = m.state_dict()
    keys = str(other.load_state_dict(state))
    without = {k: v for k, v in state.items() if "extra" not in k}
    return list(state), keys, other[0].calls, end(lambda t: other.load_state_dict(without), t), end(
        lambda t: t.nn.Sequential(t.nn.Linear(2, 2)).load_state_dict(state), t
    )  # fmt: skip


@scenarios
def own_loading(t):
    class Old(t.nn.Linear):
        _version = 3

        def _load_from_state_dict(self, state_dict, prefix, local_metadata, *rest):
            seen.append((prefix, local_metadata.get("version")))
            if prefix + "w" in state_dict:
                state_dict[prefix + "weight"] = state_dict.pop(prefix + "w")
            super()._load_from_state_dict(state_dict, prefix, local_metadata, *rest)

        def _save_to_state_dict(self, destination, prefix, keep_vars):
            super()._save_to_state_dict(destination, prefix, keep_vars)
            destination[prefix + "saved"] = t.ones(1)

    seen = []
    m = t.nn.Sequential(Old(2, 2))
    state = m.state_dict()
    del state["0.saved"]
    state["0.w"] = state.pop("0.weight") * 0
    return str(m.load_state_dict(state)), seen, dict(m.state_dict()), dict(state._metadata)


@scenarios
def replaced_attributes(t):
    m = net(t)
    m[0].weight = t.nn.Parameter(t.zeros(4, 3))
    m[1] = t.nn.Identity()
    m[2].bias = None
    m[0].bias = t.nn.Parameter(t.ones(4))
    return str(m), dict(m.state_dict()), [n for n, _ in m.named_parameters()]


@scenarios
def class_attribute_becomes_a_module(t):
    class Model(t.nn.Module):
        act = None

        def __init__(self):
            super().__init__()
            self.act = t.nn.ReLU()
            self.norm = None
            self.norm = t.nn.Identity()

    m = Model()
    return str(m), str(m._modules["act"]), [n for n, _ in m.named_modules()], str(m.norm), str(m.act)


@scenarios
def kinds_of_attributes_change(t):
    m = t.nn.Module()
    m.x = 3
    m.x = t.nn.Parameter(t.ones(1))
    del m.x
    m.x = t.nn.Linear(1, 1)
    first = list(m.state_dict())
    del m.x
    m.x = t.ones(2)
    m.register_parameter("p", None)
    return first, sorted(k for k in vars(m) if k == "x"), list(m._parameters), m.p is None, list(m.state_dict())


ERRORS = {
    "parameter of a tensor": lambda t, m: setattr(m[0], "weight", t.ones(1)),
    "module in the place of a parameter": lambda t, m: setattr(m[0], "weight", t.nn.ReLU()),
    "module of a tensor": lambda t, m: setattr(m, "0", t.ones(1)),
    "buffer of a number": lambda t, m: setattr(m[1][0], "running_mean", 3),
    "before init": lambda t, m: type("M", (t.nn.Module,), {"__init__": lambda s: setattr(s, "a", t.nn.ReLU())})(),
    "parameter before init": lambda t, m: type(
        "M", (t.nn.Module,), {"__init__": lambda s: setattr(s, "a", t.nn.Parameter(t.ones(1)))}
    )(),
    "buffer before init": lambda t, m: type(
        "M", (t.nn.Module,), {"__init__": lambda s: s.register_buffer("a", t.ones(1))}
    )(),
    "unknown attribute": lambda t, m: m.nothing,
    "delete unknown": lambda t, m: delattr(m, "nothing"),
    "parameter that is known": lambda t, m: m[0].register_parameter("in_features", None),
    "parameter with a dot": lambda t, m: m.register_parameter("a.b", None),
    "parameter without a name": lambda t, m: m.register_parameter("", None),
    "parameter under a number": lambda t, m: m.register_parameter(3, None),
    "parameter of a number": lambda t, m: m.register_parameter("a", 3),
    "parameter that was computed": lambda t, m: m.register_parameter("a", t.nn.Parameter(t.ones(1)) * 2),
    "buffer that is known": lambda t, m: m[0].register_buffer("weight", t.ones(1)),
    "buffer of a list": lambda t, m: m[0].register_buffer("new", [1]),
    "module that is known": lambda t, m: m[0].add_module("forward", t.nn.ReLU()),
    "module with a dot": lambda t, m: m.add_module("a.b", t.nn.ReLU()),
    "module of a class": lambda t, m: m.add_module("a", t.nn.ReLU),
    "module without a name": lambda t, m: m.register_module("", t.nn.ReLU()),
    "arguments": lambda t, m: t.nn.Module(3),
    "keywords": lambda t, m: t.nn.Module(a=3),
    "no such submodule": lambda t, m: m.get_submodule("1.7"),
    "submodule is a parameter": lambda t, m: m.get_submodule("0.weight"),
    "no such parameter": lambda t, m: m.get_parameter("0.wait"),
    "parameter is a buffer": lambda t, m: m.get_parameter("1.0.running_mean"),
    "no such buffer": lambda t, m: m.get_buffer("1.0.nothing"),
    "buffer is a parameter": lambda t, m: m.get_buffer("0.weight"),
    "set without a name": lambda t, m: m.set_submodule("", t.nn.ReLU()),
    "set far away": lambda t, m: m.set_submodule("7.1", t.nn.ReLU()),
    "set strictly": lambda t, m: m.set_submodule("1.new", t.nn.ReLU(), strict=True),
    "set a number": lambda t, m: m.set_submodule("1.0", 3),
    "train with a number": lambda t, m: m.train(1),
    "to an integer": lambda t, m: m.to(t.int64),
    "to nothing": lambda t, m: m.to("nowhere"),
    "to a list": lambda t, m: m.to([1]),
    "extra state": lambda t, m: m.get_extra_state(),
    "set extra state": lambda t, m: m.set_extra_state(3),
    "too many arguments": lambda t, m: m[0](t.ones(1, 3), 3),
    "wrong keyword": lambda t, m: m[0](input=t.ones(1, 3), x=3),
}


@pytest.mark.oracle
@pytest.mark.parametrize("case", ERRORS)
def test_errors(case):
    def run(t):
        m = net(t)
        found = end(lambda t: str(ERRORS[case](t, m)), t)
        if isinstance(found, tuple):
            words = found[1].replace("nbtorch", "torch").partition(" Please file")[0].partition(", but expected")[0]
            found = found[0], words
        return found, list(m.state_dict()), str(m)

    ends_alike(run)


@scenarios
def names(t):
    m = net(t)
    m.shared = m[0]
    return ([n for n, _ in m.named_modules()], [n for n, _ in m.named_modules(prefix="p")],
            [n for n, _ in m.named_modules(remove_duplicate=False)], [n for n, _ in m.named_children()],
            [n for n, _ in m.named_parameters("p")], [n for n, _ in m.named_parameters(recurse=False)],
            [n for n, _ in m.named_parameters(remove_duplicate=False)], [n for n, _ in m.named_buffers("b")],
            [n for n, _ in m.named_buffers(recurse=False)], len(list(m.parameters())), len(list(m.children())),
            [type(x).__name__ for x in m.modules()], len(list(m.parameters(recurse=False))))  # fmt: skip


@scenarios
def submodules(t):
    m = net(t)
    m.set_submodule("1.0", t.nn.Identity())
    m.set_submodule("1.new", t.nn.Tanh())
    m.set_submodule("0", t.nn.Linear(1, 1), strict=True)
    return str(m), str(m.get_submodule("")) == str(m), m.get_parameter("0.weight").shape, str(m.get_submodule("1.new"))


@scenarios
def applied(t):
    m, seen = net(t), []

    def start(part):
        seen.append(part._get_name())
        if isinstance(part, t.nn.Linear):
            t.nn.init.constant_(part.weight, 0.5)

    return m.apply(start) is m, seen, m[0].weight, m[2].weight


@scenarios
def casts(t):
    m, found = net(t), []
    for change in (lambda m: m.double(), lambda m: m.half(), lambda m: m.bfloat16(), lambda m: m.float(),
                   lambda m: m.to(t.float64), lambda m: m.to(dtype=t.float16), lambda m: m.to("cpu", t.float64),
                   lambda m: m.to(t.ones(1, dtype=t.float32)), lambda m: m.to(device="cpu"),
                   lambda m: m.to(t.device("cpu"), t.float64, True), lambda m: m.type(t.float32),
                   lambda m: m.to(t.complex64), lambda m: m.to()):  # fmt: skip
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            found.append(end(lambda t, change=change: change(m) is m, t))
        found.append([str(v.dtype) for v in m.state_dict().values()])
        found.append([str(w.message) for w in caught])
    return found


@scenarios
def casts_keep_what_is_shared_and_learned(t):
    m = net(t)
    m[2].weight = m[0].weight
    m[0](t.ones(2, 3)).sum().backward()
    m[0].bias.requires_grad_(False)
    ids = [id(p) for p in m.parameters()]
    m.double()
    return ([id(p) for p in m.parameters()] == ids, m[0].weight is m[2].weight, m[0].weight.grad,
            [p.requires_grad for p in m.parameters()], [p.is_leaf for p in m.parameters()])  # fmt: skip


@scenarios
def modes(t):
    m = net(t)
    m.eval()
    first = [x.training for x in m.modules()]
    m[1].train()
    return first, [x.training for x in m.modules()], m.train(False) is m, [x.training for x in m.modules()]


@scenarios
def gradients_cleared(t):
    m = net(t)
    m(t.ones(2, 3)).sum().backward()
    m.zero_grad(set_to_none=False)
    first = [p.grad for p in m.parameters()]
    m.zero_grad()
    m.requires_grad_(False)
    return first, [p.grad is None for p in m.parameters()], [p.requires_grad for p in m.parameters()]


@scenarios
def copies(t):
    m = net(t)
    m(t.ones(2, 3)).sum().backward()
    m.note, m[0].list = {"a": [1]}, [1]
    deep, shallow = copy.deepcopy(m), copy.copy(m)
    deep[0].weight.data.zero_()
    deep.note["a"].append(2)
    return (dict(m.state_dict()), dict(deep.state_dict()), m.note, deep.note, shallow[0] is m[0], deep[0].weight.grad,
            shallow._parameters is m._parameters, deep[0].bias is m[0].bias,
            [p.requires_grad for p in deep.parameters()])  # fmt: skip


@scenarios
def pickled(t):
    m = net(t)
    m.eval()
    again = pickle.loads(pickle.dumps(m))
    return str(again), dict(again.state_dict()), again(t.ones(2, 3)), [x.training for x in again.modules()]


@scenarios
def printed(t):
    class Model(t.nn.Module):
        def __init__(self):
            super().__init__()
            self.a = t.nn.Linear(2, 2)
            self.none = None
            self.register_module("empty", None)

        def extra_repr(self):
            return "first=1,\nsecond=2"

    class Flat(t.nn.Module):
        def extra_repr(self):
            return "x"

        def _get_name(self):
            return "Other"

    return str(Model()), str(Flat()), str(t.nn.Sequential(Model(), Flat())), str(t.nn.Module()), f"{t.nn.ReLU()}"


@scenarios
def own_init_of_several_bases(t):
    class Mixin:
        def __init__(self, size):
            self.size = size

    class Both(t.nn.Module, Mixin):
        call_super_init = True

        def __init__(self, size):
            super().__init__(size)
            self.part = t.nn.Linear(size, 1)

    return Both(3).size, str(Both(2))


@scenarios
def to_empty_and_meta(t):
    m = net(t).to_empty(device="cpu")
    return [tuple(v.shape) for v in m.state_dict().values()], m.share_memory() is m, m.compile()


@scenarios
def prefix_is_stripped(t):
    import importlib

    state = OrderedDict((f"module.{k}", v) for k, v in net(t).state_dict().items())
    state._metadata = OrderedDict([("", {"version": 1}), ("module", {"version": 2}), ("module.0", {"version": 3})])
    tools = importlib.import_module(f"{t.__name__}.nn.modules.utils")
    tools.consume_prefix_in_state_dict_if_present(state, "module.")
    return list(state), list(state._metadata.items()), str(net(t).load_state_dict(state))


@pytest.mark.oracle
@pytest.mark.parametrize("name", scenarios)
def test_scenario(name):
    if name in ("pickled",):
        run = scenarios[name]
        torch = pytest.importorskip("torch")
        same(run(nbtorch), run(torch))
    else:
        ends_alike(scenarios[name])
