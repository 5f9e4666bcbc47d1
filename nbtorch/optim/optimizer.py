"""What every optimizer does: groups of parameters with settings, state by name, hooks."""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from .._tensor import Tensor
from ..autograd import observe
from ..autograd.hooks import Handle, add_hook
from ..autograd.modes import enable_grad
from ..ops import create
from .bucket import LARGE, TILE, Bucket


class Optimizer:
    """Groups of parameters with their settings; `update` is what a subclass adds.

    `params` is an iterable of tensors, of (name, tensor) pairs, or of dicts with `params` and settings of their own.
    """

    state_names: tuple[str, ...] = ()

    def __init__(self, params: Any, defaults: dict[str, Any]):
        if isinstance(params, Tensor):
            raise TypeError(
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got "
                f"torch.{params.dtype.word}Tensor"
            )
        self.defaults = defaults
        self.param_groups: list[dict[str, Any]] = []
        self._buckets: list[list[Bucket]] = []
        self._pre_hooks: OrderedDict[Handle, Any] = OrderedDict()
        self._post_hooks: OrderedDict[Handle, Any] = OrderedDict()
        self._step_count = 0
        groups = list(params)
        if not groups:
            raise ValueError("optimizer got an empty parameter list")
        for group in groups if isinstance(groups[0], dict) else [{"params": groups}]:
            self.add_param_group(group)

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
        params = [given] if isinstance(given, Tensor) else list(given)
        names = [p[0] for p in params if isinstance(p, tuple)]
        params = [p[1] if isinstance(p, tuple) else p for p in params]
        known = {id(p) for group in self.param_groups for p in group["params"]}
        for p in params:
            if not isinstance(p, Tensor):
                raise TypeError(f"optimizer can only optimize Tensors, but one of the params is {type(p).__name__}")
            if not (self.defaults.get("differentiable") or p.is_leaf or p.retains_grad):
                raise ValueError("can't optimize a non-leaf Tensor")
            if id(p) in known:
                raise ValueError("some parameters appear in more than one parameter group")
        group = {**param_group, "params": params}
        if names:
            group["param_names"] = names
        for name, value in self.defaults.items():
            group.setdefault(name, value)
        self.param_groups.append(group)
        self._buckets.append(self._bucketed(params))

    def _bucketed(self, params: list[Tensor]) -> list[Bucket]:
        """Small parameters of one dtype and device together, up to a tile; every large one alone."""
        kinds: dict[Any, list[list[Tensor]]] = {}
        for p in params:
            alone = p._data.size > LARGE or p._node is None
            members = kinds.setdefault(id(p) if alone else (type(p._data), p._data.dtype), [[]])
            if sum([m._data.size for m in members[-1]]) + p._data.size > TILE and members[-1]:
                members.append([])
            members[-1].append(p)
        return [Bucket(some, self.state_names) for members in kinds.values() for some in members]

    # ---- stepping
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Update every parameter that has a gradient; `closure` computes the loss again and returns it."""
        for hook in list(self._pre_hooks.values()):
            hook(self, (closure,) if closure else (), {})
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group, buckets in zip(self.param_groups, self._buckets, strict=True):
            for bucket in buckets:
                for part in bucket.parts():
                    self.update(group, bucket.xp, *part)
                bucket.stamp()
        self._step_count += 1
        for hook in list(self._post_hooks.values()):
            hook(self, (closure,) if closure else (), {})
        if observe.step:
            observe.tell(observe.step, self)
        return loss

    def update(self, group: dict[str, Any], xp: Any, step: int, data: Any, grad: Any, state: Any, scratch: Any) -> None:
        """Write the new values into `data`; `grad` must stay as it is, `scratch` may be overwritten."""
        raise NotImplementedError(f"{type(self).__name__} has no update")

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Forget the gradients of all parameters, or fill them with zeros."""
        for group in self.param_groups:
            for p in group["params"]:
                if set_to_none:
                    p.grad = None
                elif p.grad is not None:
                    p.grad = p.grad.detach().zero_() if p.grad.requires_grad else p.grad.zero_()

    # ---- state
    def _places(self) -> list[tuple[Tensor, Bucket, int]]:
        """Every parameter, in PyTorch's order, with its bucket and place there."""
        found = {id(p): (p, b, i) for buckets in self._buckets for b in buckets for i, p in enumerate(b.params)}
        return [found[id(p)] for group in self.param_groups for p in group["params"]]

    def named_state(self, bucket: Bucket, index: int, group: dict[str, Any]) -> dict[str, Any]:
        """The state of one parameter under PyTorch's names."""
        return {"step": create.tensor(float(bucket.steps[index])), **bucket.state_of(index)}

    @property
    def state(self) -> Any:
        """State by parameter; tensors in it share the optimizer's memory."""
        groups = {id(p): group for group in self.param_groups for p in group["params"]}
        found: Any = defaultdict(dict)
        for p, bucket, i in self._places():
            values = self.named_state(bucket, i, groups[id(p)]) if bucket.steps[i] else {}
            if values:
                found[p] = values
        return found

    def state_dict(self) -> dict[str, Any]:
        """State and settings as plain dicts, parameters by number."""
        numbers = {id(p): n for n, (p, _, _) in enumerate(self._places())}
        groups = [
            {**{k: v for k, v in group.items() if k != "params"}, "params": [numbers[id(p)] for p in group["params"]]}
            for group in self.param_groups
        ]
        return {"state": {numbers[id(p)]: values for p, values in self.state.items()}, "param_groups": groups}

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Continue from what `state_dict` gave."""
        groups, saved = self.param_groups, deepcopy(state_dict["param_groups"])
        if len(groups) != len(saved):
            raise ValueError("loaded state dict has a different number of parameter groups")
        if any([len(g["params"]) != len(s["params"]) for g, s in zip(groups, saved, strict=True)]):
            raise ValueError(
                "loaded state dict contains a parameter group that doesn't match the size of optimizer's group"
            )
        order = [n for group in saved for n in group["params"]]
        for number, (_, bucket, i) in zip(order, self._places(), strict=True):
            if number in state_dict["state"]:
                self._load_one(bucket, i, state_dict["state"][number])
        for group, loaded in zip(groups, saved, strict=True):
            group.update({k: v for k, v in loaded.items() if k != "params"})

    def _load_one(self, bucket: Bucket, index: int, values: dict[str, Any]) -> None:
        step = values.get("step", 1)
        bucket.steps[index] = int(step.item() if hasattr(step, "_node") else step)
        for name, array in bucket.state_of(index).items():
            if values.get(name) is not None:
                array.copy_(values[name])

    def __getstate__(self) -> dict[str, Any]:
        return {"defaults": self.defaults, "state": self.state, "param_groups": self.param_groups}

    def __setstate__(self, state: dict[str, Any]) -> None:
        Optimizer.__init__(self, state["param_groups"], state["defaults"])
        for p, bucket, i in self._places():
            if p in state["state"]:
                self._load_one(bucket, i, state["state"][p])

    # ---- hooks
    def register_step_pre_hook(self, hook: Any) -> Handle:
        """Call `hook(optimizer, args, kwargs)` before every step."""
        return add_hook(self._pre_hooks, hook)

    def register_step_post_hook(self, hook: Any) -> Handle:
        """Call `hook(optimizer, args, kwargs)` after every step."""
        return add_hook(self._post_hooks, hook)

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for i, group in enumerate(self.param_groups):
            lines += [*[""] * (i > 0), f"Parameter Group {i}"]
            lines += [f"    {key}: {group[key]}" for key in sorted(group) if key != "params"]
        return "\n".join([*lines, ")"])


def positive(name: str, value: Any, *, zero: bool = True) -> None:
    """Refuse a negative setting, in PyTorch's words."""
    if not (value >= 0 if zero else value > 0):
        raise ValueError(f"Invalid {name}: {value}")
