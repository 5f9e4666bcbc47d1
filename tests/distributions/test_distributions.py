"""Every distribution against PyTorch's: samples, scores, gradients, facts, divergences, errors, text."""

from __future__ import annotations

import warnings
from functools import cache

import numpy as np
import pytest
from cases import host
from distributions.families import CASES, made

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore:Singular sample:UserWarning")]  # PyTorch's, of any
VALUES_ONLY = ("Gamma", "Chi2", "InverseGamma")  # whose `cdf` has no derivative by the shape, in PyTorch neither
FACTS = ("mean", "mode", "variance", "stddev", "batch_shape", "event_shape", "has_rsample", "has_enumerate_support")


def outcome(call):
    """What a call gives: an array, text or plain value, or the kind of its error."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = call()
    except (NotImplementedError, ValueError, RuntimeError, TypeError, AttributeError) as error:
        return type(error).__name__, str(error).partition("\n")[0].replace("nbtorch", "torch")
    return result


def same(mine, yours, tolerance=1e-9):
    if isinstance(yours, torch.Tensor):
        assert str(mine.dtype) == str(yours.dtype)
        assert tuple(mine.shape) == tuple(yours.shape)
        tolerance = max(tolerance, 3e-6) if yours.dtype == torch.float32 else tolerance
        np.testing.assert_allclose(host(mine.detach()), host(yours.detach()), rtol=tolerance, atol=tolerance)
    elif isinstance(yours, tuple):
        assert tuple(mine) == tuple(yours)
    else:
        assert mine == yours


def drawn(module, line, dtype, shape=(5,)):
    distribution, _ = made(module, line, dtype)
    module.manual_seed(3)
    return distribution.sample(shape), host(module.rand(3))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("line", CASES)
def test_samples_are_pytorchs(line, dtype):
    (mine, after), (yours, then) = drawn(nbtorch, line, dtype), drawn(torch, line, dtype)
    same(mine, yours, 1e-13)
    np.testing.assert_array_equal(after, then)


@pytest.mark.parametrize("line", CASES)
def test_facts_and_text(line):
    (mine, _), (yours, _) = made(nbtorch, line), made(torch, line)
    assert repr(mine) == repr(yours)
    for fact in FACTS:
        same(outcome(lambda: getattr(mine, fact)), outcome(lambda: getattr(yours, fact)))  # noqa: B023
    assert repr(mine.support) == repr(yours.support)
    for call in (
        lambda d: d.entropy(),
        lambda d: d.perplexity(),
        lambda d: d.enumerate_support(),
        lambda d: d.enumerate_support(expand=False),
        lambda d: repr(d.expand((2, *d.batch_shape))),
        lambda d: d.expand((2, *d.batch_shape)).mean,
    ):
        same(outcome(lambda: call(mine)), outcome(lambda: call(yours)))  # noqa: B023


@pytest.mark.parametrize("line", CASES)
def test_scores_and_their_gradients(line):
    torch.manual_seed(1)
    samples = made(torch, line)[0].sample((3,))
    shares = torch.rand(samples.shape, dtype=torch.float64) * 0.9 + 0.05
    for name, value in (("log_prob", samples), ("cdf", samples), ("icdf", shares)):
        ends = []
        for module in (nbtorch, torch):
            learns = not (name == "cdf" and line.startswith(VALUES_ONLY))
            distribution, given = made(module, line, grad=learns)
            argument = module.tensor(host(value), requires_grad=learns and value.is_floating_point())
            result = outcome(lambda: getattr(distribution, name)(argument))  # noqa: B023
            ends.append([result, *gradients(module, result, [argument, *given.values()])])
        for mine, yours in zip(*ends, strict=True):
            same(mine, yours, 1e-8)


def gradients(module, result, inputs):
    if isinstance(result, tuple) or not getattr(result, "requires_grad", False):
        return []
    leaves = [t for t in inputs if t.requires_grad]
    found = module.autograd.grad(result[result.isfinite()].sum(), leaves, allow_unused=True)
    return [module.zeros(1) if g is None or not g.any() else g for g in found]  # unused, or of no effect


OVERWRITTEN = ("Wishart",)  # PyTorch overwrites a mask that it indexed with, and cannot differentiate any more
REPARAMETRISED = [line for line in CASES if made(torch, line)[0].has_rsample and not line.startswith(OVERWRITTEN)]


@pytest.mark.parametrize("line", REPARAMETRISED)
def test_gradients_of_samples(line):
    ends = []
    for module in (nbtorch, torch):
        distribution, given = made(module, line, grad=True)
        module.manual_seed(5)
        sample = distribution.rsample((4,))
        ends.append([sample, *gradients(module, sample * sample, list(given.values()))])
    for mine, yours in zip(*ends, strict=True):
        same(mine, yours, 1e-7)


def test_samples_of_wishart_have_gradients():
    def draw(tril):
        nbtorch.manual_seed(5)
        return nbtorch.distributions.Wishart(6.5, scale_tril=tril.tril()).rsample((2,))

    tril = nbtorch.tensor([[1.0, 0.0], [0.5, 2.0]], dtype=nbtorch.float64, requires_grad=True)
    assert nbtorch.autograd.gradcheck(draw, tril)


SINGLE = {line for line in CASES if outcome(made(torch, line)[0].sample).dtype == torch.float32}  # made of numbers
PAIRS = [line for line in CASES if "Independent(D.Normal(square" not in line]


@cache
def once(module, line):
    return made(module, line)[0]


@pytest.mark.parametrize("line", PAIRS)
def test_divergences(line):
    for other in PAIRS:
        found = [
            outcome(lambda: module.distributions.kl_divergence(once(module, line), once(module, other)))  # noqa: B023
            for module in (nbtorch, torch)
        ]
        if "shapes" in str(found[1]) or "size" in str(found[1]):
            continue  # batches that do not go together, by PyTorch's way to compute
        elif isinstance(found[1], tuple) and len(found[1][1]) > 100:
            assert found[0][0] == found[1][0]
        else:
            same(*found, 1e-8 if SINGLE.isdisjoint((line, other)) else 3e-6)


ERRORS = """
Normal(r, -a)
Normal(r, a).log_prob(1.0)
Normal(r, a).log_prob(T.zeros(3))
Normal(r, a).log_prob(r * float("nan"))
Normal("a", 1.0)
Gamma(a, b).log_prob(-a)
Beta(-1.0, 2.0)
Uniform(3.0, 1.0)
Uniform(0.0, 1.0).log_prob(T.tensor(2.0))
Bernoulli()
Bernoulli(probs=p, logits=r)
Bernoulli(probs=p * 3)
Bernoulli(probs=p).log_prob(p)
Categorical(probs=T.tensor(0.3))
Categorical(probs=simplex * T.tensor([1, 1, 1, -1]))
Categorical(probs=simplex).log_prob(T.tensor(9))
OneHotCategorical(probs=simplex).log_prob(simplex)
Dirichlet(T.tensor(1.0))
Dirichlet(rows).log_prob(rows)
Geometric(0.0)
Geometric(probs=p * 0)
Binomial(-1, probs=p)
Binomial(T.tensor([1.0, 2.0, 3.0, 4.0]), probs=p).entropy()
Multinomial(T.tensor([1]), probs=simplex)
MultivariateNormal(T.tensor(0.0), covariance)
MultivariateNormal(r)
MultivariateNormal(r, r)
MultivariateNormal(r, scale_tril=r)
MultivariateNormal(r, -covariance)
MultivariateNormal(r, scale_tril=covariance)
LowRankMultivariateNormal(r, r, a)
LowRankMultivariateNormal(r, covariance[:2], a)
LowRankMultivariateNormal(r, factor, a[:2])
Independent(D.Normal(r, a), 2)
MixtureSameFamily(D.Normal(r, a), D.Normal(r, a))
MixtureSameFamily(D.Categorical(logits=r[:3]), D.Normal(r, a))
TransformedDistribution(D.Normal(r, a), 3)
TransformedDistribution(D.Normal(r, a), [3])
TransformedDistribution(D.Normal(0.0, 1.0), D.transforms.StickBreakingTransform())
Normal(r, a).enumerate_support()
Normal(r, a).expand((3,))
kl_divergence(D.Normal(r, a), D.VonMises(r, a))
Distribution.set_default_validate_args(3)
Distribution()
biject_to(D.constraints.boolean)
biject_to.register(3, None)(lambda c: c)
transforms.ExpTransform(cache_size=3)
transforms.ReshapeTransform((2,), (3,))
constraints.dependent.check(a)
constraints.dependent.event_dim
""".strip().splitlines()


@pytest.mark.parametrize("line", ERRORS)
def test_errors_are_pytorchs(line):
    found = []
    for module in (nbtorch, torch):
        try:
            made(module, line)
            found.append(None)
        except Exception as error:
            found.append((type(error).__name__, str(error)))
    assert found[1] is not None
    assert found[0] == (found[1][0], found[1][1].replace("<class 'torch.", "<class 'nbtorch."))


TRANSFORMS = """
ExpTransform()
PowerTransform(T.tensor(2.5).double())
SigmoidTransform()
SoftplusTransform()
TanhTransform()
AbsTransform()
AffineTransform(1.0, -2.0)
AffineTransform(r, a, 1)
SoftmaxTransform()
StickBreakingTransform()
LowerCholeskyTransform()
PositiveDefiniteTransform()
CorrCholeskyTransform()
ReshapeTransform((4,), (2, 2))
IndependentTransform(X.ExpTransform(), 1)
ComposeTransform([X.ExpTransform(), X.AffineTransform(0.5, 3.0), X.PowerTransform(T.tensor(0.5).double())])
CatTransform([X.ExpTransform(), X.SigmoidTransform()], -1, [1, 3])
StackTransform([X.ExpTransform()] * 4, -1)
CumulativeDistributionTransform(D.Normal(r, a))
ExpTransform().inv
""".strip().splitlines()


@pytest.mark.parametrize("line", TRANSFORMS)
def test_transforms(line):
    values = np.random.default_rng(0).uniform(0.1, 0.9, (4, 4))
    if "CorrCholesky" in line:
        values = np.random.default_rng(0).uniform(-1, 1, (2, 6))
    found = []
    for module in (nbtorch, torch):
        X, (_, given) = module.distributions.transforms, made(module, "Normal(0.0, 1.0)")
        made_of = {"T": module, "X": X, "D": module.distributions, **given}
        transform = eval(f"X.{line}", made_of)
        x = module.tensor(values)
        y = transform(x)
        found.append([
            y, outcome(lambda: transform.inv(y)), outcome(lambda: transform.log_abs_det_jacobian(x, y)),  # noqa: B023
            tuple(transform.forward_shape(x.shape)), tuple(transform.inverse_shape(y.shape)), transform.bijective,
            outcome(lambda: transform.sign), repr(transform.domain), repr(transform.codomain),  # noqa: B023
            outcome(lambda: transform.event_dim), transform.inv.inv is transform,  # noqa: B023
            repr(transform) if "Cumulative" not in line else "", transform == eval(f"X.{line}", made_of),
            transform.with_cache(1)(x),
        ])  # fmt: skip
    for mine, yours in zip(*found, strict=True):
        same(mine, yours, 1e-10)


CONSTRAINTS = """
boolean
one_hot
nonnegative_integer
positive_integer
real
real_vector
positive
nonnegative
unit_interval
simplex
lower_triangular
lower_cholesky
corr_cholesky
square
symmetric
positive_semidefinite
positive_definite
integer_interval(0,3)
greater_than(0.5)
greater_than_eq(0.5)
less_than(0.5)
interval(0.2,0.5)
half_open_interval(0.2,1)
independent(real,1)
multinomial(3)
cat([positive,real],-1,[1,3])
stack([positive]*4,-1)
dependent
""".strip().splitlines()


@pytest.mark.parametrize("line", CONSTRAINTS)
def test_constraints(line):
    found = []
    for module in (nbtorch, torch):
        D, (_, given) = module.distributions, made(module, "Normal(0.0, 1.0)")
        constraint = eval(line, vars(D.constraints).copy())
        checks = [outcome(lambda: constraint.check(t)) for t in (given["covariance"], given["tril"], -given["tril"])]  # noqa: B023
        x = module.linspace(-1, 1, 16).double().reshape(4, 4)
        images = [outcome(lambda: r(constraint)(x)) for r in (D.biject_to, D.transform_to)]  # noqa: B023
        facts = [outcome(lambda: constraint.event_dim), outcome(lambda: constraint.is_discrete)]  # noqa: B023
        found.append([*checks, *images, *facts, repr(constraint)])
    for mine, yours in zip(*found, strict=True):
        same(mine, yours, 1e-6)


def test_a_subclass_with_its_own_init_must_expand_itself():
    found = []
    for module in (nbtorch, torch):

        class Mine(module.distributions.Normal):
            def __init__(self):
                super().__init__(0.0, 1.0)

        found.append(outcome(lambda: Mine().expand((3,))))
    assert found[0] == found[1]


def test_the_most_special_divergence_counts():
    D = nbtorch.distributions

    class Mine(D.Normal):
        pass

    @D.register_kl(Mine, D.Normal)
    def mine(p, q):
        return "mine"

    assert D.kl_divergence(Mine(0.0, 1.0), D.Normal(0.0, 1.0)) == "mine"
    assert D.kl_divergence(D.Normal(0.0, 1.0), Mine(0.0, 1.0)).item() == 0
