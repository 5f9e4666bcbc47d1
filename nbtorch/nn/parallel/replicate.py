"""One module on several devices: copies whose parameters are those of the original, moved; gradients add up there."""

from __future__ import annotations

from typing import Any

from ...autograd.modes import recording
from ...backend.placing import using
from ..modules.module import Module

FIELDS = ("_parameters", "_buffers", "_modules")


def replicate(network: Module, devices: Any, detach: bool = False) -> list[Module]:
    """A copy of `network` on each GPU of `devices`; on the first, its buffers are the network's own."""
    modules = list(network.modules())
    parameters: dict[int, Any] = {id(p): p for p in network.parameters()}
    replicas = []
    for device in devices:
        moved = {key: (p.detach() if detach else p).to(f"cuda:{device}") for key, p in parameters.items()}
        moved = {key: p.view_as(p) if p is parameters[key] and not detach else p for key, p in moved.items()}
        copies = {id(module): _copy(module) for module in modules}
        for module in modules:
            _fill(module, copies[id(module)], copies, moved, f"cuda:{device}")
        replicas.append(copies[id(network)])
    return replicas


def _copy(module: Any) -> Any:
    own = getattr(module, "_replicate_for_data_parallel", None)
    if own is not None:
        return own()
    replica = object.__new__(type(module))
    replica.__dict__.update(module.__dict__)
    replica.__dict__.update(_parameters={}, _buffers=dict(module._buffers), _modules=dict(module._modules))
    return replica


def _fill(module: Any, replica: Any, copies: Any, moved: Any, device: str) -> None:
    """Let a copy have its parts: children, parameters as ordinary tensors, buffers."""
    for name, child in module._modules.items():
        _set(replica, "_modules", name, None if child is None else copies[id(child)])
    for name, parameter in module._parameters.items():
        replica.__dict__[name] = None if parameter is None else moved[id(parameter)]
    for name, buffer in module._buffers.items():
        _set(replica, "_buffers", name, None if buffer is None else buffer.to(device))


def _set(replica: Any, table: str, name: str, value: Any) -> None:
    replica.__dict__[table][name] = value
    if name in replica.__dict__:
        replica.__dict__[name] = value


def parallel_apply(modules: Any, inputs: Any, kwargs_tup: Any = None, devices: Any = None) -> list[Any]:
    """The results of modules on their own inputs, each on its device, one after the other: CuPy queues their work."""
    if len(modules) != len(inputs):
        raise AssertionError(f"The number of modules {len(modules)} is not equal to the number of inputs {len(inputs)}")
    kwargs_tup = kwargs_tup or [{}] * len(modules)
    devices = devices or [None] * len(modules)
    found, recorded = [], recording.get()
    for module, given, named, device in zip(modules, inputs, kwargs_tup, devices, strict=True):
        with using(device):
            found.append(module(*(given if isinstance(given, (list, tuple)) else (given,)), **named))
        recording.set(recorded)
    return found
