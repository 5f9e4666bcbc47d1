"""Runs PyTorch programs in forks of this process, which imports the framework once: python child.py torch|nbtorch.

Every line of the input is a JSON list, a program's path and its arguments; every line of the output is its outcome.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import runpy
import sys
import traceback
import warnings
from importlib import import_module

USED = ("sklearn.datasets", "torch", "torch.func", "torch.distributions", "torch.nn.functional", "torch.utils.data")
ADDRESS = re.compile(r"0x[0-9a-f]+")
PLACE = re.compile(r" \(Triggered internally at .*\)$")  # of a line in PyTorch's C++


def _words(warning: warnings.WarningMessage) -> str:
    return f"{warning.category.__name__}: {PLACE.sub('', str(warning.message))}"


def outcome(path: str, arguments: list[str]) -> dict[str, object]:
    """What a program prints and warns of, the losses it collects in `losses`, and how it fails if it does."""
    printed, error, namespace = io.StringIO(), None, {}
    sys.argv = [path, *arguments]
    with contextlib.redirect_stdout(printed), warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.filterwarnings("ignore", category=RuntimeWarning, module=r"nbtorch\.")  # as nbtorch itself asks
        try:
            namespace = runpy.run_path(path, run_name="__main__")
        except BaseException:
            error = traceback.format_exc()
    return {
        "printed": ADDRESS.sub("0x", printed.getvalue()).splitlines(),
        "losses": [float(loss) for loss in namespace.get("losses", ())],
        "warnings": list(dict.fromkeys(_words(w) for w in caught if w.category is not DeprecationWarning)),
        "error": error,
    }


def serve(framework: str) -> None:
    if framework == "nbtorch":
        import nbtorch

        nbtorch.alias()
    for module in USED:
        import_module(module)
    torch = sys.modules["torch"]
    torch.set_num_threads(1)
    torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1)  # PyTorch imports much for its first optimizer
    for line in sys.stdin:
        path, *arguments = json.loads(line)
        child = os.fork()
        if child == 0:
            print(json.dumps(outcome(path, arguments)), flush=True)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            print(json.dumps({"error": f"{path} ended its process"}), flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
