"""The panel's two comms: pushed to after each cell and while training, answered on a subshell while a cell is busy."""

from __future__ import annotations

import json
import statistics
import time
from importlib.resources import files

import jsonschema
import pytest

from .kernels import Comm, Kernel, stop_file

ASK, PUSH = "nbtorch:ask", "nbtorch:push"


@pytest.fixture(scope="module")
def ask(kernel: Kernel) -> Comm:
    return Comm(kernel, ASK, kernel.subshell())


@pytest.fixture(scope="module")
def push(kernel: Kernel) -> Comm:
    comm = Comm(kernel, PUSH)
    cell = kernel.start("pass")
    cell.wait(comm.is_from)  # the state, at once
    cell.finish()
    return comm


def answer(cell, comm, **question):
    comm.send(question)
    return cell.wait(lambda message: comm.is_from(message) and message["content"]["data"]["id"] == question["id"]
                     )["content"]["data"]


def test_the_state_is_pushed_after_each_cell(kernel, push):
    cell = kernel.run("train_step(); named = torch.zeros(2, 3)")
    pushed = [content["data"] for content in cell.of("comm_msg") if content["comm_id"] == push.id]
    assert [data["kind"] for data in pushed] == ["state"]
    state = pushed[0]
    assert (state["schema"], state["busy"]) == (1, False)
    row = next(row for row in state["tensors"] if row["name"] == "named")
    assert row == {"name": "named", "shape": [2, 3], "dtype": "float32", "device": "cpu", "bytes": 24,
                   "requires_grad": False, "graph": False}
    assert "loss" in [graph["name"] for graph in state["graphs"]]
    assert [(model["name"], model["graph"]) for model in state["models"]] == [("model", "loss")]
    assert state["runs"][-1]["steps"] == 1


def test_graphs_are_found_without_being_asked_for_and_versions_change_with_them(kernel, push, ask):
    def version():
        cell = kernel.run("pass")
        state = answer(cell, ask, id="versions", ask="state")["state"]
        return next(graph["version"] for graph in state["graphs"] if graph["name"] == "loss")

    kernel.run("train_step()")
    first = version()
    assert version() == first
    kernel.run("train_step()")
    assert version() > first


def test_a_graph_names_its_cell_and_leaves_the_list_with_its_name(kernel, push):
    def listed(code):
        cell = kernel.run(code)
        state = [content["data"] for content in cell.of("comm_msg") if content["comm_id"] == push.id][-1]
        made = cell.of("execute_input")[0]["execution_count"]
        return made, {graph["name"]: graph["cell"] for graph in state["graphs"]}

    made, graphs = listed("passing = model(data).sum()")
    assert graphs["passing"] == made
    _, graphs = listed("passing.backward(); 'the graph is that of the earlier cell'")
    assert graphs["passing"] == made
    _, graphs = listed("for _ in range(6000): passing = (passing * 0.9).tanh()")
    assert "passing" not in graphs  # nobody asked for a graph that takes a while to draw up
    _, graphs = listed("%graph passing")
    assert "passing" in graphs
    _, graphs = listed("passing = model(data).sum()")
    assert "passing" in graphs
    _, graphs = listed("passing = 0")
    assert "passing" not in graphs


def test_a_loss_inside_a_function_is_listed(kernel, push):
    cell = kernel.run("""
def fit():
    inner = torch.nn.functional.mse_loss(model(data), target)
    inner.backward()
    optimizer.step()
fit()""")
    state = [content["data"] for content in cell.of("comm_msg") if content["comm_id"] == push.id][-1]
    assert "last backward()" in [graph["name"] for graph in state["graphs"]]


def test_questions_are_answered_while_the_cell_is_busy(kernel, push, ask, subshells, tmp_path):
    kernel.run("%graph loss * 2")
    stop = stop_file(tmp_path)
    cell = kernel.start(f"train_until({str(stop)!r})")
    progress = cell.wait(lambda message: push.is_from(message))["content"]["data"]
    assert (progress["kind"], progress["busy"]) == ("progress", True)
    assert progress["runs"][-1]["state"] == "running"
    state = answer(cell, ask, id="a", ask="state")
    assert state["ok"]
    assert state["state"]["busy"]
    assert state["state"]["step"] >= 1
    graph = answer(cell, ask, id="b", ask="graph", name="loss * 2")
    assert graph["graph"]["call"] == "loss * 2"
    refused = answer(cell, ask, id="c", ask="graph", name="gone")
    assert (refused["ok"], refused["error"]) == (False, "There is no graph named 'gone' any more.")
    assert not answer(cell, ask, id="d", ask="what")["ok"]
    assert not any(message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
                   for message in cell.messages)  # all that while the cell ran
    stop.touch()
    cell.finish()


def test_the_graph_of_a_run_is_listed_and_answered_while_it_trains(kernel, push, ask, subshells, tmp_path):
    stop = stop_file(tmp_path)
    cell = kernel.start(f"train_until({str(stop)!r})")

    def listed(message):
        data = message["content"]["data"] if push.is_from(message) else {}
        return next((row for row in data.get("graphs", ()) if row.get("live")), None)

    row = listed(cell.wait(listed))
    newer = listed(cell.wait(lambda message: (listed(message) or row)["version"] != row["version"]))
    assert newer["name"] == row["name"] == "run " + row["name"].removeprefix("run ")
    times = []
    for number in range(9):
        began = time.perf_counter()
        found = answer(cell, ask, id=f"run {number}", ask="graph", name=row["name"])["graph"]
        times.append(time.perf_counter() - began)
    jsonschema.validate(found, json.loads(files("nbtorch.trace").joinpath("graph.schema.json").read_text()))
    assert found["call"] == row["name"] and len(found["history"]["steps"]) > 1
    assert statistics.median(times) < 0.5, times  # a tenth of that where nothing else runs
    stop.touch()
    cell.finish()
    state = [content["data"] for content in cell.of("comm_msg") if content["comm_id"] == push.id][-1]
    assert state["kind"] == "state" and "live" not in state["graphs"][0]
    loss = answer(kernel.run("pass"), ask, id="loss", ask="graph", name="loss")["graph"]
    assert loss["history"]["run"] == found["history"]["run"]


def test_who_holds_the_memory_is_pushed_and_answered_while_a_cell_trains(kernel, push, ask, subshells, tmp_path):
    stop = stop_file(tmp_path)
    cell = kernel.start(f"train_until({str(stop)!r})")
    found = cell.wait(lambda message: push.is_from(message) and message["content"]["data"]["devices"]
                      and message["content"]["data"]["runs"][-1]["state"] == "running")["content"]["data"]
    row = found["devices"]
    assert [one["name"] for one in row["devices"]] == ["cpu"]
    cpu = row["devices"][0]
    assert sum(cpu["owners"].values()) == cpu["total"] == max(cpu["spark"])
    assert cpu["peak"]["phase"] in ("forward", "backward", "step")
    assert row["unexpected"] == []
    whole = answer(cell, ask, id="m", ask="devices")["devices"]
    assert (whole["kind"], whole["devices"][0]["name"]) == ("devices", "cpu")
    assert [model["name"] for model in found["models"]] == ["model"]
    stop.touch()
    cell.finish()


def test_without_subshells_the_panel_is_told_and_its_question_waits_for_the_cell(kernel, push, ask, tmp_path):
    if kernel.has_subshells:
        pytest.skip("needs ipykernel 6")
    stop = stop_file(tmp_path)
    cell = kernel.start(f"train_until({str(stop)!r})")
    assert cell.wait(push.is_from)["content"]["data"]["kind"] == "progress"
    ask.send({"id": "waits", "ask": "state"})
    for _ in range(2):  # a second of training
        assert cell.wait(lambda message: push.is_from(message) or ask.is_from(message))["content"]["comm_id"] == push.id
    stop.touch()
    cell.finish()
    answered = cell.wait(ask.is_from)["content"]["data"]
    assert answered["id"] == "waits" and not answered["state"]["busy"]


def test_progress_is_pushed_twice_a_second_at_most(kernel, push, tmp_path):
    stop = stop_file(tmp_path)
    cell = kernel.start(f"train_until({str(stop)!r})")
    seen = [cell.wait(lambda message: push.is_from(message)) for _ in range(4)]
    stop.touch()
    cell.finish()
    times = [message["header"]["date"] for message in seen]
    assert (times[-1] - times[0]).total_seconds() > 1.4


def test_a_subshell_neither_draws_nor_ends_the_view(kernel, ask, subshells, tmp_path):
    stop = stop_file(tmp_path)
    cell = kernel.start(f"%%live\ntrain_until({str(stop)!r})")
    cell.wait(lambda message: message["msg_type"] == "display_data")
    answer(cell, ask, id="e", ask="state")
    stop.touch()
    cell.finish()
    assert len(cell.of("update_display_data")) == 1
    assert len(cell.saved()) == 1
