"""The Tensor: an array, a place in the graph, and the methods of every op."""

from __future__ import annotations

import warnings
from contextvars import ContextVar
from copy import deepcopy
from importlib import import_module
from typing import Any

import numpy

from . import _methods, autograd, ops as ops
from ._absent import TensorAbsences
from ._facts import TensorFacts
from ._size import Size
from ._traceback import unread
from .autograd import engine, overriding
from .autograd.api import backward
from .autograd.apply import current, reflected
from .autograd.arguments import int_of
from .autograd.assigned import check_grad, check_requires_grad, full_name, warn_of_read
from .autograd.calls import over as onto
from .autograd.errors import no_room
from .autograd.hooks import RemovableHandle, add_hook
from .autograd.inference import cell_like, new_cell, unversioned
from .autograd.inplace import BASE, bare, continued, inplace, wrote
from .autograd.memory import meant, settled
from .autograd.modes import entered, recording
from .autograd.node import HOOKS, OP, PARENTS, SAVED, SHAPE, STATICS, GradFn, clock, grad_fn, hooks_of
from .autograd.observe import ops as observers
from .backend import device as devices, dtype as dtypes
from .backend.once import warn_once
from .backend.storage import copied, laid_out, over
from .ops import choose, complexes, create, indexing, shape as shapes, special
from .ops.legacy import legacy_array
from .ops.memory import one_dimension, reinterpreted

_NEVER = object()
new_object, is_recording = object.__new__, recording.get
new_tuple = tuple.__new__  # past the checks of `Size`
FLOATING = dtypes.FLOATING
waiting: ContextVar[Any] = ContextVar("waiting", default=None)  # while a loader fetches: the class of its rows
rows_that_wait, ndarray = waiting.get, numpy.ndarray  # each look-up counts where rows are made


class Tensor(_methods.TensorMethods, TensorFacts, TensorAbsences):
    """A multi-dimensional array that remembers how it was computed."""

    __slots__ = ("__dict__", "__weakref__", "_data", "_grad", "_node", "_view", "_writes")

    def __init__(self, data: Any = (), node: Any = _NEVER, *sizes: Any, device: Any = None):
        if (
            node is not None
        ):  # the engine always says None: this is a user's `torch.Tensor(2, 3)` or `torch.Tensor([...])`
            given = (data, *(() if node is _NEVER else (node,)), *sizes)
            data = legacy_array(given, dtypes.get_default_dtype().array, device, any_dtype=True)
        self._data = data
        self._node: Any = None
        self._writes = new_cell() if entered else [0, 0]  # time of the last write (node.clock), number of writes
        self._view: Any = None
        self._grad: Any = None

    __torch_function__ = classmethod(overriding.default)

    def __init_subclass__(cls, **options: Any):
        super().__init_subclass__(**options)
        if overriding.Tensor is not None:
            overriding.adopt(cls)

    __hash__ = object.__hash__
    __array_priority__ = 1000

    # ---- facts
    shape = property(lambda self: new_tuple(Size, self._data.shape))
    ndim = property(lambda self: self._data.ndim)
    dtype = property(lambda self: dtypes.of(self._data.dtype))
    device = property(lambda self: devices.of(self._data))
    is_cuda = property(lambda self: devices.of(self._data).type == "cuda")
    is_leaf = property(lambda self: not (node := current(self)) or not node[PARENTS])
    _base = property(lambda self: self._view[BASE] if self._is_view() else None)

    def _is_view(self) -> bool:
        return self._view is not None and not unversioned(self)

    @property
    def _version(self) -> int:
        """How often this memory was written in place."""
        if unversioned(self):
            raise RuntimeError("Inference tensors do not track version counter.")
        return int(self._writes[1])

    itemsize = property(lambda self: self._data.dtype.itemsize)
    nbytes = property(lambda self: self._data.size * self._data.dtype.itemsize)

    def size(self, dim: int | None = None) -> Any:
        """The shape, or the size of one dimension."""
        if dim is None:
            return Size(self._data.shape)
        dim = dim if type(dim) is int else int_of("size(): argument 'dim' (position 1)", dim)
        return self._data.shape[one_dimension(dim, self._data.ndim)]

    def dim(self) -> int:
        """The number of dimensions."""
        return self._data.ndim

    def numel(self) -> int:
        """The number of elements."""
        return int(self._data.size)

    nelement, ndimension = numel, dim

    def element_size(self) -> int:
        """Bytes of one element."""
        return int(self._data.dtype.itemsize)

    def is_floating_point(self) -> bool:
        """Whether the dtype is a floating one."""
        return dtypes.category(self._data.dtype) == FLOATING

    def is_complex(self) -> bool:
        """Whether the dtype is a complex one."""
        return dtypes.category(self._data.dtype) > FLOATING

    # ---- gradients
    @property
    def grad_fn(self) -> GradFn | None:
        """The node that made this tensor; None for a leaf."""
        node = current(self)
        return None if node is None or not node[PARENTS] else grad_fn(node)

    @property
    def requires_grad(self) -> bool:
        """Whether operations on this tensor are recorded."""
        return current(self) is not None

    @requires_grad.setter
    def requires_grad(self, on: bool) -> None:
        check_requires_grad(self, on)
        if on != (self._node is not None):
            self._node = engine.leaf_node(self) if on else None

    @requires_grad.deleter
    def requires_grad(self) -> None:
        raise RuntimeError("requires_grad must be a bool")

    @property
    def grad(self) -> Any:
        """The gradient that `backward` left at this leaf, or at a tensor after `retain_grad`; None before."""
        node = self._node
        if node is not None and self._grad is None and node[PARENTS] and not self.retains_grad:
            warn_of_read()
        return self._grad

    @grad.setter
    def grad(self, grad: Any) -> None:
        if grad is not None:
            check_grad(self, grad)
        self._grad = grad

    @grad.deleter
    def grad(self) -> None:
        self._grad = None

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Start, or stop, recording operations on this tensor."""
        if not isinstance(requires_grad, bool):
            raise TypeError(
                f"requires_grad_(): argument 'requires_grad' (position 1) must be bool, not "
                f"{type(requires_grad).__name__}"
            )
        if requires_grad and dtypes.category(self._data.dtype) < FLOATING:
            raise RuntimeError("only Tensors of floating point dtype can require gradients")
        self.requires_grad = requires_grad
        return self

    def backward(
        self, gradient: Any = None, retain_graph: bool | None = None, create_graph: bool = False, inputs: Any = None
    ) -> None:
        """Add d(self)/d(leaf) to the `.grad` of every leaf below; `gradient` weighs a non-scalar tensor."""
        backward(self, gradient, retain_graph, create_graph, inputs=inputs)

    def register_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(grad)` when the gradient of this tensor is known; what it returns replaces the gradient."""
        node = current(self)
        if node is None:
            raise RuntimeError("cannot register a hook on a tensor that doesn't require gradient")
        return add_hook(hooks_of(node).tensor, hook)

    def register_post_accumulate_grad_hook(self, hook: Any) -> RemovableHandle:
        """Call `hook(self)` after the `.grad` of this leaf was added to."""
        if not self.is_leaf or self._node is None:
            raise RuntimeError("post accumulate grad hooks cannot be registered on non-leaf tensors")
        if len(self._node[SAVED]) == 1:
            self._node[SAVED] = (*self._node[SAVED], {})
        return add_hook(self._node[SAVED][1], hook)

    def retain_grad(self) -> None:
        """Keep the gradient of this non-leaf tensor in its `.grad`."""
        if current(self) is None:
            raise RuntimeError("can't retain_grad on Tensor that has requires_grad=False")
        if not self.is_leaf and not self.retains_grad:
            from weakref import ref

            me = ref(self)

            def keep(g: Tensor) -> None:
                t = me()
                if t is not None:
                    t._grad = g.clone() if t._grad is None else t._grad + g

            hooks_of(self._node).retain = keep

    @property
    def retains_grad(self) -> bool:
        """Whether `retain_grad` was called on this non-leaf tensor."""
        node = current(self)
        return node is not None and node[HOOKS] is not None and node[HOOKS].retain is not None

    @property
    def output_nr(self) -> int:
        """Which output of `grad_fn` this tensor is."""
        node = current(self)
        return int(node[STATICS][0]) if node is not None and node[OP] is engine.PICK else 0

    # ---- same memory, no history
    def detach(self) -> Tensor:
        """The same memory without history."""
        alias = meant(Tensor(settled(self), None))
        alias._writes = self._writes
        return alias

    def detach_(self) -> Tensor:
        """Forget this tensor's history."""
        if self._view is not None:
            raise RuntimeError(
                "Can't detach views in-place. Use detach() instead. If you are using DistributedDataParallel (DDP) for "
                "training, and gradient_as_bucket_view is set as True, gradients are views of DDP buckets, and hence "
                "detach_() cannot be called on these gradients. To fix this error, please refer to the "
                "Optimizer.zero_grad() function in torch/optim/optimizer.py as the solution."
            )
        self._node = None
        return self

    @property
    def data(self) -> Tensor:
        """The same memory, unknown to autograd."""
        alias = meant(Tensor(settled(self), None))
        alias._writes = cell_like(self)
        return alias

    @data.setter
    def data(self, other: Tensor) -> None:
        if not isinstance(other, Tensor):
            raise TypeError(f"Variable data has to be a tensor, but got {full_name(other)}")
        if self._node is not None and dtypes.category(other._data.dtype) < FLOATING:
            raise RuntimeError("data set to a tensor that requires gradients must be floating point or complex dtype")
        writes = cell_like(other)
        list.__setitem__(writes, slice(None), self._writes)  # no write, which an inference tensor may refuse
        self._data, self._writes = settled(other), writes
        meant(self)
        if self._node is not None and self._node[OP] is engine.LEAF:
            self._node[SHAPE] = other._data.shape

    @data.deleter
    def data(self) -> None:
        raise RuntimeError("Deleting tensor data is not allowed. Delete tensor instead!")

    # ---- out of the framework
    def numpy(self, *, force: bool = False) -> Any:
        """The NumPy array that shares this tensor's memory; `force` detaches and copies to the CPU as needed."""
        if force:
            return devices.move(settled(self), "cpu")
        if self.requires_grad:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        if type(self._data) is not numpy.ndarray:
            raise TypeError(
                f"can't convert {self.device} device type tensor to numpy. Use Tensor.cpu() to copy the tensor to host "
                "memory first."
            )
        if self._data.dtype == dtypes.bfloat16.array:
            raise TypeError("Got unsupported ScalarType BFloat16")
        return settled(self)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return numpy.array(self.numpy(), dtype=dtype, copy=copy)

    def __array_namespace__(self, *, api_version: str | None = None) -> Any:
        """`nbtorch.array_api`: the functions of the Python array API standard on tensors."""
        return import_module("nbtorch.array_api.info").of_version(api_version)

    def to_device(self, device: Any, /, *, stream: Any = None) -> Tensor:
        """`to` under the array API standard's name."""
        if stream is not None:
            raise ValueError("to_device() knows no streams")
        return self.to(device)

    def __array_wrap__(self, array: Any, context: Any = None, return_scalar: bool = False) -> Tensor:
        """What a NumPy function made of this tensor, as a tensor."""
        array = numpy.asarray(array)
        return create.from_numpy(array.astype("uint8") if array.dtype == bool else array)

    @property
    def __cuda_array_interface__(self) -> Any:
        if type(self._data) is numpy.ndarray:
            raise AttributeError(
                f"Can't get __cuda_array_interface__ on non-CUDA tensor type: {self.type()} If CUDA data is required "
                "use tensor.cuda() to copy tensor to device memory."
            )
        return self._data.__cuda_array_interface__

    def as_subclass(self, cls: Any) -> Any:
        """This tensor's memory and history as a tensor of class `cls`."""
        made = _methods.view(self, self._data.shape) if self.requires_grad else self.detach()
        made.__class__ = cls
        return made

    @staticmethod
    def _make_subclass(cls: Any, data: Tensor, require_grad: bool = False) -> Any:
        return data.detach().as_subclass(cls).requires_grad_(require_grad)

    def item(self) -> Any:
        """The Python number in a tensor of one element."""
        if self._data.size != 1:
            raise RuntimeError(f"a Tensor with {self._data.size} elements cannot be converted to Scalar")
        return _number(self._data.item(), self._data.dtype)

    def tolist(self) -> Any:
        """Nested lists of Python numbers."""
        array = devices.move(self._data, "cpu")
        return (array.astype("float32") if array.dtype in dtypes.HALF else array).tolist()

    def to(self, *args: Any, **kwargs: Any) -> Tensor:
        """This tensor with another dtype and/or on another device; itself when nothing changes."""
        return indexing.to(self, *args, **kwargs)

    def __len__(self) -> int:
        if self._data.ndim == 0:
            raise TypeError("len() of a 0-d tensor")
        return self._data.shape[0]

    def __iter__(self) -> Any:
        if self._data.ndim == 0:
            raise TypeError("iteration over a 0-d tensor")
        return iter(self.unbind(0))

    def __bool__(self) -> bool:
        if self._data.size != 1:
            many = self._data.size > 1
            raise RuntimeError(
                f"Boolean value of Tensor with {'more than one value' if many else 'no values'} is ambiguous"
            )
        return bool(self._data.item())

    def _only(self) -> Any:
        if self._data.size != 1:
            raise ValueError("only one element tensors can be converted to Python scalars")
        return self._data.item()

    def _leaves_the_graph(self) -> None:
        """What `float` and `complex`, unlike `item`, say of a tensor whose gradient ends there."""
        if self.requires_grad and recording.get():
            warn_once(
                "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\n"
                "Consider using tensor.detach() first.",
                4,
            )

    def __float__(self) -> float:
        value = self._only()
        self._leaves_the_graph()
        if isinstance(value, complex):
            raise RuntimeError("value cannot be converted to type double without overflow")
        return float(value)

    def __int__(self) -> int:
        return int(self._only())

    def __complex__(self) -> complex:
        value = self._only()
        self._leaves_the_graph()
        return complex(value)

    def __index__(self) -> int:
        if self._data.size != 1 or dtypes.category(self._data.dtype) >= FLOATING:
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self._data.item())

    def __contains__(self, value: Any) -> bool:
        if not isinstance(value, (Tensor, int, float, complex)):
            raise RuntimeError(
                f"Tensor.__contains__ only supports Tensor or scalar, but you passed in a {type(value)}."
            )
        return bool((self == value).any())

    def __repr__(self, *, tensor_contents: Any = None) -> str:
        from ._repr import tensor_repr

        return tensor_repr(self, tensor_contents)

    def __format__(self, spec: str) -> str:
        return format(self.item(), spec) if self._data.ndim == 0 else object.__format__(self, spec)

    def __deepcopy__(self, memo: Any) -> Tensor:
        if not self.is_leaf:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the "
                "moment.  If you were attempting to deepcopy a module, this may be because of a torch.nn.utils."
                "weight_norm usage, see https://github.com/pytorch/pytorch/pull/103001"
            )
        if id(self) not in memo:
            made = memo[id(self)] = rebuilt(type(self), copied(settled(self), memo), self.requires_grad)
            if self._grad is not None:
                made._grad = deepcopy(self._grad, memo)
            made.__dict__.update(deepcopy(self.__dict__, memo))
        return memo[id(self)]

    def __reduce__(self) -> Any:
        more = {name: value for name, value in self.__dict__.items() if name != "retains"}
        kind = None if type(self) is Tensor else type(self)  # not by its name, which the alias changes
        return rebuilt, (kind, *laid_out(devices.move(settled(self), "cpu")), self.requires_grad, more)

    # ---- transposed, reinterpreted
    @property
    def T(self) -> Tensor:
        """All dimensions in reverse order."""
        ndim = self._data.ndim
        if ndim not in (0, 2):
            warnings.warn(
                "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it "
                "will "
                "throw an error in a future release. Consider `x.mT` to transpose batches of matrices or "
                "`x.permute(*torch.arange(x.ndim - 1, -1, -1))` to reverse the dimensions of a tensor.",
                stacklevel=2,
            )
        return _methods.t(self) if ndim <= 2 else _methods.permute(self, tuple(range(ndim - 1, -1, -1)))

    @property
    def mT(self) -> Tensor:
        """The last two dimensions swapped."""
        if self._data.ndim < 2:
            raise RuntimeError(
                f"tensor.mT is only supported on matrices or batches of matrices. Got {self._data.ndim}-D tensor."
            )
        return _methods.transpose(self, -2, -1)

    def view(self, *shape: Any, size: Any = None, dtype: Any = None) -> Tensor:
        """The same memory in another shape, or as another dtype."""
        if len(shape) == 1 and type(shape[0]) is dtypes.dtype:
            dtype = shape[0]
        if dtype is not None:
            reinterpreted(self, dtype)
            return _methods.view_dtype(self, dtype.array)
        return _methods.view(self, *shape) if size is None else _methods.view(self, size)

    def polygamma(self, n: int) -> Tensor:
        """The `n`-th derivative of digamma."""
        return special.polygamma(n, self)

    def polygamma_(self, n: int) -> Tensor:
        """In-place version of `polygamma`."""
        return onto("polygamma", self, special.polygamma(n, self.clone()))

    def unfold(self, dimension: int, size: int, step: int) -> Tensor:
        """View of windows of `size` every `step` along `dimension`: a new last dimension."""
        given = (("dimension", dimension), ("size", size), ("step", step))
        return _methods.slide(self, *[int_of(f"unfold(): argument {name!r}", value) for name, value in given])

    # ---- indexing
    def __getitem__(self, key: Any) -> Tensor:
        kind = type(key)
        if kind is int and self._node is None and not observers and ((view := self._view) is None or bare(view)):
            array = self._data  # a row of a data set, 60,000 times an epoch: `take_basic` without what it does not need
            if type(array) is ndarray and 0 < array.ndim < 4 and (-1 < key < len(array) or -len(array) <= key < 0):
                if (kind := rows_that_wait()) is not None:
                    row = new_object(kind)
                    row._array, row._key, row._of = array, key, self if view is None else view
                    # the time of the last write stands for now: a later one is later than both
                    row._stamp, row._recorded = self._writes[0], is_recording()
                    return row
                row = new_object(Tensor)
                row._data = array[key] if array.ndim > 1 else array[key, ...]
                row._node = row._grad = None
                row._writes = self._writes
                step = (_methods.TAKE_BASIC, ((key,),), None)
                row._view = (
                    [self, (step,), next(clock), is_recording(), None] if view is None else continued(view, step)
                )
                return row
        if kind is slice and key.step is None:
            return _methods.take_basic(self, (key,))
        key = key if type(key) is tuple else (key,)
        for part in key:
            kind = type(part)
            if kind is slice:
                if part.step is not None and part.step < 1:
                    return indexing.take(self, key)
            elif kind is not int and kind not in indexing.BASIC:
                return indexing.take(self, key)
        return _methods.take_basic(self, key)

    def __delitem__(self, key: Any) -> None:
        raise TypeError("Tensor does not support deleting items")

    def __reversed__(self) -> Any:
        return _methods.flip(self, (0,)) if self._data.ndim else self

    def __setitem__(self, key: Any, value: Any) -> None:
        indexing.assign(self, key if type(key) is tuple else (key,), value)

    def copy_(self, src: Any, non_blocking: bool = False) -> Tensor:
        """Write `src`, broadcast, into this tensor."""
        if hasattr(src, "_node") and type(src._data) is not type(self._data):
            src = src.to(self.device)
        if hasattr(src, "_node") and src._data.ndim > self._data.ndim:
            raise no_room(self._data.shape, src._data.shape)
        return inplace(shapes.copy, (self, src), (non_blocking,))

    def where(self, condition: Any, other: Any) -> Tensor:
        """This tensor where `condition`, else `other`."""
        return choose.where(condition, self, other)

    real = property(lambda self: complexes.real(self), doc="The real parts; a real tensor is its own.")
    imag = property(lambda self: complexes.imag(self), doc="The imaginary parts of a complex tensor.")

    # ---- operators a table cannot give
    __iadd__, __isub__ = _methods.add_, _methods.sub_
    __imul__, __itruediv__ = _methods.mul_, _methods.true_divide_
    __ipow__, __ifloordiv__, __imod__ = _methods.pow_, _methods.floor_divide_, _methods.remainder_
    __iand__, __ior__, __ixor__ = _methods.bitwise_and_, _methods.bitwise_or_, _methods.bitwise_xor_
    __ilshift__, __irshift__ = _methods.bitwise_left_shift_, _methods.bitwise_right_shift_

    def __invert__(self) -> Tensor:
        if dtypes.category(self._data.dtype) >= FLOATING:
            raise TypeError("~ (operator.invert) is only implemented on integer and Boolean-type tensors")
        return _methods.bitwise_not(self)

    # ---- reflected operators
    __radd__, __rmul__ = _methods.TensorMethods.__add__, _methods.TensorMethods.__mul__
    __rand__, __ror__ = _methods.TensorMethods.__and__, _methods.TensorMethods.__or__
    __rxor__ = _methods.TensorMethods.__xor__
    __rpow__, __rmatmul__ = reflected(_methods.pow), reflected(_methods.matmul)
    __rfloordiv__, __rmod__ = reflected(_methods.floor_divide), reflected(_methods.remainder)
    __rlshift__, __rrshift__ = reflected(_methods.bitwise_left_shift), reflected(_methods.bitwise_right_shift)

    def __rtruediv__(self, other: Any) -> Tensor:
        return self.reciprocal() * other

    __rdiv__ = __rtruediv__


def _number(value: Any, dtype: Any) -> Any:
    return float(value) if dtype in dtypes.HALF else value


def rebuilt(kind: Any, array: Any, *facts: Any) -> Any:
    """A pickled or copied tensor again: `facts` are how it lies in the memory of `array`, then what else it was."""
    *layout, requires_grad, more = facts if len(facts) > 1 else (*facts, {})
    kind = Tensor if kind is None else kind
    made = kind.__new__(kind)
    Tensor.__init__(made, over(array, *layout) if layout else array, None)
    made.__dict__.update(more)
    wrote(meant(made))
    return made.requires_grad_(requires_grad)


autograd.bind(Tensor)
_methods.Tensor = overriding.Tensor = Tensor
unread(_methods.__file__)
