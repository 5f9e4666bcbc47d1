"""Thinning keeps what the eye would miss: ends, extremes, gaps."""

from __future__ import annotations

import numpy as np
import pytest

from nbtorch.trace.curves import KEPT, Series, decimate, points


@pytest.mark.parametrize("limit", [4, 5, 100, 999])
@pytest.mark.parametrize("count", [1, 3, 1000, 12_345])
def test_ends_and_extremes_stay(limit, count):
    x, y = np.arange(1.0, count + 1), np.random.default_rng(count).standard_normal(count)
    thin_x, thin_y = decimate(x, y, limit)
    assert len(thin_x) <= max(limit, 4)
    assert (thin_x[0], thin_x[-1]) == (x[0], x[-1])
    assert (thin_y.min(), thin_y.max()) == (y.min(), y.max())
    assert (np.diff(thin_x) > 0).all()
    assert all(y[int(step) - 1] == value for step, value in zip(thin_x, thin_y, strict=True))


def test_each_part_keeps_its_own_extremes():
    x = np.arange(10_000.0)
    y = np.where(x % 1000 == 500, x, 0.0)
    _, thin = decimate(x, y, 100)
    assert set(thin[thin > 0]) == set(y[y > 0])


def test_what_is_not_finite_hides_nothing_and_stays_visible_as_a_gap():
    x, y = np.arange(1000.0), np.ones(1000)
    y[::2] = np.nan
    y[100:300] = np.inf
    y[333] = 7.0
    thin = points(x, y, 50)
    assert 7 in thin["y"]
    assert None in [value for step, value in zip(thin["x"], thin["y"], strict=True) if 100 <= step < 300]
    assert 1 in [value for step, value in zip(thin["x"], thin["y"], strict=True) if step < 100]


def test_a_constant_is_two_points():
    assert points(range(1, 101), [0.1] * 50 + [0.01] * 50, 4000) == {"x": [1, 50, 51, 100], "y": [0.1, 0.1, 0.01, 0.01]}


def test_memory_is_bounded_while_points_keep_coming():
    series = Series("loss", "loss")
    for start in range(0, 10 * KEPT, 1000):
        series.add([float(step) for step in range(start, start + 1000)], [0.0] * 999 + [float(start)])
    assert len(series) <= 2 * KEPT
    assert max(series.y) == 10 * KEPT - 1000


def test_numbers_are_written_briefly():
    assert points([1, 2, 3], [1 / 3, 1e-12 / 3, 5.0], 10)["y"] == [0.333333, 3.33333e-13, 5]
