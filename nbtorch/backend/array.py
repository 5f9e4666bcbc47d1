"""What an array is: its type says which namespace of functions works on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import ml_dtypes
import numpy

from .places import CPU as CPU

if TYPE_CHECKING:
    Array: TypeAlias = Any  # whatever has NumPy's operators and methods: arrays, tensors, symbols
    Arrays: TypeAlias = Any
    Index: TypeAlias = Any
    Flag: TypeAlias = Any  # this and the next: what `autograd/arguments.py` holds a value to
    Int: TypeAlias = Any
    Ints: TypeAlias = Any
    List: TypeAlias = Any
    Number: TypeAlias = Any
    Pieces: TypeAlias = Any
    Real: TypeAlias = Any
    Scalar: TypeAlias = Any
    Text: TypeAlias = Any
else:
    Flag, Int, Ints, List = "Flag", "Int", "Ints", "List"
    Number, Pieces, Real, Scalar, Text = "Number", "Pieces", "Real", "Scalar", "Text"

    class Array:
        """Annotation of an op's differentiable array parameters; everything else is a static."""

    class Index:
        """Annotation of an op's array parameters that are never promoted and get no gradient."""

    class Arrays:
        """Annotation of one parameter that takes any number of arrays."""


SEVERAL: list[Any] = []  # CuPy, where it sees more than one GPU
ARRAYS: set[type] = {numpy.ndarray}  # what a tensor may hold
NAMESPACES: dict[type, Any] = {numpy.ndarray: CPU}  # array type -> module of its functions
for scalar in ("bool_", "int64", "float16", "float32", "float64", "complex64", "complex128"):
    NAMESPACES[getattr(numpy, scalar)] = CPU  # NumPy's 0-d results inside a rule
NAMESPACES[ml_dtypes.bfloat16] = CPU


def register(array_type: type, namespace: Any) -> None:
    """Let ops work on arrays of `array_type` through the functions of `namespace`."""
    NAMESPACES[array_type] = namespace
    ARRAYS.add(array_type)
