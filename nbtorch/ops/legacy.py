"""How tensors were made before `torch.tensor`: `torch.Tensor(2, 3)`, `torch.FloatTensor([1, 2])`, `x.new(3)`."""

from __future__ import annotations

from typing import Any

import numpy

from ..autograd.op import composed
from ..backend import device as devices, dtype as dtypes
from .create import array_of, wrap


def legacy_array(args: tuple[Any, ...], kind: Any, device: Any = None, any_dtype: bool = False) -> Any:
    """The array of such a call: so many sizes, or data as the dtype `kind`.

    A tensor is taken as it is, and has to be of that dtype unless `any_dtype`.
    """
    if not args or all([isinstance(a, numpy.integer | int) and not isinstance(a, bool) for a in args]):
        return devices.namespace(device).zeros(args or (0,), kind)
    if len(args) > 1:
        got = ", ".join([type(a).__name__ for a in args])
        raise TypeError(f"new() received an invalid combination of arguments - got ({got}), but expected sizes, or a "
                        "sequence, or a tensor")  # fmt: skip
    data = args[0]
    if hasattr(data, "_node"):
        if data._data.dtype != kind and not any_dtype:
            raise TypeError(f"expected a tensor of dtype {dtypes.of(kind).name} (got {data.dtype.name})")
        return data._data if device is None else devices.move(data._data, device)
    if type(data).__name__ == "Size":
        return devices.namespace(device).zeros(data, kind)
    if not hasattr(data, "__len__") or getattr(data, "shape", None) == ():
        raise TypeError(f"new(): data must be a sequence (got {type(data).__name__})")
    if isinstance(data, str):
        raise TypeError("new(): invalid data type 'str'")
    array = array_of(data if len(data) else numpy.empty(0, kind))
    return devices.namespace(device).asarray(array.astype(kind))


@composed(function=False)
def new(self, *args, device=None):
    """A tensor of this one's dtype and device, of so many sizes (its values are not set) or of the data given."""
    return wrap(legacy_array(args, self._data.dtype, device or self.device))
