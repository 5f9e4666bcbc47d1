"""The von Mises distribution."""

from __future__ import annotations

import math
from typing import Any, ClassVar

from .._functions import cos, empty, rand, where, zeros
from .._size import Size
from ..autograd.modes import no_grad
from ..backend.dtype import bool_, float64
from . import constraints
from .distribution import Distribution
from .utils import broadcast_all, lazy_property

__all__ = ["VonMises"]

# Modified Bessel functions of order 0 and 1: Abramowitz & Stegun 9.8.1-9.8.4, lowest power first
_NEAR = (
    (1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.360768e-1, 0.45813e-2),
    (0.5, 0.87890594, 0.51498869, 0.15084934, 0.2658733e-1, 0.301532e-2, 0.32411e-3),
)
_FAR = (
    (0.39894228, 0.1328592e-1, 0.225319e-2, -0.157565e-2, 0.916281e-2, -0.2057706e-1, 0.2635537e-1, -0.1647633e-1,
     0.392377e-2),
    (0.39894228, -0.3988024e-1, -0.362018e-2, 0.163801e-2, -0.1031555e-1, 0.2282967e-1, -0.2895312e-1, 0.1787654e-1,
     -0.420059e-2),
)  # fmt: skip


def _polynomial(coefficients: tuple[float, ...], x: Any) -> Any:
    value: Any = coefficients[-1]
    for coefficient in coefficients[-2::-1]:
        value = coefficient + x * value
    return value


def _log_bessel(x: Any, order: int) -> Any:
    """The logarithm of the modified Bessel function of the first kind."""
    near = _polynomial(_NEAR[order], (x / 3.75) ** 2)
    near = (x.abs() * near if order else near).log()
    far = x - 0.5 * x.log() + _polynomial(_FAR[order], 3.75 / x).log()
    return where(x < 3.75, near, far)


class VonMises(Distribution):
    """An angle about `loc`, normal-like of precision `concentration`."""

    arg_constraints: ClassVar[Any] = {"loc": constraints.real, "concentration": constraints.positive}
    support = constraints.real
    has_rsample = False
    _batched = ("loc", "concentration")

    def __init__(self, loc: Any, concentration: Any, validate_args: bool | None = None):
        self.loc, self.concentration = broadcast_all(loc, concentration)
        super().__init__(self.loc.shape, Size(), validate_args)

    def log_prob(self, value: Any) -> Any:
        turned = self.concentration * cos(self._checked(value) - self.loc)
        return turned - math.log(2 * math.pi) - _log_bessel(self.concentration, 0)

    @lazy_property
    def _proposal(self) -> Any:
        """The wrapped Cauchy distribution to propose by; a series for small concentrations."""
        kappa = self.concentration.to(float64)
        tau = 1 + (1 + 4 * kappa**2).sqrt()
        rho = (tau - (2 * tau).sqrt()) / (2 * kappa)
        return where(kappa < 1e-5, 1 / kappa + kappa, (1 + rho**2) / (2 * rho))

    def sample(self, sample_shape: Any = ()) -> Any:
        """Samples in [-pi, pi), by rejection (Best and Fisher 1979)."""
        with no_grad():
            shape = self._extended_shape(sample_shape)
            loc, concentration = self.loc.to(float64), self.concentration.to(float64)
            angle = empty(shape, dtype=float64, device=loc.device)
            done = zeros(shape, dtype=bool_, device=loc.device)
            while not done.all():
                turn, chance, side = rand((3, *shape), dtype=float64, device=loc.device).unbind()
                z = cos(math.pi * turn)
                f = (1 + self._proposal * z) / (self._proposal + z)
                c = concentration * (self._proposal - f)
                accept = ((c * (2 - c) - chance) > 0) | ((c / chance).log() + 1 - c >= 0)
                angle = where(accept, (side - 0.5).sign() * f.acos(), angle)
                done = done | accept
            return ((angle + math.pi + loc) % (2 * math.pi) - math.pi).to(self.loc.dtype)

    mean = mode = property(lambda self: self.loc)

    @lazy_property
    def variance(self) -> Any:
        """The circular variance."""
        return 1 - (_log_bessel(self.concentration, 1) - _log_bessel(self.concentration, 0)).exp()
