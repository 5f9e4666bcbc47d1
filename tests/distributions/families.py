"""Distributions to compare: how to make each in a framework `T`, from arrays in float64 or float32."""

from __future__ import annotations

CASES = """
Bernoulli(probs=p)
Bernoulli(logits=r)
Bernoulli(0.3)
Beta(a, b)
Beta(0.5, 2.0)
Binomial(10, probs=p)
Binomial(40, logits=r)
Categorical(probs=simplex)
Categorical(logits=table)
Cauchy(r, a)
Chi2(a)
ContinuousBernoulli(probs=p)
ContinuousBernoulli(logits=r)
Dirichlet(rows)
Exponential(a)
FisherSnedecor(a, b)
Gamma(a, b)
Gamma(2.0, 3.0)
GeneralizedPareto(0.0, 2.0, 0.0)
Geometric(probs=p)
Geometric(logits=r)
Gumbel(r, a)
Gumbel(0.5, 2.0)
HalfCauchy(a)
HalfNormal(a)
Independent(D.Normal(table, rows), 1)
InverseGamma(a + 2, b)
Kumaraswamy(a + 1, b + 1)
Laplace(r, a)
LKJCholesky(3, b + 1)
LKJCholesky(4)
LogNormal(r, a)
LogisticNormal(r, a)
LowRankMultivariateNormal(r, factor, a)
LowRankMultivariateNormal(table, factor, rows)
MixtureSameFamily(D.Categorical(probs=simplex), D.Normal(table, rows))
MixtureSameFamily(D.Categorical(logits=r), D.Independent(D.Normal(square, square.abs() + 1), 1))
Multinomial(7, probs=simplex)
Multinomial(3, logits=table)
MultivariateNormal(r, covariance_matrix=covariance)
MultivariateNormal(table, scale_tril=tril)
MultivariateNormal(r, precision_matrix=covariance)
NegativeBinomial(a, probs=p)
NegativeBinomial(5, logits=r)
Normal(r, a)
Normal(0.0, 1.0)
OneHotCategorical(probs=simplex)
OneHotCategoricalStraightThrough(logits=table)
Pareto(a, b + 2)
Poisson(a)
Poisson(3.5)
RelaxedBernoulli(T.tensor(0.7).to(a.dtype), probs=p)
RelaxedBernoulli(T.tensor(0.7).to(a.dtype), logits=r)
RelaxedOneHotCategorical(T.tensor(0.7).to(a.dtype), probs=simplex)
RelaxedOneHotCategorical(T.tensor(0.7).to(a.dtype), logits=table)
StudentT(a + 2, r, b)
StudentT(0.7)
TransformedDistribution(D.Normal(r, a), [D.transforms.AffineTransform(1.0, -2.0), D.transforms.SigmoidTransform()])
TransformedDistribution(D.Normal(table, rows), D.transforms.StickBreakingTransform())
TransformedDistribution(D.Uniform(p * 0, p + 1), [D.transforms.SigmoidTransform().inv])
Uniform(r, r + a)
Uniform(0.0, 3.0)
VonMises(r, a)
Weibull(a, b + 1)
Wishart(T.tensor(6.5).to(a.dtype), covariance)
Wishart(b + 4, scale_tril=tril)
Wishart(7, precision_matrix=covariance)
""".strip().splitlines()

ARRAYS = {
    "p": [0.2, 0.5, 0.9, 0.05],
    "r": [-1.3, 0.2, 0.0, 2.1],
    "a": [0.4, 1.0, 2.7, 11.0],
    "b": [3.0, 0.6, 1.5, 8.0],
    "table": [[0.1, -1.0, 0.7, 2.0], [1.5, 0.0, -0.5, 0.3], [0.0, 0.4, 0.9, -2.0]],
    "rows": [[0.3, 1.0, 2.0, 7.0], [1.5, 0.1, 0.5, 0.3], [9.0, 12.0, 20.0, 8.0]],
    "simplex": [[0.1, 0.2, 0.3, 0.4], [0.7, 0.1, 0.1, 0.1], [0.25, 0.25, 0.25, 0.25]],
    "factor": [[0.5, 0.1], [-0.3, 0.8], [1.0, 0.0], [0.2, -0.6]],
    "tril": [[1.0, 0.0, 0.0, 0.0], [0.3, 0.8, 0.0, 0.0], [-0.2, 0.5, 1.4, 0.0], [0.1, 0.0, 0.7, 2.0]],
    "square": [[0.1, -1.0, 0.7], [1.5, 0.0, -0.5], [0.0, 0.4, 0.9], [0.6, 0.2, -0.1]],
    "covariance": [[2.0, 0.3, 0.1, 0.0], [0.3, 1.0, -0.2, 0.4], [0.1, -0.2, 1.5, 0.2], [0.0, 0.4, 0.2, 3.0]],
}


def made(module, line, dtype="float64", grad=False, validate=True):
    """The distribution of a line in a framework, and the tensors it was made of."""
    kind = getattr(module, dtype)
    given = {name: module.tensor(values, dtype=kind, requires_grad=grad) for name, values in ARRAYS.items()}
    D = module.distributions
    return eval(f"D.{line}", {"T": module, "D": D, **given}), given
