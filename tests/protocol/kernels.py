"""A real kernel, spoken to as a front end does, without a browser."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

PATIENCE = 60.0  # seconds a kernel on a busy machine may take

LOAD, UNLOAD = "%load_ext nbtorch", "%unload_ext nbtorch"
TRAIN = """
import time
from pathlib import Path

import nbtorch as torch

torch.manual_seed(0)
model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.ReLU(), torch.nn.Linear(8, 1))
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
data, target = torch.randn(32, 4), torch.randn(32, 1)

def train_step():
    global loss
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(data), target)
    loss.backward()
    optimizer.step()

def train_until(stop):
    while not Path(stop).exists():
        train_step()
        time.sleep(0.002)
"""


class Kernel:
    """One kernel and what it has published."""

    def __init__(self) -> None:
        self.manager, self.client = start_new_kernel(kernel_name="python3", startup_timeout=PATIENCE)
        info = self.client.kernel_info(reply=True, timeout=PATIENCE)["content"]
        self.has_subshells = "kernel subshells" in info.get("supported_features", ())

    def shutdown(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def start(self, code: str, cell_id: str | None = None) -> Cell:
        """Run a cell without waiting for it."""
        message = self.client.session.msg("execute_request", {
            "code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False,
            "stop_on_error": False}, metadata={"cellId": cell_id} if cell_id else {})
        self.client.shell_channel.send(message)
        return Cell(self, message["header"]["msg_id"])

    def run(self, code: str, cell_id: str | None = None) -> Cell:
        """Run a cell to its end."""
        return self.start(code, cell_id).finish()

    def interrupt(self) -> None:
        self.manager.interrupt_kernel()

    def subshell(self) -> str | None:
        """A new subshell's id; None in a kernel that has no subshells (ipykernel 6)."""
        if not self.has_subshells:
            return None
        message = self.client.session.msg("create_subshell_request")
        self.client.control_channel.send(message)
        while True:
            reply = self.client.get_control_msg(timeout=PATIENCE)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply["content"]["subshell_id"]


class Cell:
    """What the kernel publishes about one request, in order."""

    def __init__(self, kernel: Kernel, message_id: str):
        self.kernel, self.id = kernel, message_id
        self.messages: list[dict[str, Any]] = []
        self.others: list[dict[str, Any]] = []

    def wait(self, done: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """Read on until a message is what `done` says; returns it."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            message = self.kernel.client.get_iopub_msg(timeout=PATIENCE)
            mine = message["parent_header"].get("msg_id") == self.id
            (self.messages if mine else self.others).append(message)
            if done(message):
                return message
        raise TimeoutError(f"not seen in {PATIENCE} s; the last were {[one['msg_type'] for one in self.messages[-5:]]}")

    def finish(self) -> Cell:
        """Read to the end of the cell."""
        self.wait(lambda message: message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"
                  and message["parent_header"].get("msg_id") == self.id)
        return self

    def of(self, *types: str) -> list[dict[str, Any]]:
        """The contents of the cell's messages of these types."""
        return [message["content"] for message in self.messages if message["msg_type"] in types]

    @property
    def text(self) -> str:
        return "".join(content["text"] for content in self.of("stream"))

    @property
    def points(self) -> list[dict[str, Any]]:
        """What the live view was sent."""
        return [content["data"]["content"] for content in self.of("comm_msg") if is_points(content)]

    def saved(self) -> list[dict[str, Any]]:
        """The outputs as a notebook file keeps them: an update replaces what it updates."""
        outputs: list[list[Any]] = []
        for content in self.of("display_data", "update_display_data", "execute_result"):
            key = content.get("transient", {}).get("display_id") or uuid.uuid4()
            same = next((output for output in outputs if output[0] == key), None)
            if same is None:
                outputs.append([key, content["data"]])
            else:
                same[1] = content["data"]
        return [data for _, data in outputs]


class Comm:
    """The front end's side of a comm, on a subshell if one is given."""

    def __init__(self, kernel: Kernel, target: str, subshell: str | None = None, identity: str | None = None):
        self.kernel, self.subshell, self.id = kernel, subshell, identity or uuid.uuid4().hex
        if identity is None:
            self._send("comm_open", {"comm_id": self.id, "target_name": target, "data": {}})

    def send(self, data: dict[str, Any]) -> None:
        self._send("comm_msg", {"comm_id": self.id, "data": data})

    def is_from(self, message: dict[str, Any]) -> bool:
        """Whether the kernel sent this message on this comm."""
        return message["msg_type"] == "comm_msg" and message["content"]["comm_id"] == self.id

    def _send(self, kind: str, content: dict[str, Any]) -> None:
        message = self.kernel.client.session.msg(kind, content)
        message["header"]["subshell_id"] = self.subshell
        self.kernel.client.shell_channel.send(message)


def is_points(content: dict[str, Any]) -> bool:
    """Whether a comm message brings points to a live view."""
    inner = content["data"].get("content")
    return isinstance(inner, dict) and inner.get("kind") == "points"


def stop_file(folder: Path) -> Path:
    """A file that ends `train_until` when it is made."""
    return folder / f"stop-{uuid.uuid4().hex}"
