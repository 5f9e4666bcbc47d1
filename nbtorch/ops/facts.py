"""What is known of tensors and dtypes without looking at values: as functions."""

from __future__ import annotations

from typing import Any

from ..autograd.arguments import number_of
from ..autograd.errors import invalid
from ..autograd.op import composed
from ..backend import dtype as dtypes


def _tensor(name: str, value: Any) -> Any:
    """`value`, if it is a tensor."""
    if not hasattr(value, "_node"):
        raise TypeError(f"{name}(): argument 'input' (position 1) must be Tensor, not {type(value).__name__}")
    return value


def _dtype(name: str, argument: str, position: int, value: Any) -> Any:
    """The NumPy dtype behind `value`, if it is a dtype."""
    if not isinstance(value, dtypes.dtype):
        raise TypeError(
            f"{name}(): argument '{argument}' (position {position}) must be torch.dtype, not {type(value).__name__}"
        )
    return value.array


@composed(method=False)
def numel(input):
    """The number of elements."""
    return _tensor("numel", input).numel()


@composed(method=False)
def is_floating_point(input):
    """Whether the dtype is a floating one."""
    return _tensor("is_floating_point", input).is_floating_point()


@composed(method=False)
def is_complex(input):
    """Whether the dtype is a complex one."""
    return _tensor("is_complex", input).is_complex()


@composed(method=False)
def is_inference(input):
    """Whether it was made in inference mode."""
    return _tensor("is_inference", input).is_inference()


@composed()
def is_nonzero(input):
    """Whether the only element is not zero."""
    return bool(_tensor("is_nonzero", input))


@composed()
def is_same_size(input, other):
    """Whether two tensors have the same shape."""
    return input._data.shape == other._data.shape


@composed(method=False)
def result_type(tensor1, tensor2):
    """The dtype that two tensors or numbers make together."""
    try:
        operands = [t if hasattr(t, "_node") else number_of("", t) for t in (tensor1, tensor2)]
    except TypeError:
        raise invalid("result_type", [tensor1, tensor2]) from None
    kinds = [getattr(t, "_data", t) for t in operands]
    return dtypes.of(dtypes.result_type(kinds))


@composed(method=False)
def promote_types(type1, type2):
    """The dtype that two dtypes make together."""
    return dtypes.of(
        dtypes.promote(_dtype("promote_types", "type1", 1, type1), _dtype("promote_types", "type2", 2, type2))
    )


@composed(method=False)
def can_cast(from_, to):
    """Whether an in-place result of one dtype may land in another: never down a category."""
    return dtypes.can_cast(_dtype("can_cast", "from_", 1, from_), _dtype("can_cast", "to", 2, to))


@composed()
def is_signed(input):
    """Whether the dtype has negative numbers."""
    return dtypes.of(_tensor("is_signed", input)._data.dtype).is_signed


@composed()
def is_conj(input):
    """Whether conjugation was put off; here it is computed at once."""
    return _tensor("is_conj", input) is None


@composed()
def is_neg(input):
    """Whether negation was put off; here it is computed at once."""
    return _tensor("is_neg", input) is None


@composed()
def resolve_neg(input):
    """The tensor itself: its negation is never put off."""
    return _tensor("resolve_neg", input)


@composed()
def get_device(input):
    """The index of the GPU that holds the tensor; -1 for the CPU."""
    index = _tensor("get_device", input).device.index
    return -1 if index is None else index


@composed()
def adjoint(input):
    """Conjugate transpose of the last two dimensions: (..., M, N) -> (..., N, M)."""
    return conjugate_transpose(_tensor("adjoint", input), "tensor.adjoint()")


def conjugate_transpose(input: Any, words: str) -> Any:
    """`adjoint`, which goes by several names."""
    if input.ndim == 1:
        raise RuntimeError(
            f"{words} is only supported on matrices or batches of matrices. Got {input.ndim}-D tensor."
        )
    return (input.transpose(-2, -1) if input.ndim else input).conj()


@composed(method=False)
def typename(obj):
    """The old name of a tensor's type, e.g. `torch.FloatTensor`; of another object or class, its module and name."""
    if hasattr(obj, "_node"):
        return obj.type()
    kind = obj if hasattr(obj, "__qualname__") else type(obj)
    module = getattr(kind, "__module__", None)
    return kind.__qualname__ if module in (None, "", "builtins") else f"{module}.{kind.__qualname__}"
