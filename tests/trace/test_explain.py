"""Explanations: each mistake is found once, with numbers and a line, and ordinary programs are left alone."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jsonschema
import numpy as np
import pytest

import nbtorch as torch
import nbtorch.nn.functional as F
from nbtorch.trace.explain import RULES, Explanations, Finding, Watcher
from nbtorch.trace.explain.finding import from_dict
from nbtorch.trace.explain.loss_rules import _without
from nbtorch.utils.data import DataLoader, TensorDataset

from .watching import watching

nn = torch.nn
SCHEMA = json.loads(files("nbtorch.trace").joinpath("explain.schema.json").read_text())


def classifier(last: Any = None) -> Any:
    torch.manual_seed(0)
    layers = [nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3)]
    return nn.Sequential(*layers, *([last] if last is not None else []))


X, Y = torch.randn(32, 8, generator=torch.Generator().manual_seed(1)), torch.arange(32) % 3


def train(model: Any, loss: Callable[[Any], Any], steps: int = 12, lr: float = 0.1, zero: bool = True,
          kind: Any = torch.optim.SGD) -> Any:
    optimizer = kind(model.parameters(), lr=lr)
    for _ in range(steps):
        if zero:
            optimizer.zero_grad()
        value = loss(model(X))
        value.backward()
        optimizer.step()
    return value


def test_softmax_before_cross_entropy() -> None:
    with watching() as found:
        train(classifier(nn.Softmax(1)), lambda out: F.cross_entropy(out, Y))
    finding = found["softmax before cross_entropy"]
    assert finding.level == "bad" and "0.551" in finding.seen and finding.place.line


@pytest.mark.parametrize("line, better", [
    ("return self.head(x).softmax(1)", "return self.head(x)"),
    ("x = torch.softmax(self.head(x), dim=1)", "x = self.head(x)"),
    ("y = F.softmax(x, dim=-1)", "y = x"),
    ("out = model(x)", None),
])  # fmt: skip
def test_the_users_own_line_is_rewritten(line: str, better: str | None) -> None:
    assert _without("softmax")(line) == better


def test_sigmoid_before_bce_with_logits() -> None:
    with watching() as found:
        train(classifier(nn.Sigmoid()), lambda out: F.binary_cross_entropy_with_logits(out, torch.zeros(32, 3)))
    assert found["sigmoid before BCEWithLogitsLoss"].level == "bad"


def test_nll_loss_without_log_softmax() -> None:
    with watching() as found:
        train(classifier(), lambda out: F.nll_loss(out, Y), steps=3)
    assert "`linear`" in found["NLLLoss without log_softmax"].seen


def test_bce_loss_on_scores() -> None:
    with watching() as found:
        train(classifier(nn.Tanh()), lambda out: F.binary_cross_entropy(out.abs() * 0 + out.square().sqrt() * 0 + 0.5 +
                                                                       0 * out, torch.zeros(32, 3)), steps=2)
    assert "BCELoss on logits" in found


def test_targets_spread_over_the_batch() -> None:
    target = torch.randn(32)
    with warnings.catch_warnings(), watching() as found:
        warnings.simplefilter("ignore")  # PyTorch's own warning of it
        train(nn.Linear(8, 1), lambda out: F.mse_loss(out, target))
    assert "32\u00d732" in found["broadcast targets"].seen
    with watching() as found:
        train(nn.Linear(8, 1), lambda out: ((out - target) ** 2).mean())
    assert "broadcast targets" in found


def test_pixels_from_0_to_255() -> None:
    with watching() as found:
        model = nn.Linear(8, 3)
        F.cross_entropy(model(torch.rand(32, 8) * 255), Y).backward()
    assert "x / 255" in found["inputs not normalised"].change[1]


def test_gradients_never_zeroed() -> None:
    with watching() as found:
        train(classifier(), lambda out: F.cross_entropy(out, Y), zero=False, steps=8)
    finding = found["gradients never zeroed"]
    assert finding.step == 4 and finding.place.source == "optimizer.step()"


@pytest.mark.parametrize("order", ["before", "cleared"])
def test_steps_without_gradients(order: str) -> None:
    model = classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with watching() as found:
        for _ in range(4):
            loss = F.cross_entropy(model(X), Y)
            if order == "before":
                optimizer.step()
                loss.backward()
                optimizer.zero_grad()
            else:
                loss.backward()
                optimizer.zero_grad()
                optimizer.step()
    title = found["step without gradients"].title
    assert title == ("step() is called before backward()" if order == "before" else "step() finds no gradients")


@pytest.mark.parametrize("how", ["list", "sum"])
def test_losses_kept_with_their_graph(how: str) -> None:
    model, kept, total = classifier(), [], 0
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with watching() as found:
        for _ in range(60):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(X), Y)
            loss.backward()
            optimizer.step()
            if how == "list":
                kept.append(loss)
            else:
                total += loss
    assert "losses kept with their graph" in found


@pytest.mark.parametrize("good", [False, True])
def test_evaluation_in_training_mode_and_with_gradients(good: bool) -> None:
    model = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.Dropout(0.5), nn.Linear(16, 3))
    loader = DataLoader(TensorDataset(X, Y), batch_size=8)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    with watching() as found:
        for _ in range(3):
            model.train()
            for x, y in loader:
                optimizer.zero_grad()
                F.cross_entropy(model(x), y).backward()
                optimizer.step()
            if good:
                model.eval()
            with torch.set_grad_enabled(not good):
                sum((model(x).argmax(1) == y).sum().item() for x, y in loader)
    expected = set() if good else {"evaluation in training mode", "evaluation with gradients"}
    assert set(found) == expected
    if not good:
        assert "`1` and 1 more" in found["evaluation in training mode"].seen


def test_parameters_that_no_optimizer_holds() -> None:
    model = classifier()
    optimizer = torch.optim.SGD(model[2].parameters(), lr=0.1)
    with watching() as found:
        for _ in range(5):
            optimizer.zero_grad()
            F.cross_entropy(model(X), Y).backward()
            optimizer.step()
    finding = found["parameters no optimizer holds"]
    assert finding.title == "No optimizer holds 2 of the model's parameters" and "`0`" in finding.seen


def test_parameters_that_never_get_a_gradient() -> None:
    model = classifier()
    model.idle = nn.Linear(3, 3)
    model.forward = lambda x: model[2](model[1](model[0](x)))
    with watching() as found:
        train(model, lambda out: F.cross_entropy(out, Y))
    assert "unused 3 x 3" in found["parameters without a gradient"].seen


def test_vanishing_gradients() -> None:
    torch.manual_seed(0)
    model = nn.Sequential(nn.Linear(8, 32), *[m for _ in range(9) for m in (nn.Sigmoid(), nn.Linear(32, 32))],
                          nn.Linear(32, 3))
    with watching() as found:
        train(model, lambda out: F.cross_entropy(out, Y), steps=20)
    finding = found["vanishing gradients"]
    assert finding.evidence is not None and len(finding.evidence.values) == 11


def test_dead_relus() -> None:
    model = classifier()
    nn.init.constant_(model[0].bias, -50.0)
    with watching() as found:
        train(model, lambda out: F.cross_entropy(out, Y), steps=20)
    assert "dead layers" in found


def test_exploding_gradients() -> None:
    model = classifier()
    with watching() as found:
        train(model, lambda out: 1e5 * F.cross_entropy(out, Y), steps=20, lr=1e-12)
    assert "exploding gradients" in found


def test_learning_rates() -> None:
    with watching() as found:
        train(nn.Linear(8, 3), lambda out: F.mse_loss(out, torch.ones(32, 3)), steps=30, lr=2.6)
    assert "2.60" in found["learning rate too high"].change[0]
    with watching() as found:
        train(classifier(), lambda out: F.cross_entropy(out, Y), steps=80, lr=1e-9)
    assert "learning rate too low" in found


def test_the_first_value_that_is_not_a_number_is_traced_to_its_op() -> None:
    weight = torch.tensor([0.0, 1.0, 2.0], requires_grad=True)
    with watching() as found:
        ((weight * 2).log() * torch.tensor([0.0, 1.0, 1.0])).sum().backward()
    finding = found["loss not finite"]
    assert finding.title == "The loss became NaN: it began in log" and "1** of 3" in finding.seen
    assert "clamp" in finding.change[1] and "log()" in finding.place.source


def test_weights_that_are_broken_already_are_named() -> None:
    model = classifier()
    model[2].weight.data[0, 0] = float("nan")
    with watching() as found:
        F.cross_entropy(model(X), Y).backward()
    assert "`2.weight`" in found["loss not finite"].seen


def test_data_that_is_not_finite() -> None:
    x = X.clone()
    x[3, 3] = float("inf")
    with watching() as found:
        F.cross_entropy(classifier()(x), Y).backward()
    assert "the data is not finite" in found["loss not finite"].title


# ---------------------------------------------------------------- no false alarms
def gan() -> None:
    make, judge = nn.Linear(4, 8), nn.Sequential(nn.Linear(8, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1))
    first, second = torch.optim.Adam(make.parameters(), 1e-3), torch.optim.Adam(judge.parameters(), 1e-3)
    for _ in range(12):
        second.zero_grad()
        fake = make(torch.randn(32, 4))
        real = F.binary_cross_entropy_with_logits(judge(X), torch.ones(32, 1))
        (real + F.binary_cross_entropy_with_logits(judge(fake.detach()), torch.zeros(32, 1))).backward()
        second.step()
        first.zero_grad()
        F.binary_cross_entropy_with_logits(judge(fake), torch.ones(32, 1)).backward()
        first.step()


def accumulation() -> None:
    model = classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for step in range(24):
        (F.cross_entropy(model(X), Y) / 4).backward()
        if step % 4 == 3:
            optimizer.step()
            optimizer.zero_grad()


def zeros_kept() -> None:
    model = classifier()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(12):
        optimizer.zero_grad(set_to_none=False)
        F.cross_entropy(model(X), Y).backward()
        optimizer.step()


def closure() -> None:
    model = classifier()
    optimizer = torch.optim.LBFGS(model.parameters(), max_iter=4)

    def again() -> Any:
        optimizer.zero_grad()
        loss = F.cross_entropy(model(X), Y)
        loss.backward()
        return loss

    for _ in range(4):
        optimizer.step(again)


def embedding() -> None:
    model = nn.Sequential(nn.Embedding(500, 8), nn.Flatten(), nn.Linear(16, 3))
    optimizer = torch.optim.Adam(model.parameters())
    for _ in range(15):
        optimizer.zero_grad()
        F.cross_entropy(model(torch.randint(0, 500, (32, 2))), Y).backward()
        optimizer.step()


def frozen() -> None:
    model = classifier()
    model[0].requires_grad_(False)
    optimizer = torch.optim.SGD([p for p in model.parameters() if p.requires_grad], lr=0.1)
    for _ in range(12):
        optimizer.zero_grad()
        F.cross_entropy(model(X), Y).backward()
        optimizer.step()


def regression() -> None:
    train(nn.Linear(8, 1), lambda out: F.mse_loss(out.squeeze(1), torch.ones(32)), steps=30)


def recurrent() -> None:
    model, head = nn.LSTM(8, 16, batch_first=True), nn.Linear(16, 3)
    optimizer = torch.optim.Adam([*model.parameters(), *head.parameters()], lr=1e-2)
    for _ in range(12):
        optimizer.zero_grad()
        F.cross_entropy(head(model(X.reshape(32, 1, 8))[0][:, -1]), Y).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()


def probabilities() -> None:
    train(classifier(nn.LogSoftmax(1)), lambda out: F.nll_loss(out, Y))
    train(nn.Sequential(nn.Linear(8, 1), nn.Sigmoid()), lambda out: F.binary_cross_entropy(out, torch.ones(32, 1)))


def to_the_end() -> None:
    train(classifier(), lambda out: F.cross_entropy(out, Y), steps=300, lr=0.5)


@pytest.mark.parametrize("program", [
    gan, accumulation, zeros_kept, closure, embedding, frozen, regression, recurrent, probabilities, to_the_end,
])  # fmt: skip
def test_ordinary_programs_are_left_alone(program: Callable[[], None]) -> None:
    torch.manual_seed(0)
    with watching() as found:
        program()
    assert not found, "\n".join(finding.to_text() for finding in found.values())


# ---------------------------------------------------------------- forms
def test_every_form_says_the_same_and_nothing_is_injected() -> None:
    watcher = Watcher()
    watcher.tell(Finding("a", "warn", "<img onerror=x> `b`", "Tag", "**3** of `x`", "why", ("- old", "+ new")))
    watcher.tell(Finding("b", "bad", "Worst", "Tag", "seen", "why", ()))
    view = watcher.explanations()
    assert [one.rule for one in view.findings] == ["b", "a"] and view.checks == len(RULES) >= 16
    data = json.loads(json.dumps(view.to_dict()))
    jsonschema.validate(data, SCHEMA)
    assert from_dict(data).to_dict() == data
    page = view.to_html()
    assert "<img" not in page and "<b>3</b>" in page and "<code>b</code>" in page and "<script" not in page
    assert "Worst" in view.to_text().splitlines()[0]


def test_nothing_found_is_said() -> None:
    assert "nothing wrong" in Explanations.of((), 5).to_text()


def test_a_finding_is_told_once() -> None:
    told: list[Finding] = []
    watcher = Watcher(told.append)
    for step in range(3):
        watcher.tell(Finding("a", "bad", "A", "Tag", f"{step}", "why", ()))
    assert len(told) == 1 and watcher.explanations().findings[0].seen == "2"


def test_numbers_do_not_change() -> None:
    def losses() -> float:
        return float(train(classifier(), lambda out: F.cross_entropy(out, Y)).item())

    bare = losses()
    with watching():
        watched = losses()
    assert bare == watched and np.isfinite(bare)
