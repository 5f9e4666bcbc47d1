"""Rows of tensors in memory that are made when they are looked at: a batch of untouched ones is one `take`.

While a batch is fetched, `x[i]` may give a `Row`. The first look at it makes it the tensor that it stands for, class
and all; a dataset that looks gets none from the next batch on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from .... import _tensor
from ...._tensor import Tensor
from ....autograd import observe
from ....autograd.inplace import BASE, CHAIN
from ....autograd.overriding import disabled
from ....ops.create import wrap
from ....ops.shape import take_basic

_making = Lock()
_plain: Any = Tensor
_looked = [0]  # how many rows were made


class Row(Tensor):
    """`of[key]` before anybody looked: what is needed to make it lies in the slots that a tensor has."""

    __slots__ = ()
    _array, _key, _of, _stamp, _recorded = Tensor._data, Tensor._node, Tensor._view, Tensor._writes, Tensor._grad  # type: ignore[misc]

    def __reduce_ex__(self, protocol: Any) -> Any:
        return made(self).__reduce_ex__(protocol)


def made(row: Any) -> Any:
    """`row`, which is a tensor like any other from now on."""
    with _making:
        if type(row) is Row:
            array, key, of = row._array, row._key, row._of
            base, chain, _, recorded, multiple = of if type(of) is list else (of, (), None, True, None)
            view = [base, (*chain, (take_basic, ((key,),), None)), row._stamp, recorded and row._recorded, multiple]
            # the class last: who meets a Row in another thread waits here
            for name, value in (("_data", array[key, ...]), ("_node", None), ("_view", view), ("_grad", None)):
                _PLACES[name].__set__(row, value)
            _PLACES["_writes"].__set__(row, base._writes)
            row.__class__ = _plain
            _looked[0] += 1
    return row


_PLACES: dict[str, Any] = {name: getattr(Tensor, name) for name in ("_data", "_node", "_view", "_writes", "_grad")}


def _looking(place: Any) -> property:
    return property(lambda row: place.__get__(made(row)), lambda row, value: place.__set__(made(row), value))


for name, place in _PLACES.items():
    setattr(Row, name, _looking(place))
type.__setattr__(Row, "__torch_function__", staticmethod(disabled))  # no subclass that anybody knows of
Row.__name__ = Row.__qualname__ = "Tensor"  # as an error names it


@contextmanager
def waiting() -> Iterator[Any]:
    """`x[i]` waits meanwhile, in this thread; gives a function that tells whether somebody looked."""
    before = _looked[0]
    token = _tensor.waiting.set(Row)
    try:
        yield lambda: _looked[0] != before
    finally:
        _tensor.waiting.reset(token)


def has_rows(sample: Any) -> bool:
    """Whether a sample has an untouched row of a tensor in it."""
    if isinstance(sample, dict):
        sample = list(sample.values())
    if isinstance(sample, (tuple, list)):
        return any([has_rows(part) for part in sample])
    if type(sample) is not Tensor or sample._view is None:
        return False
    op, statics, _ = sample._view[CHAIN][-1]
    return op is take_basic and len(statics[0]) == 1 and type(statics[0][0]) is int


def gathered(batch: Any) -> Any:
    """The rows of a batch side by side; None unless all are untouched rows of one tensor."""
    array, of = batch[0]._array, batch[0]._of
    if observe.ops or not array.flags.c_contiguous or (of[BASE] if type(of) is list else of)._node is not None:
        return None
    keys = [row._key for row in batch if type(row) is Row and row._array is array and row._of is of]
    return wrap(array.take(keys, 0)) if len(keys) == len(batch) else None
