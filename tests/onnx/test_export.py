"""Exported graphs pass ONNX's checker and compute in onnxruntime what the model computes."""

from __future__ import annotations

import io

import numpy as np
import pytest

import nbtorch as torch
from nbtorch import nn
from nbtorch.nn import functional as F

onnx = pytest.importorskip("onnx")
onnxruntime = pytest.importorskip("onnxruntime")
OPSETS = pytest.mark.parametrize("opset", [18, 20, 21])


def ran(data, *args):
    """The outputs of a graph."""
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    feeds = {i.name: np.asarray(t.numpy()) for i, t in zip(session.get_inputs(), args, strict=True)}
    return session.run(None, feeds)


def agree(model, *args, others=(), **options):
    """Export, check, run with these arguments and others, compare."""
    file = io.BytesIO()
    torch.onnx.export(model, args, file, **options)
    onnx.checker.check_model(onnx.load_from_string(file.getvalue()), full_check=True)
    if isinstance(model, nn.Module):
        model.eval()
    for given in (args, *others):
        expected = model(*given)
        expected = expected if isinstance(expected, (tuple, list)) else [expected]
        for a, b in zip(expected, ran(file.getvalue(), *given), strict=True):
            assert a.detach().numpy().dtype == b.dtype and tuple(a.shape) == b.shape
            np.testing.assert_allclose(a.detach().numpy(), b, rtol=1e-4, atol=1e-5)


def images(n=2):
    torch.manual_seed(n)
    return torch.randn(n, 1, 12, 12)


@OPSETS
def test_mlp(opset):
    torch.manual_seed(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(144, 20), nn.ReLU(), nn.Dropout(), nn.Linear(20, 4), nn.LogSoftmax(1))
    agree(model, images(), opset_version=opset)
    agree(model, images(), others=[(images(5),), (images(1),)], opset_version=opset, input_names=["x"],
          output_names=["y"], dynamic_axes={"x": {0: "batch"}, "y": {0: "batch"}})  # fmt: skip


@OPSETS
def test_cnn(opset):
    torch.manual_seed(0)
    model = nn.Sequential(
        nn.Conv2d(1, 6, 3, padding=1, bias=False), nn.BatchNorm2d(6), nn.ReLU(inplace=True), nn.MaxPool2d(2),
        nn.Conv2d(6, 6, 3, padding="same", groups=2), nn.SiLU(), nn.AvgPool2d(2), nn.Conv2d(6, 8, 2, stride=2),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.3), nn.Linear(8, 4),
    )  # fmt: skip
    model(images(4))  # running statistics
    agree(model, images(), others=[(images(3),)], opset_version=opset, input_names=["x"], dynamic_axes={"x": [0]})
    assert not model.training


class Block(nn.Module):
    """A transformer block on token numbers."""

    def __init__(self, words=11, width=8, heads=2):
        super().__init__()
        self.heads, self.words, self.places = heads, nn.Embedding(words, width), nn.Parameter(torch.randn(1, 16, width))
        self.first, self.second = nn.LayerNorm(width), nn.LayerNorm(width)
        self.joined, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.grow, self.shrink = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.register_buffer("mask", torch.ones(16, 16).triu(1) > 0)

    def forward(self, tokens):
        n, length = tokens.shape
        x = self.words(tokens) + self.places[:, :length]
        q, k, v = self.joined(self.first(x)).view(n, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        scores = (q @ k.transpose(-2, -1)) / q.shape[-1] ** 0.5
        scores = scores.masked_fill(self.mask[:length, :length], -1e9)
        mixed = (F.softmax(scores, dim=-1) @ v).transpose(1, 2).reshape(n, length, -1)
        x = x + self.out(mixed)
        return x + self.shrink(F.gelu(self.grow(self.second(x))))


@OPSETS
def test_transformer_block(opset):
    torch.manual_seed(0)
    tokens = lambda n, length: torch.randint(0, 11, (n, length))  # noqa: E731
    agree(Block(), tokens(2, 5), opset_version=opset)
    agree(Block(), tokens(2, 5), others=[(tokens(3, 5),), (tokens(2, 9),), (tokens(1, 1),)], opset_version=opset,
          input_names=["tokens"], dynamic_axes={"tokens": {0: "batch", 1: "length"}})  # fmt: skip


EXPRESSIONS = """
    x + 1; 2 - x; x * y; x / 2
    2 / x; x ** 2; -x; x.add(y, alpha=2)
    x.sub(y, alpha=0.5); x.abs().sqrt(); x.exp().log(); x.sin() + x.cos()
    (x * x + 1).rsqrt(); x.clamp(-0.5, 0.5); x.clamp(min=0); x.clamp(max=0)
    torch.maximum(x, y); F.relu6(x); F.elu(x); F.leaky_relu(x, 0.2)
    F.softplus(x); F.mish(x); F.hardtanh(x); F.gelu(x, approximate='tanh')
    F.silu(x); x.mean(); x.mean(1); x.sum((0, 1), keepdim=True)
    x.sum(); x.amax(-1); x.max(1)[0]; x.max(1)[1]
    x.argmax(1); x.argmax(); x.var(1); x.std(0, unbiased=False)
    x.reshape(3, 2); x.view(-1); x.permute(1, 0); x.t() @ y
    x.unsqueeze(1).squeeze(); x.expand(4, 2, 3); torch.cat([x, y], 1); torch.stack([x, y], -1)
    x.split(2, 1)[1]; x.chunk(3, 1)[2]; x.unbind(1)[0]; x[0]
    x[:, 1:]; x[..., -1]; x[None, :, ::2]; x[-1, 1]
    x[:, None, 0]; F.pad(x, (1, 2)); x.triu(); x.tril(-1)
    x.cumsum(1); torch.where(x > 0, x, y); x.masked_fill(x > 0, 2.0); (x > 0) & (y < 1)
    ~(x >= y); (x == y).float() + (x != y); x.to(torch.float64) * y; x.long() + 1.5
    x.long() > 0.5; x.detach() * x.data; F.softmax(x, 0); F.linear(x[None], y, None)
    torch.einsum('ij,kj->ik', x, y); x.gather(1, (x > 0).long()); torch.addmm(y[:, :2], x, y.t())
    x.clone().add_(1).mul_(y); x.erf(); x.square()
""".replace("\n", ";").split(";")


@pytest.mark.parametrize("text", [text.strip() for text in EXPRESSIONS if text.strip()])
def test_ops(text):
    torch.manual_seed(1)
    x, y = torch.randn(2, 3), torch.randn(2, 3)
    agree(lambda x, y: [eval(text, {"x": x, "y": y, "torch": torch, "F": F}), x + y], x, y)


def test_an_op_without_translation_is_named():
    with pytest.raises(torch.onnx.errors.UnsupportedOperatorError, match="aten::digamma"):
        torch.onnx.export(lambda x: x.digamma(), torch.ones(2))
    with pytest.raises(torch.onnx.errors.UnsupportedOperatorError, match=r"batch_norm.*statistics of the batch"):
        torch.onnx.export(lambda x: F.batch_norm(x, None, None, training=True), images())


def test_what_cannot_be_followed_is_refused():
    dynamic = {"input_names": ["x"], "dynamic_axes": {"x": {0: "n"}}}
    models = (
        lambda x: x * x.shape[0], lambda x: x + torch.zeros(len(x), 1), lambda x: x * (1 / len(x)),
        lambda x: x.sin() if len(x) < 3 else x.cos(), lambda x: x + torch.full((1,), float(len(x))),
    )  # fmt: skip
    for model in models:
        with pytest.raises(torch.onnx.OnnxExporterError):
            torch.onnx.export(model, torch.ones(2, 3), **dynamic)
        agree(model, torch.ones(2, 3))

    def write(x):
        view = x.view(-1)
        y = x * 1
        y.view(-1).add_(1)
        return y + view.sum()

    with pytest.raises(torch.onnx.OnnxExporterError, match="in place"):
        torch.onnx.export(write, torch.ones(2))


def test_files_names_and_modes(tmp_path):
    path = tmp_path / "model.onnx"
    model = nn.Sequential(nn.Linear(3, 2), nn.Dropout())
    proto = torch.onnx.export(model, torch.ones(2, 3), path, input_names=["x"], output_names=["y"])
    assert model.training and model[1].training and path.read_bytes() == proto.SerializeToString()
    assert [i.name for i in proto.graph.input] == ["x"] and [o.name for o in proto.graph.output] == ["y"]
    assert {i.name for i in proto.graph.initializer} >= {"0.weight", "0.bias"}
    assert not torch.onnx.is_in_onnx_export()
    with pytest.raises(ValueError, match="opset_version"):
        torch.onnx.export(model, torch.ones(2, 3), opset_version=9)
    with pytest.raises(torch.onnx.OnnxExporterError, match="number of input names"):
        torch.onnx.export(model, torch.ones(2, 3), input_names=["a", "b"])
