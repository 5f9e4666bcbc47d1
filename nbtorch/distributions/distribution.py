"""What every distribution is: a batch of parameters, events of one shape, and numbers drawn and scored."""

from __future__ import annotations

import warnings
from typing import Any

from .._functions import exp
from .._size import Size
from ..autograd.modes import no_grad
from . import constraints
from .utils import is_tensor, lazy_property

__all__ = ["Distribution"]
_NONE = Size()


class Distribution:
    """The base of distributions.

    A subclass names in `_batched` its attributes that have the batch's shape (tensors, or distributions), and in
    `_kept` those that a batch shares; `expand` follows from that.
    """

    has_rsample = False
    has_enumerate_support = False
    _validate_args: bool = __debug__
    _batched: tuple[str, ...]
    _kept: tuple[str, ...] = ()

    @staticmethod
    def set_default_validate_args(value: bool) -> None:
        """Turn checks of parameters and values on or off where nobody says `validate_args`."""
        if value not in [True, False]:
            raise ValueError
        Distribution._validate_args = value

    def __init__(self, batch_shape: Any = _NONE, event_shape: Any = _NONE, validate_args: bool | None = None):
        self._batch_shape, self._event_shape = batch_shape, event_shape
        if validate_args is not None:
            self._validate_args = validate_args
        if self._validate_args:
            self._validate_parameters()

    def _validate_parameters(self) -> None:
        try:
            wanted = self.arg_constraints
        except NotImplementedError:
            wanted = {}
            warnings.warn(
                f"{type(self)} does not define `arg_constraints`. Please set `arg_constraints = {{}}` or initialize "
                "the distribution with `validate_args=False` to turn off validation.",
                stacklevel=4,
            )
        for name, constraint in wanted.items():
            lazy = name not in self.__dict__ and isinstance(getattr(type(self), name, None), lazy_property)
            if lazy or constraints.is_dependent(constraint):
                continue
            value = getattr(self, name)
            if not constraint.check(value).all():
                raise ValueError(
                    f"Expected parameter {name} ({type(value).__name__} of shape {tuple(value.shape)}) of distribution "
                    f"{self!r} to satisfy the constraint {constraint!r}, but found invalid values:\n{value}"
                )

    def expand(self, batch_shape: Any, _instance: Any = None) -> Any:
        """This distribution with its batch broadcast to `batch_shape`."""
        owner: Any = next((c for c in type(self).__mro__ if "_batched" in c.__dict__), None)
        if owner is None:
            raise NotImplementedError
        new = self._get_checked_instance(owner, _instance)
        batch_shape = Size(batch_shape)
        for name in owner._batched:
            if name in self.__dict__:
                value = self.__dict__[name]
                event = value.shape[len(self._batch_shape) :] if is_tensor(value) else Size()
                new.__dict__[name] = value.expand(batch_shape + event)
        for name in owner._kept:
            new.__dict__[name] = self.__dict__[name]
        Distribution.__init__(new, batch_shape, self._event_shape, validate_args=False)
        new._validate_args = self._validate_args
        return new

    def _get_checked_instance(self, cls: Any, _instance: Any = None) -> Any:
        if _instance is not None:
            return _instance
        if type(self).__init__ is not cls.__init__:
            raise NotImplementedError(
                f"Subclass {type(self).__name__} of {cls.__name__} that defines a custom __init__ method must also "
                "define a custom .expand() method."
            )
        return type(self).__new__(type(self))

    batch_shape = property(lambda self: self._batch_shape, doc="The shape of the batch of parameters.")
    event_shape = property(lambda self: self._event_shape, doc="The shape of one sample of one distribution.")

    @property
    def arg_constraints(self) -> dict[str, Any]:
        """The constraint of each parameter, by name."""
        raise NotImplementedError

    @property
    def support(self) -> Any:
        """The constraint that samples satisfy."""
        raise NotImplementedError

    @property
    def mean(self) -> Any:
        """The mean."""
        raise NotImplementedError

    @property
    def mode(self) -> Any:
        """The most likely value."""
        raise NotImplementedError(f"{type(self)} does not implement mode")

    @property
    def variance(self) -> Any:
        """The variance."""
        raise NotImplementedError

    @property
    def stddev(self) -> Any:
        """The standard deviation."""
        return self.variance.sqrt()

    def sample(self, sample_shape: Any = ()) -> Any:
        """Samples without gradient: sample_shape + batch_shape + event_shape."""
        with no_grad():
            return self.rsample(sample_shape)

    def rsample(self, sample_shape: Any = ()) -> Any:
        """Samples as a function of the parameters, for gradients."""
        raise NotImplementedError

    def sample_n(self, n: int) -> Any:
        """`n` samples of every distribution of the batch."""
        warnings.warn(
            "`sample_n(n)` will be deprecated. Use `sample((n,))` instead.", FutureWarning, stacklevel=2
        )
        return self.sample(Size((n,)))

    def log_prob(self, value: Any) -> Any:
        """The logarithm of the density, or probability, of each event."""
        raise NotImplementedError

    def cdf(self, value: Any) -> Any:
        """The probability below `value`."""
        raise NotImplementedError

    def icdf(self, value: Any) -> Any:
        """The value below which this probability lies."""
        raise NotImplementedError

    def enumerate_support(self, expand: bool = True) -> Any:
        """All values of a discrete distribution, along a new first dimension."""
        raise NotImplementedError

    def entropy(self) -> Any:
        """The entropy, in nats: batch_shape."""
        raise NotImplementedError

    def perplexity(self) -> Any:
        """`exp(entropy)`: batch_shape."""
        return exp(self.entropy())

    def _extended_shape(self, sample_shape: Any = ()) -> Size:
        return Size(sample_shape) + self._batch_shape + self._event_shape

    def _validate_sample(self, value: Any) -> None:
        if not is_tensor(value):
            raise ValueError("The value argument to log_prob must be a Tensor")
        shape = value.shape
        if shape[len(shape) - len(self._event_shape) :] != self._event_shape:
            raise ValueError(
                f"The right-most size of value must match event_shape: {shape} vs {self._event_shape}."
            )
        wanted = self._batch_shape + self._event_shape
        for size, other in zip(reversed(shape), reversed(wanted), strict=False):
            if size not in (1, other) and other != 1:
                raise ValueError(f"Value is not broadcastable with batch_shape+event_shape: {shape} vs {wanted}.")
        try:
            support = self.support
        except NotImplementedError:
            warnings.warn(
                f"{type(self)} does not define `support` to enable sample validation. Please initialize the "
                "distribution with `validate_args=False` to turn off validation.",
                stacklevel=3,
            )
            return
        if not support.check(value).all():
            raise ValueError(
                f"Expected value argument ({type(value).__name__} of shape {tuple(shape)}) to be within the support "
                f"({support!r}) of the distribution {self!r}, but found invalid values:\n{value}"
            )

    def _checked(self, value: Any) -> Any:
        """`value`, when it is a possible one or nobody wants to know."""
        if self._validate_args:
            self._validate_sample(value)
        return value

    def _along_new_dimension(self, values: Any, expand: bool) -> Any:
        """Values (N,) as (N, 1, ..., 1), or expanded to (N, *batch_shape)."""
        values = values.view((-1,) + (1,) * len(self._batch_shape))
        return values.expand((-1, *self._batch_shape)) if expand else values

    def __repr__(self) -> str:
        shown = [(name, self.__dict__[name]) for name in self.arg_constraints if name in self.__dict__]
        inside = ", ".join([f"{name}: {value if value.numel() == 1 else value.size()}" for name, value in shown])
        return f"{type(self).__name__}({inside})"
