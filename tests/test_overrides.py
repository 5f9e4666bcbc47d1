"""Subclasses of Tensor, look-alikes and modes: what a function makes of them, and which functions they are told of."""

from __future__ import annotations

from types import SimpleNamespace
from typing import ClassVar

import pytest
from endings import ends_alike

import nbtorch

CLASSES = """
s + s; s + p; p + s; s + 1; 1 + s; s + t; t + s; o + s; s + o; s.sum(); s[0]; T.add(s, p); T.relu(s); T.stack([p, s])
s.max(0).values; s.split(1)[0]; s.clone(); s.detach(); s.to(T.float64); s.clone().requires_grad_().grad; s.data
s.view(2, 1); F.relu(s); F.softmax(s, 0); F.linear(s, T.ones(3, 2)); T.nn.Linear(2, 1)(s); p.as_subclass(Sub)
T.zeros_like(s); s.new_ones(2); T.nn.Parameter(p) + 1; s.add_(1); s == s; T.where(p > 0, s, p); T.cat([s, s])
T.einsum("i,i->", s, s); T.linalg.norm(s); F.mse_loss(s, p); T.ones(2, 2) @ s; -s; float(s.sum()); s.shape; len(s)
s.tolist(); s.numpy(); s[0].item(); T.rand_like(s); T.empty_like(s); s.__setitem__(0, 2.0); list(s)[0]; s.dtype
T.fft.fft(s); T.log_softmax(s, 0); s.std(); s.unbind()[0]; T.sort(s)[0]; s.expand(3, 2); s**2; 2**s; 1 - s; p - s; p * s
F.cross_entropy(T.ones(2, 3).as_subclass(Sub), T.tensor([0, 1])); (s * 2).requires_grad_().sum().backward()
F.dropout(s, 0.5); F.layer_norm(s, (2,)); F.gelu(s); T.cumsum(s, 0); s.T; T.isnan(s); T.outer(s, p); s.repeat(2)
T.add(s, p, alpha=2); T.add(p, s, alpha=2); T.clamp(s, min=0); s.abs().sqrt(); T.topk(s, 1).indices; T.atleast_2d(s)
"""
LOGGED = """
T.add(l, 1); l + 1; 1 + l; 1 - l; p + l; p - l; l.sum(); T.sum(l); F.relu(l); F.softmax(l, 0); T.stack([l, p])
F.cross_entropy(l, T.tensor(0)); F.linear(l, T.ones(3, 2)); l.std(); T.std(l); l[0]; l.mul_(1); l.size()
T.where(l > 0, l, p); T.einsum("i,i->", l, l); T.max(l, 0); T.zeros_like(l); T.nn.ReLU()(l); T.outer(l, l); -l; l @ p
2**l; 1 / l; 2 // l; 2 % l; T.clamp(l, 0, 1)
"""
LIKE = """
T.mean(d); T.add(d, e); T.add(d, T.eye(5)).sum(); T.add(T.eye(5), d).sum(); T.mul(d, 2); T.stack([d, T.eye(5)]).shape
T.eye(5) + d; T.sum(d); T.std(d); T.add(m, T.ones(2)); T.add(T.ones(2), m); T.mul(m, m); T.sum(m, 0)
T.sum(m, dim=0, keepdim=True)
"""
MODES = "p + 1; T.add(p, 1); p.sum(); F.relu(p); F.cross_entropy(p, T.tensor(0)); T.stack([p, p]); T.std(p)"


def statements(text):
    return [part.strip() for line in text.strip().splitlines() for part in line.split(";")]


def world(T):
    """The classes of PyTorch's "Extending torch", and tensors of them."""
    T.manual_seed(0)
    handled = {}

    class Sub(T.Tensor):
        pass

    class SubSub(Sub):
        pass

    class Other(T.Tensor):
        pass

    class Log(T.Tensor):
        calls: ClassVar = []

        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            if func.__name__ != "__get__":
                cls.calls.append(func.__name__)
            return super().__torch_function__(func, types, args, kwargs or {})

    class Scalar:
        def __init__(self, size, value):
            self.size, self.value = size, value

        def tensor(self):
            return self.value * T.eye(self.size)

        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            if func not in handled or not all(issubclass(t, (T.Tensor, Scalar)) for t in types):
                return NotImplemented
            return handled[func](*args, **(kwargs or {}))

    def dense(x):
        return x.tensor() if isinstance(x, Scalar) else x

    handled[T.mean] = lambda x: x.value / x.size
    handled[T.add] = lambda x, y: T.add(dense(x), dense(y))
    handled[T.stack] = lambda parts, dim=0: T.stack([dense(x) for x in parts], dim)

    class Noted:
        def __init__(self, data, note):
            self.data, self.note = data, note

        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            notes = [a.note for a in args if hasattr(a, "note")]
            return func(*[getattr(a, "data", a) if isinstance(a, Noted) else a for a in args], **(kwargs or {})), notes

    class Watch(T.overrides.TorchFunctionMode):
        def __init__(self):
            self.calls = []

        def __torch_function__(self, func, types, args=(), kwargs=None):
            if func.__name__ != "__get__":
                self.calls.append(func.__name__)
            return func(*args, **(kwargs or {}))

    class Negative(T.overrides.TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            return -func(*args, **(kwargs or {}))

    return {
        "T": T, "F": T.nn.functional, "Sub": Sub, "s": Sub([1.0, 2.0]), "t": SubSub([1.0, 2.0]), "p": T.ones(2),
        "o": Other([1.0, 2.0]), "l": Log([1.0, 2.0]), "d": Scalar(5, 2), "e": Scalar(5, 3), "m": Noted(T.ones(2), "x"),
        "Watch": Watch, "Negative": Negative,
    }  # fmt: skip


def named(value):
    return type(value).__name__


def logged(names, statement):
    names["l"].calls.clear()
    return named(eval(statement, names)), list(names["l"].calls)


def watched(names, statement):
    with names["Watch"]() as mode:
        eval(statement, names)
    return mode.calls


@pytest.mark.oracle
@pytest.mark.parametrize("statement", statements(CLASSES))
def test_results_have_the_class_that_pytorch_gives_them(statement):
    ends_alike(lambda T: named(eval(statement, world(T))))


@pytest.mark.oracle
@pytest.mark.parametrize("statement", statements(LOGGED))
def test_a_subclass_is_told_the_functions_that_pytorch_tells(statement):
    ends_alike(lambda T: logged(world(T), statement))


@pytest.mark.oracle
@pytest.mark.parametrize("statement", statements(LIKE))
def test_look_alikes_answer(statement):
    ends_alike(lambda T: eval(statement, world(T)))


@pytest.mark.oracle
@pytest.mark.parametrize("statement", statements(MODES))
def test_modes_see_the_calls(statement):
    ends_alike(lambda T: watched(world(T), statement))


@pytest.mark.oracle
def test_modes_nest():
    def run(T):
        names = world(T)
        with names["Watch"]() as outer, names["Negative"]():
            found = T.add(T.ones(2), 1)
        return found, outer.calls

    ends_alike(run)


@pytest.mark.oracle
def test_gradients_of_a_subclass():
    def run(T):
        x = world(T)["Sub"]([1.0, 2.0]).requires_grad_()
        y = (T.relu(x) * 2).sum()
        y.backward()
        return named(y), named(x.grad), x.grad.tolist(), y.requires_grad, x.is_leaf

    ends_alike(run)


@pytest.mark.oracle
def test_who_overrides():
    def run(T):
        names, has = world(T), T.overrides.has_torch_function
        values = [names[name] for name in "spld"] + [T.nn.Parameter(names["p"]), 3]
        return [(has((value,)), T.overrides.is_tensor_like(value)) for value in values]

    ends_alike(run)


def test_overriding_is_off_where_it_is_turned_off():
    names = world(nbtorch)
    with nbtorch.DisableTorchFunctionSubclass():
        assert type(names["s"] + 1) is type(nbtorch.add(names["s"], 1)) is nbtorch.Tensor
        assert logged(names, "l + 1") == ("Tensor", [])
    with names["Watch"]() as mode, nbtorch.DisableTorchFunction():
        assert nbtorch.add(names["p"], 1).tolist() == [2.0, 2.0]
    assert mode.calls == []


def test_numbers_and_strangers_are_refused_as_before():
    for wrong in ("a", SimpleNamespace(), None):
        with pytest.raises(TypeError, match="must be Tensor, not"):
            nbtorch.relu(wrong)
