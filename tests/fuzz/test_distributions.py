"""Distributions of any parameters, on both frameworks: what they are, how they sample and score; see `drawn.py`."""

from __future__ import annotations

from typing import Any

import pytest
from drawn import FLOAT, SQUARES, alike, fuzz, tensors
from hypothesis import assume, given, strategies as st

pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

SHAPES = st.sampled_from(((), (2,), (3,), (2, 3), (1, 3), (0,), (2, 0)))
NUMBERS = (0, 1, 2, -1, 0.5, 2.5, 0.0, -0.5, float("nan"), True, None, "1", [0.5], 1j)
parameters = st.one_of(
    tensors(FLOAT[:3], SHAPES, finite=True), tensors((*FLOAT, "int64", "bool"), SHAPES), st.sampled_from(NUMBERS)
)
matrices = st.one_of(tensors(FLOAT[:3], SQUARES, finite=True), st.sampled_from(NUMBERS))
BY_NUMBERS = {
    "Normal": 2, "Uniform": 2, "Beta": 2, "Gamma": 2, "Exponential": 1, "Poisson": 1, "Bernoulli": 1, "Categorical": 1,
    "Dirichlet": 1, "Laplace": 2, "Cauchy": 2, "Gumbel": 2, "LogNormal": 2, "Geometric": 1, "HalfNormal": 1,
    "StudentT": 1, "Weibull": 2, "Pareto": 2, "OneHotCategorical": 1,
}  # fmt: skip


def seen(name: str, what: str) -> Any:
    """A function that makes a distribution, and asks it for something."""

    def ask(framework: Any, *given: Any, **named: Any) -> Any:
        made = getattr(framework.distributions, name)(*given, **named)
        if what == "shapes":
            return tuple(made.batch_shape), tuple(made.event_shape)
        if what == "moments":
            return made.mean, made.variance
        if what == "sample":
            return made.sample((2,))
        return made.log_prob(made.sample())

    return ask


@pytest.mark.parametrize("what", ["shapes", "moments", "sample", "score"])
@pytest.mark.parametrize("name", BY_NUMBERS)
def test_parameters(name: str, what: str) -> None:
    @fuzz(12)
    @given(values=st.lists(parameters, min_size=BY_NUMBERS[name], max_size=BY_NUMBERS[name]))
    def each(values: Any) -> None:
        # the last bit of a float32 that a float64 takes up is no difference
        assume(what == "shapes" or len({value[1] for value in values if type(value) is tuple}) < 2)
        alike(seen(name, what), [("", value) for value in values])

    each()


@pytest.mark.parametrize("what", ["shapes", "moments", "score"])
@fuzz(30)
@given(mean=parameters, covariance=matrices)
def test_multivariate_normal(what: str, mean: Any, covariance: Any) -> None:
    alike(seen("MultivariateNormal", what), [("", mean), ("", covariance)])


@pytest.mark.parametrize("name", ["Categorical", "Bernoulli", "Geometric"])
@fuzz(30)
@given(probs=parameters, logits=parameters)
def test_two_ways(name: str, probs: Any, logits: Any) -> None:
    alike(seen(name, "shapes"), [("probs", probs), ("logits", logits)])
