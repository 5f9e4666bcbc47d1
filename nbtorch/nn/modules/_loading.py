"""Saving a module's tensors by name, and taking them back."""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from typing import Any

from ...autograd.modes import no_grad
from .._lazy_parameter import is_lazy
from ..parameter import Parameter


class _IncompatibleKeys(namedtuple("IncompatibleKeys", ["missing_keys", "unexpected_keys"])):
    """What `load_state_dict` did not find, and what it did not know."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<All keys matched successfully>" if not any(self) else super().__repr__()

    __str__ = __repr__


def state_dict(module: Any, destination: Any, prefix: str, keep_vars: bool) -> Any:
    """Parameters and persistent buffers from `module` down, in order."""
    if destination is None:
        destination = OrderedDict()
        destination._metadata = OrderedDict()
    metadata = {"version": module._version}
    if hasattr(destination, "_metadata"):
        destination._metadata[prefix[:-1]] = metadata
    for hook in list(module._state_dict_pre_hooks.values()):
        hook(module, prefix, keep_vars)
    module._save_to_state_dict(destination, prefix, keep_vars)
    for name, child in module._modules.items():
        if child is not None:
            child.state_dict(destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars)
    for hook in list(module._state_dict_hooks.values()):
        changed = hook(module, destination, prefix, metadata)
        if getattr(hook, "_from_public_api", False):
            if changed is not None:
                raise RuntimeError("state_dict post-hook must return None")
        elif changed is not None:
            destination = changed
    return destination


def save_own(module: Any, destination: Any, prefix: str, keep_vars: bool) -> None:
    """The parameters, persistent buffers and extra state of this module alone."""
    for name, value in own_tensors(module):
        destination[prefix + name] = value if keep_vars or is_lazy(value) else value.detach()
    if type(module).get_extra_state is not _base(module).get_extra_state:
        destination[prefix + "_extra_state"] = module.get_extra_state()


def own_tensors(module: Any) -> list[tuple[str, Any]]:
    """The parameters and persistent buffers of this module alone."""
    named = [*module._parameters.items(), *module._buffers.items()]
    passing = module._non_persistent_buffers_set
    return [(name, value) for name, value in named if value is not None and name not in passing]


def _base(module: Any) -> Any:
    return next(kind for kind in reversed(type(module).__mro__) if kind.__name__ == "Module")


def load_state_dict(module: Any, given: Any, strict: bool, assign: bool) -> _IncompatibleKeys:
    """Copy (or, with `assign`, take over) every tensor of `given`; all problems in one error."""
    if not hasattr(given, "items"):
        raise TypeError(f"Expected state_dict to be dict-like, got {type(given)}.")
    missing: list[str] = []
    unexpected: list[str] = []
    errors: list[str] = []
    metadata = getattr(given, "_metadata", None)
    state = OrderedDict(given)

    def load(part: Any, state: Any, prefix: str) -> None:
        local = {} if metadata is None else dict(metadata.get(prefix[:-1], {}))
        if assign:
            local["assign_to_params_buffers"] = True
        part._load_from_state_dict(state, prefix, local, True, missing, unexpected, errors)
        for name, child in part._modules.items():
            if child is not None:
                below = f"{prefix}{name}."
                load(child, {key: value for key, value in state.items() if key.startswith(below)}, below)
        for hook in list(part._load_state_dict_post_hooks.values()):
            if hook(part, _IncompatibleKeys(missing, unexpected)) is not None:
                raise AssertionError(
                    "Hooks registered with ``register_load_state_dict_post_hook`` are not "
                    "expected to return new values, if incompatible_keys need to be modified, "
                    "it should be done inplace."
                )

    load(module, state, "")
    if strict:
        for kind, keys in (("Unexpected", unexpected), ("Missing", missing)):
            if keys:
                listed = ", ".join(f'"{k}"' for k in keys)
                errors.insert(0, f"{kind} key(s) in state_dict: {listed}. ")
    if errors:
        text = "\n\t".join(errors)
        raise RuntimeError(f"Error(s) in loading state_dict for {type(module).__name__}:\n\t{text}")
    return _IncompatibleKeys(missing, unexpected)


def load_own(
    module: Any, state: Any, prefix: str, metadata: Any, strict: bool, missing: list[str], unexpected: list[str],
    errors: list[str],
) -> None:  # fmt: skip
    """Load the tensors of this module alone; note what does not fit."""
    for hook in list(module._load_state_dict_pre_hooks.values()):
        hook(state, prefix, metadata, strict, missing, unexpected, errors)
    known = dict(own_tensors(module))
    for name, own in known.items():
        key = prefix + name
        if key not in state:
            missing.append(key)
            continue
        value = state[key]
        if getattr(value, "ndim", None) == 1 and own.ndim == 0 and not is_lazy(own):
            value = value[0]  # numbers were saved as vectors of one before PyTorch 0.4
        if not hasattr(value, "_node"):
            errors.append(f'While copying the parameter named "{key}", expected torch.Tensor or Tensor-like object '
                          f'from '
                          f"checkpoint but received {type(value)}")  # fmt: skip
        elif not (is_lazy(own) and is_lazy(value)) and tuple(value.shape) != tuple(own.shape):
            errors.append(
                f"size mismatch for {key}: copying a param with shape {value.shape} from checkpoint, the shape in "
                "current "
                f"model is {own.shape}."
            )
        elif metadata.get("assign_to_params_buffers"):
            _assign(module, name, own, value)
        else:
            with no_grad():
                own.copy_(value)
    extra = prefix + "_extra_state"
    if type(module).set_extra_state is not _base(module).set_extra_state:
        if extra in state:
            module.set_extra_state(state[extra])
        elif strict:
            missing.append(extra)
    elif strict and extra in state:
        unexpected.append(extra)
    if strict:
        for key in state:
            if key.startswith(prefix) and key != extra:
                first = key[len(prefix) :].split(".", 1)
                if (len(first) > 1 and first[0] not in module._modules) or (len(first) == 1 and first[0] not in known):
                    unexpected.append(key)


def _assign(module: Any, name: str, own: Any, value: Any) -> None:
    if name in module._parameters:
        value = value if isinstance(value, Parameter) else Parameter(value, requires_grad=False)
        module._parameters[name] = value.requires_grad_(own.requires_grad)
    else:
        module._buffers[name] = value
