"""NumPy's BLAS: how many threads it uses, and which kernels. Both are asked of, or told to, the library itself."""

from __future__ import annotations

import ctypes
import glob
import os
import sys
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy

SETTERS = (
    "scipy_openblas_set_num_threads64_", "scipy_openblas_set_num_threads", "openblas_set_num_threads64_",
    "openblas_set_num_threads", "MKL_Set_Num_Threads",
)  # fmt: skip
CORES = (
    "scipy_openblas_get_corename64_", "scipy_openblas_get_corename", "openblas_get_corename64_",
    "openblas_get_corename",
)  # fmt: skip
OF_SMALL = (b"SkylakeX", b"Cooperlake", b"SapphireRapids")  # OpenBLAS's kernels of small products are for these
_between_ops = [os.cpu_count() or 1, 0]  # threads, times set


def _libraries() -> list[str]:
    """The files of BLAS libraries in this process: those beside NumPy's wheel, and those Linux says are mapped."""
    found = []
    if sys.platform == "linux":
        with open("/proc/self/maps") as maps:
            found = sorted({line.split()[-1] for line in maps if ".so" in line})
    home = os.path.dirname(numpy.__file__)
    for folder in (os.path.join(os.path.dirname(home), "numpy.libs"), os.path.join(home, ".dylibs")):
        found += sorted(glob.glob(os.path.join(folder, "*")))
    return [path for path in found if "blas" in os.path.basename(path) or "mkl_rt" in os.path.basename(path)]


def library_names() -> list[str]:
    """The names of the files behind NumPy's linear algebra."""
    return [os.path.basename(path) for path in _libraries()]


def _loaded() -> Iterator[Any]:
    """Every BLAS found."""
    for path in _libraries():
        try:
            yield ctypes.CDLL(path)
        except OSError:  # a file for another machine beside the one that is loaded
            continue


@cache
def _controls() -> list[tuple[Any, Any]]:
    """(set, get) of every BLAS found."""
    found = []
    for library in _loaded():
        for name in SETTERS:
            if hasattr(library, name):
                found.append((getattr(library, name), getattr(library, _getter(name))))
                break
    return found


@cache
def has_small_kernels() -> bool:
    """Whether BLAS computes small products without packing the matrices first: OpenBLAS with AVX-512 does."""
    for library in _loaded():
        for name in CORES:
            if hasattr(library, name):
                core = getattr(library, name)
                core.restype = ctypes.c_char_p
                return core() in OF_SMALL
    return False


def _getter(setter: str) -> str:
    return setter.replace("MKL_Set_Num", "MKL_Get_Max").replace("_set_", "_get_")


def get_num_threads() -> int:
    """The threads that one op may use: those of NumPy's BLAS, for nothing else here has several."""
    return max([int(get()) for _, get in _controls()], default=1)


def set_num_threads(num: int) -> None:
    """Let one op use `num` threads: matrix products do, the other ops use one thread anyway."""
    if isinstance(num, bool) or not isinstance(num, int):
        raise RuntimeError(f"set_num_threads expects an int, but got {type(num).__name__}")
    if num < 1:
        raise RuntimeError("set_num_threads expects a positive integer")
    for tell, _ in _controls():
        tell(num)
    if not _controls():
        warnings.warn(
            "set_num_threads: NumPy's BLAS has no known way to change its threads in a running process; set "
            f"OMP_NUM_THREADS={num} before Python starts",
            stacklevel=2,
        )


def get_num_interop_threads() -> int:
    """The threads that run independent ops; nbtorch runs one op at a time, and keeps the number for who asks."""
    return _between_ops[0]


def set_num_interop_threads(num: int) -> None:
    """Keep a number for `get_num_interop_threads`; nbtorch runs one op at a time. It can be set once, as in PyTorch."""
    if isinstance(num, bool) or not isinstance(num, int):
        raise RuntimeError(f"set_num_interop_threads expects an int, but got {type(num).__name__}")
    if num < 1:
        raise RuntimeError("set_num_interop_threads expects a positive integer")
    if _between_ops[1]:
        raise RuntimeError(
            "Error: cannot set number of interop threads after parallel work has started or set_num_interop_threads "
            "called"
        )
    _between_ops[:] = num, 1
