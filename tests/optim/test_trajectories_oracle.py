"""Every optimizer of PyTorch's own list, with the options of that list: the same training, state and text."""

from __future__ import annotations

import copy
import warnings

import pytest

import nbtorch

from .training import MATRICES, SHAPES, assert_near, converted, start, train

torch = pytest.importorskip("torch")
pytest.importorskip("expecttest", reason="PyTorch's optimizer database imports expecttest")
pytestmark = pytest.mark.oracle

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from torch.testing._internal.common_optimizers import OptimizerErrorEnum, optim_db

INFOS = {info.name: info for info in optim_db}
CASES = [
    pytest.param(name, given.kwargs, dtype, id=f"{name}-{given.desc or 'default'}-{dtype}")
    for name, info in INFOS.items()
    if name != "SparseAdam"
    for given in info.optim_inputs_func("cpu")
    for dtype in ("float32", "float64", "complex128")
    if dtype != "complex128" or info.supports_complex
]
RTOL = {"float32": 1e-5, "float64": 1e-12, "complex128": 1e-12}
LOOSE = {"LBFGS": {"float32": 2e-3, "float64": 1e-8, "complex128": 1e-8}}  # a search decides by the last digits


def both(name, options, dtype):
    """(optimizer, parameters) of both libraries, nbtorch first."""
    shapes = MATRICES if name == "Muon" else SHAPES
    for module in (nbtorch, torch):
        params = start(module, dtype, shapes)
        yield getattr(module.optim, name)(params, **converted(options, module)), params


def rtol_of(name, dtype):
    return 2e-3 if name == "Muon" else LOOSE.get(name, RTOL)[dtype]  # Muon's matrices are bfloat16


def assert_same_state(mine, yours):
    """The same keys in the same order, and values of the same kinds."""
    assert mine["state"].keys() == yours["state"].keys()
    for number, state in yours["state"].items():
        assert list(mine["state"][number]) == list(state)
        for key, value in state.items():
            ours = mine["state"][number][key]
            if isinstance(value, torch.Tensor):
                assert (str(ours.dtype), ours.shape) == (str(value.dtype), value.shape)
            else:
                assert type(ours) is type(value)
    assert [list(group) for group in mine["param_groups"]] == [list(group) for group in yours["param_groups"]]


@pytest.mark.parametrize("name, options, dtype", CASES)
def test_the_same_training(name, options, dtype):
    (ours, mine), (theirs, yours) = both(name, options, dtype)
    assert_near(train(ours, mine, range(10)), train(theirs, yours, range(10)), rtol_of(name, dtype))
    assert_same_state(ours.state_dict(), theirs.state_dict())
    assert repr(ours) == repr(theirs)


@pytest.mark.parametrize("back", [False, True], ids=["theirs goes on here", "ours goes on there"])
@pytest.mark.parametrize("name, options, dtype", [case for case in CASES if case.values[2] == "float64"])
def test_state_goes_over(name, options, dtype, back):
    """Five steps in one library and five in the other: what PyTorch does when it loads its own state."""
    begun = list(both(name, options, dtype))
    for optimizer, params in begun:
        train(optimizer, params, range(5))
    giver, taker = (begun[0], torch) if back else (begun[1], nbtorch)
    trails = []
    for (optimizer, params), module in (giver, taker), (begun[1], torch):
        again, fresh = list(both(name, options, dtype))[module is torch]
        again.load_state_dict(converted(copy.deepcopy(optimizer.state_dict()), module))
        for p, q in zip(fresh, params, strict=True):
            p.data.copy_(converted(q, module))
        trails.append(train(again, fresh, range(5, 10)))
    assert_near(*trails, rtol_of(name, dtype))


WHOLE = ((8, 32), (64,))  # whole vectors: PyTorch rounds what is left over differently


@pytest.mark.parametrize("name", [name for name in INFOS if name not in ("LBFGS", "SparseAdam", "Muon", "Adafactor")])
def test_the_half_dtypes_round_as_pytorch_does(name):
    trails = []
    for module in (nbtorch, torch):
        params = [module.nn.Parameter(p.detach().bfloat16()) for p in start(module, "float32", WHOLE)]
        optimizer = getattr(module.optim, name)(params, lr=0.01)
        for _ in range(3):
            optimizer.zero_grad()
            sum([((p - 1) ** 2).sum() for p in params]).backward()
            optimizer.step()
        trails.append([p.detach().float().numpy() for p in params])
    for a, b in zip(*trails, strict=True):
        assert (a == b).mean() > 0.9
        assert abs(a - b).max() < 0.02


ERRORS = [
    pytest.param(name, i, id=f"{name}-{given.optimizer_error_input.desc}")
    for name, info in INFOS.items()
    for i, given in enumerate(info.optim_error_inputs_func("cpu", torch.float32))
    if given.optimizer_error_input.desc.find("dense params required") < 0  # there are no sparse tensors here
]


@pytest.mark.parametrize("name, number", ERRORS)
def test_errors_are_pytorchs(name, number):
    given = INFOS[name].optim_error_inputs_func("cpu", torch.float32)[number]

    def ends(module):
        def ours(value):
            if isinstance(value, torch.Tensor) and module is nbtorch:
                made = known.setdefault(id(value), nbtorch.tensor(value.detach().numpy()))
                if isinstance(value, torch.nn.Parameter) and not isinstance(made, nbtorch.nn.Parameter):
                    made = known[id(value)] = nbtorch.nn.Parameter(made)
                if value.grad is not None:
                    made.grad = nbtorch.tensor(value.grad.numpy())
                return made
            if isinstance(value, dict):
                return {k: ours(v) for k, v in value.items()}
            return type(value)([ours(v) for v in value]) if isinstance(value, (list, tuple)) else value

        known = {}
        options = ours(given.optimizer_error_input.kwargs)
        params = given.optimizer_error_input.params
        params = [module.nn.Parameter(module.ones(1, 1))] if params is None else ours(params)
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            with pytest.raises((given.error_type, Exception)) as error:
                optimizer = getattr(module.optim, name)(params, **options)
                assert given.error_on is OptimizerErrorEnum.STEP_ERROR
                optimizer.step()
        return error.type, str(error.value)

    assert ends(nbtorch) == ends(torch)
