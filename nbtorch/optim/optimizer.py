"""What every optimizer does: groups of parameters with settings, state by parameter, hooks around its calls."""

from __future__ import annotations

import functools
import warnings
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import chain
from typing import Any, TypeAlias

from .._tensor import Tensor
from ..autograd import observe
from ..autograd.hooks import RemovableHandle, add_hook
from ..autograd.profiler import record_function
from ..backend.silence import hush
from ..ops.facts import typename

HOOKS = ("step_pre", "step_post", "state_dict_pre", "state_dict_post", "load_state_dict_pre", "load_state_dict_post")
before_any: OrderedDict[int, Any] = OrderedDict()  # hooks around the steps of every optimizer
after_any: OrderedDict[int, Any] = OrderedDict()


class _Required:
    """The default of a setting that every group has to give."""

    def __repr__(self) -> str:
        return "<required parameter>"


required = _Required()
ParamsT: TypeAlias = Iterable[Tensor] | Iterable[dict[str, Any]] | Iterable[tuple[str, Tensor]]


class Optimizer:
    """Groups of parameters with their settings; a subclass adds `step`.

    `params` is an iterable of tensors, of (name, tensor) pairs, or of dicts with `params` and settings of their own.
    """

    def __init__(self, params: Any, defaults: dict[str, Any]):
        self.defaults = defaults
        self._ready()
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                f"{typename(params)}"
            )
        self.state: Any = defaultdict(dict)
        self.param_groups: list[dict[str, Any]] = []
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        for group in groups if isinstance(groups[0], dict) else [{"params": groups}]:
            self.add_param_group(group)

    def _ready(self) -> None:
        """Have places for hooks, and a `step` that calls them: a subclass writes its own and need not know."""
        for name in HOOKS:
            self.__dict__.setdefault(f"_optimizer_{name}_hooks", OrderedDict())
        kind = type(self)
        if not hasattr(kind.step, "hooked"):
            kind.step = _hooked(kind.step)  # type: ignore[method-assign]

    # ---- groups
    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Optimize more parameters, with settings of their own."""
        if not isinstance(param_group, dict):
            raise TypeError(f"param_group must be a dict, but got {type(param_group)}")
        given = param_group["params"]
        if isinstance(given, set):
            raise TypeError(
                "optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets "
                "will change between runs. Please use a list instead."
            )
        members = [given] if isinstance(given, Tensor) else list(given)
        names = [p[0] for p in members if isinstance(p, tuple)]
        if names and len(names) != len(members):
            raise ValueError("all optimizer params should be with/without names. Some param names are missing")
        param_group["params"] = params = [p[1] if isinstance(p, tuple) else p for p in members]
        if names:
            param_group["param_names"] = names
        for p in params:
            if not isinstance(p, Tensor):
                raise TypeError("optimizer can only optimize Tensors, but one of the params is " + typename(p))
            if not (self.defaults.get("differentiable") or p.is_leaf or p.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
        for name, value in self.defaults.items():
            if value is required and name not in param_group:
                raise ValueError(f"parameter group didn't specify a value of required optimization parameter {name}")
            param_group.setdefault(name, value)
        if len({id(p) for p in params}) != len(params):
            warnings.warn(
                "optimizer contains a parameter group with duplicate parameters; in future, this will cause an error; "
                "see github.com/pytorch/pytorch/issues/40967 for more information",
                stacklevel=3,
            )
        self._check_apart(param_group)
        self.param_groups.append(param_group)

    def _check_apart(self, new: dict[str, Any]) -> None:
        """Refuse a group that shares parameters with another, or has names where another has none."""
        for group in self.param_groups:
            if ("param_names" in new) != ("param_names" in group):
                has = "with names" if "param_names" in new else "without names"
                raise ValueError(
                    "all optimizer param groups should be with/without names. cannot add param group "
                    f"{has} to the optimizer"
                )
        known = {id(p) for group in self.param_groups for p in group["params"]}
        if any([id(p) in known for p in new["params"]]):
            raise ValueError("some parameters appear in more than one parameter group")

    # ---- stepping
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Update every parameter that has a gradient; `closure` computes the loss again and returns it."""
        raise NotImplementedError

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or fill them with zeros."""
        for group in self.param_groups:
            for p in group["params"]:
                if set_to_none:
                    p.grad = None
                elif p.grad is not None:
                    if p.grad.requires_grad:
                        p.grad = p.grad.detach()
                    p.grad.zero_()

    # ---- state
    def state_dict(self) -> dict[str, Any]:
        """State and settings as plain dicts, parameters by number; the tensors are those of the optimizer."""
        for hook in list(self._hooks("state_dict_pre").values()):
            hook(self)
        numbers: dict[int, int] = {}
        for i, p in enumerate(chain.from_iterable([group["params"] for group in self.param_groups])):
            numbers.setdefault(id(p), i)
        groups = [
            {**{k: v for k, v in group.items() if k != "params"}, "params": [numbers[id(p)] for p in group["params"]]}
            for group in self.param_groups
        ]
        state = {numbers[id(key)] if isinstance(key, Tensor) else key: value for key, value in self.state.items()}
        found: dict[str, Any] = {"state": state, "param_groups": groups}
        for hook in list(self._hooks("state_dict_post").values()):
            found = _or_else(hook(self, found), found)
        return found

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Continue from what `state_dict` gave; state takes the dtype and device of its parameter."""
        state_dict = state_dict.copy()
        for hook in list(self._hooks("load_state_dict_pre").values()):
            state_dict = _or_else(hook(self, state_dict), state_dict)
        groups, saved = self.param_groups, deepcopy(state_dict["param_groups"])
        if len(groups) != len(saved):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any([len(g["params"]) != len(s["params"]) for g, s in zip(groups, saved, strict=True)]):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's group"
            )
        params = {
            number: (p, new)
            for group, new in zip(groups, saved, strict=True)
            for number, p in zip(new["params"], group["params"], strict=True)
        }
        state: Any = defaultdict(dict)
        for number, value in state_dict["state"].items():
            if number in params:
                p, new = params[number]
                state[p] = _fitted(value, p, new.get("capturable") or new.get("fused"))
            else:
                state[number] = value
        for group, new in zip(groups, saved, strict=True):
            new["params"] = group["params"]
            if "param_names" in group:
                new.setdefault("param_names", group["param_names"])
        self.__setstate__({"state": state, "param_groups": saved})
        for hook in list(self._hooks("load_state_dict_post").values()):
            hook(self)

    def __getstate__(self) -> dict[str, Any]:
        return {"defaults": self.defaults, "state": self.state, "param_groups": self.param_groups}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._ready()
        self.defaults.setdefault("differentiable", False)

    # ---- hooks
    def _hooks(self, name: str) -> OrderedDict[int, Any]:
        hooks: OrderedDict[int, Any] = self.__dict__[f"_optimizer_{name}_hooks"]
        return hooks

    def register_step_pre_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` before every step; it may return new `(args, kwargs)`."""
        return add_hook(self._hooks("step_pre"), hook)

    def register_step_post_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(optimizer, args, kwargs)` after every step."""
        return add_hook(self._hooks("step_post"), hook)

    def register_state_dict_pre_hook(self, hook: Any, prepend: bool = False) -> RemovableHandle:
        """Call `hook(optimizer)` before `state_dict`."""
        return add_hook(self._hooks("state_dict_pre"), hook, first=prepend)

    def register_state_dict_post_hook(self, hook: Any, prepend: bool = False) -> RemovableHandle:
        """Call `hook(optimizer, state_dict)` after `state_dict`; it may return another dict."""
        return add_hook(self._hooks("state_dict_post"), hook, first=prepend)

    def register_load_state_dict_pre_hook(self, hook: Any, prepend: bool = False) -> RemovableHandle:
        """Call `hook(optimizer, state_dict)` before `load_state_dict`; it may return another dict."""
        return add_hook(self._hooks("load_state_dict_pre"), hook, first=prepend)

    def register_load_state_dict_post_hook(self, hook: Any, prepend: bool = False) -> RemovableHandle:
        """Call `hook(optimizer)` after `load_state_dict`."""
        return add_hook(self._hooks("load_state_dict_post"), hook, first=prepend)

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for i, group in enumerate(self.param_groups):
            lines += [*[""] * (i > 0), f"Parameter Group {i}"]
            lines += [f"    {key}: {group[key]}" for key in sorted(group) if key != "params"]
        return "\n".join([*lines, ")"])


def register_optimizer_step_pre_hook(hook: Any) -> RemovableHandle:
    """Call `hook(optimizer, args, kwargs)` before every step of every optimizer."""
    return add_hook(before_any, hook)


def register_optimizer_step_post_hook(hook: Any) -> RemovableHandle:
    """Call `hook(optimizer, args, kwargs)` after every step of every optimizer."""
    return add_hook(after_any, hook)


def _hooked(step: Any) -> Any:
    """`step` between the hooks of its optimizer and of all; the listeners hear of it last."""

    @functools.wraps(step)
    def run(*args: Any, **kwargs: Any) -> Any:
        self = args[0]
        hush()
        if observe.ops:  # a profile may be running
            with record_function(f"Optimizer.step#{type(self).__name__}.step"):
                return around(self, args, kwargs)
        return around(self, args, kwargs)

    def around(self: Any, args: Any, kwargs: Any) -> Any:
        own = self._optimizer_step_pre_hooks
        if before_any or own:
            for hook in [*before_any.values(), *own.values()]:
                new = hook(self, args, kwargs)
                if new is not None:
                    if not (isinstance(new, tuple) and len(new) == 2):
                        raise RuntimeError(
                            f"{step} must return None or a tuple of (new_args, new_kwargs), but got {new}."
                        )
                    args, kwargs = new
        loss = step(*args, **kwargs)
        own = self._optimizer_step_post_hooks
        if after_any or own:
            for hook in [*own.values(), *after_any.values()]:
                hook(self, args, kwargs)
        if observe.step and type(self).step is run:  # not a `super().step()` inside another
            observe.tell(observe.step, self)
        return loss

    run.hooked = True  # type: ignore[attr-defined]
    return run


def _or_else(new: Any, old: Any) -> Any:
    return old if new is None else new


def _fitted(value: Any, p: Tensor, on_device: Any, key: Any = None) -> Any:
    """A copy of state that was saved, in the dtype and on the device of `p`; a step count stays what it is."""
    if isinstance(value, Tensor):
        value = value.detach().clone()
        if key == "step":
            return value.float().to(p.device) if on_device else value
        return value.to(p.device, p.dtype) if p.is_floating_point() else value.to(p.device)
    if isinstance(value, dict):
        return {k: _fitted(v, p, on_device, k) for k, v in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, (str, bytes)):
        return type(value)([_fitted(v, p, on_device) for v in value])  # type: ignore[call-arg]
    return value
