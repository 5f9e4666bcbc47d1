"""Modules called with other tensors in the place of their own."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def functional_call(
    module: Any, parameters_and_buffers: dict[str, Any], args: Any = None, kwargs: Any = None, *,
    tie_weights: bool = True, strict: bool = False,
) -> Any:  # fmt: skip
    """The old name of `func.functional_call`."""
    warnings.warn(
        "`torch.nn.utils.stateless.functional_call` is deprecated as of PyTorch 2.0 and will be removed in a future "
        "version of PyTorch. Please use `torch.func.functional_call` instead which is a drop-in replacement.",
        FutureWarning,
        stacklevel=2,
    )
    return _functional_call(module, parameters_and_buffers, args, kwargs, tie_weights=tie_weights, strict=strict)


def _functional_call(
    module: Any, parameters_and_buffers: dict[str, Any], args: Any = None, kwargs: Any = None, *,
    tie_weights: bool = True, strict: bool = False,
) -> Any:  # fmt: skip
    from ..parallel.data_parallel import DataParallel  # here: it needs the modules, and some of them this package

    if isinstance(module, DataParallel):
        raise RuntimeError("The stateless API can't be used with nn.DataParallel module")
    args = () if args is None else args if isinstance(args, tuple) else (args,)
    with _swapped(module, parameters_and_buffers, tie_weights, strict):
        return module(*args, **(kwargs or {}))


def _places(module: Any) -> dict[str, tuple[dict[str, Any], str]]:
    """Where each parameter and buffer is kept, by its dotted name."""
    found = {}
    for path, part in module.named_modules(remove_duplicate=False):
        for store in (part._parameters, part._buffers):
            for name, value in store.items():
                if value is not None:
                    found[f"{path}.{name}" if path else name] = (store, name)
    return found


@contextmanager
def _swapped(module: Any, given: dict[str, Any], tie: bool, strict: bool) -> Iterator[None]:
    places, asked = _places(module), given
    unexpected = [name for name in given if name not in places]
    given = _tied(places, given) if tie else given
    missing = [name for name in places if name not in given]
    if strict and (unexpected or missing):
        words = []
        if unexpected:
            words.append(f"Unexpected key(s): {_quoted(unexpected)}.")
        if missing:
            words.append(f"Missing key(s): {_quoted(missing)}.")
        raise RuntimeError(f"Error(s) in reparametrizing for {type(module).__name__}:\n\t" + "\n\t".join(words))
    before = []
    try:
        for name, value in given.items():
            if name in places:
                store, key = places[name]
                before.append((name, store, key, store[key]))
                store[key] = value
        yield
    finally:
        for name, store, key, value in reversed(before):
            if name in asked:
                asked[name] = store[key]  # what the call made of it
            store[key] = value


def _quoted(names: list[str]) -> str:
    return ", ".join([f"'{name}'" for name in sorted(names)])


def _tied(places: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """Give tensors that the module shares under several names the same value under all of them."""
    groups: dict[int, list[str]] = {}
    for name, (store, key) in places.items():
        groups.setdefault(id(store[key]), []).append(name)
    found = dict(given)
    for names in groups.values():
        values = {id(given[n]): given[n] for n in names if n in given}
        if len(values) > 1:
            raise ValueError(
                f"functional_call got multiple values for keys {sorted(names)}, which are tied. Consider using "
                "tie_weights=False"
            )
        for value in values.values():
            found.update(dict.fromkeys(names, value))
    return found
