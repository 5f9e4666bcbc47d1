"""The processes that train together: here one, of rank 0."""

from __future__ import annotations

import os
from collections.abc import Sequence
from enum import Enum
from typing import Any

BACKENDS = ("gloo", "mpi", "nccl", "ucc", "xccl")
NOT_YET = "Default process group has not been initialized, please make sure to call init_process_group."


class Backend(str):
    """The name of a way to communicate, in small letters."""

    GLOO, MPI, NCCL, UCC = "gloo", "mpi", "nccl", "ucc"

    def __new__(cls, name: str) -> Backend:
        return super().__new__(cls, name.lower())


class ReduceOp(Enum):
    """How the tensors of all processes become one; each gives the tensor itself where there is one process."""

    SUM, AVG, PRODUCT, MIN, MAX, BAND, BOR, BXOR = range(8)


ReduceOp.RedOpType = ReduceOp  # type: ignore[attr-defined]  # the class of its members, which PyTorch has apart


class ProcessGroup:
    """Processes that communicate with each other."""

    def __init__(self, backend: str):
        self.name_of_backend = backend

    def rank(self) -> int:
        """The number of this process."""
        return 0

    def size(self) -> int:
        """How many processes there are."""
        return 1


class group:
    """`group.WORLD`: all processes, once there is a group."""

    WORLD: ProcessGroup | None = None


GroupMember = group


def is_available() -> bool:
    """Whether this package can be used: yes, by one process."""
    return True


def is_initialized() -> bool:
    """Whether there is a group of processes."""
    return group.WORLD is not None


def world(chosen: Any = None) -> ProcessGroup:
    """The group meant; an error when there is none."""
    if group.WORLD is None:
        raise ValueError(NOT_YET)
    return group.WORLD if chosen is None else chosen


def _from_environment(name: str) -> str:
    if name not in os.environ:
        raise ValueError(
            f"Error initializing torch.distributed using env:// rendezvous: environment variable {name} expected, but "
            "not set"
        )
    return os.environ[name]


def init_process_group(
    backend: str | None = None, init_method: str | None = None, timeout: Any = None, world_size: int = -1,
    rank: int = -1, store: Any = None, group_name: str = "", pg_options: Any = None, device_id: Any = None,
) -> None:  # fmt: skip
    """Start the group of processes: this one. Rank, size and address come from the environment when not given."""
    if group.WORLD is not None:
        raise ValueError("trying to initialize the default process group twice!")
    name = Backend("gloo" if backend is None else backend)
    for part in name.split(","):
        if part.rpartition(":")[2] not in BACKENDS:
            raise AssertionError(f"Unknown backend type {part}")
    if store is None and init_method in (None, "env://"):
        rank = int(_from_environment("RANK")) if rank < 0 else rank
        world_size = int(_from_environment("WORLD_SIZE")) if world_size < 0 else world_size
        _from_environment("MASTER_ADDR")
        _from_environment("MASTER_PORT")
    if world_size != 1 or rank != 0:
        raise NotImplementedError(
            f"init_process_group() got world_size={world_size}, rank={rank}: nbtorch trains in one process, of rank 0 "
            "in a world of size 1"
        )
    group.WORLD = ProcessGroup(name)


def destroy_process_group(group: Any = None) -> None:
    """End the group of processes."""
    _end(group)


def _end(chosen: Any) -> None:
    if chosen is None and group.WORLD is None:
        raise AssertionError("Process group cannot be None")
    if chosen is None or chosen is group.WORLD:
        group.WORLD = None


def new_group(ranks: Sequence[int] | None = None, *options: Any, **more: Any) -> ProcessGroup:
    """A group of some of the processes, which are one."""
    default = world()
    if ranks is not None and len(ranks) > 1:
        raise ValueError(
            "the new group's world size should be less or equal to the world size set by init_process_group"
        )
    return ProcessGroup(default.name_of_backend)


def get_rank(group: Any = None) -> int:
    """The number of this process in the group: 0."""
    return world(group).rank()


def get_world_size(group: Any = None) -> int:
    """How many processes are in the group: 1."""
    return world(group).size()


def get_backend(group: Any = None) -> str:
    """The name the group was started with."""
    return str(world(group).name_of_backend)


def get_process_group_ranks(group: Any = None) -> list[int]:
    """The numbers of the processes in the group: [0]."""
    return list(range(world(group).size()))


def is_gloo_available() -> bool:
    """Whether Gloo's name is accepted: yes."""
    return True


def is_nccl_available() -> bool:
    """Whether NCCL connects GPUs here: no."""
    return False


def is_mpi_available() -> bool:
    """Whether MPI connects processes here: no."""
    return False


def is_backend_available(backend: str) -> bool:
    """Whether a way to communicate is there."""
    return backend.lower() == "gloo"


def is_torchelastic_launched() -> bool:
    """Whether torchrun started this process."""
    return "TORCHELASTIC_RUN_ID" in os.environ
