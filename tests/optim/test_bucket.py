"""Small parameters and their gradients share one array each, and nobody can see it."""

from __future__ import annotations

import pytest

import nbtorch

HOLD = {
    "the tensor": lambda grad: grad,
    "its array": lambda grad: grad.numpy(),
    "a slice of its array": lambda grad: grad.numpy()[1:],
    "a view's array": lambda grad: grad[:2].numpy(),
    "a view's slice": lambda grad: grad.reshape(1, -1).numpy()[0, :1],
}


def test_gradients_of_small_parameters_share_one_array():
    params = [nbtorch.nn.Parameter(nbtorch.ones(3)), nbtorch.nn.Parameter(nbtorch.ones(2))]
    optimizer = nbtorch.optim.SGD(params, lr=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        (params[0].sum() + params[1].sum()).backward()
        assert params[1].grad.data_ptr() - params[0].grad.data_ptr() == 12
        optimizer.step()


@pytest.mark.parametrize("hold", HOLD)
def test_an_earlier_gradient_keeps_its_numbers(hold):
    """Gradients live in one flat array, unless the user holds one: also as a NumPy slice."""
    params = [nbtorch.nn.Parameter(nbtorch.ones(3)), nbtorch.nn.Parameter(nbtorch.ones(2))]
    optimizer = nbtorch.optim.SGD(params, lr=0.1)
    kept = []
    for step in range(4):
        optimizer.zero_grad()
        (params[0] * float(step)).sum().backward()
        kept.append(HOLD[hold](params[0].grad))
        optimizer.step()
    for step, values in enumerate(kept):
        assert set(values.tolist()) == {step}
