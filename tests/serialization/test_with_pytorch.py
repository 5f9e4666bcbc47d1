"""Checkpoints go both ways between nbtorch and PyTorch, in both formats."""

from __future__ import annotations

import inspect
import io
import zipfile

import numpy as np
import pytest

import nbtorch

pytestmark = pytest.mark.oracle
torch = pytest.importorskip("torch")
torch.set_num_threads(1)

DTYPES = [
    "uint8", "int8", "int16", "int32", "int64", "uint16", "uint32", "uint64", "float16", "bfloat16", "float32",
    "float64", "complex64", "complex128", "bool",
]  # fmt: skip
FORMATS = pytest.mark.parametrize("new", [True, False], ids=["zip", "legacy"])
# PyTorch itself cannot read these from its old format
YOUNG = ("uint16", "uint32", "uint64")


def ours(obj, new=True, save=None, **options):
    """What nbtorch loads of what PyTorch saved."""
    file = io.BytesIO()
    torch.save(obj, file, _use_new_zipfile_serialization=new, **(save or {}))
    file.seek(0)
    return nbtorch.load(file, **options)


def theirs(obj, new=True, save=None, **options):
    """What PyTorch loads of what nbtorch saved."""
    file = io.BytesIO()
    nbtorch.save(obj, file, _use_new_zipfile_serialization=new, **(save or {}))
    file.seek(0)
    return torch.load(file, **options)


def same(a, b):
    """Equal to the bit, layout included."""
    assert str(a.dtype) == str(b.dtype) and tuple(a.shape) == tuple(b.shape) and a.requires_grad == b.requires_grad
    assert tuple(a.stride()) == tuple(b.stride()) and a.storage_offset() == b.storage_offset()
    assert a.untyped_storage().nbytes() == b.untyped_storage().nbytes()
    assert a.detach().tolist() == b.detach().tolist()


@FORMATS
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(5,), (), (0, 3), (2, 3, 2)])
def test_dtypes(dtype, shape, new):
    numbers = (np.arange(int(np.prod(shape))) % 3).reshape(shape).tolist()
    a = torch.tensor(numbers, dtype=getattr(torch, dtype)).reshape(shape)
    b = nbtorch.tensor(numbers, dtype=getattr(nbtorch, dtype)).reshape(shape)
    same(ours(a, new), a)
    if new or dtype not in YOUNG:
        same(theirs(b, new), b)


VIEWS = {
    "transposed": "x.t()", "strided": "x[1:, ::2]", "expanded": "x[:, :1].expand(3, 4)", "column": "x[:, 2]",
    "as_strided": "x.as_strided((2, 2), (5, 1), 2)", "diagonal": "x.diagonal()", "empty": "x[:0]", "whole": "x",
    "channels last": "x.reshape(1, 3, 2, 2).to(memory_format=torch.channels_last)",
}  # fmt: skip


@FORMATS
@pytest.mark.parametrize("text", VIEWS.values(), ids=VIEWS)
def test_layouts(text, new):
    for module, there in ((torch, ours), (nbtorch, theirs)):
        view = eval(text, {"x": module.arange(12.0).reshape(3, 4), "torch": module})
        same(there(view, new), view)


@FORMATS
def test_shared_memory_stays_shared(new):
    for module, there in ((torch, ours), (nbtorch, theirs)):
        x = module.arange(12.0)
        again = there({"x": x, "head": x[:4], "rows": x.reshape(3, 4), "odd": x[1::2], "other": x.clone()}, new)
        again["x"].mul_(2)
        assert again["head"].tolist() == [0, 2, 4, 6] and again["rows"][2, 3] == 22 and again["odd"][0] == 2
        assert again["other"][1] == 1


@FORMATS
def test_memory_of_two_dtypes_is_refused(new):
    for module in (torch, nbtorch):
        x = module.arange(4.0)
        with pytest.raises(RuntimeError, match="Cannot save multiple tensors or storages that view the same data as"):
            module.save([x, x.view(module.int32)], io.BytesIO(), _use_new_zipfile_serialization=new)


@FORMATS
def test_values(new):
    values = lambda m: {  # noqa: E731
        "plain": [1, -(2**40), 2**70, 2.5, "text é", None, True, b"bytes", 1 + 2j, {1, 2}, (), (1,), {"a": {}}],
        "size": m.Size([1, 2]), "device": m.device("cuda:1"), "dtype": m.bfloat16, "layout": m.strided,
        ("a", 1): bytearray(b"xy"),
    }  # fmt: skip
    assert repr(ours(values(torch), new)) == repr(values(torch))
    assert repr(theirs(values(nbtorch), new)) == repr(values(torch))


def test_parameters_and_attributes():
    for module, there in ((torch, ours), (nbtorch, theirs)):
        p = module.nn.Parameter(module.ones(2), requires_grad=False)
        p.note = "kept"
        t = module.ones(3, requires_grad=True)
        t.note = {"a": 1}
        again = there([p, module.nn.Parameter(module.ones(2)), t, module.ones(2, requires_grad=True)])
        assert [type(v).__name__ for v in again] == ["Parameter", "Parameter", "Tensor", "Tensor"]
        assert [v.requires_grad for v in again] == [False, True, True, True]
        assert again[0].note == "kept" and again[2].note == {"a": 1}


def test_what_waits_to_be_conjugated():
    z = torch.tensor([1 + 2j, 3 - 1j])
    assert ours(z.conj()).tolist() == z.conj().tolist()
    assert ours(z.conj().imag).tolist() == z.conj().imag.tolist()
    assert theirs(nbtorch.tensor([1 + 2j]).conj()).tolist() == [1 - 2j]


def network(module):
    nn = module.nn
    module.manual_seed(0)
    # no bias before a normalisation: its gradient is noise around zero, which Adam would blow up
    return nn.Sequential(
        nn.Conv2d(1, 3, 3, padding="same", bias=False),
        nn.BatchNorm2d(3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(12, 4),
    )


def trained(module, model, optimizer):
    for _ in range(3):
        x = module.linspace(-1, 1, 32).reshape(2, 1, 4, 4)
        optimizer.zero_grad()
        model(x).square().sum().backward()
        optimizer.step()


OPTIMIZERS = {
    "sgd": lambda m, p: m.optim.SGD(p, 0.1, momentum=0.9), "adam": lambda m, p: m.optim.Adam(p, 0.01),
    "adamw": lambda m, p: m.optim.AdamW(p, 0.01, amsgrad=True), "rmsprop": lambda m, p: m.optim.RMSprop(p, 0.01),
}  # fmt: skip


@FORMATS
@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_training_goes_on_in_the_other_framework(kind, new):
    for here, there, load in ((torch, nbtorch, ours), (nbtorch, torch, theirs)):
        model = network(here)
        optimizer = OPTIMIZERS[kind](here, model.parameters())
        trained(here, model, optimizer)
        saved = load({"model": model.state_dict(), "optim": optimizer.state_dict(), "epoch": 3}, new)
        assert saved["epoch"] == 3
        again = network(there)
        again_optimizer = OPTIMIZERS[kind](there, again.parameters())
        assert str(again.load_state_dict(saved["model"])) == "<All keys matched successfully>"
        again_optimizer.load_state_dict(saved["optim"])
        trained(here, model, optimizer)
        trained(there, again, again_optimizer)
        for a, b in zip(model.state_dict().values(), again.state_dict().values(), strict=True):
            np.testing.assert_allclose(a.numpy(), b.numpy(), rtol=2e-4, atol=2e-5)


def test_metadata_and_sizes_are_those_of_pytorch():
    model = network(nbtorch)
    nbtorch.optim.Adam(model.parameters())  # it moves the parameters side by side
    a, b = theirs(model.state_dict()), network(torch).state_dict()
    assert list(a) == list(b) and a._metadata == b._metadata
    assert [t.untyped_storage().nbytes() for t in a.values()] == [t.untyped_storage().nbytes() for t in b.values()]


ARGUMENTS = [(), (3,), (2, 2, 1), (3, 2), (2, 4), (2,), (2, 3, 4), (8, 2), (1, (2, 2)), (8, 6, [2, 4]), (2, 2, 0.5)]
LAYERS = sorted(
    name for name, kind in vars(nbtorch.nn).items()
    if inspect.isclass(kind) and issubclass(kind, nbtorch.nn.Module) and hasattr(torch.nn, name)
)  # fmt: skip


SPECIAL = {
    "RNNBase": lambda nn: nn.RNNBase("GRU", 2, 3), "DataParallel": None,
    "TransformerEncoder": lambda nn: nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 3), 2, None, False),
    "TransformerDecoder": lambda nn: nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 3), 2),
    "TransformerEncoderLayer": lambda nn: nn.TransformerEncoderLayer(4, 2, 3),
    "TransformerDecoderLayer": lambda nn: nn.TransformerDecoderLayer(4, 2, 3),
    "Transformer": lambda nn: nn.Transformer(4, 2, 1, 1, 3),
    "MultiheadAttention": lambda nn: nn.MultiheadAttention(4, 2),
    "RNNCellBase": lambda nn: nn.RNNCellBase(2, 3, True, 4),
    "FractionalMaxPool2d": lambda nn: nn.FractionalMaxPool2d(2, 3),
    "FractionalMaxPool3d": lambda nn: nn.FractionalMaxPool3d(2, 3),
}  # fmt: skip
LAYERS = [name for name in LAYERS if not name.startswith("Lazy") and SPECIAL.get(name, True)]


def layer(module, name):
    if name in SPECIAL:
        module.manual_seed(0)
        return SPECIAL[name](module.nn)
    for arguments in ARGUMENTS:
        for kind in (torch.nn, nbtorch.nn):
            try:
                getattr(kind, name)(*arguments)
            except (TypeError, ValueError):
                break
        else:
            module.manual_seed(0)
            return getattr(module.nn, name)(*arguments)
    raise AssertionError(f"no arguments known for {name}")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", LAYERS)
def test_layers_are_pytorchs_layers(name):
    mine, real = layer(nbtorch, name), layer(torch, name)
    there = theirs(mine, weights_only=False)
    assert type(there) is type(real) and set(there.__dict__) == set(real.__dict__) and repr(there) == repr(real)
    for key, value in real.__dict__.items():
        if isinstance(value, (int, float, str, tuple, list)) and not key.startswith("_flat_weight"):
            assert there.__dict__[key] == value, key
    here = ours(real, weights_only=False)
    assert type(here) is type(mine) and repr(here) == repr(mine)
    assert set(mine.__dict__) <= set(here.__dict__)
    for key, value in real.state_dict().items():
        assert here.state_dict()[key].tolist() == there.state_dict()[key].tolist() == value.tolist()
    path = f"{type(real).__module__}.{type(real).__qualname__}"
    files = [io.BytesIO(), io.BytesIO()]
    nbtorch.save(mine, files[0])
    torch.save(real, files[1])
    for file in files:
        file.seek(0)
        assert path in torch.serialization.get_unsafe_globals_in_checkpoint(file)
        file.seek(0)
        assert path in nbtorch.serialization.get_unsafe_globals_in_checkpoint(file)


def test_classes_are_where_pytorchs_are():
    for space in ("optim", "optim.lr_scheduler", "optim.swa_utils", "distributions", "utils.data"):
        here, there = nbtorch, torch
        for part in space.split("."):
            here, there = getattr(here, part), getattr(there, part)
        for name, kind in vars(here).items():
            real = vars(there).get(name)
            if inspect.isclass(kind) and kind.__module__.startswith("nbtorch.") and name == kind.__name__ and real:
                assert theirs(kind, weights_only=False) is real and ours(real, weights_only=False) is kind


def test_recurrent_layers_run_there():
    x = np.random.default_rng(0).normal(size=(4, 2, 3)).astype("float32")
    for here, there, load in ((torch, nbtorch, ours), (nbtorch, torch, theirs)):
        model = here.nn.LSTM(3, 5, 2, bidirectional=True)
        again = load(model, weights_only=False)
        expected, _ = model(here.from_numpy(x))
        np.testing.assert_allclose(again(there.from_numpy(x))[0].detach(), expected.detach(), rtol=1e-4, atol=1e-5)
        encoder = here.nn.TransformerEncoderLayer(8, 2, 16).eval()
        y = np.random.default_rng(1).normal(size=(4, 2, 8)).astype("float32")
        result = load(encoder, weights_only=False)(there.from_numpy(y)).detach()
        np.testing.assert_allclose(result, encoder(here.from_numpy(y)).detach(), rtol=1e-4, atol=1e-5)


@FORMATS
def test_whole_models(new):
    x = np.random.default_rng(0).normal(size=(2, 1, 4, 4)).astype("float32")
    for here, load in ((torch, ours), (nbtorch, theirs)):
        model = network(here)
        again = load(model, new, weights_only=False)
        there = torch if here is nbtorch else nbtorch
        expected = model(here.from_numpy(x)).detach().numpy()
        np.testing.assert_allclose(again(there.from_numpy(x)).detach().numpy(), expected, rtol=1e-4, atol=1e-5)
        again(there.from_numpy(x)).sum().backward()
        assert again.train().eval().state_dict().keys() == model.state_dict().keys()


def test_whole_optimizers():
    for here, load in ((torch, ours), (nbtorch, theirs)):
        model = network(here)
        optimizer = here.optim.Adam(model.parameters(), 0.01)
        trained(here, model, optimizer)
        again_model, again = load([model, optimizer], weights_only=False)
        there = torch if here is nbtorch else nbtorch
        assert next(iter(again_model.parameters())) is again.param_groups[0]["params"][0]
        trained(here, model, optimizer)
        trained(there, again_model, again)
        for a, b in zip(model.parameters(), again_model.parameters(), strict=True):
            np.testing.assert_allclose(a.detach().numpy(), b.detach().numpy(), rtol=2e-4, atol=2e-5)


def test_functions_by_name():
    assert ours(torch.relu, weights_only=False) is nbtorch.relu
    assert ours(torch.nn.functional.gelu, weights_only=False) is nbtorch.nn.functional.gelu
    assert theirs(nbtorch.tanh, weights_only=False) is torch.tanh
    assert theirs(nbtorch.nn.functional.relu, weights_only=False) is torch.nn.functional.relu


@pytest.mark.parametrize("protocol", [2, 3])
def test_protocols(protocol):
    same(theirs(nbtorch.ones(2), save={"pickle_protocol": protocol}, weights_only=False), nbtorch.ones(2))


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
def test_protocols_that_are_read(protocol):
    value = {"a": torch.ones(2), "b": [b"bytes" * 99, "text" * 99, 2**70, {1}, bytearray(b"x")]}
    again = ours(value, save={"pickle_protocol": protocol})
    assert again["b"] == value["b"]
    same(again["a"], value["a"])


def test_in_a_file(tmp_path):
    path = tmp_path / "model ü.pt"
    for here, there in ((torch, nbtorch), (nbtorch, torch)):
        here.save(here.arange(5), path)
        for mmap in (None, True):
            assert there.load(path, mmap=mmap).tolist() == [0, 1, 2, 3, 4]
        assert there.load(str(path)).tolist() == [0, 1, 2, 3, 4]
        with open(path, "rb") as file:
            assert there.load(file).tolist() == [0, 1, 2, 3, 4]


@FORMATS
def test_several_objects_in_one_file(new, tmp_path):
    for here, there in ((torch, nbtorch), (nbtorch, torch)):
        with open(tmp_path / "file", "wb") as file:
            if new:
                file.write(b"something else")  # an archive may stand behind something else
            for n in range(1 if new else 3):
                here.save(here.full((n + 1,), n), file, _use_new_zipfile_serialization=new)
        if not (new and there is torch and here is nbtorch):
            with open(tmp_path / "file", "rb") as file:
                if new:
                    file.seek(14)
                for n in range(1 if new else 3):
                    assert there.load(file).tolist() == [n] * (n + 1)


def test_errors_are_pytorchs(tmp_path):
    def error(module, act):
        with pytest.raises(Exception) as caught:  # the classes are compared
            act(module)
        return type(caught.value).__name__, str(caught.value)

    torch.save(torch.ones(1), tmp_path / "old", _use_new_zipfile_serialization=False)
    file = io.BytesIO()
    torch.save(torch.nn.ReLU(), file)
    torch.save(torch.ones(1), tmp_path / "new")
    for act in (
        lambda m: m.save(1, 5), lambda m: m.save(1, tmp_path / "no" / "such"),
        lambda m: m.load(tmp_path / "old", mmap=True), lambda m: m.load(io.BytesIO(file.getvalue()), mmap=True),
        lambda m: m.load(io.BytesIO(file.getvalue())), lambda m: m.load(tmp_path / "missing"),
        lambda m: m.load(tmp_path / "new", map_location="cuda:0"),
        lambda m: m.load(tmp_path / "new", map_location="xla"),
        lambda m: m.load(tmp_path / "new", map_location="cudaa"), lambda m: m.load(tmp_path / "new", weights_only=True,
                                                                                 pickle_module=__import__("pickle")),
        lambda m: m.serialization.set_default_load_endianness(1),
    ):  # fmt: skip
        assert error(nbtorch, act) == error(torch, act)


def test_places(tmp_path):
    for module in (torch, nbtorch):
        seen = []
        path = tmp_path / "file"
        module.save({"a": module.ones(2), "b": module.zeros(3)}, path)
        module.load(path, map_location=lambda storage, location, seen=seen: seen.append((location, storage.nbytes())))
        assert seen == [("cpu", 8), ("cpu", 12)]
        swap = lambda storage, location: storage.clone().fill_(0)  # noqa: E731
        assert module.load(path, map_location=swap)["a"].tolist() == [0, 0]
        for place in ("cpu", module.device("cpu"), {"cpu": "cpu"}, {"cuda:1": "cpu"}):
            assert module.load(path, map_location=place)["a"].tolist() == [1, 1]


def test_a_file_of_a_big_machine():
    x = torch.tensor([1.5, -2.0])
    for tensor, size in ((x, 4), (x.to(torch.bfloat16), 2), (x.to(torch.complex64), 4), (x.long(), 8)):
        file = io.BytesIO()
        torch.save(tensor, file)
        swapped = io.BytesIO()
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(swapped, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                if name.endswith("byteorder"):
                    data = b"big"
                if "data/0" in name:
                    data = np.frombuffer(data, f"V{size}").view(f"u{size}").byteswap().tobytes()
                new.writestr(name, data)
        swapped.seek(0)
        assert nbtorch.load(swapped).tolist() == tensor.tolist()
