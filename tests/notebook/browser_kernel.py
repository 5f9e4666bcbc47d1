"""A kernel like JupyterLite's, run as a program: no threads, no sockets, no processes, and only what its `kernel` has.

It runs the cells in the JSON list of its first argument and prints as JSON what a front end would have been sent.
"""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

sys.platform = "emscripten"

import multiprocessing.process  # noqa: E402
import os  # noqa: E402
import socket  # noqa: E402
import subprocess  # noqa: E402
import threading  # noqa: E402

import comm  # noqa: E402
from IPython.core.displaypub import DisplayPublisher  # noqa: E402
from IPython.core.interactiveshell import InteractiveShell  # noqa: E402

SENT: list[dict[str, Any]] = []


def forbid(owner: Any, name: str, error: type[Exception]) -> None:
    def forbidden(*given: Any, **more: Any) -> Any:
        raise error(f"{name} in a browser")

    setattr(owner, name, forbidden)


class Publisher(DisplayPublisher):
    """Takes what `pyodide_kernel` takes."""

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **kwargs):  # type: ignore
        SENT.append({"kind": "update" if update else "display", "data": data, "transient": transient})


class Comm(comm.base_comm.BaseComm):
    """A comm whose messages are kept."""

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **keys):  # type: ignore
        json.dumps(data)  # anything else cannot be sent
        SENT.append({"kind": msg_type, "comm": self.comm_id, "data": data})


def main() -> None:
    forbid(threading.Thread, "start", RuntimeError)
    forbid(multiprocessing.process.BaseProcess, "start", OSError)
    forbid(subprocess, "Popen", OSError)
    forbid(os, "fork", OSError)
    forbid(socket, "socket", OSError)
    comm.create_comm = Comm
    shell = InteractiveShell.instance(display_pub_class=Publisher)
    # `get_parent`'s answer names no cell: JupyterLite's front end does not send it
    shell.kernel = SimpleNamespace(comm_manager=comm.get_comm_manager(), get_parent=dict)
    results = []
    for source in json.loads(sys.argv[1]):
        if source == "open the panel":
            for name in ("push", "ask"):
                content = {"comm_id": name, "target_name": f"nbtorch:{name}", "data": {}}
                shell.kernel.comm_manager.comm_open(None, None, {"content": content})
            question = {"comm_id": "ask", "data": {"id": 1, "ask": "gradflow"}}
            shell.kernel.comm_manager.comm_msg(None, None, {"content": question})
            continue
        done = shell.run_cell(source, store_history=True)
        error = done.error_before_exec or done.error_in_exec
        results.append(None if error is None else f"{type(error).__name__}: {error}")
        SENT.append({"kind": "end of cell"})
    print("RESULT" + json.dumps({"results": results, "sent": SENT}))


if __name__ == "__main__":
    main()
