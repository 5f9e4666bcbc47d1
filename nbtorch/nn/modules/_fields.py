"""The fields of a module under PyTorch's names, as files and programs know them, and back."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import Any

# ours -> PyTorch's
NAMES = {
    "_non_persistent": "_non_persistent_buffers_set",
    "_load_pre_hooks": "_load_state_dict_pre_hooks",
    "_load_post_hooks": "_load_state_dict_post_hooks",
}
OWN = ("_hooked", "_name", "_scope")
HOOKS = (
    "_forward_pre_hooks", "_forward_hooks", "_backward_pre_hooks", "_backward_hooks",
    "_state_dict_hooks", "_load_pre_hooks", "_load_post_hooks",
)  # fmt: skip
ABSENT = ("_forward_hooks_always_called", "_state_dict_pre_hooks")


CALLED = ("_forward_pre_hooks", "_forward_hooks")  # here each is a partial that knows whether it wants the keywords


def in_pytorch(fields: dict[str, Any]) -> dict[str, Any]:
    """A module's fields as PyTorch's module would have them."""
    found = {NAMES.get(name, name): value for name, value in fields.items() if name not in OWN}
    for name in HOOKS:
        found[NAMES.get(name, name)] = OrderedDict(enumerate(fields[name].values()))
    for name in CALLED:
        wanting = [i for i, hook in found[name].items() if hook.with_kwargs]
        found[f"{name}_with_kwargs"] = OrderedDict.fromkeys(wanting, True)
        found[name] = OrderedDict([(i, hook.func) for i, hook in found[name].items()])
    found.update({name: OrderedDict() for name in ABSENT})
    return {**found, "_is_full_backward_hook": True if found["_backward_hooks"] else None}


def from_pytorch(fields: dict[str, Any]) -> dict[str, Any]:
    """What `in_pytorch` gave, or a module of PyTorch had, as a module's fields here."""
    if "_scope" in fields or "_parameters" not in fields:
        return fields
    back = {theirs: ours for ours, theirs in NAMES.items()}
    found = {back.get(name, name): value for name, value in fields.items()}
    for name in CALLED:
        wanting = found.pop(f"{name}_with_kwargs", ())
        found[name] = OrderedDict([(i, partial(hook)) for i, hook in found.get(name, {}).items()])
        for i, hook in found[name].items():
            hook.with_kwargs = i in wanting
    for name in (*ABSENT, "_is_full_backward_hook"):
        found.pop(name, None)
    for name in HOOKS:
        found.setdefault(name, OrderedDict())
    found.setdefault("_non_persistent", set())
    return {**found, "_hooked": any([found[name] for name in HOOKS[:4]]), "_name": "", "_scope": None}
