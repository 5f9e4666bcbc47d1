"""torch.futures: the same results, in the same order, and the same classes of errors, on both frameworks."""

from __future__ import annotations

from typing import Any

import pytest

import nbtorch.futures


def story(futures: Any) -> list[Any]:
    """What happens to a few futures, in order."""
    seen: list[Any] = []

    def told(call: Any) -> None:
        try:
            seen.append(call())
        except Exception as error:
            seen.append((type(error).__name__, str(error).splitlines()[0]))

    first = futures.Future()
    first.add_done_callback(lambda future: seen.append(("called", future.value())))
    later = first.then(lambda future: future.wait() + 1)
    seen.append((first.done(), later.done()))
    first.set_result(3)
    told(lambda: (first.wait(), first.value(), later.wait(), later.done()))
    told(lambda: first.set_result(4))
    failed = futures.Future()
    told(lambda: failed.set_exception(3))
    failed.set_exception(ValueError("no"))
    told(failed.wait)
    told(failed.value)
    told(failed.then(lambda future: future.wait()).wait)
    told(lambda: futures.wait_all([first, later]))
    told(lambda: futures.wait_all([first, failed]))
    told(lambda: futures.wait_all([]))
    open_one = futures.Future()
    together = futures.collect_all([first, open_one])
    seen.append(together.done())
    open_one.set_result("x")
    told(lambda: [future.value() for future in together.wait()])
    return seen


def test_a_value_comes_once_and_calls_who_waits():
    seen = story(nbtorch.futures)
    assert seen[:3] == [(False, False), ("called", 3), (3, 3, 4, True)]
    with pytest.raises(RuntimeError, match="not completed"):
        nbtorch.futures.Future().value()


@pytest.mark.oracle
def test_futures_end_as_pytorchs():
    assert story(nbtorch.futures) == story(pytest.importorskip("torch.futures"))
