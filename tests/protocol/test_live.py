"""The live view, as the messages of a real kernel tell it."""

from __future__ import annotations

import base64
import re

import pytest

from .kernels import Comm, is_points, stop_file

CURVES, WIDGET = "application/vnd.nbtorch.curves+json", "application/vnd.jupyter.widget-view+json"


def points(message) -> bool:
    return message["msg_type"] == "comm_msg" and is_points(message["content"])


def assert_is_static(data, state):
    assert set(data) == {CURVES, "text/html", "text/plain"}
    assert data[CURVES]["state"] == state
    svg = base64.b64decode(re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', data["text/html"])[1]).decode()
    assert svg.startswith("<svg") and "<script" not in svg
    assert f"{data[CURVES]['steps']:,}" in data["text/plain"]


@pytest.fixture(scope="module")
def finished(kernel, tmp_path_factory):
    """A cell that trained until ten messages of points were seen."""
    stop = stop_file(tmp_path_factory.mktemp("live"))
    cell = kernel.start(f"train_until({str(stop)!r})", cell_id="cell-of-the-loop")
    for _ in range(10):
        cell.wait(points)
    stop.touch()
    return cell.finish()


def test_a_short_cell_gets_no_view(kernel):
    cell = kernel.run("for _ in range(20): train_step()")
    assert cell.saved() == []
    assert not cell.of("comm_open", "comm_msg")


def test_steps_that_do_not_go_on_get_no_view(kernel):
    assert kernel.run("train_step(); time.sleep(0.8)").saved() == []


def test_a_long_cell_gets_one_widget_while_it_runs(finished):
    shown = finished.of("display_data")
    assert [set(content["data"]) for content in shown] == [{WIDGET, CURVES, "text/plain"}]
    model = shown[0]["data"][WIDGET]["model_id"]
    opened = {content["comm_id"]: content["data"]["state"] for content in finished.of("comm_open")}
    first = opened[model]["state"]
    assert (first["kind"], first["state"]) == ("curves", "running")
    assert first["elapsed"] > 0.5
    assert first["series"][0]["x"][0] == 1  # what came before the view is in it


def test_the_points_go_on_where_the_first_state_ended(finished):
    opened = [content["data"]["state"] for content in finished.of("comm_open")]
    steps = next(state["state"]["steps"] for state in opened if "state" in state)
    for message in finished.points:
        x = message["add"]["loss"]["x"]
        assert (x[0], x[-1]) == (steps + 1, message["facts"]["steps"])
        steps = x[-1]


def test_at_most_ten_messages_a_second(finished):
    first, last = finished.points[0]["facts"]["elapsed"], finished.points[-1]["facts"]["elapsed"]
    assert len(finished.points) - 1 <= 10 * (last - first) + 1e-6


def test_the_saved_output_is_the_static_bundle(finished):
    saved = finished.saved()
    assert len(saved) == 1
    assert_is_static(saved[0], "finished")
    data = saved[0][CURVES]
    assert (data["name"], data["cellId"]) == ("Sequential", "cell-of-the-loop")
    assert data["steps"] >= finished.points[-1]["facts"]["steps"]
    assert {one["role"] for one in data["series"]} == {"loss", "lr", "gradnorm", "speed"}


def test_no_widget_state_remains(kernel, finished):
    opened = {content["comm_id"] for content in finished.of("comm_open")}
    closed = {content["comm_id"] for content in finished.of("comm_close")}
    assert opened == closed
    cell = kernel.run("import ipywidgets; print(ipywidgets.Widget.get_manager_state()['state'])")
    assert cell.text.strip() == "{}"


def test_the_output_number_is_the_cells(kernel, tmp_path):
    stop = stop_file(tmp_path)
    cell = kernel.start(f"%%live\ntrain_until({str(stop)!r})")
    cell.wait(points)
    stop.touch()
    cell.finish()
    assert cell.saved()[0][CURVES]["cell"] == cell.of("execute_input")[0]["execution_count"]


def test_live_as_the_first_line_forces_a_view(kernel):
    cell = kernel.run("%%live\nfor _ in range(3): train_step()\n1 / 2")
    assert_is_static(cell.saved()[0], "finished")
    assert cell.saved()[1]["text/plain"] == "0.5"


def test_live_off_and_on(kernel):
    assert "off" in kernel.run("%live off").text
    long = "start = time.time()\nwhile time.time() - start < 0.8: train_step()"
    try:
        assert kernel.run(long).saved() == []
        assert_is_static(kernel.run("%%live\ntrain_step()").saved()[0], "finished")
    finally:
        assert "on" in kernel.run("%live on").text
    assert_is_static(kernel.run(long).saved()[0], "finished")


@pytest.mark.parametrize("by", ["interrupt", "stop button", "stop button, no subshell"])
def test_an_interrupt_keeps_history_and_finishes_the_view(kernel, tmp_path, by):
    if by == "stop button" and not kernel.has_subshells:
        pytest.skip("without subshells the JupyterLab extension interrupts, see labextension/test/stopping.test.ts")
    never = stop_file(tmp_path)
    cell = kernel.start(f"train_until({str(never)!r})")
    last = cell.wait(points)
    if by == "interrupt":
        kernel.interrupt()
    else:
        # on a subshell the widget is heard at once; without one the message waits for the end of the cell
        subshell = kernel.subshell() if by == "stop button" else None
        Comm(kernel, "jupyter.widget", subshell, identity=last["content"]["comm_id"]).send(
            {"method": "custom", "content": {"kind": "stop"}})
        if subshell is None:
            cell.wait(points)
            never.touch()
            cell.finish()
            assert cell.saved()[0][CURVES]["state"] == "finished"
            kernel.run("pass")
            return
    cell.finish()
    assert [content["ename"] for content in cell.of("error")] == ["KeyboardInterrupt"]
    assert len(cell.saved()) == 1
    assert_is_static(cell.saved()[0], "interrupted")
    data = cell.saved()[0][CURVES]
    assert f"Stopped at step {data['steps']:,}. Weights and history are kept" in data["note"]
    assert f"interrupted, {data['steps']:,} steps" in kernel.run("%nbtorch runs").text.splitlines()[-1]


def test_an_interrupt_in_a_sleep_between_steps(kernel, subshells):
    cell = kernel.start("%%live\ntrain_step()\ntime.sleep(60)")
    opened = cell.wait(lambda message: message["msg_type"] == "display_data")
    model = opened["content"]["data"][WIDGET]["model_id"]
    button = Comm(kernel, "jupyter.widget", kernel.subshell(), identity=model)
    button.send({"method": "custom", "content": {"kind": "stop"}})
    cell.finish()
    assert_is_static(cell.saved()[0], "interrupted")


def test_an_error_finishes_the_view_too(kernel):
    cell = kernel.run("%%live\nfor _ in range(5): train_step()\nraise ValueError('mine')")
    assert [content["evalue"] for content in cell.of("error")] == ["mine"]
    assert_is_static(cell.saved()[0], "error")
    assert "Stopped by ValueError at step 5." in cell.saved()[0]["text/plain"]


def test_two_loops_in_one_cell_are_two_views(kernel):
    cell = kernel.run("""%%live
for _ in range(2):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(4): train_step()
""")
    assert [data[CURVES]["steps"] for data in cell.saved()] == [4, 4]


def test_a_sweep_shows_four_and_keeps_all(kernel):
    before = len(kernel.run("%nbtorch runs").text.splitlines())
    cell = kernel.run("""%%live
for _ in range(6):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    for _ in range(2): train_step()
""")
    assert len(cell.saved()) == 4
    assert "2 more runs: %nbtorch runs" in cell.text
    assert len(kernel.run("%nbtorch runs").text.splitlines()) == before + 6


def test_a_viewer_that_fails_says_so_once_and_lets_go(kernel):
    kernel.run("import nbtorch.notebook.training as training; kept = training.Training.flush\n"
               "def broken(self, run, added): raise OSError('the viewer broke')\ntraining.Training.flush = broken")
    cell = kernel.run("for _ in range(300): train_step(); time.sleep(0.001)\nprint('done')")
    assert "done" in cell.text
    assert not cell.of("error")
    assert cell.text.count("the viewer broke") == 1
    assert len([line for line in cell.text.splitlines() if line]) == 2
    assert kernel.run("for _ in range(3): train_step()").text == ""
    assert "stopped" in kernel.run("%nbtorch").text
    kernel.run("training.Training.flush = kept")
    assert "Live views are on." in kernel.run("%live on").text
    assert_is_static(kernel.run("%%live\ntrain_step()").saved()[0], "finished")


def test_training_in_a_thread_of_the_cell(kernel):
    cell = kernel.run("""%%live
import threading
thread = threading.Thread(target=lambda: [train_step() for _ in range(5)])
thread.start(); thread.join()
""")
    assert [data[CURVES]["steps"] for data in cell.saved()] == [5]
