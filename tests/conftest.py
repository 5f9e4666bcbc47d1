"""What every test can rely on: required oracles, a fresh seed, and devices to run on."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # fakecupy
# the tensors of tests are small: PyTorch's threads only wait for each other, for half of the time of its tests
os.environ.setdefault("OMP_NUM_THREADS", "1")

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def _missing(modules: tuple[str, ...]) -> list[str]:
    return [name for name in modules if importlib.util.find_spec(name) is None]


def _browser_missing() -> list[str]:
    found = any(shutil.which(name) for name in BROWSERS)
    return _missing(("jupyterlab", "playwright")) + ([] if found else ["chromium"])


def pytest_configure(config: pytest.Config) -> None:
    """A machine that must run the oracle or browser tests fails at once when it cannot."""
    for variable, missing in (
        ("NBTORCH_REQUIRE_ORACLE", _missing(("torch", "expecttest"))),  # PyTorch's own test data needs the second
        ("NBTORCH_REQUIRE_BROWSER", _browser_missing()),
    ):
        if os.environ.get(variable) == "1" and missing:
            raise pytest.UsageError(f"{variable}=1, but {', '.join(missing)} is not installed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run, saying what it needs."""
    needs = {"oracle": _missing(("torch",)), "browser": _browser_missing()}
    for item in items:
        for mark, missing in needs.items():
            if missing and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=f"needs {', '.join(missing)}"))
        if item.get_closest_marker("gpu") and not _gpu():
            item.add_marker(pytest.mark.skip(reason="needs CuPy and a CUDA device"))


def _gpu() -> bool:
    import nbtorch

    return "fakecupy" not in sys.modules and nbtorch.cuda.is_available()


@pytest.fixture(autouse=True)
def no_channels_last():
    """A test that asks for `channels_last` does so for itself, where a program does it for all that follows."""
    from nbtorch.autograd import memory

    memory.asked[0] = False


@pytest.fixture
def fake_gpu(monkeypatch: pytest.MonkeyPatch):
    """The strict stand-in in the place of CuPy, for one test; gives its module, whose `syncs` counts host waits."""
    import fakecupy

    from nbtorch.backend import array, cuda

    monkeypatch.setitem(sys.modules, "cupy", fakecupy)
    cuda._found.cache_clear()
    fakecupy.syncs, fakecupy.in_use[0] = 0, 0
    yield fakecupy
    cuda._found.cache_clear()
    array.SEVERAL.clear()
    array.NAMESPACES.pop(fakecupy.ndarray, None)
    array.ARRAYS.discard(fakecupy.ndarray)
