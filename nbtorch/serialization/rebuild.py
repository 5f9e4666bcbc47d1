"""The functions that files call to make tensors of storages, as trusting as a file deserves: not at all."""

from __future__ import annotations

from pickle import UnpicklingError
from typing import Any

from .._tensor import Tensor
from ..autograd.inplace import wrote
from ..autograd.memory import meant
from ..backend import dtype as dtypes
from ..backend.layout import layout
from ..backend.storage import TypedStorage, over, reach
from ..nn.parameter import Parameter


def _whole(name: str, values: Any) -> tuple[int, ...]:
    """Sizes or strides, which must be whole and not negative."""
    if not isinstance(values, (tuple, list)) or not all([type(n) is int and n >= 0 for n in values]):
        raise UnpicklingError(f"the {name} of a tensor must be whole numbers from 0 up, got {values!r:.200}")
    return tuple(values)


def _tensor(storage: Any, kind: dtypes.dtype, offset: Any, size: Any, stride: Any, requires_grad: Any) -> Tensor:
    if not isinstance(storage, TypedStorage):
        raise UnpicklingError(f"a tensor is made of a storage, got {type(storage).__name__}")
    size, stride = _whole("size", size), _whole("stride", stride)
    (offset,) = _whole("storage offset", [offset])
    if len(size) != len(stride):
        raise UnpicklingError(f"a tensor of size {size} cannot have stride {stride}")
    if len(size) > 64:
        raise UnpicklingError(f"a tensor of {len(size)} dimensions: at most 64 are possible")
    room = storage.nbytes() // kind.itemsize
    if reach(size, stride) and offset + reach(size, stride) > room:
        raise UnpicklingError(
            f"a tensor of size {size}, stride {stride} and storage offset {offset} is outside of its storage of {room} "
            "elements: the file is corrupt"
        )
    array = over(storage.untyped()._array, kind.array, size, stride, offset)
    made = meant(Tensor(array, None))
    wrote(made)
    return made.requires_grad_() if requires_grad else made


def _resolved(t: Tensor, metadata: Any) -> Tensor:
    """What was saved as waiting to be conjugated or negated; here that is done at once, in memory of its own."""
    if not metadata:
        return t
    learns = t.requires_grad
    made = t.detach()
    made = made.conj().clone() if metadata.get("conj") else made
    made = made.neg() if metadata.get("neg") else made
    return made.requires_grad_(learns)


def rebuild_tensor(storage: Any, storage_offset: Any, size: Any, stride: Any) -> Tensor:
    """A tensor over a storage."""
    return rebuild_tensor_v2(storage, storage_offset, size, stride, False, None)


def rebuild_tensor_v2(
    storage: Any, storage_offset: Any, size: Any, stride: Any, requires_grad: Any, backward_hooks: Any,
    metadata: Any = None,
) -> Tensor:  # fmt: skip
    """A tensor over a storage of its dtype."""
    kind: Any = getattr(storage, "dtype", None)
    return _resolved(_tensor(storage, kind, storage_offset, size, stride, requires_grad), metadata)


def rebuild_tensor_v3(
    storage: Any, storage_offset: Any, size: Any, stride: Any, requires_grad: Any, backward_hooks: Any, dtype: Any,
    metadata: Any = None,
) -> Tensor:  # fmt: skip
    """A tensor of any dtype over bytes."""
    if not isinstance(dtype, dtypes.dtype):
        raise UnpicklingError(f"the dtype of a tensor must be a torch.dtype, got {dtype!r:.200}")
    return _resolved(_tensor(storage, dtype, storage_offset, size, stride, requires_grad), metadata)


def rebuild_parameter(data: Any, requires_grad: Any, backward_hooks: Any) -> Parameter:
    """A parameter over the memory of a tensor."""
    if not isinstance(data, Tensor):
        raise UnpicklingError(f"a parameter is made of a tensor, got {type(data).__name__}")
    return Parameter(data, bool(requires_grad))


def rebuild_parameter_with_state(data: Any, requires_grad: Any, backward_hooks: Any, state: Any) -> Parameter:
    """A parameter that carries attributes of its own."""
    return _with_attributes(rebuild_parameter(data, requires_grad, backward_hooks), state)


def rebuild_from_type_v2(function: Any, kind: Any, arguments: Any, state: Any) -> Any:
    """A tensor of a subclass, or with attributes of its own."""
    if function not in REBUILD.values():
        raise UnpicklingError(f"a tensor is not made by {function!r:.200}")
    if not (isinstance(kind, type) and issubclass(kind, Tensor)):
        raise UnpicklingError(f"a tensor's class must be a subclass of Tensor, got {kind!r:.200}")
    made = function(*arguments)
    if type(made) is not kind:
        made = made.as_subclass(kind)
    if hasattr(kind, "__setstate__"):
        made.__setstate__(state)
        return made
    return _with_attributes(made, state)


def _with_attributes(t: Any, state: Any) -> Any:
    if isinstance(state, tuple) and len(state) == 2 and not state[1]:
        state = state[0]
    if not isinstance(state, dict) or not all([type(name) is str for name in state]):
        raise UnpicklingError(f"the attributes of a tensor must be a dict by name, got {type(state).__name__}")
    t.__dict__.update(state)
    return t


def layout_called(name: Any) -> Any:
    """The layout in a file: `torch.strided`."""
    found = layout.known.get(str(name).removeprefix("torch."))
    if found is None:
        raise UnpicklingError(f"there is no layout {name!r:.200}")
    return found


def _absent(what: str) -> Any:
    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError(f"the file holds {what}, which nbtorch does not have; make it dense in PyTorch first")

    return refuse


REBUILD = {
    ("torch._utils", "_rebuild_tensor"): rebuild_tensor,
    ("torch._utils", "_rebuild_tensor_v2"): rebuild_tensor_v2,
    ("torch._utils", "_rebuild_tensor_v3"): rebuild_tensor_v3,
    ("torch._utils", "_rebuild_parameter"): rebuild_parameter,
    ("torch._utils", "_rebuild_parameter_with_state"): rebuild_parameter_with_state,
    ("torch._tensor", "_rebuild_from_type_v2"): rebuild_from_type_v2,
    ("torch.tensor", "_rebuild_from_type_v2"): rebuild_from_type_v2,
    ("torch.serialization", "_get_layout"): layout_called,
    ("torch._utils", "_rebuild_sparse_tensor"): _absent("a sparse tensor"),
    ("torch._utils", "_rebuild_qtensor"): _absent("a quantized tensor"),
    ("torch._utils", "_rebuild_nested_tensor"): _absent("a nested tensor"),
    ("torch._utils", "_rebuild_meta_tensor_no_storage"): _absent("a tensor on the meta device"),
}
