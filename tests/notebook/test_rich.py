"""Tensors and modules as the last expression of a cell, through IPython's own formatting."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

import nbtorch as torch
from nbtorch.autograd import observe
from nbtorch.notebook.rich import Rich
from nbtorch.trace import images


@pytest.fixture
def shell():
    shell, listeners = InteractiveShell(), list(observe.show)
    yield shell
    observe.show[:] = listeners
    shell.history_manager.end_session()


def rich(shell: Any, is_notebook: bool = True, static: bool = False) -> Rich:
    return Rich(shell, SimpleNamespace(is_notebook=is_notebook, static=static))


@pytest.mark.parametrize("static", [False, True])
@pytest.mark.parametrize(
    "value", [torch.arange(12.0).reshape(3, 4), torch.nn.Parameter(torch.ones(30, 40)), torch.tensor(2.0)]
)
def test_the_text_is_what_it_is_without_us(shell, value, static):
    plain, _ = shell.display_formatter.format(value)
    formatters = rich(shell, static=static)
    formatters.attach()
    shown, _ = shell.display_formatter.format(value)
    formatters.detach()
    assert shown["text/plain"] == plain["text/plain"] == repr(value)
    assert ("text/html" in shown) == (value.numel() > 1) and next(iter(shown)) == "text/plain"
    assert shell.display_formatter.format(value)[0] == plain


def test_a_terminal_shows_the_text_alone(shell):
    formatters = rich(shell, is_notebook=False)
    formatters.attach()
    assert list(shell.display_formatter.format(torch.ones(3, 3))[0]) == ["text/plain"]


def test_a_failure_leaves_the_text_and_one_line(shell, capsys):
    class Broken(torch.Tensor):
        @property
        def dtype(self):
            raise ValueError("no dtype")

        def __repr__(self, **contents):
            return "broken"

    formatters = rich(shell)
    formatters.attach()
    value = torch.ones(3, 3).as_subclass(Broken)
    for _ in range(2):
        assert shell.display_formatter.format(value)[0] == {"text/plain": "broken"}
    said = capsys.readouterr().err
    assert said.count("your code is not affected") == 1 and "no dtype" in said
    assert "text/html" in shell.display_formatter.format(torch.ones(3, 3))[0]


def test_a_module_shows_its_layers_below_its_own_text(shell):
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 2))
    formatters = rich(shell)
    formatters.attach()
    shown, _ = shell.display_formatter.format(model)
    assert shown["text/plain"] == repr(model) and "N = 3" not in shown["text/html"]
    summary = torch.summary(model, torch.ones(3, 4))
    assert "N = 3" in shell.display_formatter.format(model)[0]["text/html"]
    assert shell.display_formatter.format(summary)[0]["text/plain"] == str(summary)
    assert list(shell.display_formatter.format(torch.nn.ReLU())[0]) == ["text/plain"]


def test_show_shows_and_leaves_with_the_extension(shell, capsys):
    formatters = rich(shell)
    listeners = len(observe.show)
    formatters.attach()
    view = images(torch.rand(3, 1, 8, 8), [1, 2, 3], [1, 2, 4])
    shown, _ = shell.display_formatter.format(view)
    assert shown["text/plain"] == view.to_text() and "<img alt=" in shown["text/html"]
    torch.show(torch.rand(3, 1, 8, 8), [1, 2, 3], [1, 2, 4])  # IPython's display prints the text where no shell runs
    assert "[2] 4 not 3" in capsys.readouterr().out
    formatters.detach()
    assert len(observe.show) == listeners
