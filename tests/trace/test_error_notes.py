"""Errors of a model get a note; the exception, its text and its class stay what they were."""

from __future__ import annotations

from typing import Any

import pytest

import nbtorch as torch
import nbtorch.nn.functional as F
from nbtorch.autograd import observe
from nbtorch.trace.explain import RULES, Notes, Watcher
from nbtorch.trace.explain.errors import HINTS, MARK, hint_for

nn = torch.nn


@pytest.fixture
def notes() -> Any:
    listener = Notes().raised
    observe.errors.append(listener)
    yield
    observe.errors.remove(listener)


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.body = nn.Sequential(nn.Linear(4, 4), nn.Linear(5, 2))

    def forward(self, x: Any) -> Any:
        return self.body(x)


def raised(call: Any) -> Exception:
    with pytest.raises(Exception) as caught:
        call()
    return caught.value


def test_the_note_names_module_shapes_line_and_change(notes: Any) -> None:
    error = raised(lambda: Net()(torch.zeros(3, 4)))
    assert type(error) is RuntimeError and str(error) == "mat1 and mat2 shapes cannot be multiplied (3x4 and 5x2)"
    (note,) = error.__notes__
    assert note.startswith(f"{MARK}raised in `body.1` (Linear) called with (3, 4) float32 on cpu, test_error_notes.py")
    assert "takes 5 features and its input has 4" in note


def test_without_listeners_nothing_is_added() -> None:
    assert not hasattr(raised(lambda: Net()(torch.zeros(3, 4))), "__notes__")


@pytest.mark.parametrize(
    "call, hint",
    [
        (lambda: nn.CrossEntropyLoss()(torch.zeros(2, 3), torch.tensor([0, 7])), "label 7 is outside"),
        (lambda: nn.BatchNorm1d(3)(torch.zeros(1, 3)), "drop_last=True"),
        (lambda: nn.Conv2d(3, 4, 3)(torch.zeros(2, 1, 8, 8)), "takes 3 channels and its input has 1"),
        (lambda: nn.Embedding(3, 2)(torch.tensor([5])), "not smaller than the number of embeddings"),
        (lambda: nn.BCELoss()(torch.tensor([2.0]), torch.tensor([1.0])), "BCEWithLogitsLoss"),
        (lambda: nn.Linear(2, 2)(torch.zeros(1, 2, dtype=torch.float64)), "differ in dtype"),
    ],
)
def test_what_everybody_meets_has_a_hint(notes: Any, call: Any, hint: str) -> None:
    assert hint in raised(call).__notes__[0]


def test_other_errors_have_no_hint() -> None:
    assert hint_for("something else") is None and len(HINTS) >= 8


FUNCTIONAL = {
    "labels out of range": lambda: F.cross_entropy(torch.zeros(2, 3), torch.tensor([0, 3])),
    "shapes do not fit": lambda: torch.zeros(2, 3) @ torch.zeros(4, 5),
    "index out of range": lambda: F.embedding(torch.tensor([5]), torch.zeros(3, 2)),
    "BCELoss on logits": lambda: F.binary_cross_entropy(torch.tensor([2.0]), torch.tensor([1.0])),
    "BatchNorm on one value": lambda: F.batch_norm(torch.zeros(1, 3), None, None, training=True),
    "dtypes differ": lambda: torch.zeros(2, 3) @ torch.zeros(3, 2, dtype=torch.float64),
}


@pytest.mark.parametrize("rule", FUNCTIONAL)
def test_an_error_outside_of_modules_is_explained_when_its_cell_ends(rule: str) -> None:
    watcher = Watcher()
    watcher.begin()
    error = raised(FUNCTIONAL[rule])
    watcher.end(error)
    (finding,) = watcher.explanations().findings
    assert (finding.rule, finding.seen) == (rule, str(error)) and rule in RULES
    assert finding.place.file == __file__ and "FUNCTIONAL" not in finding.place.source and finding.place.line


def test_data_and_model_on_different_devices(fake_gpu: Any) -> None:
    watcher, model = Watcher(), nn.Linear(4, 4).to("cuda")
    watcher.end(raised(lambda: model(torch.zeros(2, 4))))
    (finding,) = watcher.explanations().findings
    assert finding.rule == "different devices" and "x.to(device)" in finding.why


def test_errors_of_others_and_errors_with_a_note_are_left_alone(notes: Any) -> None:
    def others() -> None:
        raise RuntimeError("Target 5 is out of bounds")

    watcher = Watcher()
    for call in (others, lambda: nn.CrossEntropyLoss()(torch.zeros(2, 3), torch.tensor([0, 7])), lambda: 1 / 0):
        watcher.end(raised(call))
    assert not watcher.explanations().findings


class Odd(nn.Module):
    """A module whose arguments are strange and whose name is markup."""

    def forward(self, x: Any) -> Any:
        raise KeyError("what")


def test_strange_arguments_do_no_harm(notes: Any) -> None:
    class Rude:
        @property
        def shape(self) -> Any:
            return "no shape"

    error = raised(lambda: Odd()(Rude()))
    assert error.args == ("what",) and "Rude" in error.__notes__[0]
