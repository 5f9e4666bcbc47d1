"""Parametrized weights, fused layers and modules without draws, against PyTorch."""

import copy
import warnings

import numpy as np
import pytest

import nbtorch

pytestmark = pytest.mark.oracle
torch = pytest.importorskip("torch")


def layer(framework, text):
    framework.manual_seed(3)
    return eval(text, {"nn": framework.nn})


MADE = [
    ("nn.Linear(4, 3)", "weight_norm", {}), ("nn.Linear(4, 3)", "weight_norm", {"dim": None}),
    ("nn.Conv2d(2, 3, 2)", "weight_norm", {"dim": 1}), ("nn.Linear(4, 3)", "spectral_norm", {}),
    ("nn.ConvTranspose2d(2, 3, 2)", "spectral_norm", {"n_power_iterations": 3}),
    ("nn.Linear(4, 3)", "spectral_norm", {"name": "bias"}), ("nn.Linear(4, 4)", "orthogonal", {}),
    ("nn.Linear(4, 3)", "orthogonal", {}), ("nn.Linear(3, 4)", "orthogonal", {"orthogonal_map": "cayley"}),
    ("nn.Linear(3, 4)", "orthogonal", {"orthogonal_map": "matrix_exp"}),
    ("nn.Linear(4, 3)", "orthogonal", {"orthogonal_map": "householder", "use_trivialization": False}),
    ("nn.Linear(3, 3)", "orthogonal", {"orthogonal_map": "cayley", "use_trivialization": False}),
]  # fmt: skip


@pytest.mark.parametrize("text, kind, options", MADE)
def test_parametrizations(text, kind, options):
    results = []
    name = options.get("name", "weight")
    for framework in (nbtorch, torch):
        made = getattr(framework.nn.utils.parametrizations, kind)(layer(framework, text), **options)
        tools, found = framework.nn.utils.parametrize, []
        assert tools.is_parametrized(made) and tools.is_parametrized(made, name)
        shape = (2, 2, 4, 4) if "Conv" in text else (2, made.in_features)
        x = framework.tensor(np.random.default_rng(0).normal(size=shape).astype("float32"))
        for mode in (True, False):
            made.train(mode)
            (made(x) ** 2).sum().backward()
        found += [p.grad for p in made.parameters()]
        with tools.cached():
            assert getattr(made, name) is getattr(made, name)
        again = copy.deepcopy(made)
        found += [again(x), *made.state_dict().values()]
        text_of, keys = repr(made), list(made.state_dict())
        tools.remove_parametrizations(made, name)
        found += [made(x), *made.state_dict().values()]
        results.append((text_of, keys, type(made).__name__, [t.detach().numpy() for t in found if t is not None]))
    assert results[0][:3] == results[1][:3]
    for a, b in zip(results[0][3], results[1][3], strict=True):
        np.testing.assert_allclose(a, b, rtol=2e-4, atol=2e-5)


def double(framework):
    class Double(framework.nn.Module):
        def forward(self, value):
            return 2 * value

        def right_inverse(self, value):
            return value / 2

    return Double()


def test_assigning_goes_through_the_inverse():
    for framework in (nbtorch, torch):
        made, tools = framework.nn.Linear(2, 2), framework.nn.utils.parametrize
        tools.register_parametrization(made, "weight", double(framework))
        tools.register_parametrization(made, "weight", double(framework))
        made.weight = framework.ones(2, 2)
        assert made.parametrizations.weight.original.tolist() == [[0.25] * 2] * 2
        assert made.weight.tolist() == [[1.0] * 2] * 2
        tools.remove_parametrizations(made, "weight", leave_parametrized=False)
        assert made.weight.tolist() == [[0.25] * 2] * 2 and type(made) is framework.nn.Linear


def wrong(framework, forward=lambda value: value, **inverse):
    kind = type("Wrong", (framework.nn.Module,), {"forward": lambda self, value: forward(value), **inverse})
    return kind()


REFUSED = [
    lambda t, tools: tools.register_parametrization(t.nn.Linear(2, 2), "wrong", wrong(t)),
    lambda t, tools: tools.register_parametrization(t.nn.Linear(2, 2), "weight", wrong(t, lambda v: v[0])),
    lambda t, tools: tools.register_parametrization(t.nn.Linear(2, 2), "weight", wrong(t, lambda v: v.double())),
    lambda t, tools: tools.register_parametrization(t.nn.Linear(2, 2), "weight", wrong(t, lambda v: 3)),
    lambda t, tools: tools.register_parametrization(
        t.nn.Linear(2, 2), "weight", wrong(t, right_inverse=lambda self, v: v.double())
    ),
    lambda t, tools: setattr(
        tools.register_parametrization(t.nn.Linear(2, 2), "weight", wrong(t)), "weight", t.ones(2)
    ),
    lambda t, tools: tools.remove_parametrizations(t.nn.Linear(2, 2), "weight"),
    lambda t, tools: t.nn.utils.parametrizations.orthogonal(t.nn.Linear(2, 2), "bias"),
    lambda t, tools: t.nn.utils.parametrizations.orthogonal(t.nn.Linear(2, 2), orthogonal_map="x"),
    lambda t, tools: t.nn.utils.parametrizations.spectral_norm(t.nn.Linear(2, 2), n_power_iterations=0),
    lambda t, tools: t.nn.utils.parametrizations.spectral_norm(t.nn.Linear(2, 2), dim=2),
    lambda t, tools: t.nn.utils.parametrizations.spectral_norm(t.nn.Linear(2, 2), "wrong"),
    lambda t, tools: t.nn.utils.remove_weight_norm(t.nn.Linear(2, 2)),
    lambda t, tools: t.nn.utils.fuse_conv_bn_eval(t.nn.Conv2d(1, 2, 1), t.nn.BatchNorm2d(2)),
    lambda t, tools: t.nn.utils.skip_init(dict), lambda t, tools: t.nn.utils.skip_init(t.nn.ReLU),
]  # fmt: skip


@pytest.mark.parametrize("call", REFUSED)
def test_refusals(call):
    ends = []
    for framework in (nbtorch, torch):
        with pytest.raises(Exception) as error:
            call(framework, framework.nn.utils.parametrize)
        ends.append(error)
    assert ends[0].type is ends[1].type
    assert str(ends[0].value).replace("nbtorch", "torch") == str(ends[1].value)


@pytest.mark.parametrize("dim", [0, 1, None])
def test_weight_norm_by_a_hook(dim):
    results = []
    for framework in (nbtorch, torch):
        with pytest.warns(FutureWarning, match="deprecated in favor of"):
            made = framework.nn.utils.weight_norm(layer(framework, "nn.Linear(4, 3)"), dim=dim)
        keys = list(made.state_dict())
        (made(framework.ones(2, 4)) ** 2).sum().backward()
        grads = [p.grad.numpy() for p in made.parameters()]
        framework.nn.utils.remove_weight_norm(made)
        results.append((keys, list(made.state_dict()), [*grads, made(framework.ones(2, 4)).detach().numpy()]))
    assert results[0][:2] == results[1][:2]
    for a, b in zip(results[0][2], results[1][2], strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize("text, norm", [
    ("nn.Conv2d(2, 3, 2)", "nn.BatchNorm2d(3)"), ("nn.Conv2d(2, 3, 2, bias=False)", "nn.BatchNorm2d(3, affine=False)"),
    ("nn.ConvTranspose2d(2, 3, 2)", "nn.BatchNorm2d(3)"), ("nn.Linear(4, 3)", "nn.BatchNorm1d(3)"),
])  # fmt: skip
def test_fusion(text, norm):
    for framework in (nbtorch, torch):
        first, second = layer(framework, text), layer(framework, norm)
        second.running_mean.copy_(framework.tensor([0.1, 0.2, 0.3]))
        second.running_var.copy_(framework.tensor([0.5, 1.5, 2.5]))
        first.eval(), second.eval()
        tools = framework.nn.utils
        fused = tools.fuse_linear_bn_eval(first, second) if "Linear" in text else tools.fuse_conv_bn_eval(
            first, second, transpose="Transpose" in text
        )  # fmt: skip
        x = framework.ones(2, 4) if "Linear" in text else framework.ones(2, 2, 3, 3)
        np.testing.assert_allclose(fused(x).detach().numpy(), second(first(x)).detach().numpy(), rtol=1e-4, atol=1e-5)


def test_no_draws():
    nbtorch.manual_seed(0)
    before = nbtorch.get_rng_state().tolist()
    made = nbtorch.nn.utils.skip_init(nbtorch.nn.Linear, 3, 2)
    assert made.weight.shape == (2, 3) and nbtorch.get_rng_state().tolist() == before
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        copy.deepcopy(made)


def test_gradients_of_a_single_number_add_up():
    gain = nbtorch.nn.Parameter(nbtorch.tensor(2.0))
    for _ in range(3):
        (gain * 3).sum().backward()  # NumPy hands the second one on as a scalar
    assert gain.grad.item() == 9
