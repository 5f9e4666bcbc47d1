"""Freed memory stays in the process, and can be given back."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

import nbtorch
from nbtorch.backend import heap

PROGRAM = """
import resource
import nbtorch
x = nbtorch.ones(1 << 20)
x + 1
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(50):
    x + 1
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""


def faults(setting: str) -> int:
    """Page faults of fifty results of four megabytes each."""
    environment = os.environ | {"NBTORCH_MALLOC": setting}
    return int(subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, check=True).stdout)


@pytest.mark.skipif(heap._library() is None, reason="glibc's settings")
def test_results_use_freed_memory_again():
    assert faults("1") < 50  # the system gives each page once, not once per result


def test_the_environment_can_keep_the_library_as_it_is(monkeypatch):
    monkeypatch.setenv("NBTORCH_MALLOC", "0")
    assert not heap.keep_freed_memory()


def test_memory_can_be_given_back():
    before = nbtorch.ones(10)
    nbtorch.cuda.empty_cache()
    assert before.sum().item() == 10
