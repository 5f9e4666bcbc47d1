"""What a `%graph` line asks for, and that answering it changes nothing of the user's."""

from __future__ import annotations

import json
import os
from types import SimpleNamespace
from typing import Any

import pytest
from IPython.core.error import UsageError

import nbtorch as torch
from nbtorch.autograd import observe, scope
from nbtorch.notebook.graph import graph_of, requested
from nbtorch.notebook.request import Request, parsed
from nbtorch.notebook.save import save
from nbtorch.trace.recorder import Recorder
from nbtorch.trace.run import Run, runs

CELLS: Any = SimpleNamespace(place=lambda: ("<cell>", 3), locate=lambda file: (7, "id") if file == "<cell>" else None)


@pytest.fixture
def names() -> dict[str, Any]:
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Dropout(0.5), torch.nn.Linear(8, 2))
    return {"model": model, "x": torch.randn(3, 4)}


@pytest.mark.parametrize(
    "line, wanted",
    [
        ("loss", Request("loss")),
        ("model(x) --depth 2", Request("model(x)", depth=2)),
        ("--backward model(x)", Request("model(x)", backward=True)),
        ("model(x).sum() --backward --save a.svg", Request("model(x).sum()", backward=True, save="a.svg")),
        ("--depth 1 --save 'my graph.html' a - b", Request("a - b", depth=1, save="my graph.html")),
        ("a --b", Request("a --b")),
        ("a - -b", Request("a - -b")),
        ("", Request("")),
    ],
)
def test_options_stand_before_or_after_the_expression(line: str, wanted: Request) -> None:
    if line == "a --b":
        with pytest.raises(UsageError, match="no option --b"):
            parsed(line)
    else:
        assert parsed(line) == wanted


@pytest.mark.parametrize("line, says", [
    ("loss --depth", "takes a number"), ("loss --depth two", "takes a number"), ("loss --save", "takes a file"),
    ("loss --save a.png", "ends in .svg"), ("loss --deep 3", "no option --deep"),
])  # fmt: skip
def test_a_wrong_option_is_told_in_a_sentence(line: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        parsed(line)


def test_the_forward_pass_is_measured(names: dict[str, Any]) -> None:
    graph = requested(Request("model(x)", depth=1), names, CELLS)
    assert graph.depth == 1 and graph.to_dict()["depth"] == 1
    assert all(node.fwd is not None and node.bwd is None for node in graph.nodes)
    assert not observe.ops


def test_the_expressions_own_ops_stand_in_its_cell(names: dict[str, Any]) -> None:
    scope.track_source(True)
    try:
        node = requested(Request("model(x)"), names, CELLS).nodes[0]
    finally:
        scope.track_source(False)
    assert (node.cell, node.line) == (7, 3)


def test_backward_measures_gradients_and_leaves_none(names: dict[str, Any]) -> None:
    before = torch.get_rng_state()
    graph = requested(Request("model(x)", backward=True), names, CELLS)
    assert all(node.bwd is not None and node.grad is not None for node in graph.nodes)
    assert all(p.grad is None for p in names["model"].parameters())
    assert torch.equal(torch.get_rng_state(), before)


def test_a_graph_that_was_freed_says_how_to_get_another(names: dict[str, Any]) -> None:
    names["loss"] = (names["model"](names["x"]) ** 2).sum()
    names["loss"].backward()
    with pytest.raises(UsageError, match="freed by its backward"):
        requested(Request("loss", backward=True), names, CELLS)
    assert requested(Request("loss"), names, CELLS).ops > 3


def test_an_error_of_the_expression_is_the_users(names: dict[str, Any]) -> None:
    with pytest.raises(RuntimeError, match="shapes cannot be multiplied"):
        requested(Request("model(x.T)"), names, CELLS)
    assert not observe.ops


def test_a_loss_of_the_training_loop_carries_what_was_measured_there(names: dict[str, Any]) -> None:
    model, x = names["model"], names["x"]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    recorder = Recorder()
    recorder.attach()
    for _ in range(3):
        optimizer.zero_grad()
        loss = torch.nn.functional.mse_loss(model(x), torch.zeros(3, 2))
        loss.backward()
        optimizer.step()
    recorder.end()
    recorder.detach()
    graph = graph_of(loss, "loss", CELLS)
    assert graph.step == 2 and all(node.grad is not None and node.fwd is not None for node in graph.nodes)
    asked = requested(Request("loss", backward=True), {"loss": loss}, CELLS)  # freed by the loop's own backward()
    assert asked.step == 2 and all(node.bwd is not None for node in asked.nodes)
    run = runs()[-1]
    found = requested(Request("run", depth=1), {"run": run}, CELLS)
    assert (found.call, found.step, found.depth, found.loss) == ("run", 2, 1, run.series["loss"].y[1])
    assert requested(Request("run", backward=True), {"run": run}, CELLS).nodes == found.nodes
    other = graph_of(model(x).sum(), "other", CELLS)
    assert other.step is None and all(node.fwd is None for node in other.nodes)


def test_a_run_without_a_measured_step_has_no_graph() -> None:
    with pytest.raises(UsageError, match="no training step of `run` was measured op by op"):
        requested(Request("run"), {"run": Run(0.0)}, CELLS)


@pytest.mark.parametrize("suffix", [".svg", ".json", ".dot", ".html", ".txt"])
def test_a_graph_is_written_to_a_file(names: dict[str, Any], tmp_path: Any, suffix: str) -> None:
    pytest.importorskip("graphviz")
    graph = requested(Request("model(x)"), names, CELLS)
    text = save(graph, str(tmp_path / f"graph{suffix}")).read_text(encoding="utf-8")
    assert "linear" in text.lower() and "<script" not in text
    if suffix == ".json":
        assert json.loads(text)["kind"] == "graph"


def test_a_file_that_cannot_be_written_stays_as_it_was(names: dict[str, Any], tmp_path: Any) -> None:
    graph = requested(Request("model(x)"), names, CELLS)
    with pytest.raises(UsageError, match="was not written"):
        save(graph, str(tmp_path / "no" / "such" / "graph.svg"))
    if os.path.exists("/dev/full"):
        with pytest.raises(UsageError, match="No space left"):
            save(graph, str(_full(tmp_path)))


def _full(tmp_path: Any) -> Any:
    """A name that leads to a disk without room."""
    link = tmp_path / "graph.svg"
    link.symlink_to("/dev/full")
    return link
