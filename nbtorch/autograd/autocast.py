"""Mixed precision: the settings of this thread or task, and the casts an op's inputs get.

While a region is on, a listener that does nothing sits in `observe.ops`: the fast paths step aside for it, and `apply`
asks here. Where no region is on, autocast costs nothing.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, NamedTuple

import numpy

from ..backend import device as devices, dtype as dtypes
from . import apply as applying, observe
from .modes import recording
from .node import PARENTS
from .precision import KNOWN, OF, UNSAFE

LOWER = {"cpu": dtypes.bfloat16, "hpu": dtypes.bfloat16, "maia": dtypes.bfloat16, "xla": dtypes.bfloat16}
AVAILABLE = {"cpu", "cuda", "hpu", "ipu", "maia", "mps", "mtia", "privateuseone", "xla", "xpu"}
float32 = dtypes.float32.array


class Settings(NamedTuple):
    """What a program has set."""

    enabled: frozenset[str] = frozenset()
    dtypes: tuple[tuple[str, Any], ...] = ()
    cache: bool = True
    nesting: int = 0


settings: ContextVar[Settings] = ContextVar("autocast settings", default=Settings())  # noqa: B039 # it is immutable
active: ContextVar[dict[str, Any] | None] = ContextVar("autocast", default=None)  # device -> NumPy dtype; None: off
_kept: ContextVar[dict[Any, Any] | None] = ContextVar("weights cast in this region", default=None)


def divert(*facts: Any) -> None:
    """A listener that does nothing: while there is one, every op is run by `apply`."""


# ---------------------------------------------------------------- settings
def _kind(function: str, device_type: Any) -> str:
    if not isinstance(device_type, str):
        got = type(device_type).__name__
        raise TypeError(f"{function}(): argument 'device_type' (position 1) must be str, not {got}")
    kind = devices.device(device_type).type
    if kind not in AVAILABLE:
        raise RuntimeError("unknown device type for autocast in get_autocast_dispatch_key_from_device_type")
    return kind


def _change(**values: Any) -> None:
    new = settings.get()._replace(**values)
    settings.set(new)
    active.set({kind: get_autocast_dtype(kind).array for kind in new.enabled} or None)


def is_autocast_available(device_type: str) -> bool:
    """Whether `autocast` knows this device type."""
    return devices.device(device_type).type in AVAILABLE


def is_autocast_enabled(device_type: str | None = None) -> bool:
    """Whether autocast is on for a device type; without one, for CUDA."""
    return _kind("is_autocast_enabled", "cuda" if device_type is None else device_type) in settings.get().enabled


def turn(kind: str, on: bool) -> None:
    """Turn autocast on or off for a device type; the caller has diverted the ops."""
    enabled = settings.get().enabled
    _change(enabled=enabled | {kind} if on else enabled - {kind})


def set_autocast_enabled(device_type: Any, enabled: Any = None) -> None:
    """Turn autocast on or off: for a device type, or with one argument for CUDA."""
    if enabled is None:
        device_type, enabled = "cuda", device_type
    kind = _kind("set_autocast_enabled", device_type)
    if not isinstance(enabled, bool):
        raise TypeError(
            f"set_autocast_enabled(): argument 'enabled' (position 2) must be bool, not {type(enabled).__name__}"
        )
    before = kind in settings.get().enabled
    if enabled and not before:
        observe.ops.append(divert)
    turn(kind, enabled)
    if before and not enabled and divert in observe.ops:
        observe.ops.remove(divert)


def get_autocast_dtype(device_type: str) -> Any:
    """The dtype that ops of the lower precision list run in."""
    if not isinstance(device_type, str):
        raise TypeError(
            f"get_autocast_dtype(): argument 'device_type' (position 1) must be str, not {type(device_type).__name__}"
        )
    kind = devices.device(device_type).type
    if kind not in AVAILABLE:
        raise RuntimeError("unsupported scalarType")
    return dict(settings.get().dtypes).get(kind) or LOWER.get(kind, dtypes.float16)


def set_autocast_dtype(device_type: str, dtype: Any) -> None:
    """Set the dtype that ops of the lower precision list run in."""
    kind = _kind("set_autocast_dtype", device_type)
    if not isinstance(dtype, dtypes.dtype):
        raise TypeError(
            f"set_autocast_dtype(): argument 'dtype' (position 2) must be torch.dtype, not {type(dtype).__name__}"
        )
    _change(dtypes=tuple({**dict(settings.get().dtypes), kind: dtype}.items()))


def is_autocast_cache_enabled() -> bool:
    """Whether a weight is cast once a region."""
    return settings.get().cache


def set_autocast_cache_enabled(enabled: bool) -> None:
    """Let a weight be cast once a region, or at every use."""
    _change(cache=bool(enabled))


def autocast_increment_nesting() -> int:
    """Enter a region; returns how many there are now."""
    _change(nesting=settings.get().nesting + 1)
    return settings.get().nesting


def autocast_decrement_nesting() -> int:
    """Leave a region; returns how many there are now."""
    _change(nesting=settings.get().nesting - 1)
    return settings.get().nesting


def clear_autocast_cache() -> None:
    """Forget the weights cast so far."""
    _kept.set(None)


def _old(name: str, new: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function under the name it had before there was a device type."""

    def called(*args: Any) -> Any:
        warnings.warn(
            f"torch.{name}() is deprecated. Please use torch.{new} instead.", DeprecationWarning, stacklevel=2
        )
        return function(*args)

    called.__name__ = called.__qualname__ = name
    called.__doc__ = f"`{new}`, as it was called before."
    return called


is_autocast_cpu_enabled = _old(
    "is_autocast_cpu_enabled", "is_autocast_enabled('cpu')", lambda: is_autocast_enabled("cpu")
)
set_autocast_cpu_enabled = _old(
    "set_autocast_cpu_enabled", "set_autocast_enabled('cpu', enabled)", lambda on: set_autocast_enabled("cpu", on)
)
get_autocast_cpu_dtype = _old("get_autocast_cpu_dtype", "get_autocast_dtype('cpu')", lambda: get_autocast_dtype("cpu"))
set_autocast_cpu_dtype = _old(
    "set_autocast_cpu_dtype", "set_autocast_dtype('cpu', dtype)", lambda kind: set_autocast_dtype("cpu", kind)
)
get_autocast_gpu_dtype = _old(
    "get_autocast_gpu_dtype", "get_autocast_dtype('cuda')", lambda: get_autocast_dtype("cuda")
)
set_autocast_gpu_dtype = _old(
    "set_autocast_gpu_dtype", "set_autocast_dtype('cuda', dtype)", lambda kind: set_autocast_dtype("cuda", kind)
)


# ---------------------------------------------------------------- casting
def _eligible(value: Any, device: type) -> bool:
    """Whether autocast may cast this: a floating tensor of the region's device, but no float64."""
    if not hasattr(value, "_node") or (type(value._data) is numpy.ndarray) is not (device is numpy.ndarray):
        return False
    kind = value._data.dtype
    return kind == float32 or kind in dtypes.HALF


def _widest(values: list[Any], lower: Any) -> Any:
    found = float32 if any([v._data.dtype == float32 for v in values]) else lower
    if found is not float32 and any([v._data.dtype != lower for v in values]):
        raise RuntimeError("Unexpected floating ScalarType in at::autocast::prioritize")
    return found


def _cast(value: Any, target: Any, lower: Any) -> Any:
    """`value` in the dtype `target`; a weight is cast once a region."""
    kind = value._data.dtype
    if kind == target:
        return value
    leaf = value._node is not None and not value._node[PARENTS] and value._view is None
    if not leaf or target != lower or kind != float32 or not settings.get().cache:
        return applying.cast(value, target, kind)
    kept = _kept.get()
    if kept is None:
        kept = {}
        _kept.set(kept)
    place = id(value), target, recording.get()  # what was cast under no_grad has no history
    if place not in kept:
        kept[place] = value, applying.cast(value, target, kind)  # with the weight: its id is taken while it lives
    return kept[place][1]


def _policy(name: str, first: Any) -> tuple[str | None, Any]:
    """What happens to op `name` called on `first`, and the region's dtype."""
    regions = active.get()
    if regions is None:
        return None, None
    device = "cpu" if type(first._data) is numpy.ndarray else "cuda"
    return (OF[device].get(name), regions[device]) if device in regions else (None, None)


def _target(policy: str, values: list[Any], lower: Any) -> Any:
    if policy == "refused":
        raise RuntimeError(UNSAFE)
    if policy == "widest":
        return _widest(values, lower)
    return lower if policy == "lower" else float32


def admitted(name: str, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """The inputs of op `name`, cast as the region wants them."""
    first = next((t for t in inputs if hasattr(t, "_node")), None)
    if first is None:
        return inputs
    policy, lower = _policy(name, first)
    if policy is None or policy == "alone":
        return inputs
    device = type(first._data)
    values = [t for t in inputs if _eligible(t, device)]
    target = _target(policy, values, lower)
    return tuple([_cast(t, target, lower) if _eligible(t, device) else t for t in inputs])


def _tensors(values: Any) -> list[Any]:
    """The tensors among arguments and in the lists among them."""
    found = []
    for value in values:
        found += [value] if hasattr(value, "_node") else _tensors(value) if isinstance(value, (list, tuple)) else []
    return found


def _run(name: str, body: Callable[..., Any], args: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """`body` with the policy of `name`: as one op, so that its parts are not cast again."""
    tensors = _tensors((*args, *options.values()))
    policy, lower = _policy(name, tensors[0]) if tensors else (None, None)
    if policy is None:
        return body(*args, **options)
    if policy != "alone":
        device = type(tensors[0]._data)
        target = _target(policy, [t for t in tensors if _eligible(t, device)], lower)

        def fit(value: Any) -> Any:
            if isinstance(value, (list, tuple)) and _tensors(value):
                return [fit(v) for v in value]
            return _cast(value, target, lower) if _eligible(value, device) else value

        args, options = tuple([fit(a) for a in args]), {key: fit(value) for key, value in options.items()}
    token = active.set(None)
    try:
        return body(*args, **options)
    finally:
        active.reset(token)


def whole(body: Callable[..., Any]) -> Callable[..., Any]:
    """Let a function made of ops be one op to autocast, under its own name; others are cast op by op."""
    name = body.__name__
    if name not in KNOWN:
        return body

    @functools.wraps(body)
    def called(*args: Any, **options: Any) -> Any:
        return _run(name, body, args, options) if observe.ops else body(*args, **options)

    return called
