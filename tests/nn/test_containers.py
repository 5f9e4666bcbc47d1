"""Containers against PyTorch: every method, what it returns, the names afterwards, the errors."""

import copy
from collections import OrderedDict

import pytest
from endings import Scenarios, ends_alike

import nbtorch

pytestmark = pytest.mark.oracle
scenarios = Scenarios()


def parts(t, count=3):
    t.manual_seed(0)
    return [t.nn.Linear(2, 2, bias=bool(i % 2)) for i in range(count)]


def look(m):
    """All that can be seen of a container."""
    return (str(m), list(m.state_dict()), len(m), [n for n, _ in m.named_modules()], [n for n, _ in m.named_children()],
            [type(x).__name__ for x in m])  # fmt: skip


SEQUENCES = {
    "as it is": lambda m, t: None,
    "index": lambda m, t: (str(m[0]), str(m[-1]), m[1] is m[-2]),
    "index true": lambda m, t: m[True] is m[1],
    "index of a tensor": lambda m, t: m[t.tensor(1)] is m[1],
    "too far": lambda m, t: m[3],
    "too far back": lambda m, t: m[-4],
    "index of a string": lambda m, t: m["0"],
    "index of a float": lambda m, t: m[1.0],
    "slice": lambda m, t: (type(m[1:]).__name__, look(m[1:]), look(m[::2]), look(m[5:]), m[1:][0] is m[1]),
    "set": lambda m, t: m.__setitem__(1, t.nn.ReLU()),
    "set the last": lambda m, t: m.__setitem__(-1, t.nn.ReLU()),
    "set too far": lambda m, t: m.__setitem__(3, t.nn.ReLU()),
    "set none": lambda m, t: m.__setitem__(0, None),
    "set a number": lambda m, t: m.__setitem__(0, 3),
    "set a slice": lambda m, t: m.__setitem__(slice(0, 2), [t.nn.ReLU()]),
    "delete": lambda m, t: m.__delitem__(0),
    "delete the last": lambda m, t: m.__delitem__(-1),
    "delete a slice": lambda m, t: m.__delitem__(slice(0, 2)),
    "delete too far": lambda m, t: m.__delitem__(7),
    "append": lambda m, t: m.append(t.nn.ReLU()) is m,
    "append a number": lambda m, t: m.append(3),
    "extend": lambda m, t: m.extend([t.nn.ReLU(), t.nn.Tanh()]) is m,
    "extend itself": lambda m, t: m.extend(m[:2]) is m,
    "extend by a number": lambda m, t: m.extend(3),
    "extend by a module": lambda m, t: m.extend(t.nn.ReLU()),
    "extend by a generator": lambda m, t: m.extend(x for x in [t.nn.ReLU()]),
    "extend by a tensor": lambda m, t: m.extend([t.ones(1)]),
    "insert": lambda m, t: str(m.insert(1, t.nn.ReLU())),
    "insert at the end": lambda m, t: m.insert(3, t.nn.ReLU()) is m,
    "insert before the last": lambda m, t: m.insert(-1, t.nn.ReLU()) is m,
    "insert too far": lambda m, t: m.insert(9, t.nn.ReLU()) is m,
    "insert a number": lambda m, t: m.insert(0, 3),
    "pop": lambda m, t: str(m.pop(1)),
    "pop the last": lambda m, t: str(m.pop(-1)),
    "pop a slice": lambda m, t: str(m.pop(slice(0, 1))),
    "pop too far": lambda m, t: str(m.pop(8)),
    "pop the key": lambda m, t: str(m.pop("1")),
    "add": lambda m, t: (look(m + type(m)()), look(m + m)),
    "add a list": lambda m, t: look(m.__add__([t.nn.ReLU()])),
    "add a number": lambda m, t: m + 3,
    "add in place": lambda m, t: m.__iadd__(m[:1]) is m,
    "add a list in place": lambda m, t: m.__iadd__([t.nn.ReLU()]) is m,
    "multiply": lambda m, t: look(m * 2),
    "multiply from the right": lambda m, t: look(3 * m),
    "multiply in place": lambda m, t: look(m.__imul__(2)),
    "multiply by nothing": lambda m, t: m * 0,
    "multiply by a float": lambda m, t: m * 2.0,
    "reversed": lambda m, t: [str(x) for x in reversed(m)],
    "in": lambda m, t: (m[0] in m, t.nn.ReLU() in m, 3 in m),
    "call": lambda m, t: m(t.ones(1, 2)),
    "call with two": lambda m, t: m(t.ones(1, 2), 3),
    "directory": lambda m, t: [n for n in dir(m) if n.isdigit()],
    "attribute": lambda m, t: (str(getattr(m, "1")), hasattr(m, "7")),
    "named by hand": lambda m, t: m.add_module("extra", t.nn.ReLU()),
    "deep copy": lambda m, t: look(copy.deepcopy(m)),
    "bool": lambda m, t: (bool(m), bool(type(m)())),
    "comparison": lambda m, t: (m == m, m == copy.copy(m)),
    "unpacked": lambda m, t: [str(x) for x in (*m,)],
}


BROKEN_THERE = ["insert before the last", "insert too far", "insert a number"]  # leaves PyTorch's list in pieces


@pytest.mark.parametrize(
    "kind, case",
    [(k, c) for k in ("Sequential", "ModuleList") for c in SEQUENCES if k == "Sequential" or c not in BROKEN_THERE],
)
def test_sequences(kind, case):
    def run(t):
        m = t.nn.Sequential(*parts(t)) if kind == "Sequential" else t.nn.ModuleList(parts(t))
        try:
            found = SEQUENCES[case](m, t)
        except Exception as error:
            found = type(error).__name__, str(error).replace("nbtorch.", "torch.")
        return found, look(m)

    ends_alike(run)


DICTS = {
    "index": lambda m, t: str(m["a"]),
    "no such": lambda m, t: m["x"],
    "set": lambda m, t: m.__setitem__("a", t.nn.ReLU()),
    "set a new one": lambda m, t: m.__setitem__("c", t.nn.ReLU()),
    "set a number": lambda m, t: m.__setitem__("c", 3),
    "set with a dot": lambda m, t: m.__setitem__("c.d", t.nn.ReLU()),
    "set under a number": lambda m, t: m.__setitem__(3, t.nn.ReLU()),
    "set what is a method": lambda m, t: m.__setitem__("keys", t.nn.ReLU()),
    "delete": lambda m, t: m.__delitem__("a"),
    "delete no such": lambda m, t: m.__delitem__("x"),
    "in": lambda m, t: ("a" in m, "x" in m),
    "keys": lambda m, t: (list(m.keys()), type(m.keys()).__name__),
    "values": lambda m, t: [str(x) for x in m.values()],
    "items": lambda m, t: [(k, str(x)) for k, x in m.items()],
    "clear": lambda m, t: m.clear(),
    "pop": lambda m, t: str(m.pop("b")),
    "pop no such": lambda m, t: m.pop("x"),
    "pop with a default": lambda m, t: m.pop("x", 3),
    "update by a dict": lambda m, t: m.update({"z": t.nn.ReLU(), "a": t.nn.Tanh()}),
    "update by an ordered dict": lambda m, t: m.update(OrderedDict(z=t.nn.ReLU(), a=t.nn.Tanh())),
    "update by a module dict": lambda m, t: m.update(t.nn.ModuleDict({"z": t.nn.ReLU()})),
    "update by pairs": lambda m, t: m.update([("z", t.nn.ReLU()), ("a", t.nn.Tanh())]),
    "update by lists": lambda m, t: m.update([["z", t.nn.ReLU()]]),
    "update by threes": lambda m, t: m.update([("z", t.nn.ReLU(), 3)]),
    "update by a number": lambda m, t: m.update(3),
    "update by numbers": lambda m, t: m.update([3]),
    "attribute": lambda m, t: str(m.a),
    "directory": lambda m, t: [n for n in dir(m) if n in "ab"],
    "deep copy": lambda m, t: look(copy.deepcopy(m)),
    "iterate": lambda m, t: list(m),
    "call": lambda m, t: m(t.ones(1)),
    "or": lambda m, t: m | m,
    "made of pairs": lambda m, t: look(t.nn.ModuleDict([["z", t.nn.ReLU()]])),
    "made of another": lambda m, t: look(t.nn.ModuleDict(m)),
    "made of nothing": lambda m, t: look(t.nn.ModuleDict()),
    "made of a number": lambda m, t: t.nn.ModuleDict(3),
}


@pytest.mark.parametrize("case", DICTS)
def test_dict(case):
    def run(t):
        m = t.nn.ModuleDict({"b": parts(t)[0], "a": parts(t)[1]})
        try:
            found = DICTS[case](m, t)
        except Exception as error:
            found = type(error).__name__, str(error).replace("nbtorch.", "torch.")
        return found, look(m)

    ends_alike(run)


def shown(m):
    return str(m), list(m.state_dict()), len(m), [(n, type(p).__name__, p) for n, p in m.named_parameters()]


def parameter(t, *shape):
    return t.nn.Parameter(t.full(shape, 2.0))


LISTS = {
    "as it is": lambda m, t: [type(x).__name__ for x in m],
    "index": lambda m, t: (m[0], m[-1]),
    "too far": lambda m, t: m[7],
    "slice": lambda m, t: (type(m[1:]).__name__, shown(m[1:])),
    "index of a string": lambda m, t: m["0"],
    "set": lambda m, t: m.__setitem__(0, parameter(t, 4)),
    "set a tensor": lambda m, t: m.__setitem__(0, t.ones(3)),
    "set a number": lambda m, t: m.__setitem__(0, 3),
    "set too far": lambda m, t: m.__setitem__(7, t.ones(3)),
    "delete": lambda m, t: m.__delitem__(0),
    "append": lambda m, t: m.append(parameter(t, 2)) is m,
    "append a tensor": lambda m, t: (m.append(t.ones(2)) is m, type(m[-1]).__name__),
    "append a string": lambda m, t: (m.append("x") is m, m[-1]),
    "append a module": lambda m, t: m.append(t.nn.ReLU()) is m,
    "append a list": lambda m, t: m.append(t.nn.ParameterList([t.ones(1)])) is m,
    "append none": lambda m, t: m.append(None) is m,
    "extend": lambda m, t: m.extend([parameter(t, 2), t.ones(1)]) is m,
    "extend by itself": lambda m, t: m.extend(m) is m,
    "extend by a tensor": lambda m, t: m.extend(t.ones(2)),
    "extend by a number": lambda m, t: m.extend(3),
    "extend by a generator": lambda m, t: m.extend(t.ones(1) for _ in range(2)) is m,
    "add in place": lambda m, t: m.__iadd__([parameter(t, 2)]) is m,
    "add": lambda m, t: m + m,
    "in": lambda m, t: m[1] in list(m),
    "pop": lambda m, t: m.pop(0),
    "insert": lambda m, t: m.insert(0, t.ones(1)),
    "directory": lambda m, t: [n for n in dir(m) if n.isdigit()],
    "call": lambda m, t: m(t.ones(1)),
    "deep copy": lambda m, t: shown(copy.deepcopy(m)),
    "to half": lambda m, t: shown(m.half()),
    "iterate": lambda m, t: list(m),
    "made of a generator": lambda m, t: shown(t.nn.ParameterList(t.ones(i) for i in range(3))),
    "made of a number": lambda m, t: t.nn.ParameterList(3),
    "made of a tensor": lambda m, t: t.nn.ParameterList(t.ones(2)),
    "integers": lambda m, t: t.nn.ParameterList([t.tensor([1, 2])]),
    "load": lambda m, t: str(m.load_state_dict({"0": t.zeros(2), "1": t.zeros(3, 1)})),
}


@pytest.mark.parametrize("case", LISTS)
def test_parameter_list(case):
    def run(t):
        m = t.nn.ParameterList([parameter(t, 2), t.ones(3, 1)])
        try:
            found = LISTS[case](m, t)
        except Exception as error:
            found = type(error).__name__, str(error).replace("nbtorch.", "torch.")
        return found, shown(m)

    ends_alike(run)


NAMED = {
    "as it is": lambda m, t: list(m),
    "index": lambda m, t: m["a"],
    "no such": lambda m, t: m["x"],
    "attribute": lambda m, t: m.a,
    "set": lambda m, t: m.__setitem__("c", parameter(t, 2)),
    "set a tensor": lambda m, t: (m.__setitem__("c", t.ones(2)), type(m["c"]).__name__),
    "set a string": lambda m, t: m.__setitem__("c", "text"),
    "set again": lambda m, t: m.__setitem__("a", parameter(t, 5)),
    "delete": lambda m, t: m.__delitem__("a"),
    "delete no such": lambda m, t: m.__delitem__("x"),
    "in": lambda m, t: ("a" in m, "x" in m),
    "reversed": lambda m, t: list(reversed(m)),
    "copy": lambda m, t: (shown(m.copy()), m.copy()["a"] is m["a"], type(m.copy()).__name__),
    "set default": lambda m, t: (m.setdefault("a", 3), m.setdefault("new", t.ones(1)), m.setdefault("none")),
    "clear": lambda m, t: m.clear(),
    "pop": lambda m, t: m.pop("b"),
    "pop no such": lambda m, t: m.pop("x"),
    "pop item": lambda m, t: m.popitem(),
    "get": lambda m, t: (m.get("a"), m.get("x"), m.get("x", 3)),
    "from keys": lambda m, t: shown(m.fromkeys(["p", "q"], t.ones(1))),
    "from keys without": lambda m, t: str(m.fromkeys(["p", "q"])),
    "keys": lambda m, t: (list(m.keys()), type(m.keys()).__name__),
    "values": lambda m, t: list(m.values()),
    "items": lambda m, t: list(m.items()),
    "update by a dict": lambda m, t: m.update({"z": t.ones(1), "y": t.ones(2)}),
    "update by an ordered dict": lambda m, t: m.update(OrderedDict(z=t.ones(1), y=t.ones(2))),
    "update by another": lambda m, t: m.update(t.nn.ParameterDict({"z": t.ones(1), "c": t.ones(2)})),
    "update by pairs": lambda m, t: m.update([("z", t.ones(1))]),
    "update by threes": lambda m, t: m.update([("z", t.ones(1), 3)]),
    "update by a number": lambda m, t: m.update(3),
    "update by numbers": lambda m, t: m.update([3]),
    "or": lambda m, t: shown(m | t.nn.ParameterDict({"z": t.ones(1)})),
    "or from the right": lambda m, t: shown(t.nn.ParameterDict({"z": t.ones(1)}) | m),
    "or in place": lambda m, t: m.__ior__(t.nn.ParameterDict({"z": t.ones(1)})) is m,
    "or a dict": lambda m, t: shown(m | {"z": t.ones(1)}),
    "call": lambda m, t: m(t.ones(1)),
    "deep copy": lambda m, t: shown(copy.deepcopy(m)),
    "length": lambda m, t: (len(m), bool(t.nn.ParameterDict())),
    "load": lambda m, t: str(m.load_state_dict({"a": t.zeros(3, 1), "b": t.zeros(2)})),
    "a list inside": lambda m, t: m.__setitem__("l", t.nn.ParameterList([t.ones(1)])),
}


@pytest.mark.parametrize("case", NAMED)
def test_parameter_dict(case):
    def run(t):
        m = t.nn.ParameterDict({"b": parameter(t, 2), "a": t.ones(3, 1)})
        try:
            found = NAMED[case](m, t)
        except Exception as error:
            found = type(error).__name__, str(error).replace("nbtorch.", "torch.")
        return found, shown(m), list(m.keys())

    ends_alike(run)


@scenarios
def sequential_of_a_dict(t):
    m = t.nn.Sequential(OrderedDict(first=t.nn.Linear(2, 2), second=t.nn.ReLU()))
    m.append(t.nn.Tanh())
    return look(m), look(m[:2]), str(m[1])


@scenarios
def sequential_of_a_plain_dict(t):
    return look(t.nn.Sequential({"a": t.nn.ReLU()}))


@scenarios
def sequential_of_a_number(t):
    return t.nn.Sequential(3)


@scenarios
def sequential_of_a_list(t):
    return t.nn.Sequential([t.nn.ReLU()])


@scenarios
def repeated_in_print(t):
    blocks = [t.nn.Sequential(t.nn.Linear(2, 2), t.nn.ReLU()) for _ in range(3)]
    return str(t.nn.ModuleList([*blocks, t.nn.ReLU(), t.nn.ReLU(), t.nn.Tanh()])), str(t.nn.Sequential(*blocks))


@scenarios
def shared_parts(t):
    shared = t.nn.Linear(2, 2)
    m = t.nn.ModuleList([shared, t.nn.Sequential(shared, t.nn.ReLU()), shared])
    return (look(m), [n for n, _ in m.named_parameters()], [n for n, _ in m.named_parameters(remove_duplicate=False)],
            [n for n, _ in m.named_modules(remove_duplicate=False)], len(list(m.modules())))  # fmt: skip


@pytest.mark.parametrize("name", scenarios)
def test_scenario(name):
    ends_alike(scenarios[name])


def test_what_a_parameter_dict_refuses_it_does_not_keep():
    m = nbtorch.nn.ParameterDict()
    for key, error in ((3, TypeError), ("a.b", KeyError), ("keys", KeyError)):
        with pytest.raises(error):
            m[key] = nbtorch.ones(1)
    assert not len(m) and not list(m.parameters())


def test_inserting_into_a_list_is_python_s():
    ours, python = nbtorch.nn.ModuleList([nbtorch.nn.ReLU(), nbtorch.nn.Tanh()]), ["ReLU", "Tanh"]
    for index in (-1, 0, 9, -9):
        ours.insert(index, nbtorch.nn.Sigmoid()), python.insert(index, "Sigmoid")
    assert [m._get_name() for m in ours] == python
    with pytest.raises(TypeError, match="int is not a Module subclass"):
        ours.insert(0, 3)


def test_names_of_methods_are_all_here():
    torch = pytest.importorskip("torch")
    for name in ("Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"):
        theirs, ours = getattr(torch.nn, name), getattr(nbtorch.nn, name)
        public = [n for n in vars(theirs) if (n[0] != "_" or n[:2] == "__") and callable(getattr(theirs, n))]
        assert not [n for n in public if not hasattr(ours, n)], name
