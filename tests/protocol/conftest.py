"""One kernel with the extension loaded serves a whole file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .kernels import LOAD, TRAIN, Kernel


@pytest.fixture
def subshells(kernel: Kernel) -> None:
    """A test that asks for it needs a kernel that hears messages while a cell runs."""
    if not kernel.has_subshells:
        pytest.skip("ipykernel 6 has no subshells")


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    kernel = Kernel()
    try:
        for code in (LOAD, TRAIN):
            cell = kernel.run(code)
            assert not cell.of("error"), cell.of("error")
        yield kernel
    finally:
        kernel.shutdown()
