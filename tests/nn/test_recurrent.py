"""Recurrent networks in all their forms, and packed sequences, against PyTorch."""

import copy
import pickle
import warnings

import numpy as np
import pytest

import nbtorch

pytestmark = pytest.mark.oracle
torch = pytest.importorskip("torch")

FORMS = [
    ("LSTM", dict(num_layers=2, bidirectional=True)), ("LSTM", dict(proj_size=2, num_layers=2, bidirectional=True)),
    ("LSTM", dict(bias=False, batch_first=True)), ("LSTM", dict(num_layers=3, dropout=0.4)),
    ("GRU", dict(num_layers=2, bidirectional=True, batch_first=True)), ("GRU", dict(num_layers=2, dropout=0.3)),
    ("GRU", dict(bias=False)), ("RNN", dict(nonlinearity="relu", num_layers=2, bidirectional=True)),
    ("RNN", dict(num_layers=2, dropout=0.5, batch_first=True)),
]  # fmt: skip
IDS = [f"{name}-{'-'.join(map(str, options))}" for name, options in FORMS]


def networks(name, options, size=3, hidden=5):
    made = []
    for framework in (nbtorch, torch):
        framework.manual_seed(2)
        made.append((framework, getattr(framework.nn, name)(size, hidden, **options)))
    return made


def flat(value):
    if isinstance(value, (tuple, list)):
        return [t for v in value for t in flat(v)]
    return [] if value is None else [value]


def same(first, second, tolerance=2e-5):
    assert len(first) == len(second)
    for a, b in zip(first, second, strict=True):
        np.testing.assert_allclose(a.detach().numpy(), b.detach().numpy(), rtol=10 * tolerance, atol=tolerance)


@pytest.mark.parametrize("name, options", FORMS, ids=IDS)
@pytest.mark.parametrize("how", ["batch", "single", "packed", "states"])
def test_same_outputs_and_gradients(name, options, how):
    draw = np.random.default_rng(0)
    batch = draw.normal(size=(4, 3, 3)).astype("float32")
    depth = options.get("num_layers", 1) * (2 if options.get("bidirectional") else 1)
    widths = [options.get("proj_size", 5), 5] if name == "LSTM" else [5]
    states = [draw.normal(size=(depth, 4 if options.get("batch_first") else 3, w)).astype("float32") for w in widths]
    results = []
    with warnings.catch_warnings():
        for framework, network in networks(name, options):
            x = framework.tensor(batch[:, 0] if how == "single" else batch, requires_grad=True)
            hx = [framework.tensor(s, requires_grad=True) for s in states] if how == "states" else None
            given = x
            if how == "packed":
                lengths = [2, 4, 1] if not options.get("batch_first") else [3, 1, 2, 3]
                given = framework.nn.utils.rnn.pack_padded_sequence(
                    x, lengths, batch_first=options.get("batch_first", False), enforce_sorted=False
                )
            framework.manual_seed(4)
            if framework is torch and "proj_size" in options:  # it says which of its libraries it does without
                warnings.simplefilter("ignore")
            out = network(given, *([] if hx is None else [tuple(hx) if name == "LSTM" else hx[0]]))
            tensors = [t for t in flat(out) if t.requires_grad]
            sum([(t * t).sum() for t in tensors]).backward()
            results.append([*flat(out), x.grad, *[p.grad for p in network.parameters()], *[h.grad for h in hx or ()]])
    same(*results)


@pytest.mark.parametrize("name", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("options", [dict(), dict(bidirectional=True, num_layers=2)], ids=["plain", "deep"])
def test_second_gradients(name, options):
    results = []
    for framework, network in networks(name, options):
        network.double()
        x = framework.tensor(np.random.default_rng(1).normal(size=(3, 2, 3)), requires_grad=True)
        out = network(x)[0]
        (first,) = framework.autograd.grad((out**3).sum(), x, create_graph=True)
        (first**2).sum().backward()
        results.append([first, x.grad, *[p.grad for p in network.parameters()]])
    same(*results, tolerance=1e-9)


def test_second_gradients_of_packed_sequences_with_a_projection():
    results = []
    for framework, network in networks("LSTM", dict(proj_size=2, bidirectional=True)):
        network.double()
        x = framework.tensor(np.random.default_rng(1).normal(size=(4, 3, 3)), requires_grad=True)
        out, _ = network(framework.nn.utils.rnn.pack_padded_sequence(x, [4, 2, 1]))
        (first,) = framework.autograd.grad((out.data**3).sum(), x, create_graph=True)
        (first**2).sum().backward()
        results.append([first, x.grad, *[p.grad for p in network.parameters()]])
    same(*results, tolerance=1e-9)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_is_near_float32(dtype):
    network = nbtorch.nn.GRU(3, 5, bidirectional=True)
    x = nbtorch.randn(4, 2, 3)
    wide = network(x)[0]
    narrow = network.to(getattr(nbtorch, dtype))(x.to(getattr(nbtorch, dtype)))[0]
    assert narrow.dtype is getattr(nbtorch, dtype)
    np.testing.assert_allclose(narrow.float().detach().numpy(), wide.detach().numpy(), atol=3e-2)


def test_copies_pickles_and_weight_lists():
    (_, ours), (_, theirs) = networks("LSTM", dict(num_layers=2, bidirectional=True))
    x = nbtorch.randn(2, 1, 3)
    for again in (copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):
        same(flat(again(x)), flat(ours(x)))
    assert ours._all_weights == theirs._all_weights
    same(flat(ours.all_weights), flat(theirs.all_weights))
    ours.flatten_parameters()


@pytest.mark.parametrize("batch_first", [False, True])
def test_sequences(batch_first):
    draw = np.random.default_rng(3)
    arrays = [draw.normal(size=(length, 2)).astype("float32") for length in (2, 4, 1)]
    results = []
    for framework in (nbtorch, torch):
        tools = framework.nn.utils.rnn
        parts = [framework.tensor(a, requires_grad=True) for a in arrays]
        packed = tools.pack_sequence(parts, enforce_sorted=False)
        padded, lengths = tools.pad_packed_sequence(packed, batch_first, padding_value=-1.0, total_length=6)
        back = tools.unpack_sequence(packed)
        again = tools.unpad_sequence(padded * 1, lengths, batch_first)
        padded.sum().backward()
        both = tools.pad_sequence(parts, batch_first, 9.0, "left")
        results.append([*packed, padded, lengths, *back, *again, both, *[p.grad for p in parts], *packed.double()])
    same(*results)


CALLS = [
    lambda t: t.nn.LSTM(3, 5, dropout=2), lambda t: t.nn.LSTM(3, 5, bias=1), lambda t: t.nn.LSTM(3.0, 5),
    lambda t: t.nn.LSTM(3, 0), lambda t: t.nn.LSTM(3, 5, proj_size=5), lambda t: t.nn.LSTM(3, 5, proj_size=-1),
    lambda t: t.nn.GRU(3, 5, proj_size=2), lambda t: t.nn.RNN(3, 5, nonlinearity="sin"),
    lambda t: t.nn.RNN(3, 5, num_layers=0), lambda t: t.nn.RNNBase("X", 3, 5), lambda t: t.nn.LSTM(3, 5)(t.ones(3)),
    lambda t: t.nn.RNN(3, 5)(t.ones(3)),
    lambda t: t.nn.LSTM(3, 5)(t.ones(2, 2, 4)), lambda t: t.nn.GRU(3, 5)(t.ones(2, 2, 3), t.ones(1, 3, 5)),
    lambda t: t.nn.GRU(3, 5)(t.ones(2, 2, 3), t.ones(2, 5)), lambda t: t.nn.GRU(3, 5)(t.ones(2, 3), t.ones(1, 1, 5)),
    lambda t: t.nn.LSTM(3, 5)(t.ones(2, 2, 3), (t.ones(1, 2, 5), t.ones(1, 3, 5))),
    lambda t: t.nn.LSTM(3, 5)(t.ones(2, 3), (t.ones(1, 1, 5), t.ones(1, 5))),
    lambda t: t.nn.LSTM(3, 5)(t.ones(2, 2, 3, dtype=t.float64)),
    lambda t: t.nn.GRUCell(3, 5)(t.ones(2, 4)), lambda t: t.nn.GRUCell(3, 5)(t.ones(2, 3), t.ones(3, 5)),
    lambda t: t.nn.LSTMCell(3, 5)(t.ones(2, 3), (t.ones(2, 4), t.ones(2, 5))),
    lambda t: t.nn.RNNCell(3, 5)(t.ones(2, 2, 3)), lambda t: t.nn.RNNCell(3, 5)(t.ones(2, 3), t.ones(1, 2, 5)),
    lambda t: t.nn.LSTMCell(3, 5)(t.ones(2, 3), (t.ones(2, 5), t.ones(1, 2, 5))),
    lambda t: t.nn.RNNCell(3, 5, nonlinearity="sin")(t.ones(2, 3)),
    lambda t: t.nn.utils.rnn.pack_padded_sequence(t.ones(3, 2, 1), [1, 3]),
    lambda t: t.nn.utils.rnn.pack_padded_sequence(t.ones(3, 2, 1), [3, 0]),
    lambda t: t.nn.utils.rnn.pack_padded_sequence(t.ones(3, 2, 1), [3]),
    lambda t: t.nn.utils.rnn.pack_padded_sequence(t.ones(0, 2, 1), [3, 1]),
    lambda t: t.nn.utils.rnn.pad_packed_sequence(t.nn.utils.rnn.pack_sequence([t.ones(3)]), total_length=2),
    lambda t: t.nn.utils.rnn.pad_sequence(3), lambda t: t.nn.utils.rnn.PackedSequence(t.ones(3)),
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_refusals(call):
    ends = []
    for framework in (nbtorch, torch):
        with pytest.raises(Exception) as error, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            call(framework)
        ends.append(error)
    assert ends[0].type is ends[1].type
    assert str(ends[0].value).replace("nbtorch", "torch") == str(ends[1].value)


def test_dropout_of_one_layer_warns():
    with pytest.warns(UserWarning, match="dropout option adds dropout after all but last recurrent layer"):
        nbtorch.nn.LSTM(3, 5, dropout=0.5)
