"""Pruning against PyTorch: masks under one seed, state, gradients, containers, errors."""

import copy
import pickle

import pytest
from endings import Scenarios, ends_alike

import nbtorch
import nbtorch.nn.utils.prune

scenarios = Scenarios()


def layer(t, kind="Conv2d"):
    import importlib

    importlib.import_module(f"{t.__name__}.nn.utils.prune")
    t.manual_seed(0)
    return t.nn.Linear(5, 4) if kind == "Linear" else t.nn.Conv2d(3, 4, 2)


def state(module):
    return dict(module.state_dict()), [n for n, _ in module.named_parameters()], [n for n, _ in module.named_buffers()]


WAYS = {
    "identity": lambda p, m: p.identity(m, "weight"),
    "random": lambda p, m: p.random_unstructured(m, "weight", amount=0.3),
    "random count": lambda p, m: p.random_unstructured(m, "weight", amount=7),
    "random none": lambda p, m: p.random_unstructured(m, "weight", amount=0),
    "random all": lambda p, m: p.random_unstructured(m, "weight", amount=1.0),
    "small": lambda p, m: p.l1_unstructured(m, name="bias", amount=0.5),
    "small by scores": lambda p, m: p.l1_unstructured(m, "weight", 5, importance_scores=m.weight.detach().sin()),
    "channels": lambda p, m: p.random_structured(m, "weight", amount=2, dim=0),
    "channels at the end": lambda p, m: p.random_structured(m, "weight", amount=0.4, dim=-1),
    "channels none": lambda p, m: p.random_structured(m, "weight", amount=0.0, dim=1),
    "norms": lambda p, m: p.ln_structured(m, "weight", amount=0.5, n=2, dim=0),
    "norms at the end": lambda p, m: p.ln_structured(m, "weight", amount=1, n=1, dim=-1),
    "greatest": lambda p, m: p.ln_structured(m, "weight", amount=1, n=float("-inf"), dim=1),
    "norms by scores": lambda p, m: p.ln_structured(m, "weight", 2, 2, 0, importance_scores=m.weight.detach().cos()),
    "mask": lambda p, m: p.custom_from_mask(m, "bias", mask=(m.bias.detach() > 0)),
}


@pytest.mark.oracle
@pytest.mark.parametrize("kind", ["Conv2d", "Linear"])
@pytest.mark.parametrize("way", WAYS)
def test_once(way, kind):
    def run(t):
        m = layer(t, kind)
        same = WAYS[way](t.nn.utils.prune, m) is m
        x = t.arange(30.0).reshape(6, 5) / 9 if kind == "Linear" else t.arange(96.0).reshape(2, 3, 4, 4) / 50
        x.requires_grad_()
        out = m(x)
        out.pow(2).sum().backward()
        gradients = [x.grad, *[p.grad for p in m.parameters()]]
        return same, state(m), out, gradients, t.nn.utils.prune.is_pruned(m), str(m), t.rand(1)

    ends_alike(run)


@pytest.mark.oracle
@pytest.mark.parametrize("second", WAYS)
@pytest.mark.parametrize("first", ["random", "channels", "norms", "mask", "identity"])
def test_one_after_the_other(first, second):
    def run(t):
        m, p = layer(t), t.nn.utils.prune
        WAYS[first](p, m)
        WAYS[second](p, m)
        hooks = list(m._forward_pre_hooks.values())
        names = [[type(part).__name__ for part in hook] if hasattr(hook, "__len__") else type(hook).__name__
                 for hook in hooks]  # fmt: skip
        before = state(m)
        for name in {hook._tensor_name: 0 for hook in hooks}:
            p.remove(m, name)
        return names, before, state(m), p.is_pruned(m), m(t.ones(1, 3, 4, 4)), len(m._forward_pre_hooks)

    ends_alike(run)


@scenarios
def whole_network(t):
    layer(t)
    p, net = t.nn.utils.prune, t.nn.Sequential(t.nn.Linear(4, 6), t.nn.ReLU(), t.nn.Linear(6, 2))
    places = [(net[0], "weight"), (net[2], "weight"), (net[0], "bias")]
    p.global_unstructured(places, pruning_method=p.L1Unstructured, amount=0.4)
    first = state(net)
    p.global_unstructured(places[:2], p.RandomUnstructured, amount=5)
    return first, state(net), p.is_pruned(net), p.is_pruned(net[1])


@scenarios
def whole_network_by_scores(t):
    layer(t)
    p, net = t.nn.utils.prune, t.nn.Sequential(t.nn.Linear(4, 6), t.nn.Linear(6, 2))
    scores = {(net[0], "weight"): t.arange(24.0).reshape(6, 4)}
    p.global_unstructured([(m, "weight") for m in net], p.L1Unstructured, scores, amount=10)
    return state(net)


@scenarios
def own_method(t):
    m, p = layer(t), t.nn.utils.prune

    class EveryOther(p.BasePruningMethod):
        PRUNING_TYPE = "unstructured"

        def compute_mask(self, t, default_mask):
            mask = default_mask.clone()
            mask.view(-1)[::2] = 0
            return mask

    EveryOther.apply(m, "bias")
    p.l1_unstructured(m, "bias", 1)
    hook = next(iter(m._forward_pre_hooks.values()))
    return state(m), len(hook), [type(part).__name__ for part in hook], hook[0]._tensor_name, hook._tensor_name


@scenarios
def plain_tensors(t):
    layer(t)
    p, x = t.nn.utils.prune, t.arange(12.0).reshape(3, 4) - 5
    return (p.L1Unstructured(4).prune(x), p.LnStructured(1, 2, 0).prune(x, importance_scores=-x.abs()),
            p.RandomUnstructured(0.5).prune(x, default_mask=t.ones(3, 4).tril()),
            p.RandomStructured(0.5).compute_mask(x, t.ones(3, 4)))  # fmt: skip


@scenarios
def copies(t):
    m, p = layer(t), t.nn.utils.prune
    p.l1_unstructured(m, "weight", 3)
    p.random_unstructured(m, "weight", 3)
    p.remove(m, "weight")
    p.l1_unstructured(m, "bias", 2)
    m.bias = m.bias.detach()  # a deep copy wants leaves
    twin = copy.deepcopy(m)
    p.remove(twin, "bias")
    return state(m), state(twin), p.is_pruned(m), p.is_pruned(twin)


@scenarios
def load(t):
    m, other, p = layer(t), layer(t, "Conv2d"), t.nn.utils.prune
    p.random_unstructured(m, "weight", 5)
    p.identity(other, "weight")
    text = str(other.load_state_dict(m.state_dict()))
    return text, other(t.ones(1, 3, 3, 3)), m(t.ones(1, 3, 3, 3)), other.double()(t.ones(1, 3, 3, 3).double())


@scenarios
def failing_mask_changes_nothing(t):
    m, p = layer(t), t.nn.utils.prune
    try:
        p.custom_from_mask(m, "weight", t.ones(2))
    except AssertionError as error:
        return str(error), state(m), len(m._forward_pre_hooks)


ERRORS = {
    "amount of strings": lambda p, m: p.random_unstructured(m, "weight", "many"),
    "amount above one": lambda p, m: p.random_unstructured(m, "weight", 1.5),
    "amount below none": lambda p, m: p.l1_unstructured(m, "weight", -2),
    "amount above all": lambda p, m: p.l1_unstructured(m, "bias", 50),
    "channels above all": lambda p, m: p.random_structured(m, "weight", 50, 0),
    "channels of a vector": lambda p, m: p.random_structured(m, "bias", 1, 0),
    "no such dimension": lambda p, m: p.ln_structured(m, "weight", 1, 2, 7),
    "no such parameter": lambda p, m: p.identity(m, "weights"),
    "not pruned": lambda p, m: p.remove(m, "weight"),
    "scores of another shape": lambda p, m: p.l1_unstructured(m, "weight", 1, m.bias),
    "prune by another shape": lambda p, m: p.L1Unstructured(1).prune(m.weight, importance_scores=m.bias),
    "global of none": lambda p, m: p.global_unstructured(3, p.L1Unstructured, amount=1),
    "global scores": lambda p, m: p.global_unstructured([(m, "weight")], p.L1Unstructured, [1], amount=1),
    "global channels": lambda p, m: p.global_unstructured([(m, "weight")], p.LnStructured, amount=1, n=2),
    "container of no method": lambda p, m: p.PruningContainer().add_pruning_method(3),
    "abstract": lambda p, m: p.BasePruningMethod(),
    "unused argument": lambda p, m: p.identity(m, "weight", 3),
}


@pytest.mark.oracle
@pytest.mark.parametrize("case", ERRORS)
def test_errors(case):
    def run(t):
        m = layer(t)
        try:
            ERRORS[case](t.nn.utils.prune, m)
        except Exception as error:
            return type(error).__name__, str(error).replace("nbtorch.", "torch."), state(m)
        raise LookupError("no error")

    ends_alike(run)


@pytest.mark.oracle
@pytest.mark.parametrize("name", scenarios)
def test_scenario(name):
    ends_alike(scenarios[name])


def test_pruned_modules_pickle():
    module = layer(nbtorch, "Linear")
    nbtorch.nn.utils.prune.l1_unstructured(module, "weight", 10)
    module.weight = module.weight.detach()
    again = pickle.loads(pickle.dumps(module))
    x = nbtorch.ones(2, 5)
    assert nbtorch.equal(again(x), module(x)) and int((again.weight == 0).sum()) == 10
    assert nbtorch.nn.utils.prune.is_pruned(again)
