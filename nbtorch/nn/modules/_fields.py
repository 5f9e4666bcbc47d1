"""The fields of a module: PyTorch's, as files and programs know them, and three that only this library has."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from ...autograd.hooks import reserve

TABLES = ("_parameters", "_buffers", "_modules")
CALLED = ("_backward_pre_hooks", "_backward_hooks", "_forward_hooks", "_forward_pre_hooks")
HOOKS = (
    *CALLED, "_state_dict_hooks", "_state_dict_pre_hooks", "_load_state_dict_pre_hooks", "_load_state_dict_post_hooks",
)  # fmt: skip
ABOUT_HOOKS = ("_forward_hooks_with_kwargs", "_forward_hooks_always_called", "_forward_pre_hooks_with_kwargs")
OWN = {"_hooked": False, "_name": "", "_scope": None}  # hooked: whether calling has more to do than the forward
DERIVED = ("_flat_weights", "_flat_weights_names", "_flat_weight_refs")  # lists of what an RNN has by name


def fresh(fields: dict[str, Any]) -> None:
    """The fields of a new module."""
    fields["training"] = True
    fields["_parameters"] = {}
    fields["_buffers"] = {}
    fields["_non_persistent_buffers_set"] = set()
    fields["_backward_pre_hooks"] = OrderedDict()
    fields["_backward_hooks"] = OrderedDict()
    fields["_is_full_backward_hook"] = None  # whether the backward hooks are those of the inputs' gradients
    fields["_forward_hooks"] = OrderedDict()
    fields["_forward_hooks_with_kwargs"] = OrderedDict()
    fields["_forward_hooks_always_called"] = OrderedDict()
    fields["_forward_pre_hooks"] = OrderedDict()
    fields["_forward_pre_hooks_with_kwargs"] = OrderedDict()
    fields["_state_dict_hooks"] = OrderedDict()
    fields["_state_dict_pre_hooks"] = OrderedDict()
    fields["_load_state_dict_pre_hooks"] = OrderedDict()
    fields["_load_state_dict_post_hooks"] = OrderedDict()
    fields["_modules"] = {}
    fields.update(OWN)


def in_pytorch(fields: dict[str, Any]) -> dict[str, Any]:
    """A module's fields as PyTorch's module would have them."""
    return {name: value for name, value in fields.items() if name not in OWN}


def from_pytorch(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a module in a file, of any age, as a module's fields here."""
    if "_parameters" not in fields:
        return fields
    found = {name: value for name, value in fields.items() if name not in DERIVED}
    for name in (*HOOKS, *ABOUT_HOOKS):
        reserve(found.setdefault(name, OrderedDict()))
    found.setdefault("_non_persistent_buffers_set", set())
    found.setdefault("_is_full_backward_hook", True if found["_backward_hooks"] else None)
    return {**OWN, **found, "_hooked": any([found[name] for name in CALLED])}
