"""Optimizers that look at each element alone: how their update reaches the parameters.

A subclass says what it keeps (`counters`, `arrays`), what is the same for all elements of a step (`constants`), and
what happens to an element (`update`). Arrays are updated many parameters at a time where they lie side by side, tile
by tile where they are large. A step that gradients flow through (`differentiable`), and the half dtypes, which round
after every operation, take the same update on tensors.
"""

from __future__ import annotations

from operator import is_
from typing import Any, ClassVar

import numpy

from .._tensor import Tensor
from ..autograd.memory import settled
from ..autograd.modes import enable_grad, set_grad_enabled
from ..backend.array import NAMESPACES
from ..ops.complexes import view_as_real
from .arithmetic import OnArrays, OnTensors
from .bucket import REALS, TILE, Bucket, buckets, counter_kind, stamp
from .optimizer import Optimizer
from .settings import check_flags, plain, resolved

ON_TENSORS = OnTensors()


class Elementwise(Optimizer):
    """An optimizer given by what it does to one element."""

    counters: ClassVar[dict[str, float]] = {"step": 0.0}  # numbers kept per parameter, and what they start with
    late: ClassVar[dict[str, Any]] = {}  # settings that old checkpoints lack
    capturable_state = "params and state_steps"
    capturable_devices: tuple[str, ...] = ("cuda", "xpu", "hpu", "privateuseone", "xla")

    def __init__(self, params: Any, defaults: dict[str, Any]):
        self._forget()
        super().__init__(params, defaults)
        if defaults.get("fused"):
            if defaults["differentiable"]:
                raise RuntimeError("`fused` does not support `differentiable`")
            if defaults["foreach"]:
                raise RuntimeError("`fused` and `foreach` cannot be `True` together.")
            self._step_supports_amp_scaling = True

    # ---- what a subclass says
    def arrays(self, group: dict[str, Any]) -> dict[str, float]:
        """The arrays kept per parameter, in PyTorch's order, and the number each is filled with at first."""
        raise NotImplementedError

    def constants(self, group: dict[str, Any], counters: list[Any], fresh: bool) -> Any:
        """What in one step is the same for all elements; `counters` are moved on, `fresh` says that state is new.

        Counters are NumPy's numbers, so that they round to the dtype they are kept in.
        """
        raise NotImplementedError

    def update(self, math: Any, group: dict[str, Any], constants: Any, data: Any, grad: Any, state: list[Any]) -> None:
        """Write the new values into `data` and `state`; `grad` stays as it is."""
        raise NotImplementedError

    # ---- stepping
    def step(self, closure: Any = None) -> Any:
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            if group.get("differentiable") or group.get("capturable") or group.get("fused"):
                check_flags(self, group)
            settings, arrays = group if plain(group) else resolved(group), self.arrays(group)
            for bucket in self._buckets_of(group):
                if not self._all(bucket, settings, arrays):
                    for p in bucket.params:
                        if p._grad is not None:
                            self._one(p, group, settings, arrays)
        return loss

    def _all(self, bucket: Bucket, group: dict[str, Any], arrays: dict[str, float]) -> bool:
        """Update all parameters of a bucket at once; False when they do not lie ready for it."""
        if group["differentiable"] or not bucket.together():
            return False
        fresh = False
        if arrays or self.counters:
            state = self.state
            if not bucket.entries or not bucket.state_in_place(state):
                if any([state.get(p) for p in bucket.params]):
                    return False
                bucket.start(state, self.counters, arrays)
                fresh = True
            counts = [row[0] for row in bucket.counters]
            constants = self.constants(group, counts, fresh)
            for row, count in zip(bucket.counters, counts):  # noqa: B905 (strict costs on the hot path)
                row[:] = count
        else:
            constants = self.constants(group, [], True)
        math = self._math(numpy)
        math.begin(bucket.data)
        self.update(math, group, constants, bucket.data, bucket.grad, bucket.state if arrays else [])
        for p in bucket.params:
            stamp(p)
        return True

    def _one(self, p: Tensor, group: dict[str, Any], settings: dict[str, Any], arrays: dict[str, float]) -> None:
        """Update one parameter with the state it has."""
        entry: dict[str, Any] = {}
        fresh = False
        if arrays or self.counters:
            entry = self.state[p]
            fresh = not entry or (not self.counters and entry.get(next(iter(arrays))) is None)
            if fresh:
                entry.update(self.new_state(p, arrays))
        counted = [entry[name]._data for name in self.counters]
        counts = [count[()] for count in counted]
        recorded = bool(group["differentiable"])
        constants = self.constants(group if recorded else settings, counts, fresh)
        for count, value in zip(counted, counts, strict=True):
            count[...] = value
        kind, everything = p._data.dtype, [p, p._grad, *[entry[name] for name in arrays]]
        if recorded or kind.char not in REALS or any([t._data.dtype != kind for t in everything]):
            with set_grad_enabled(recorded):
                real = [view_as_real(t) if t.is_complex() else t for t in everything]
                self.update(ON_TENSORS, group if recorded else settings, constants, real[0], real[1], real[2:])
        else:
            self._tiled(settings, constants, [settled(t) for t in everything])
            stamp(p)

    def _tiled(self, group: dict[str, Any], constants: Any, everything: list[Any]) -> None:
        """Update arrays (data, gradient, state) by as many elements at a time as stay in the cache."""
        data, grad, *state = everything
        xp = NAMESPACES[type(data)]
        math, lie = self._math(xp), all([array.flags.c_contiguous for array in everything])
        if not lie and data.dtype.char in "fd":
            math.begin(data)
            self.update(math, group, constants, data, grad, state)
            return
        lined = [(array if lie else xp.ascontiguousarray(array)).reshape(-1) for array in everything]
        if data.dtype.char not in "fd":
            lined = [line.view(REALS[data.dtype.char]) for line in lined]
        size = lined[0].size
        step = -(-size // max(1, -(-size // TILE))) or 1  # tiles of one size, that need the same temporaries
        for start in range(0, size, step):
            tile = [line[start : start + step] for line in lined]
            math.begin(tile[0])
            self.update(math, group, constants, tile[0], tile[1], tile[2:])
        if not lie:
            for array, line in zip(everything, lined, strict=True):
                if array is not grad and not array.flags.c_contiguous:
                    array[...] = line.view(array.dtype).reshape(array.shape)

    def _math(self, xp: Any) -> OnArrays:
        if xp not in self._maths:
            self._maths[xp] = OnArrays(xp)
        return self._maths[xp]

    def scratch(self) -> list[Any]:
        """The arrays that updates are computed in, which stay from step to step."""
        return [line for math in self._maths.values() for line in math.lines]

    # ---- state
    def new_state(self, p: Tensor, arrays: dict[str, float]) -> dict[str, Any]:
        """The state a parameter starts with."""
        xp, kind = NAMESPACES[type(p._data)], counter_kind()
        state = {name: Tensor(numpy.array(value, kind), None) for name, value in self.counters.items()}
        for name, value in arrays.items():
            filled = xp.zeros_like(p._data)
            if value:
                filled[...] = complex(value, value) if p.is_complex() else value
            state[name] = Tensor(filled, None)
        return state

    def _forget(self) -> None:
        """Make the buckets anew."""
        self._groups: dict[int, tuple[Any, list[Tensor], list[Bucket]]] = {}
        self._maths: dict[Any, OnArrays] = {}

    def _buckets_of(self, group: dict[str, Any]) -> list[Bucket]:
        """The buckets of a group, as long as its list of parameters stays the same."""
        params = group["params"]
        known = self._groups.get(id(params))
        if known is None or len(params) != len(known[1]) or not all(map(is_, params, known[1])):
            apart = group.get("differentiable") or len({id(p) for p in params}) != len(params)
            known = (params, list(params), [Bucket([p]) for p in params] if apart else buckets(params))
            self._groups[id(params)] = known
        return known[2]

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        super().add_param_group(param_group)
        self._buckets_of(param_group)

    add_param_group.__doc__ = Optimizer.add_param_group.__doc__

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        if "_groups" not in self.__dict__:
            self._forget()
        kind = counter_kind()
        for group in self.param_groups:
            for name, value in self.late.items():
                group.setdefault(name, value)
            for p in group["params"]:
                entry = self.state.get(p, {})
                for name in self.counters:
                    if name in entry and not isinstance(entry[name], Tensor):
                        entry[name] = Tensor(numpy.array(entry[name], kind), None)
            for bucket in self._buckets_of(group):
                if bucket.data is not None and (self.counters or self.arrays(group)):
                    bucket.gather(self.state, self.counters, self.arrays(group))
