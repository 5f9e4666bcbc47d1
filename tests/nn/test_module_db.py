"""Every module of PyTorch's module database: same seed, same inputs, and then everything is compared."""

import copy
import functools
import os
import warnings

import numpy as np
import pytest

import nbtorch

pytestmark = pytest.mark.oracle
torch = pytest.importorskip("torch")
pytest.importorskip("expecttest", reason="PyTorch's module database imports expecttest")
common_modules = pytest.importorskip("torch.testing._internal.common_modules")

SKIPPED: dict[str, str] = {}  # name of an entry -> why it is not compared
LOOSE = {
    "nn.CTCLoss",
    "nn.Transformer",
    "nn.TransformerEncoder",
    "nn.TransformerDecoderLayer",
    "nn.TransformerEncoderLayer",
}
MOST = int(os.environ.get("NBTORCH_MODULE_SAMPLES", "12"))  # compared of one entry, evenly chosen
ENTRIES = [info for info in common_modules.module_db if info.name not in SKIPPED]


def named(framework, value):
    """The class or function of `framework` that PyTorch's `value` is."""
    path = f"{value.__module__}.{value.__qualname__}".split(".")[1:]
    for owner in (framework.nn, framework.nn.functional, framework):
        if hasattr(owner, path[-1]):
            return getattr(owner, path[-1])
    raise LookupError(path)


def ours(value):
    """PyTorch's `value` as nbtorch has it."""
    if isinstance(value, torch.Tensor):
        made = nbtorch.tensor(value.detach().numpy().copy(), requires_grad=value.requires_grad)
        return nbtorch.nn.Parameter(made.detach()) if isinstance(value, torch.nn.Parameter) else made
    if isinstance(value, torch.dtype):
        return getattr(nbtorch, str(value).removeprefix("torch."))
    if isinstance(value, torch.nn.LinearCrossEntropyOptions):
        fields = {name: ours(getattr(value, name)) for name in type(value).__slots__}
        return nbtorch.nn.LinearCrossEntropyOptions(**fields)
    if isinstance(value, torch.nn.Module):
        made = rebuilt(value)
        made.load_state_dict({key: ours(tensor) for key, tensor in value.state_dict().items()})
        return made
    if isinstance(value, (list, tuple)) and type(value) in (list, tuple):
        return type(value)([ours(v) for v in value])
    if isinstance(value, dict):
        return {k: ours(v) for k, v in value.items()}
    if callable(value) and getattr(value, "__module__", "").startswith("torch"):
        return named(nbtorch, value)
    return value


def rebuilt(module):
    """The same kind of module, made of what PyTorch's keeps as attributes."""
    kind = named(nbtorch, type(module))
    names = kind.__init__.__code__.co_varnames
    if "d_model" in names:  # a layer of a transformer does not keep what it was made of
        sizes = module.linear1.in_features, module.self_attn.num_heads, module.linear1.out_features, module.dropout.p
        options = {"batch_first": module.self_attn.batch_first, "norm_first": module.norm_first}
        options["bias"] = module.linear1.bias is not None
        return kind(*sizes, ours(module.activation), **options)
    return kind(**{k: ours(v) for k, v in vars(module).items() if k in names and k != "training"})


def leaves(value):
    """PyTorch's `value` with tensors of its own that keep their gradient."""
    if isinstance(value, torch.Tensor):
        return value.detach().clone().requires_grad_(value.requires_grad)
    if type(value) in (list, tuple):
        return type(value)([leaves(v) for v in value])
    if isinstance(value, dict):
        return {k: leaves(v) for k, v in value.items()}
    return value


def tensors(value):
    """The floating tensors in nested results."""
    if isinstance(value, (list, tuple)):
        return [t for v in value for t in tensors(v)]
    return [value] if hasattr(value, "requires_grad") else []


def outcome(framework, module, args, kwargs):
    """Result, gradients of parameters and inputs, and buffers of one call."""
    framework.manual_seed(11)
    found = tensors(module(*args, **kwargs))
    learns = [t for t in found if t.requires_grad]
    for index, t in enumerate(learns):
        weight = np.random.default_rng(index).uniform(0.5, 1, tuple(t.shape)).astype("float32")
        (t * framework.tensor(weight)).sum().backward(retain_graph=index + 1 < len(learns))
    grads = [t.grad for t in (*module.parameters(), *tensors((*args, *kwargs.values()))) if t.requires_grad]
    everything = [*found, *grads, *module.buffers()]
    return [None if t is None else t.detach().numpy() for t in everything]


@functools.cache
def samples(info, training):
    torch.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return info.module_inputs_func(info, device="cpu", dtype=torch.float32, requires_grad=True, training=training)


def made(framework, cls, sample, args, kwargs):
    framework.manual_seed(7)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return cls(*args, **kwargs)


def compared(info, training, sample, message):
    """Whether a sample was compared; both libraries may refuse it alike."""
    construct, call = sample.constructor_input, sample.forward_input
    first = copy.deepcopy((construct.args, construct.kwargs))
    theirs = made(torch, info.module_cls, sample, *first)
    mine = made(nbtorch, named(nbtorch, info.module_cls), sample, ours(construct.args), ours(construct.kwargs))
    assert repr(mine) == repr(theirs).replace("<function relu at", "<function relu at"), message
    lazy = info.name.startswith("nn.Lazy")
    assert list(mine.state_dict()) == list(theirs.state_dict()), message
    if not lazy:
        same_state(mine, theirs, message)
    if call is None:
        return
    mine.train(training), theirs.train(training)
    loose = 1e-4 if info.name in LOOSE else 1e-5
    if refused(theirs, call):
        with pytest.raises(RuntimeError):
            mine(*ours(call.args), **ours(call.kwargs))
        return
    results = []
    for framework, module, args, kwargs in (
        (torch, theirs, leaves(call.args), leaves(call.kwargs)), (nbtorch, mine, ours(call.args), ours(call.kwargs))
    ):  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            results.append(outcome(framework, module, args, kwargs))
    if lazy:
        assert repr(mine) == repr(theirs), message
        assert list(mine.state_dict()) == list(theirs.state_dict()), message
    assert len(results[0]) == len(results[1]), message
    for place, (yours, got) in enumerate(zip(*results, strict=True)):
        assert (yours is None) == (got is None), (message, place)
        if yours is not None:
            assert got.dtype == yours.dtype and got.shape == yours.shape, (message, place)
            scale = max(1.0, float(np.abs(yours[np.isfinite(yours)]).max(initial=0))) if yours.size else 1.0
            np.testing.assert_allclose(got, yours, rtol=10 * loose, atol=loose * scale, err_msg=f"{message}, {place}")


def refused(module, call):
    """Whether PyTorch itself refuses: the database has float64 samples for the fractional pools of float32."""
    samples = getattr(module, "_random_samples", None)
    return samples is not None and samples.dtype != call.args[0].dtype


def same_state(mine, theirs, message):
    for (key, got), yours in zip(mine.state_dict().items(), theirs.state_dict().values(), strict=True):
        assert str(got.dtype) == str(yours.dtype), (message, key)
        np.testing.assert_array_equal(got.numpy(), yours.numpy(), err_msg=f"{message}: initial {key}")


@pytest.mark.parametrize("training", [True, False], ids=["train", "eval"])
@pytest.mark.parametrize("info", ENTRIES, ids=[info.name for info in ENTRIES])
def test_entry(info, training):
    found = samples(info, training)
    assert found
    step = max(1, len(found) // MOST)
    for index, sample in list(enumerate(found))[::step]:
        compared(info, training, sample, f"{info.name} {index} {sample.desc!r} {sample.constructor_input.kwargs}")


def test_every_exception_is_an_entry():
    assert set(SKIPPED) <= {info.name for info in common_modules.module_db}
