"""The functional forms against PyTorch: values, gradients, second gradients, node names and errors.

A case is a call written once and run in both libraries: `F` is the functional module, the rest are tensors.
"""

from __future__ import annotations

import numpy as np
import pytest

import nbtorch
import nbtorch.nn.functional as ours

torch = pytest.importorskip("torch")
theirs = torch.nn.functional

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.filterwarnings("ignore:reduction. 'mean' divides:UserWarning"),
    pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel:UserWarning"),
]

X, POSITIVE, UNIT = "x", "p", "u"  # normal values, positive ones, probabilities
CASES: list = []


def case(name, call, *inputs, second=True, node=True):
    CASES.append(pytest.param(call, inputs, second, node, id=name))


for name in [
    "relu",
    "relu6",
    "hardtanh",
    "leaky_relu",
    "elu",
    "selu",
    "celu",
    "gelu",
    "silu",
    "mish",
    "softplus",
    "hardsigmoid",
    "hardswish",
    "logsigmoid",
    "glu",
    "tanhshrink",
    "softsign",
    "hardshrink",
    "softshrink",
    "sigmoid",
]:
    twice = name != "hardsigmoid"  # PyTorch has no second derivative of it
    case(name, lambda F, x, name=name: getattr(F, name)(x), (3, 4), second=twice)
    case(f"{name} wide", lambda F, x, name=name: getattr(F, name)(x * 4), (2, 3, 6), node=False, second=twice)
case("leaky_relu slope", lambda F, x: F.leaky_relu(x, 0.2), (3, 4))
case("elu alpha", lambda F, x: F.elu(x, 0.7), (3, 4))
case("celu alpha", lambda F, x: F.celu(x, 0.7), (3, 4))
case("gelu tanh", lambda F, x: F.gelu(x, approximate="tanh"), (3, 4))
case("softplus beta", lambda F, x: F.softplus(x, 2, 1), (3, 4))
case("threshold", lambda F, x: F.threshold(x, 0.1, -2.0), (3, 4))
case("prelu one", lambda F, x, w: F.prelu(x, w), (3, 4), (1,))
case("prelu channels", lambda F, x, w: F.prelu(x, w), (2, 3, 4), (3,))
for dim in (0, 1, -1):
    case(f"softmax {dim}", lambda F, x, dim=dim: F.softmax(x, dim), (3, 4, 2))
    case(f"log_softmax {dim}", lambda F, x, dim=dim: F.log_softmax(x, dim), (3, 4, 2))
case("softmax large", lambda F, x: F.softmax(x, -1), (300, 400), second=False)
case("log_softmax large", lambda F, x: F.log_softmax(x, -1), (300, 400), second=False)
case("softmin", lambda F, x: F.softmin(x, 1), (3, 4))
case("softmax dtype", lambda F, x: F.softmax(x, 1, dtype=x.dtype), (3, 4))

# ---- losses
for reduction in ("mean", "sum", "none"):
    for name in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss"):
        case(
            f"{name} {reduction}", lambda F, x, y, n=name, r=reduction: getattr(F, n)(x, y, reduction=r), (3, 4), (3, 4)
        )
    case(
        f"smooth_l1 beta {reduction}",
        lambda F, x, y, r=reduction: F.smooth_l1_loss(x, y, reduction=r, beta=0.3),
        (9,),
        (9,),
    )
    case(
        f"huber delta {reduction}", lambda F, x, y, r=reduction: F.huber_loss(x, y, reduction=r, delta=0.3), (9,), (9,)
    )
    case(
        f"bce {reduction}",
        lambda F, x, y, r=reduction: F.binary_cross_entropy(x.sigmoid(), y.sigmoid(), reduction=r),
        (3, 4),
        (3, 4),
    )
    case(f"bce weight {reduction}", lambda F, x, w, r=reduction: F.binary_cross_entropy(
        x.sigmoid(), x.detach().sigmoid(), w.detach(), reduction=r), (3, 4), (4,))  # fmt: skip
    case(
        f"bce logits {reduction}",
        lambda F, x, y, r=reduction: F.binary_cross_entropy_with_logits(x, y, reduction=r),
        (3, 4),
        (3, 4),
    )
    case(f"bce logits weights {reduction}", lambda F, x, y, w, p, r=reduction: F.binary_cross_entropy_with_logits(
        x, y, w.detach(), reduction=r, pos_weight=p.detach()), (3, 4), (3, 4), (4,), (4,))  # fmt: skip
    case(
        f"kl_div {reduction}",
        lambda F, x, y, r=reduction: F.kl_div(x.log_softmax(1), y.softmax(1), reduction=r),
        (3, 4),
        (3, 4),
        node=False,
    )
    for weighted in (False, True):
        for shape in ((5, 4), (2, 4, 3), (2, 4, 3, 2), (4,)):
            for ignored in (-100, 1):
                options = dict(reduction=reduction, ignore_index=ignored)

                def call(F, x, w, name="cross_entropy", weighted=weighted, options=options):
                    target = integers(F, (x.shape[0], *x.shape[2:]) if x.ndim > 1 else (), 4)
                    return getattr(F, name)(x, target, w.detach() if weighted else None, **options)

                text = f"{reduction} {shape} {'weighted ' * weighted}{ignored}"
                case(f"cross_entropy {text}", call, shape, (4,), node=len(shape) == 2)
                case(
                    f"nll_loss {text}",
                    lambda F, x, w, c=call: c(F, x, w, "nll_loss"),
                    shape,
                    (4,),
                    node=len(shape) == 2,
                )
        for smoothing in (0.0, 0.2):
            options = dict(reduction=reduction, label_smoothing=smoothing)
            case(f"cross_entropy probabilities {reduction} {weighted} {smoothing}",
                 lambda F, x, y, w, o=options, k=weighted: F.cross_entropy(
                     x, y.softmax(1), w.detach() if k else None, **o),
                 (3, 4), (3, 4), (4,), node=False)  # fmt: skip
            case(f"cross_entropy smoothing {reduction} {weighted} {smoothing}",
                 lambda F, x, w, o=options, k=weighted: F.cross_entropy(
                     x, integers(F, (2, 3), 4), w.detach() if k else None, ignore_index=2, **o),
                 (2, 4, 3), (4,), node=False)  # fmt: skip

# ---- convolution
for name, shape, weight, options in (
    ("plain", (2, 3, 7, 6), (4, 3, 3, 2), {}),
    ("stride", (2, 3, 7, 6), (4, 3, 3, 2), dict(stride=2, padding=1)),
    ("stride pair", (2, 3, 9, 8), (4, 3, 3, 3), dict(stride=(3, 2), padding=(2, 1), dilation=(2, 1))),
    ("one by one", (2, 3, 4, 5), (6, 3, 1, 1), {}),
    ("same", (2, 3, 5, 6), (4, 3, 3, 3), dict(padding="same")),
    ("same even", (2, 3, 5, 6), (4, 3, 2, 4), dict(padding="same", dilation=(1, 2))),
    ("valid", (2, 3, 5, 6), (4, 3, 2, 2), dict(padding="valid")),
    ("groups", (2, 4, 5, 6), (6, 2, 3, 3), dict(groups=2, padding=1)),
    ("groups stride", (2, 4, 5, 6), (6, 2, 3, 3), dict(groups=2, padding=1, stride=2)),
    ("depthwise", (2, 4, 5, 6), (4, 1, 3, 3), dict(groups=4, padding=1, stride=(1, 2))),
    ("wide padding", (1, 2, 4, 4), (3, 2, 2, 2), dict(padding=3)),
    ("unbatched", (3, 7, 6), (4, 3, 3, 2), {}),
):
    case(f"conv2d {name}", lambda F, x, w, b, o=options: F.conv2d(x, w, b, **o), shape, weight, (weight[0],),
         node=name not in ("unbatched", "same even"))  # fmt: skip
case("conv2d no bias", lambda F, x, w: F.conv2d(x, w), (2, 3, 7, 6), (4, 3, 3, 2))
case("conv1d", lambda F, x, w, b: F.conv1d(x, w, b, 2, 1), (2, 3, 9), (4, 3, 3), (4,), node=False)
case("conv3d", lambda F, x, w, b: F.conv3d(x, w, b, 1, 1), (1, 2, 3, 4, 3), (2, 2, 2, 3, 2), (2,))
case("conv_transpose2d", lambda F, x, w, b: F.conv_transpose2d(x, w, b), (2, 3, 4, 5), (3, 4, 3, 2), (4,))
case(
    "conv_transpose2d all",
    lambda F, x, w, b: F.conv_transpose2d(x, w, b, (2, 3), 1, (1, 2), 2, (1, 2)),
    (2, 4, 4, 3),
    (4, 3, 3, 2),
    (6,),
)
case(
    "conv_transpose1d", lambda F, x, w, b: F.conv_transpose1d(x, w, b, 2, 1, 1), (2, 3, 5), (3, 4, 3), (4,), node=False
)

# ---- pools
for shape, options in (
    ((2, 3, 6, 7), dict(kernel_size=2)),
    ((2, 3, 6, 7), dict(kernel_size=3, stride=2, padding=1)),
    ((2, 3, 7, 8), dict(kernel_size=(3, 2), stride=(2, 3), padding=(1, 0), ceil_mode=True)),
    ((3, 6, 7), dict(kernel_size=2, stride=1)),
):
    case(f"max_pool2d {options}", lambda F, x, o=options: F.max_pool2d(x, **o), shape, node=len(shape) == 4)
    case(f"max_pool2d indices {options}", lambda F, x, o=options: F.max_pool2d(x, **o, return_indices=True)[0], shape,
         node=len(shape) == 4)  # fmt: skip
    case(f"avg_pool2d {options}", lambda F, x, o=options: F.avg_pool2d(x, **o), shape, node=len(shape) == 4)
    case(f"avg_pool2d exclude {options}", lambda F, x, o=options: F.avg_pool2d(x, **o, count_include_pad=False), shape,
         node=len(shape) == 4)  # fmt: skip
case("max_pool2d dilation", lambda F, x: F.max_pool2d(x, 2, 2, 1, 2), (2, 3, 7, 8))
case("avg_pool2d divisor", lambda F, x: F.avg_pool2d(x, 2, divisor_override=3), (2, 3, 6, 6))
case("max_pool1d", lambda F, x: F.max_pool1d(x, 3, 2, 1), (2, 3, 9), node=False)
case("max_pool1d unbatched", lambda F, x: F.max_pool1d(x, 3), (3, 9), node=False)
case("avg_pool1d", lambda F, x: F.avg_pool1d(x, 3, 2, 1), (2, 3, 9), node=False)
for size in (1, 2, 3, (4, None), (5, 2)):
    case(
        f"adaptive_avg_pool2d {size}",
        lambda F, x, s=size: F.adaptive_avg_pool2d(x, s),
        (2, 3, 6, 7),
        node=size in (1, (5, 2)),
    )
    case(f"adaptive_max_pool2d {size}", lambda F, x, s=size: F.adaptive_max_pool2d(x, s), (2, 3, 6, 7))
case("adaptive_avg_pool1d", lambda F, x: F.adaptive_avg_pool1d(x, 3), (2, 3, 7), node=False)
case("adaptive_max_pool1d", lambda F, x: F.adaptive_max_pool1d(x, 3), (2, 3, 7), node=False)

# ---- normalisation
for shape in ((5, 3), (4, 3, 5), (2, 3, 4, 2)):
    ends = shape[-2:] if len(shape) > 2 else shape[-1:]
    case(f"batch_norm {shape}", lambda F, x, w, b: F.batch_norm(x, None, None, w, b, True), shape, (3,), (3,))
    case(f"batch_norm plain {shape}", lambda F, x: F.batch_norm(x, None, None, training=True, eps=1e-2), shape)
    case(
        f"batch_norm eval {shape}",
        lambda F, x, w, b, m, v: F.batch_norm(x, m.detach(), v.detach().exp(), w, b),
        shape,
        *[(3,)] * 4,
    )
    case(f"layer_norm {shape}", lambda F, x, w, b, e=ends: F.layer_norm(x, e, w, b), shape, ends, ends)
    case(f"layer_norm plain {shape}", lambda F, x, e=ends: F.layer_norm(x, e), shape)
    case(f"rms_norm {shape}", lambda F, x, w, e=ends: F.rms_norm(x, e, w), shape, ends, node=False)
    case(f"normalize {shape}", lambda F, x: F.normalize(x), shape)
case("layer_norm whole", lambda F, x, w, b: F.layer_norm(x, (4, 3), w, b), (4, 3), (4, 3), (4, 3))
case("layer_norm large", lambda F, x, w, b: F.layer_norm(x, (96,), w, b), (700, 96), (96,), (96,), second=False)
case("group_norm", lambda F, x, w, b: F.group_norm(x, 2, w, b), (2, 4, 3, 2), (4,), (4,))
case("group_norm plain", lambda F, x: F.group_norm(x, 2), (3, 4))
case("instance_norm", lambda F, x, w, b: F.instance_norm(x, weight=w, bias=b), (2, 3, 4, 2), (3,), (3,), node=False)

# ---- embedding
case("embedding", lambda F, w: F.embedding(integers(F, (2, 5), 6), w), (6, 3))
case("embedding padding", lambda F, w: F.embedding(integers(F, (2, 5), 6), w, padding_idx=1), (6, 3))
case("embedding large", lambda F, w: F.embedding(integers(F, (40, 50), 600), w, padding_idx=-2), (600, 3))

# ---- padding, images, attention, similarity
for sides in ((1, 2), (1, 0, 2, 1), (-1, 2)):
    case(f"pad constant {sides}", lambda F, x, s=sides: F.pad(x, s, value=0.5), (2, 3, 4, 5))
for mode in ("reflect", "replicate", "circular"):
    case(f"pad {mode} 1d", lambda F, x, m=mode: F.pad(x, (2, 1), mode=m), (2, 3, 5), node=mode != "circular")
    case(f"pad {mode} 2d", lambda F, x, m=mode: F.pad(x, (2, 1, 0, 2), mode=m), (2, 3, 4, 5), node=mode != "circular")
for options in (
    dict(scale_factor=2), dict(size=(3, 7)), dict(scale_factor=1.7, mode="nearest-exact"),
    dict(size=(7, 3), mode="area"),
    dict(scale_factor=2, mode="bilinear"), dict(size=(3, 9), mode="bilinear", align_corners=True),
    dict(scale_factor=(1.5, 0.7), mode="bilinear"), dict(scale_factor=2, mode="bicubic"),
    dict(size=(3, 9), mode="bicubic", align_corners=True),
):  # fmt: skip
    case(f"interpolate {options}", lambda F, x, o=options: F.interpolate(x, **o), (2, 3, 4, 5))
case("interpolate linear", lambda F, x: F.interpolate(x, scale_factor=2, mode="linear"), (2, 3, 5))
case("unfold", lambda F, x: F.unfold(x, (2, 3), 2, 1, (1, 2)), (2, 3, 6, 7))
case("unfold unbatched", lambda F, x: F.unfold(x, 2), (3, 4, 4), node=False)
case("fold", lambda F, x: F.fold(x, (4, 5), 2, padding=1, stride=2), (2, 12, 9))
case("pixel_shuffle", lambda F, x: F.pixel_shuffle(x, 2), (2, 8, 3, 2), node=False)
case("pixel_unshuffle", lambda F, x: F.pixel_unshuffle(x, 2), (2, 3, 4, 6), node=False)
for options in ({}, dict(is_causal=True), dict(scale=0.3)):
    case(f"attention {options}", lambda F, q, k, v, o=options: F.scaled_dot_product_attention(q, k, v, **o),
         (2, 3, 5, 4), (2, 3, 5, 4), (2, 3, 5, 6), node=False)  # fmt: skip
case(
    "attention mask",
    lambda F, q, k, v, m: F.scaled_dot_product_attention(q, k, v, m),
    (2, 5, 4),
    (2, 3, 4),
    (2, 3, 6),
    (5, 3),
    node=False,
)
case("attention bool mask", lambda F, q, k, v, m: F.scaled_dot_product_attention(q, k, v, m.detach() > -0.5),
     (2, 5, 4), (2, 3, 4), (2, 3, 6), (5, 3), node=False)  # fmt: skip
case("attention gqa", lambda F, q, k, v: F.scaled_dot_product_attention(q, k, v, enable_gqa=True),
     (2, 4, 5, 4), (2, 2, 3, 4), (2, 2, 3, 4), node=False, second=False)  # fmt: skip
case("cosine_similarity", lambda F, x, y: F.cosine_similarity(x, y), (3, 4), (3, 4))
case("pairwise_distance", lambda F, x, y: F.pairwise_distance(x, y), (3, 4), (3, 4), node=False)
case("margin_ranking_loss", lambda F, x, y, z: F.margin_ranking_loss(x, y, z, 0.3), (9,), (9,), (9,), node=False)
case(
    "triplet_margin_loss",
    lambda F, x, y, z: F.triplet_margin_loss(x, y, z, swap=True),
    (3, 4),
    (3, 4),
    (3, 4),
    node=False,
)
case("soft_margin_loss", lambda F, x, y: F.soft_margin_loss(x, y.detach().sign()), (9,), (9,), node=False)
case("hinge_embedding_loss", lambda F, x, y: F.hinge_embedding_loss(x, y.detach().sign()), (9,), (9,), node=False)
case(
    "cosine_embedding_loss",
    lambda F, x, y, z: F.cosine_embedding_loss(x, y, z.detach().sign(), 0.1),
    (9, 4),
    (9, 4),
    (9,),
    node=False,
)


def integers(F, shape, high):
    values = np.random.default_rng(7).integers(0, high, shape)
    return torch.tensor(values) if F is theirs else nbtorch.tensor(values)


def arrays_of(shapes, dtype):
    rng = np.random.default_rng(5)
    return [rng.standard_normal(shape).astype(dtype) for shape in shapes]


def both(shapes, dtype="float64"):
    values = arrays_of(shapes, dtype)
    return (
        [nbtorch.tensor(v, requires_grad=True) for v in values],
        [torch.tensor(v, requires_grad=True) for v in values],
    )


def close(got, wanted, tolerance):
    got, wanted = got.detach().numpy(), wanted.detach().numpy()
    assert got.shape == wanted.shape
    assert got.dtype == wanted.dtype
    np.testing.assert_allclose(got, wanted, rtol=tolerance, atol=tolerance)


def weights_for(library, out):
    values = np.linspace(0.5, 1.5, out.numel()).reshape(tuple(out.shape))
    return library.tensor(values).to(out.dtype).requires_grad_()


def gradients(library, out, inputs, second=False):
    """First gradients, and the gradients of the sum of their squares."""
    weights = weights_for(library, out)
    first = library.autograd.grad(out, inputs, weights, create_graph=second, allow_unused=True)
    if not second:
        return first, []
    squares = [(g * g).sum() for g in first if g is not None]
    return first, library.autograd.grad(sum(squares[1:], squares[0]), [*inputs, weights], allow_unused=True)


@pytest.mark.parametrize(("call", "shapes", "second", "node"), CASES)
def test_float64(call, shapes, second, node):
    mine, other = both(shapes)
    out, expected = call(ours, *mine), call(theirs, *other)
    close(out, expected, 1e-9)
    if node:
        assert out.grad_fn.name() == expected.grad_fn.name()
    first, again = gradients(nbtorch, out, mine, second)
    first_expected, again_expected = gradients(torch, expected, other, second)
    for g, w in zip(first, first_expected, strict=True):
        assert (g is None) == (w is None)
        if w is not None:
            close(g, w, 1e-7)
    for g, w in zip(again, again_expected, strict=True):
        if w is not None and w.abs().max() > 0:
            close(g, w, 1e-7)
        elif g is not None:
            assert not g.numpy().any()


@pytest.mark.parametrize(("call", "shapes", "second", "node"), CASES)
def test_float32(call, shapes, second, node):
    mine, other = both(shapes, "float32")
    out, expected = call(ours, *mine), call(theirs, *other)
    close(out, expected, 2e-6 if out.numel() > 1 else 1e-6)
    first, first_expected = gradients(nbtorch, out, mine)[0], gradients(torch, expected, other)[0]
    for g, w in zip(first, first_expected, strict=True):
        if w is not None:
            close(g, w, 2e-5)


@pytest.mark.parametrize(("call", "shapes", "second", "node"), CASES)
def test_bfloat16(call, shapes, second, node):
    values = arrays_of(shapes, "float32")
    mine = [nbtorch.tensor(v).to(nbtorch.bfloat16).requires_grad_() for v in values]
    other = [torch.tensor(v).bfloat16().requires_grad_() for v in values]
    out, expected = call(ours, *mine), call(theirs, *other)
    assert str(out.dtype) == str(expected.dtype)
    np.testing.assert_allclose(
        out.detach().to(nbtorch.float32).numpy(), expected.detach().float().numpy(), rtol=0.03, atol=0.03
    )
    out.backward(nbtorch.ones(out.shape, dtype=out.dtype))
    for t in mine:
        assert t.grad is None or str(t.grad.dtype) == "torch.bfloat16"


# ---------------------------------------------------------------- randomness, running statistics, in-place, errors
@pytest.mark.parametrize("dtype", ["float32", "float64", "bfloat16"])
@pytest.mark.parametrize(
    ("name", "shape"),
    [("dropout", (7, 5)), ("dropout1d", (4, 3, 5)), ("dropout2d", (4, 3, 5, 2)), ("alpha_dropout", (7, 5)),
     ("feature_alpha_dropout", (4, 3, 5))],
)  # fmt: skip
@pytest.mark.parametrize("p", [0.0, 0.3, 1.0])
def test_dropout_draws_pytorchs_masks(name, shape, p, dtype):
    results = []
    for library in (nbtorch, torch):
        library.manual_seed(3)
        x = library.tensor(np.linspace(-1, 2, int(np.prod(shape))).reshape(shape)).to(getattr(library, dtype))
        out = getattr(library.nn.functional, name)(x.requires_grad_(), p, training=True)
        results.append((out.detach().to(library.float64).numpy(), library.rand(2).numpy()))
    (out, after), (expected, after_expected) = results
    np.testing.assert_allclose(
        out, expected, rtol=1e-6 if dtype != "bfloat16" else 0.02, atol=1e-6 if dtype != "bfloat16" else 0.02
    )
    assert ((out == 0) == (expected == 0)).all()
    assert (after == after_expected).all()


def test_dropout_in_evaluation_is_the_input():
    x = nbtorch.ones(3)
    assert ours.dropout(x, 0.5, training=False) is x


@pytest.mark.parametrize("momentum", [0.1, 0.7])
def test_running_statistics_move_as_pytorchs(momentum):
    values = np.random.default_rng(2).standard_normal((4, 3, 5, 2)).astype("float32")
    results = []
    for library in (nbtorch, torch):
        mean, var = library.zeros(3), library.ones(3)
        for call in (library.nn.functional.batch_norm, library.nn.functional.instance_norm):
            arguments = dict(training=True) if call.__name__ == "batch_norm" else {}
            call(library.tensor(values), mean, var, momentum=momentum, **arguments)
        results.append((mean.numpy(), var.numpy(), mean.requires_grad))
    for mine, other in zip(*results, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    "name",
    [
        "relu",
        "relu6",
        "hardtanh",
        "leaky_relu",
        "elu",
        "selu",
        "celu",
        "silu",
        "mish",
        "hardsigmoid",
        "hardswish",
        "dropout",
    ],
)
def test_inplace_changes_the_input_and_keeps_the_gradient(name):
    results = []
    for library in (nbtorch, torch):
        library.manual_seed(0)
        leaf = library.tensor(np.linspace(-2, 2, 9, dtype="float32"), requires_grad=True)
        x = leaf * 1
        out = getattr(library.nn.functional, name)(x, inplace=True)
        assert out is x
        (out * out).sum().backward()
        results.append((x.detach().numpy(), leaf.grad.numpy()))
    for mine, other in zip(*results, strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-5, atol=1e-6)


WRONG = {
    "cross_entropy batch": lambda F, t: F.cross_entropy(t.ones(3, 4), t.tensor([1, 2])),
    "cross_entropy target dtype": lambda F, t: F.cross_entropy(t.ones(3, 4), t.tensor([1, 2, 0]).to(t.int32)),
    "cross_entropy out of bounds": lambda F, t: F.cross_entropy(t.ones(3, 4), t.tensor([1, 4, 0])),
    "cross_entropy negative": lambda F, t: F.cross_entropy(t.ones(3, 4), t.tensor([1, -1, 0])),
    "cross_entropy reduction": lambda F, t: F.cross_entropy(t.ones(3, 4), t.tensor([1, 2, 0]), reduction="average"),
    "cross_entropy many targets": lambda F, t: F.cross_entropy(t.ones(3, 4), t.tensor([[1], [2], [0]])),
    "cross_entropy weight": lambda F, t: F.cross_entropy(t.ones(3, 4), t.tensor([1, 2, 0]), t.ones(3)),
    "nll_loss integers": lambda F, t: F.nll_loss(t.tensor([[1, 2]]), t.tensor([1])),
    "mse reduction": lambda F, t: F.mse_loss(t.ones(3), t.ones(3), reduction="average"),
    "mse sizes": lambda F, t: F.mse_loss(t.ones(3), t.ones(4)),
    "bce sizes": lambda F, t: F.binary_cross_entropy(t.ones(3), t.ones(4)),
    "bce range": lambda F, t: F.binary_cross_entropy(t.ones(3) * 2, t.ones(3)),
    "bce logits sizes": lambda F, t: F.binary_cross_entropy_with_logits(t.ones(3), t.ones(4)),
    "conv2d channels": lambda F, t: F.conv2d(t.ones(1, 3, 5, 5), t.ones(2, 4, 3, 3)),
    "conv2d dimensions": lambda F, t: F.conv2d(t.ones(5, 5), t.ones(2, 4, 3, 3)),
    "conv2d kernel": lambda F, t: F.conv2d(t.ones(1, 3, 2, 2), t.ones(2, 3, 3, 3)),
    "conv2d bias": lambda F, t: F.conv2d(t.ones(1, 3, 5, 5), t.ones(2, 3, 3, 3), t.ones(3)),
    "conv2d dtype": lambda F, t: F.conv2d(t.ones(1, 3, 5, 5), t.ones(2, 3, 3, 3).to(t.float64)),
    "conv2d same stride": lambda F, t: F.conv2d(t.ones(1, 3, 5, 5), t.ones(2, 3, 3, 3), stride=2, padding="same"),
    "conv2d not a tensor": lambda F, t: F.conv2d([1.0], t.ones(2, 3, 3, 3)),
    "conv_transpose2d channels": lambda F, t: F.conv_transpose2d(t.ones(1, 3, 5, 5), t.ones(2, 4, 3, 3)),
    "max_pool2d padding": lambda F, t: F.max_pool2d(t.ones(1, 3, 5, 5), 2, padding=2),
    "max_pool2d small": lambda F, t: F.max_pool2d(t.ones(1, 3, 2, 2), 3),
    "avg_pool2d divisor": lambda F, t: F.avg_pool2d(t.ones(1, 3, 5, 5), 2, divisor_override=0),
    "batch_norm one value": lambda F, t: F.batch_norm(t.ones(1, 3), None, None, training=True),
    "batch_norm weight": lambda F, t: F.batch_norm(t.ones(2, 3), None, None, t.ones(4), training=True),
    "layer_norm shape": lambda F, t: F.layer_norm(t.ones(2, 3), (4,)),
    "layer_norm weight": lambda F, t: F.layer_norm(t.ones(2, 3), (3,), t.ones(2)),
    "group_norm channels": lambda F, t: F.group_norm(t.ones(2, 3), 2),
    "embedding index": lambda F, t: F.embedding(t.tensor([0, 4]), t.ones(4, 2)),
    "embedding negative": lambda F, t: F.embedding(t.tensor([0, -1]), t.ones(4, 2)),
    "embedding float": lambda F, t: F.embedding(t.ones(2), t.ones(4, 2)),
    "one_hot negative": lambda F, t: F.one_hot(t.tensor([0, -1])),
    "one_hot classes": lambda F, t: F.one_hot(t.tensor([0, 3]), 2),
    "dropout p": lambda F, t: F.dropout(t.ones(3), 1.5),
    "softmax dim": lambda F, t: F.softmax(t.ones(3), 1),
    "softmax integers": lambda F, t: F.softmax(t.tensor([1, 2]), 0),
    "gelu integers": lambda F, t: F.gelu(t.tensor([1, 2])),
    "gelu approximate": lambda F, t: F.gelu(t.ones(2), approximate="erf"),
    "glu odd": lambda F, t: F.glu(t.ones(3)),
    "prelu channels": lambda F, t: F.prelu(t.ones(2, 3), t.ones(2)),
    "pad odd": lambda F, t: F.pad(t.ones(3), (1,)),
    "pad reflect": lambda F, t: F.pad(t.ones(1, 1, 3), (3, 0), mode="reflect"),
    "interpolate none": lambda F, t: F.interpolate(t.ones(1, 1, 3, 3)),
    "relu not a tensor": lambda F, t: F.relu(1.0),
}


@pytest.mark.filterwarnings("ignore:Using a target size:UserWarning")
@pytest.mark.parametrize("call", WRONG.values(), ids=WRONG.keys())
def test_errors_are_pytorchs(call):
    with pytest.raises(Exception) as expected:
        call(theirs, torch)
    with pytest.raises(Exception) as found:
        call(ours, nbtorch)
    assert found.type.__name__ == expected.type.__name__, f"{found.value!r} is not {expected.value!r}"


def test_mse_loss_warns_of_different_sizes():
    with pytest.warns(
        UserWarning, match=r"Using a target size \(torch.Size\(\[4\]\)\) that is different to the input size"
    ):
        ours.mse_loss(nbtorch.ones(3, 4), nbtorch.ones(4))


def test_softmax_without_dim_warns():
    with pytest.warns(UserWarning, match="Implicit dimension choice for softmax has been deprecated"):
        ours.softmax(nbtorch.ones(3, 4))


def test_one_hot():
    out = ours.one_hot(nbtorch.tensor([[0, 2], [1, 0]]), 4)
    assert out.tolist() == theirs.one_hot(torch.tensor([[0, 2], [1, 0]]), 4).tolist()


def test_max_pool2d_indices():
    values = np.random.default_rng(1).standard_normal((2, 3, 7, 8))
    options = dict(kernel_size=3, stride=2, padding=1, ceil_mode=True, return_indices=True)
    mine, other = ours.max_pool2d(nbtorch.tensor(values), **options), theirs.max_pool2d(torch.tensor(values), **options)
    assert (mine[1].numpy() == other[1].numpy()).all()


def test_float32_gelu_is_accurate_everywhere():
    x = np.linspace(-12, 12, 100_001, dtype="float32")
    mine, other = ours.gelu(nbtorch.tensor(x)).numpy(), theirs.gelu(torch.tensor(x).double()).numpy()
    assert np.abs(mine - other).max() < 1e-6
