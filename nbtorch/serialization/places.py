"""Where storages go that a file brings: `map_location`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from ..backend import cuda, device as devices
from ..backend.storage import UntypedStorage

Restore = Callable[[Any, str], Any]
MAP_LOCATION: TypeAlias = Restore | devices.device | str | dict[str, str] | None
_rules: list[tuple[int, Any, Restore]] = []


def register_package(priority: int, tagger: Any, deserializer: Any) -> None:
    """Let `deserializer(storage, location)` place storages; `tagger(storage)` gives their location; lowest first."""
    _rules.append((priority, tagger, deserializer))
    _rules.sort(key=lambda rule: rule[0])


def location_tag(storage: Any) -> str:
    """What a file says about where a storage was: `cpu`, `cuda:0`."""
    for _, tagger, _ in _rules:
        location = tagger(storage)
        if location:
            return str(location)
    return str(storage.device)


def validate_cuda_device(location: str) -> int:
    """The index in `cuda:1`, when there is such a device."""
    where = devices.device(location)
    if not cuda.is_available():
        raise RuntimeError(
            "Attempting to deserialize object on a CUDA device but torch.cuda.is_available() is False. If you are "
            "running on a CPU-only machine, please use torch.load with map_location=torch.device('cpu') to map your "
            "storages to the CPU."
        )
    index, count = where.index or 0, cuda.device_count()
    if index >= count:
        raise RuntimeError(
            f"Attempting to deserialize object on CUDA device {index} but torch.cuda.device_count() is {count}. Please "
            "use torch.load with map_location to map your storages to an existing device."
        )
    return index


def default_restore_location(storage: Any, location: str) -> Any:
    """The storage on the device that `location` names."""
    for _, _, place in _rules:
        placed = place(storage, location)
        if placed is not None:
            return placed
    if location == "cpu":
        return storage
    if location.partition(":")[0] == "cuda":
        return UntypedStorage(devices.move(storage._bytes, f"cuda:{validate_cuda_device(location)}"))
    raise RuntimeError(
        f"don't know how to restore data location of torch.storage.UntypedStorage (tagged with {location})"
    )


def restoring(map_location: Any) -> Restore:
    """`(storage, location) -> storage` for a `map_location`: a device, its name, a dict of names, a function."""
    if map_location is None:
        return default_restore_location
    if isinstance(map_location, dict):
        return lambda storage, location: default_restore_location(storage, map_location.get(location, location))
    if isinstance(map_location, bytes):
        map_location = map_location.decode("ascii")
    if isinstance(map_location, (str, devices.device)):
        return lambda storage, location: default_restore_location(storage, str(map_location))

    def chosen(storage: Any, location: str) -> Any:
        placed = map_location(storage, location)
        return default_restore_location(storage, location) if placed is None else placed

    return chosen
