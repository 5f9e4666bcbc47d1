"""Programs ask `isinstance(m, nn.Dropout)` and `isinstance(m, nn.modules.conv._ConvNd)`: the classes are PyTorch's."""

from __future__ import annotations

import pickle
from importlib import import_module
from inspect import isclass
from pkgutil import iter_modules
from typing import Any

import pytest

import nbtorch
from nbtorch import nn

SPACES = ("nn", "optim", "optim.lr_scheduler", "utils.data", "distributions", "distributions.constraints")
# what programs never name: how PyTorch writes its lazy modules for its compiler, and shares code
INNER = {"_ConvTransposeMixin", "_LazyProtocol", "_AutoDefault", "_WrappedHook"}


def classes(space: Any) -> dict[str, type]:
    return {name: thing for name, thing in vars(space).items() if isclass(thing) and name[0] != "_"}


@pytest.mark.oracle
@pytest.mark.parametrize("name", SPACES)
def test_classes_derive_from_each_other_as_in_pytorch(name):
    pytest.importorskip("torch")
    theirs, ours = classes(import_module(f"torch.{name}")), classes(import_module(f"nbtorch.{name}"))
    both = sorted(theirs.keys() & ours.keys())
    assert len(both) > 5
    for one in both:
        above = [other for other in both if issubclass(theirs[one], theirs[other])]
        assert [other for other in both if issubclass(ours[one], ours[other])] == above, one


@pytest.mark.oracle
def test_every_class_is_where_pytorch_has_it():
    torch = pytest.importorskip("torch")
    missing = []
    for info in iter_modules(torch.nn.modules.__path__):
        if info.name in ("linear_cross_entropy", "_functions"):  # functions, and nodes of the graph
            continue
        theirs = import_module(f"torch.nn.modules.{info.name}")
        ours = import_module(f"nbtorch.nn.modules.{info.name}")
        own = [n for n, c in vars(theirs).items() if isclass(c) and c.__module__ == theirs.__name__]
        missing += [f"{info.name}.{n}" for n in own if not hasattr(ours, n) and n not in INNER]
    assert missing == []


@pytest.mark.parametrize(
    "path, module",
    [
        ("conv._ConvNd", nn.ConvTranspose2d(1, 1, 1)),
        ("conv._ConvTransposeNd", nn.ConvTranspose2d(1, 1, 1)),
        ("batchnorm._BatchNorm", nn.SyncBatchNorm(2)),
        ("batchnorm._NormBase", nn.InstanceNorm1d(2)),
        ("dropout._DropoutNd", nn.Dropout2d()),
        ("pooling._MaxPoolNd", nn.MaxPool1d(2)),
        ("pooling._AvgPoolNd", nn.AvgPool1d(2)),
        ("activation.MultiheadAttention", nn.MultiheadAttention(2, 1)),
        ("rnn.LSTMCell", nn.LSTMCell(1, 1)),
    ],
)
def test_a_class_is_found_by_pytorchs_path(path, module):
    place, name = path.split(".")
    assert isinstance(module, getattr(import_module(f"nbtorch.nn.modules.{place}"), name))
    assert isinstance(pickle.loads(pickle.dumps(module)), type(module))


def test_other_kinds_of_dropout_are_no_dropout():
    assert not isinstance(nn.Dropout2d(), nn.Dropout)
    assert isinstance(nn.ReLU6(), nn.Hardtanh)
    assert nbtorch.equal(nn.ReLU6()(nbtorch.tensor([-1.0, 3.0, 9.0])), nbtorch.tensor([0.0, 3.0, 6.0]))
