"""The fields of a module under PyTorch's names, as files and programs know them, and back."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from . import _everywhere

# ours -> PyTorch's
NAMES = {
    "_non_persistent": "_non_persistent_buffers_set",
    "_load_pre_hooks": "_load_state_dict_pre_hooks",
    "_load_post_hooks": "_load_state_dict_post_hooks",
    "_full_backward": "_is_full_backward_hook",
}
OWN = ("_hooked", "_name", "_scope")
HOOKS = (
    "_forward_pre_hooks", "_forward_hooks", "_backward_pre_hooks", "_backward_hooks",
    "_state_dict_pre_hooks", "_state_dict_hooks", "_load_pre_hooks", "_load_post_hooks",
)  # fmt: skip
DERIVED = ("_flat_weights", "_flat_weights_names", "_flat_weight_refs")  # lists of what an RNN has by name

CALLED = ("_forward_pre_hooks", "_forward_hooks")  # here each is a partial that knows whether it wants the keywords


def in_pytorch(fields: dict[str, Any]) -> dict[str, Any]:
    """A module's fields as PyTorch's module would have them."""
    found = {NAMES.get(name, name): value for name, value in fields.items() if name not in OWN}
    for name in HOOKS:
        found[NAMES.get(name, name)] = OrderedDict(enumerate(fields[name].values()))
    found["_forward_hooks_always_called"] = OrderedDict(
        [(i, True) for i, hook in found["_forward_hooks"].items() if hook.always_call]
    )
    for name in CALLED:
        wanting = [i for i, hook in found[name].items() if hook.with_kwargs]
        found[f"{name}_with_kwargs"] = OrderedDict.fromkeys(wanting, True)
    for name in (*CALLED, "_state_dict_hooks"):
        found[name] = OrderedDict([(i, hook.func) for i, hook in found[name].items()])
    return found


def from_pytorch(fields: dict[str, Any]) -> dict[str, Any]:
    """What `in_pytorch` gave, or a module of PyTorch had, as a module's fields here."""
    if "_scope" in fields or "_parameters" not in fields:
        return fields
    back = {theirs: ours for ours, theirs in NAMES.items()}
    found = {back.get(name, name): value for name, value in fields.items()}
    always = found.pop("_forward_hooks_always_called", ())
    for name in CALLED:
        wanting = found.pop(f"{name}_with_kwargs", ())
        hooks = found.get(name, {}).items()
        found[name] = OrderedDict(
            [(i, _everywhere.kept(hook, with_kwargs=i in wanting, always_call=i in always)) for i, hook in hooks]
        )
    hooks = found.get("_state_dict_hooks", {}).items()
    found["_state_dict_hooks"] = OrderedDict([(i, _everywhere.kept(hook, replaces=False)) for i, hook in hooks])
    for name in DERIVED:
        found.pop(name, None)
    for name in HOOKS:
        found.setdefault(name, OrderedDict())
    found.setdefault("_non_persistent", set())
    found.setdefault("_full_backward", True if found["_backward_hooks"] else None)
    return {**found, "_hooked": any([found[name] for name in HOOKS[:4]]), "_name": "", "_scope": None}
