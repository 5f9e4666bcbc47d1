"""What becomes of parameters that are converted, and causal masks of attention, against PyTorch's."""

from __future__ import annotations

import importlib
import warnings

import numpy as np
import pytest
from cases import host

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle


@pytest.fixture
def conversion():
    yield
    for module in (nbtorch, torch):
        module.__future__.set_overwrite_module_params_on_conversion(False)
        module.__future__.set_swap_module_params_on_conversion(False)


@pytest.mark.parametrize("swap", [False, True])
@pytest.mark.parametrize("overwrite", [False, True])
def test_parameters_that_are_converted(conversion, overwrite, swap):
    found = []
    for module in (nbtorch, torch):
        future = module.__future__
        future.set_overwrite_module_params_on_conversion(overwrite)
        future.set_swap_module_params_on_conversion(swap)
        layer = module.nn.Linear(2, 2)
        weight = layer.weight
        layer.bias.requires_grad_(False)
        weight.sum().backward()
        slope = weight.grad
        layer.double()
        found.append([
            layer.weight is weight, layer.weight.grad is slope, *map(str, (weight.dtype, slope.dtype)),
            str(weight.grad.dtype), str(layer.weight.dtype), str(layer.weight.grad.dtype), layer.weight.requires_grad,
            layer.bias.requires_grad, [name for name, _ in layer.named_parameters()],
            future.get_overwrite_module_params_on_conversion(), future.get_swap_module_params_on_conversion(),
        ])  # fmt: skip
        state = {name: value + 1 for name, value in layer.state_dict().items()}
        kept = layer.weight
        layer.load_state_dict(state)
        found[-1] += [kept is layer.weight, bool((layer.weight == state["weight"]).all())]
    assert found[0] == found[1]


def outcome(module, expression):
    attention = importlib.import_module(f"{module.__name__}.nn.attention")
    bias = importlib.import_module(f"{module.__name__}.nn.attention.bias")
    draw = np.random.default_rng(0)
    q, k = (module.tensor(draw.normal(size=shape)) for shape in ((2, 2, 3, 4), (2, 2, 5, 4)))
    names = {
        "at": attention, "bias": bias, "q": q, "k": k, "up": bias.causal_upper_left(3, 5),
        "low": bias.causal_lower_right(3, 5), "sdpa": module.nn.functional.scaled_dot_product_attention,
    }  # fmt: skip
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            result = eval(expression, names)
        except Exception as error:
            result = type(error), str(error)
    return result, [str(w.message) for w in caught]


@pytest.mark.parametrize("expression", [
    "sdpa(q, k, k, up)", "sdpa(q, k, k, low)", "sdpa(q, k, k, attn_mask=low, scale=0.3)", "sdpa(q[0], k[0], k[0], up)",
    "repr(up)", "repr(low)", "up._materialize()", "(up.variant, low.variant, up.seq_len_q, up.seq_len_kv)",
    "bias.causal_upper_left(3)", "bias.causal_lower_right(3)", "bias.CausalBias(1, 3, 4)",
    "bias.causal_lower_right(5, 3)._materialize()",
    "{name: int(one) for name, one in bias.CausalVariant.__members__.items()}",
    "at.sdpa_kernel([at.SDPBackend.MATH])(lambda: 3)()", "at.sdpa_kernel(3).__enter__()",
    "at.sdpa_kernel([])(sdpa)(q, k, k)", "at.sdpa_kernel(at.SDPBackend.EFFICIENT_ATTENTION)(sdpa)(q, k, k)",
    "at.sdpa_kernel(at.SDPBackend.FLASH_ATTENTION)(sdpa)(q, k, k)",
    "at.sdpa_kernel([at.SDPBackend.MATH, at.SDPBackend.CUDNN_ATTENTION], set_priority=True)(sdpa)(q, k, k)",
])  # fmt: skip
def test_masks_and_kernels_of_attention(expression):
    (mine, said), (yours, told) = outcome(nbtorch, expression), outcome(torch, expression)
    assert said == told
    if isinstance(yours, torch.Tensor):
        np.testing.assert_allclose(host(mine.double()), yours.double().numpy(), rtol=1e-12, atol=1e-12)
    else:
        assert mine == yours
