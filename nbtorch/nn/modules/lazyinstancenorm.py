"""Instance norms that learn their channels from the first input."""

from __future__ import annotations

from .instancenorm import InstanceNorm1d, InstanceNorm2d, InstanceNorm3d, _InstanceNorm
from .lazybatchnorm import _LazyWithDefaults


class LazyInstanceNorm1d(_LazyWithDefaults, _InstanceNorm):
    """`InstanceNorm1d` whose `num_features` are those of its first input."""

    cls_to_become = InstanceNorm1d


class LazyInstanceNorm2d(_LazyWithDefaults, _InstanceNorm):
    """`InstanceNorm2d` whose `num_features` are those of its first input."""

    cls_to_become = InstanceNorm2d


class LazyInstanceNorm3d(_LazyWithDefaults, _InstanceNorm):
    """`InstanceNorm3d` whose `num_features` are those of its first input."""

    cls_to_become = InstanceNorm3d
