"""What updates are written in: PyTorch's in-place arithmetic, on bare arrays or on tensors.

A name with an underscore at its end writes its first argument, as in PyTorch; the others give a temporary. Each rounds
where PyTorch's kernel of this name does, so that an update written once has PyTorch's digits in every dtype.
"""

from __future__ import annotations

from math import prod
from typing import Any

from .. import _functions as F
from .._tensor import Tensor
from ..autograd.modes import recording


class OnArrays:
    """On arrays of one dtype, with temporaries that are used again: valid until the next `begin`."""

    def __init__(self, xp: Any):
        self.xp = xp
        self.shape: Any = None
        self.kind: Any = None
        self.lines: list[Any] = []  # the memory of the temporaries, as long as the largest update so far
        self.used = 0

    def begin(self, data: Any) -> None:
        """Start an update of `data`: all temporaries are free."""
        if data.shape != self.shape or data.dtype != self.kind:
            if not self.lines or data.dtype != self.kind or data.size > self.lines[0].size:
                self.lines = [self.xp.empty(data.size, data.dtype) for _ in range(2)]
            self.shape, self.kind = data.shape, data.dtype
            self.spare, *self.temporaries = [self._shaped(line) for line in self.lines]
        self.used = 0

    def _shaped(self, line: Any) -> Any:
        """What an update takes of a temporary's memory."""
        return line[: prod(self.shape)].reshape(self.shape)

    def _free(self) -> Any:
        if self.used == len(self.temporaries):
            self.lines.append(self.xp.empty_like(self.lines[0]))
            self.temporaries.append(self._shaped(self.lines[-1]))
        self.used += 1
        return self.temporaries[self.used - 1]

    # ---- temporaries
    def neg(self, x: Any) -> Any:
        return self.xp.negative(x, self._free())

    def abs(self, x: Any) -> Any:
        return self.xp.absolute(x, self._free())

    def sign(self, x: Any) -> Any:
        return self.xp.sign(x, self._free())

    def sqrt(self, x: Any) -> Any:
        return self.xp.sqrt(x, self._free())

    def mul(self, x: Any, y: Any) -> Any:
        return self.xp.multiply(x, y, self._free())

    def div(self, x: Any, y: Any) -> Any:
        return self.xp.divide(x, y, self._free())

    def add(self, x: Any, y: Any, alpha: float = 1) -> Any:
        """`x + alpha * y`; `y` may be a number."""
        if alpha == 1:
            return self.xp.add(x, y, self._free())
        product = self.xp.multiply(y, alpha, self._free())
        return self.xp.add(x, product, product)

    def addcmul(self, x: Any, y: Any, z: Any, value: float = 1) -> Any:
        product = self._product(y, z, value)
        return self.xp.add(x, product, self._free())

    def by_sign(self, x: Any, above: float, below: float) -> Any:
        """`above` where `x` is positive, `below` where it is negative, 1 elsewhere."""
        out = self._free()
        out[...] = 1
        out[x > 0] = above
        out[x < 0] = below
        return out

    def zeroed(self, x: Any, factor: Any, at: float) -> Any:
        """`x`, 0 where `factor` is `at`."""
        out = self._free()
        out[...] = x
        out[factor == self.kind.type(at)] = 0
        return out

    # ---- in place
    def mul_(self, x: Any, y: Any) -> Any:
        return self.xp.multiply(x, y, x)

    def div_(self, x: Any, y: Any) -> Any:
        return self.xp.divide(x, y, x)

    def sqrt_(self, x: Any) -> Any:
        return self.xp.sqrt(x, x)

    def over_(self, x: Any, number: float) -> Any:
        """`number / x`."""
        return self.xp.divide(number, x, x)

    def add_(self, x: Any, y: Any, alpha: float = 1) -> Any:
        return self.xp.add(x, y if alpha == 1 else self.xp.multiply(y, alpha, self.spare), x)

    def lerp_(self, x: Any, end: Any, weight: float) -> Any:
        xp, step = self.xp, self.spare
        xp.subtract(end, x, step)
        if abs(weight) < 0.5:
            return xp.add(x, xp.multiply(step, weight, step), x)
        return xp.subtract(end, xp.multiply(step, 1 - weight, step), x)

    def addcmul_(self, x: Any, y: Any, z: Any, value: float = 1) -> Any:
        return self.xp.add(x, self._product(y, z, value), x)

    def addcdiv_(self, x: Any, y: Any, z: Any, value: float = 1) -> Any:
        xp, quotient = self.xp, self.spare
        if value != 1:
            y = xp.multiply(y, value, quotient)
        return xp.add(x, xp.divide(y, z, quotient), x)

    def rescaled_(self, x: Any, y: Any, square: Any, value: float, root: float, eps: float) -> Any:
        """`x + value * y / (sqrt(square) / root + eps)`; `root` is above and below the line, which saves a pass."""
        below = self.sqrt(square)
        return self.addcdiv_(x, y, self.xp.add(below, eps * root, below), value * root)

    def maximum_(self, x: Any, y: Any) -> Any:
        return self.xp.maximum(x, y, out=x)

    def clamp_(self, x: Any, low: float, high: float) -> Any:
        self.xp.maximum(x, low, out=x)
        return self.xp.minimum(x, high, out=x)

    def copy_(self, x: Any, y: Any) -> Any:
        x[...] = y
        return x

    def _product(self, y: Any, z: Any, value: float) -> Any:
        if value != 1:
            y = self.xp.multiply(y, value, self.spare)
        return self.xp.multiply(y, z, self.spare)


class OnTensors:
    """On tensors: recorded where gradients are to flow through a step, and rounded op by op in the half dtypes.

    What an op keeps for its gradient and a later step overwrites is copied first.
    """

    def begin(self, data: Any) -> None:
        """Nothing is used again."""

    def neg(self, x: Any) -> Any:
        return -x

    def abs(self, x: Any) -> Any:
        return x.abs()

    def sign(self, x: Any) -> Any:
        return x.sign()

    def sqrt(self, x: Any) -> Any:
        return kept(kept(x).sqrt())

    def mul(self, x: Any, y: Any) -> Any:
        return kept(x) * kept(y)

    def div(self, x: Any, y: Any) -> Any:
        return kept(x) / kept(y)

    def add(self, x: Any, y: Any, alpha: Any = 1) -> Any:
        return x + kept(y) * alpha if isinstance(alpha, Tensor) else F.add(x, y, alpha=rounded(alpha, x))

    def addcmul(self, x: Any, y: Any, z: Any, value: Any = 1) -> Any:
        return x.addcmul(kept(y), kept(z), value=value)

    def by_sign(self, x: Any, above: float, below: float) -> Any:
        return F.where(x > 0, above, F.where(x < 0, below, F.ones_like(x)))

    def zeroed(self, x: Any, factor: Any, at: float) -> Any:
        return F.where(factor == F.full_like(factor, at), F.zeros_like(x), x)

    def mul_(self, x: Any, y: Any) -> Any:
        return x.copy_(kept(x) * kept(y))

    def div_(self, x: Any, y: Any) -> Any:
        return x.copy_(kept(x) / kept(y))

    def sqrt_(self, x: Any) -> Any:
        return x.copy_(kept(x).sqrt())

    def over_(self, x: Any, number: Any) -> Any:
        return number / x

    def add_(self, x: Any, y: Any, alpha: Any = 1) -> Any:
        return x.add_(kept(y) * alpha) if isinstance(alpha, Tensor) else x.add_(y, alpha=rounded(alpha, x))

    def lerp_(self, x: Any, end: Any, weight: Any) -> Any:
        return x.copy_(kept(x).lerp(end, weight)) if isinstance(weight, Tensor) else x.lerp_(end, weight)

    def addcmul_(self, x: Any, y: Any, z: Any, value: Any = 1) -> Any:
        if isinstance(value, Tensor):
            return x.add_(kept(y) * kept(z) * value)
        return x.addcmul_(kept(y), kept(z), value=value)

    def addcdiv_(self, x: Any, y: Any, z: Any, value: Any = 1) -> Any:
        if isinstance(value, Tensor):
            return x.add_(kept(y) * value / kept(z))
        return x.addcdiv_(kept(y), kept(z), value=value)

    def rescaled_(self, x: Any, y: Any, square: Any, value: Any, root: Any, eps: float) -> Any:
        return self.addcdiv_(x, y, self.add_(self.div_(self.sqrt(square), root), eps), value)

    def maximum_(self, x: Any, y: Any) -> Any:
        return x.copy_(F.maximum(kept(x), y))

    def clamp_(self, x: Any, low: float, high: float) -> Any:
        return x.copy_(kept(x).clamp(low, high))

    def copy_(self, x: Any, y: Any) -> Any:
        return x.copy_(y)


def kept(x: Any) -> Any:
    """`x` as it is now, for a gradient to come: in-place updates go on on another memory."""
    return x.clone() if isinstance(x, Tensor) and recording.get() else x


def rounded(alpha: float, x: Any) -> float:
    """`alpha` as PyTorch's sum sees it: in the dtype of `x`."""
    return alpha if x._data.dtype.itemsize > 2 else F.full((), alpha, dtype=x.dtype).item()
