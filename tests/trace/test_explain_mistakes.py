"""Mistakes in programs as people write them: the rule that is about it speaks, once, and no other does."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest

import nbtorch as torch
import nbtorch.nn.functional as F
from nbtorch import nn, optim
from nbtorch.utils.data import DataLoader, TensorDataset

from .watching import watching

Program = Callable[[], Any]  # gives what a notebook would still hold
MISTAKES: list[tuple[str, Program]] = []


def mistake(rule: str) -> Callable[[Program], Program]:
    """Note a program and the rule that is about it."""

    def note(program: Program) -> Program:
        MISTAKES.append((rule, program))
        return program

    return note


def points(count: int = 64) -> tuple[Any, Any]:
    """Points around three centres."""
    labels = torch.arange(count) % 3
    return torch.randn(count, 8) + 2 * F.one_hot(labels, 8).float(), labels


def batches(count: int = 64, size: int = 16) -> Any:
    """The same, in batches."""
    return DataLoader(TensorDataset(*points(count)), batch_size=size, shuffle=True)


def network(*last: Any) -> Any:
    """A small classifier."""
    return nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3), *last)


def fit(model: Any, loss: Callable[[Any, Any], Any], epochs: int = 4, lr: float = 0.05, kind: Any = optim.SGD) -> None:
    """The loop that everybody writes."""
    optimizer = kind(model.parameters(), lr=lr)
    for _ in range(epochs):
        for x, y in batches():
            optimizer.zero_grad()
            loss(model(x), y).backward()
            optimizer.step()


# ---------------------------------------------------------------- the loop
@mistake("gradients never zeroed")
def zero_grad_is_missing_with_adam() -> None:
    model, loader = network(), batches()
    optimizer = optim.Adam(model.parameters())
    for x, y in loader:
        loss = nn.CrossEntropyLoss()(model(x), y)
        loss.backward()
        optimizer.step()


@mistake("gradients never zeroed")
def another_models_gradients_are_zeroed() -> None:
    model, copy = network(), network()
    optimizer = optim.SGD(model.parameters(), lr=1e-3, momentum=0.9)
    for x, y in batches():
        copy.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


@mistake("gradients never zeroed")
def zero_grad_is_named_but_not_called() -> None:
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=1e-3)
    for x, y in batches():
        optimizer.zero_grad  # noqa: B018
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


@mistake("gradients never zeroed")
def zero_grad_once_an_epoch_only() -> None:
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=1e-3)
    for _epoch in range(3):
        optimizer.zero_grad()
        for x, y in batches(128, 8):
            F.cross_entropy(model(x), y).backward()
            optimizer.step()


@mistake("step without gradients")
def step_comes_before_backward() -> None:
    model = network()
    optimizer = optim.Adam(model.parameters())
    for x, y in batches():
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x), y)
        optimizer.step()
        loss.backward()


@mistake("step without gradients")
def backward_is_forgotten() -> None:
    model = network()
    optimizer = optim.AdamW(model.parameters())
    for x, y in batches():
        optimizer.zero_grad()
        F.cross_entropy(model(x), y)
        optimizer.step()


@mistake("step without gradients")
def zero_grad_between_backward_and_step() -> None:
    model = network()
    optimizer = optim.RMSprop(model.parameters())
    for x, y in batches():
        F.cross_entropy(model(x), y).backward()
        model.zero_grad()
        optimizer.step()


@mistake("step without gradients")
def the_optimizer_holds_an_old_model() -> None:
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    model = network()  # made anew, the optimizer was not
    for x, y in batches():
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


@mistake("losses kept with their graph")
def the_epochs_loss_is_a_sum_of_tensors() -> None:
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.05)
    running_loss = 0.0
    for _epoch in range(12):
        for x, y in batches():
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), y)
            loss.backward()
            optimizer.step()
            running_loss = running_loss + loss


@mistake("losses kept with their graph")
def a_history_holds_dicts_of_losses() -> None:
    model = network()
    optimizer = optim.Adam(model.parameters())
    history: list[dict[str, Any]] = []
    for _epoch in range(16):
        for x, y in batches():
            loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            history.append({"loss": loss, "batch": len(x)})


@mistake("parameters no optimizer holds")
def layers_in_a_plain_list() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layers = [nn.Linear(8, 16), nn.Linear(16, 16)]  # a plain list: no submodules
            self.head = nn.Linear(16, 3)

        def forward(self, x: Any) -> Any:
            for layer in self.layers:
                x = F.relu(layer(x))
            return self.head(x)

    fit(Net(), F.cross_entropy)


@mistake("parameters without a gradient")
def a_detached_encoder() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder, self.head = nn.Linear(8, 16), nn.Linear(16, 3)

        def forward(self, x: Any) -> Any:
            return self.head(torch.tensor(self.encoder(x).relu().tolist()))

    fit(Net(), F.cross_entropy)


# ---------------------------------------------------------------- losses
@mistake("softmax before cross_entropy")
def the_forward_ends_with_softmax() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = network()

        def forward(self, x: Any) -> Any:
            return F.softmax(self.body(x), dim=1)

    fit(Net(), nn.CrossEntropyLoss(label_smoothing=0.1))


@mistake("softmax before cross_entropy")
def softmax_written_by_hand() -> None:
    def loss(out: Any, y: Any) -> Any:
        powers = torch.exp(out)
        return F.cross_entropy(powers / powers.sum(dim=1, keepdim=True), y)

    fit(network(), loss)


@mistake("softmax before cross_entropy")
def sigmoid_before_cross_entropy() -> None:
    fit(network(nn.Sigmoid()), nn.CrossEntropyLoss())


@mistake("NLLLoss without log_softmax")
def nll_of_probabilities() -> None:
    fit(network(nn.Softmax(dim=-1)), nn.NLLLoss())


@mistake("BCELoss on logits")
def bce_on_a_relu() -> None:
    model = nn.Sequential(nn.Linear(8, 1), nn.ReLU())
    nn.init.constant_(model[0].weight, 0.01)
    nn.init.constant_(model[0].bias, 0.4)
    fit(model, lambda out, y: F.binary_cross_entropy(out.squeeze(1), (y > 1).float()), lr=1e-4)


@mistake("sigmoid before BCEWithLogitsLoss")
def sigmoid_in_the_forward_and_in_the_loss() -> None:
    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.body = nn.Linear(8, 1)

        def forward(self, x: Any) -> Any:
            return torch.sigmoid(self.body(x)).squeeze(-1)

    fit(Net(), lambda out, y: nn.BCEWithLogitsLoss()(out, (y > 0).float()))


@mistake("broadcast targets")
def regression_with_a_column_and_a_row() -> None:
    fit(nn.Linear(8, 1), lambda out, y: nn.MSELoss()(out, y.float()), lr=1e-3)


@mistake("broadcast targets")
def absolute_differences_of_a_column_and_a_row() -> None:
    fit(nn.Linear(8, 1), lambda out, y: (y.float() - out).abs().mean(), lr=1e-3)


@mistake("broadcast targets")
def huber_with_a_column_of_targets() -> None:
    fit(nn.Sequential(nn.Linear(8, 1), nn.Flatten(0)),
        lambda out, y: nn.HuberLoss()(out, y.float().unsqueeze(1)), lr=1e-3)


@mistake("inputs not normalised")
def images_as_bytes_in_a_convolution() -> None:
    images, labels = torch.randint(0, 256, (48, 1, 8, 8)).float(), torch.arange(48) % 3
    model = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 3))
    optimizer = optim.Adam(model.parameters(), lr=1e-4)
    for x, y in DataLoader(TensorDataset(images, labels), batch_size=16):
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


@mistake("inputs not normalised")
def columns_of_a_table_as_they_are() -> None:
    table = torch.stack([torch.rand(64) * 80, 20_000 + torch.rand(64) * 50_000], dim=1)
    model = nn.Sequential(nn.Linear(2, 16), nn.Tanh(), nn.Linear(16, 1))
    optimizer = optim.Adam(model.parameters(), lr=1e-4)
    for _ in range(12):
        optimizer.zero_grad()
        F.mse_loss(model(table).squeeze(1), table[:, 0] / 80).backward()
        optimizer.step()


# ---------------------------------------------------------------- numbers
@mistake("loss not finite")
def entropy_of_certain_probabilities() -> None:
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    for x, _ in batches():
        probabilities = F.softmax(1000 * model(x), dim=1)
        optimizer.zero_grad()
        (-(probabilities * torch.log(probabilities)).sum(1).mean()).backward()
        optimizer.step()


@mistake("loss not finite")
def a_column_without_spread_is_standardised() -> None:
    x, y = points()
    x[:, 3] = 1.0
    x = (x - x.mean(0)) / x.std(0)
    model = network()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    for _ in range(5):
        optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        optimizer.step()


@mistake("learning rate too high")
def a_rate_a_thousand_times_too_high() -> None:
    x = torch.randn(64, 8)
    model = nn.Linear(8, 1)
    optimizer = optim.SGD(model.parameters(), lr=1.4)
    for _ in range(20):
        optimizer.zero_grad()
        F.mse_loss(model(x), x.sum(1, keepdim=True)).backward()
        optimizer.step()


@mistake("learning rate too low")
def a_rate_that_moves_nothing() -> None:
    fit(network(), F.cross_entropy, epochs=20, lr=1e-10, kind=optim.Adam)


@mistake("vanishing gradients")
def many_saturated_layers() -> None:
    layers = [layer for _ in range(8) for layer in (nn.Linear(8, 8), nn.Sigmoid())]
    fit(nn.Sequential(*layers, nn.Linear(8, 3)), F.cross_entropy, epochs=6)


@mistake("exploding gradients")
def weights_of_great_spread() -> None:
    layers = [nn.Linear(8, 8) for _ in range(6)]
    for layer in layers:
        nn.init.normal_(layer.weight, std=8.0)
    fit(nn.Sequential(*layers, nn.Linear(8, 3)), F.cross_entropy, lr=1e-12)


@mistake("dead layers")
def a_bias_that_closes_every_relu() -> None:
    model = network()
    with torch.no_grad():
        model[0].bias.fill_(-100.0)
    fit(model, F.cross_entropy, epochs=5)


# ---------------------------------------------------------------- evaluation
def with_dropout() -> Any:
    return nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 3))


@mistake("evaluation in training mode")
def eval_is_forgotten_in_a_function() -> None:
    @torch.no_grad()
    def accuracy(model: Any, loader: Any) -> float:
        right = sum(int((model(x).argmax(1) == y).sum()) for x, y in loader)
        return right / 64

    model = with_dropout()
    fit(model, F.cross_entropy, epochs=2)
    accuracy(model, batches())


@mistake("evaluation in training mode")
def train_is_called_in_the_wrong_place() -> None:
    model = nn.Sequential(nn.Linear(8, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Linear(16, 3))
    optimizer = optim.SGD(model.parameters(), lr=0.05)
    for _epoch in range(3):
        model.eval()
        model.train()
        for x, y in batches():
            optimizer.zero_grad()
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
        with torch.inference_mode():
            for x, _ in batches(32):
                model(x)


@mistake("evaluation in training mode")
def a_whole_test_set_without_a_loader() -> Any:
    x, y = points(96)
    model = with_dropout()
    optimizer = optim.SGD(model.parameters(), lr=0.05)
    for _epoch in range(12):
        optimizer.zero_grad()
        F.cross_entropy(model(x[:64]), y[:64]).backward()
        optimizer.step()
        with torch.no_grad():
            (model(x[64:]).argmax(1) == y[64:]).float().mean().item()
    return model


@mistake("evaluation with gradients")
def no_grad_is_forgotten() -> None:
    model = with_dropout()
    for _epoch in range(2):
        model.train()
        fit(model, F.cross_entropy, epochs=1)
        model.eval()
        for x, y in batches(32):
            F.cross_entropy(model(x), y).item()


@pytest.mark.parametrize("rule, program", MISTAKES, ids=[program.__name__ for _, program in MISTAKES])
def test_the_rule_speaks_once(rule: str, program: Program) -> None:
    torch.manual_seed(0)
    with warnings.catch_warnings(), watching() as found:
        warnings.simplefilter("ignore", UserWarning)
        held = program()
    del held
    assert dict(found.times) == {rule: 1}, str(found)
