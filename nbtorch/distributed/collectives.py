"""What processes tell each other. Where there is one, it hears what it said."""

from __future__ import annotations

import functools
import warnings
from typing import Any

from ..autograd.modes import no_grad
from .world import ReduceOp, world


class Work:
    """Communication under way: here it is done."""

    def wait(self, timeout: Any = None) -> bool:
        """Wait until it is done."""
        return True

    def is_completed(self) -> bool:
        """Whether it is done."""
        return True

    def is_success(self) -> bool:
        """Whether it went well."""
        return True


def _done(group: Any, async_op: bool) -> Work | None:
    world(group)
    return Work() if async_op else None


def _root(name: str, rank: int | None) -> None:
    if rank not in (None, 0):
        raise RuntimeError(f"ProcessGroupGloo::{name}: invalid root rank: {rank}")


def _one(name: str, what: str, tensors: Any) -> None:
    if len(tensors) != 1:
        raise RuntimeError(
            f"ProcessGroupGloo::{name}: invalid {what} tensor list at index 0 (expected length 1, got {len(tensors)})"
        )


def _copy(target: Any, source: Any) -> None:
    with no_grad():
        target.copy_(source.reshape(target.shape))


def all_reduce(tensor: Any, op: ReduceOp = ReduceOp.SUM, group: Any = None, async_op: bool = False) -> Work | None:
    """Reduce `tensor` over all processes, in place."""
    return _done(group, async_op)


def reduce(
    tensor: Any, dst: int | None = None, op: ReduceOp = ReduceOp.SUM, group: Any = None, async_op: bool = False,
    group_dst: int | None = None,
) -> Work | None:  # fmt: skip
    """Reduce `tensor` over all processes, into that of process `dst`."""
    done = _done(group, async_op)
    _root("reduce", dst)
    return done


def broadcast(
    tensor: Any, src: int | None = None, group: Any = None, async_op: bool = False, group_src: int | None = None
) -> Work | None:
    """Give every process the tensor of process `src`."""
    done = _done(group, async_op)
    _root("broadcast", src)
    return done


def all_gather(tensor_list: Any, tensor: Any, group: Any = None, async_op: bool = False) -> Work | None:
    """Give every process the tensors of all."""
    done = _done(group, async_op)
    _one("allgather", "output", tensor_list)
    _copy(tensor_list[0], tensor)
    return done


def gather(
    tensor: Any, gather_list: Any = None, dst: int | None = None, group: Any = None, async_op: bool = False,
    group_dst: int | None = None,
) -> Work | None:  # fmt: skip
    """Give process `dst` the tensors of all."""
    done = _done(group, async_op)
    if not gather_list:
        raise ValueError("Argument ``gather_list`` must be specified on destination rank.")
    _copy(gather_list[0], tensor)
    return done


def scatter(
    tensor: Any, scatter_list: Any = None, src: int | None = None, group: Any = None, async_op: bool = False,
    group_src: int | None = None,
) -> Work | None:  # fmt: skip
    """Give each process its tensor of the list of process `src`."""
    done = _done(group, async_op)
    if not scatter_list:
        raise ValueError("Argument ``scatter_list`` must be specified on source rank.")
    _copy(tensor, scatter_list[0])
    return done


def reduce_scatter(
    output: Any, input_list: Any, op: ReduceOp = ReduceOp.SUM, group: Any = None, async_op: bool = False
) -> Work | None:
    """Reduce a list over all processes and give each its part."""
    done = _done(group, async_op)
    _copy(output, input_list[0])
    return done


def all_to_all(output_tensor_list: Any, input_tensor_list: Any, group: Any = None, async_op: bool = False) -> Any:
    """Give each process one tensor of every other's list."""
    done = _done(group, async_op)
    _copy(output_tensor_list[0], input_tensor_list[0])
    return done


def all_gather_single(output_tensor: Any, input_tensor: Any, group: Any = None, async_op: bool = False) -> Any:
    """Give every process the tensors of all in one."""
    done = _done(group, async_op)
    _copy(output_tensor, input_tensor)
    return done


def reduce_scatter_single(
    output: Any, input: Any, op: ReduceOp = ReduceOp.SUM, group: Any = None, async_op: bool = False
) -> Work | None:
    """Reduce a tensor over all processes and give each its part."""
    done = _done(group, async_op)
    _copy(output, input)
    return done


def _renamed(old: str, new: Any) -> Any:
    @functools.wraps(new)
    def called(*args: Any, **options: Any) -> Any:
        warnings.warn(
            f"`torch.distributed.{old}` is deprecated. Please use `torch.distributed.{new.__name__}` instead.",
            FutureWarning,
            stacklevel=2,
        )
        return new(*args, **options)

    called.__name__ = called.__qualname__ = old
    return called


all_gather_into_tensor = _renamed("all_gather_into_tensor", all_gather_single)
reduce_scatter_tensor = _renamed("reduce_scatter_tensor", reduce_scatter_single)


def all_to_all_single(
    output: Any, input: Any, output_split_sizes: Any = None, input_split_sizes: Any = None, group: Any = None,
    async_op: bool = False,
) -> Work | None:  # fmt: skip
    """Give each process one part of every other's tensor."""
    done = _done(group, async_op)
    _copy(output, input)
    return done


def all_gather_object(object_list: Any, obj: Any, group: Any = None) -> None:
    """Give every process the objects of all."""
    world(group)
    object_list[0] = obj


def broadcast_object_list(object_list: Any, src: int | None = None, group: Any = None, device: Any = None) -> None:
    """Give every process the objects of process `src`."""
    world(group)
    _root("broadcast", src)


def barrier(group: Any = None, async_op: bool = False, device_ids: Any = None) -> Work | None:
    """Wait for all processes."""
    return _done(group, async_op)


def monitored_barrier(group: Any = None, timeout: Any = None, wait_all_ranks: bool = False) -> None:
    """Wait for all processes, and say which are late."""
    world(group)
