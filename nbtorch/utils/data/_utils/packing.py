"""What goes to and from workers, as pickles: by value where Python's pickle only knows names."""

from __future__ import annotations

import copyreg
import io
import pickle
import sys
from functools import cache
from typing import Any

import numpy

from ...._tensor import Tensor
from ....backend import device as devices
from ....ops.create import wrap

ADVICE = (
    "A DataLoader with num_workers > 0 sends its dataset, collate_fn and worker_init_fn to other processes; classes "
    "and functions of a notebook or script, and lambdas, need the package cloudpickle for that: pip install cloudpickle"
)


def pack_program(program: Any) -> list[Any]:
    """The parts of a pickle of the dataset and functions that workers run, with what they use of `__main__`."""
    buffers: list[Any] = []
    if cloud() is not None:
        return [cloud().dumps(program, protocol=5, buffer_callback=buffers.append), *_raw(buffers)]
    try:
        stream = pickle.dumps(program, protocol=5, buffer_callback=buffers.append)
    except (pickle.PicklingError, AttributeError, TypeError) as error:
        raise type(error)(f"{error}. {ADVICE}") from error
    if b"__main__" in stream and not hasattr(sys.modules["__main__"], "__file__"):
        raise pickle.PicklingError(f"__main__ cannot be imported in a worker. {ADVICE}")
    return [stream, *_raw(buffers)]


def pack(message: Any) -> list[Any]:
    """The parts of a pickle of one task or batch."""
    try:
        return _dumped(_flat_pickler(pickle.Pickler), message)
    except (pickle.PicklingError, AttributeError, TypeError):
        if cloud() is None:
            raise
        return _dumped(_flat_pickler(cloud().Pickler), message)


@cache
def cloud() -> Any:
    """The package cloudpickle, or None."""
    try:
        import cloudpickle
    except ImportError:
        return None
    return cloudpickle


@cache
def _flat_pickler(base: Any) -> Any:
    """A pickler that sends the elements of a tensor, not all of the memory it is a view of."""

    own = {} if base is pickle.Pickler else base.dispatch_table  # Python's has one per object only

    class Pickler(base):
        dispatch_table = {**copyreg.dispatch_table, **own, Tensor: _flat}  # noqa: RUF012

    return Pickler


def _dumped(kind: Any, message: Any) -> list[Any]:
    stream, buffers = io.BytesIO(), list[Any]()
    kind(stream, protocol=5, buffer_callback=buffers.append).dump(message)
    return [stream.getbuffer(), *_raw(buffers)]


def _raw(buffers: list[Any]) -> list[Any]:
    return [buffer.raw() for buffer in buffers]


def _flat(t: Tensor) -> Any:
    if t.requires_grad and not t.is_leaf:
        raise RuntimeError(
            "Cowardly refusing to serialize non-leaf tensor which requires_grad, since autograd does not support "
            "crossing process boundaries.  If you just want to transfer the data, call detach() on the tensor before "
            "serializing (e.g., putting it on the queue)."
        )
    array = numpy.ascontiguousarray(devices.move(t.detach()._data, "cpu")).reshape(t._data.shape)
    # as bytes: ml_dtypes' arrays offer no buffer
    elements: Any = array.reshape(-1).view("uint8")
    return _tensor, (pickle.PickleBuffer(elements), array.dtype, array.shape, t.requires_grad)


def _tensor(memory: Any, dtype: Any, shape: tuple[int, ...], requires_grad: bool) -> Tensor:
    made: Tensor = wrap(numpy.ndarray(shape, dtype, memory), requires_grad)
    return made
