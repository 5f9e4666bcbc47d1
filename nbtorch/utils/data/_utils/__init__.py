"""The parts of the loader: batches out of samples, fetching, worker processes and what goes between them."""

from typing import Any

from . import collate as collate, fetch as fetch, pin_memory as pin_memory


def __getattr__(name: str) -> Any:
    """The module of workers, loaded when somebody asks: it brings processes and sockets."""
    if name == "worker":
        from importlib import import_module

        return import_module(f"{__name__}.worker")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
