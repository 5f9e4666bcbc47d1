"""The forms of `nn.functional` against PyTorch's: an expression written once and run in both, values or errors."""

from __future__ import annotations

import numpy as np
import pytest

import nbtorch
import nbtorch.nn.functional as ours

torch = pytest.importorskip("torch")
theirs = torch.nn.functional
pytestmark = [pytest.mark.oracle, pytest.mark.filterwarnings("ignore:::nbtorch"), pytest.mark.filterwarnings("ignore")]

IMAGE = "torch.arange(336.).reshape(2, 3, 7, 8).sin()"
VOLUME = "torch.arange(336.).reshape(2, 3, 2, 4, 7).sin()"
STATES = "(torch.arange(48.).reshape(2, 4, 6) / 40)"
HEADS = "(torch.arange(144.).reshape(2, 6, 3, 4) / 100)"
FEW = "(torch.arange(48.).reshape(2, 2, 3, 4) / 100)"
SCORES, LABELS = "torch.arange(40.).sin().reshape(2, 4, 5)", "torch.arange(10).reshape(2, 5) % 4"
SHARES = "torch.arange(40.).reshape(2, 4, 5).softmax(1)"

EXPRESSIONS = [
    # ---- resizing
    *[f"F.interpolate({IMAGE}, {size}, mode={mode!r}, antialias={smooth}, align_corners={corners})"
      for mode in ("bilinear", "bicubic") for smooth in (True, False) for corners in (True, False)
      for size in ((3, 4), (14, 5), (3, 20))],
    *[f"F.interpolate({IMAGE}, scale_factor=0.6, mode={mode!r}, recompute_scale_factor={again})"
      for mode in ("bilinear", "bicubic", "nearest", "nearest-exact", "area") for again in (True, False)],
    f"F.interpolate({VOLUME}, (3, 5, 4), mode='trilinear', align_corners=True)",
    f"F.interpolate({VOLUME}, scale_factor=1.4, mode='nearest-exact')",
    f"F.interpolate({IMAGE}, 0)", f"F.interpolate({IMAGE}, scale_factor=0.01)", f"F.interpolate({IMAGE})",
    f"F.interpolate({IMAGE}, 3, 2)", f"F.interpolate({IMAGE}, (3, 4, 5))", f"F.interpolate({IMAGE}[0, 0], (3, 4))",
    f"F.interpolate({IMAGE}, 3, recompute_scale_factor=True)", f"F.interpolate({IMAGE}, 3, mode='trilinear')",
    f"F.interpolate({IMAGE}, 3, antialias=True)", f"F.interpolate({IMAGE}.long(), 3)",
    f"F.interpolate({IMAGE}, 4, align_corners=True)", f"F.interpolate(({IMAGE} * 99).to(torch.uint8), 5)",
    f"F.upsample({IMAGE}, 5)", f"F.upsample_nearest({IMAGE}, scale_factor=2)", f"F.upsample_bilinear({IMAGE}, (9, 5))",
    # ---- attention
    f"F.scaled_dot_product_attention({STATES}, {STATES}, {STATES}, torch.zeros(4, 4, dtype=torch.bool))",
    f"F.scaled_dot_product_attention({STATES}, {STATES}, {STATES}, torch.full((4, 4), -torch.inf))",
    f"F.scaled_dot_product_attention({STATES}, {STATES}, {STATES}, torch.eye(4).bool())",
    f"F.scaled_dot_product_attention({STATES}.half(), {STATES}.half(), {STATES}.half(), torch.eye(4))",
    f"F.scaled_dot_product_attention({STATES}[:, :2], {STATES}, {STATES}, is_causal=True, scale=0.0)",
    f"F.scaled_dot_product_attention({HEADS}, {FEW}, {FEW}, enable_gqa=True)",
    f"F.scaled_dot_product_attention({HEADS}, {FEW}, {FEW})",
    f"F.scaled_dot_product_attention({HEADS}[:, :3], {FEW}, {FEW}, enable_gqa=True)",
    *[f"F.scaled_dot_product_attention({STATES}, {STATES}, {STATES}, {more})"
      for more in ("torch.zeros(4, 4).double()", "torch.zeros(4, 4).long()", "dropout_p=1.5", "dropout_p=1.0",
                   "torch.zeros(4, 4), is_causal=True")],
    f"F.scaled_dot_product_attention({STATES}, {STATES}.double(), {STATES})",
    # ---- normalisations of half inputs with float32 parameters
    *[call.replace("X", f"(torch.arange(48.).reshape(2, 4, 6).sin() * 3).to(torch.{dtype})")
      for dtype in ("float16", "bfloat16")
      for call in ("F.layer_norm(X, (6,), torch.arange(6.), torch.ones(6))", "F.layer_norm(X, (6,), torch.arange(6.))",
                   "F.group_norm(X, 2, torch.arange(4.), torch.ones(4))",
                   "F.batch_norm(X, torch.zeros(4), torch.ones(4), torch.arange(4.), torch.ones(4), True)",
                   "F.batch_norm(X, torch.zeros(4), torch.ones(4), torch.arange(4.), torch.ones(4))",
                   "F.instance_norm(X, torch.zeros(4), torch.ones(4), torch.arange(4.), torch.ones(4))",
                   "F.rms_norm(X, (6,), torch.arange(6.))", "F.rms_norm(X * 1000, (6,))",
                   "F.layer_norm(X, (6,), torch.ones(6).double())")],
    # ---- losses of classes
    *[f"F.cross_entropy({values}, {more})"
      for values in (f"{SCORES}, {LABELS}", f"{SCORES}, {SHARES}", "torch.arange(4.), torch.tensor(2)",
                     "torch.arange(4.), torch.tensor([0.1, 0.2, 0.3, 0.4])")
      for more in ("reduction='none'", "ignore_index=1", "label_smoothing=0.3", "weight=torch.arange(4.)",
                   "label_smoothing=0.3, ignore_index=2, reduction='sum'", "label_smoothing=1.2",
                   "label_smoothing=0.2, weight=torch.arange(4.)", "weight=torch.ones(3)")],
    "F.multi_margin_loss(torch.eye(3, 4), torch.tensor([0, 3, 1]), p=2, weight=torch.arange(4.), reduction='none')",
    "F.multi_margin_loss(torch.arange(4.), torch.tensor(2))",
    "F.multi_margin_loss(torch.eye(3), torch.tensor([0, 3, 1]))",
    "F.multilabel_margin_loss(torch.eye(2, 4), torch.tensor([[3, 0, -1, 1], [-1, 2, 0, 0]]), reduction='none')",
    "F.multilabel_margin_loss(torch.arange(4.), torch.tensor([3, 0, -1, 1]))",
    # ---- the rest
    *[f"F.one_hot(torch.tensor({values}), {count})"
      for values in ([0, 2, 1], [0.0, 1.0], [-1, 2]) for count in (-1, 2, 4)],
    *[f"F.linear(torch.ones({shape}), torch.ones({weight}){bias})" for shape, weight, bias in (
        ("2, 3", "3", ""), ("3", "3", ""), ("2, 3", "3", ", torch.tensor(1.0)"), ("2, 3", "2, 2, 3", ""),
        ("2, 3", "4, 3", ", torch.ones(3)"), ("2, 3", "4, 3", ", torch.ones(2, 4)"))],
    "F.affine_grid(torch.arange(12.).reshape(2, 2, 3), (2, 1, 3, 4), align_corners=False)",
    "F.affine_grid(torch.arange(12.).reshape(1, 3, 4), (1, 1, 3, 1, 2), align_corners=True)",
    "F.affine_grid(torch.ones(1, 2, 2), (1, 1, 3, 4))", "F.affine_grid(torch.ones(1, 2, 3), (1, 1, 3))",
    f"F.grid_sample({IMAGE}, torch.full((2, 1, 1, 2), torch.inf), align_corners=True)",
    f"F.grid_sample({IMAGE}, torch.zeros(2, 1, 1, 3))", f"F.grid_sample({IMAGE}, torch.zeros(2, 1, 1, 2), 'cubic')",
    f"F.lp_pool1d({IMAGE}[0], 2, 3, 2)", f"F.lp_pool2d({IMAGE}, 1.5, 2, ceil_mode=True)",
    f"F.lp_pool3d({VOLUME}, 2, 2)",
    f"F.max_pool2d_with_indices({IMAGE}, 2)[1]", f"F.adaptive_max_pool3d_with_indices({VOLUME}, 2)[1]",
    "F.embedding_bag(torch.tensor([0, 2, 2, 1]), torch.eye(3), torch.tensor([0, 0, 3]), mode='max')",
    "F.embedding_bag(torch.tensor([0, 2]), torch.eye(3))",
    "F.embedding_bag(torch.tensor([0, 3]), torch.eye(3), torch.tensor([0]))",
    "F.embedding_bag(torch.tensor([0, 2]), torch.eye(3), torch.tensor([1]))",
    *[f"F.{name}_(torch.linspace(-2, 2, 9){more})" for name, more in (
        ("relu", ""), ("elu", ", 0.5"), ("celu", ", 0.5"), ("selu", ""), ("leaky_relu", ", 0.2"), ("rrelu", ""),
        ("hardtanh", ", -0.5, 0.7"), ("threshold", ", 0.5, 9.0"))],
    "(torch.manual_seed(3), F.gumbel_softmax(torch.arange(12.).reshape(3, 4), 0.7, hard=True))[1]",
    "(torch.manual_seed(3), F.gumbel_softmax(torch.arange(12.).reshape(3, 4)))[1]",
    "(torch.manual_seed(3), F.rrelu(torch.linspace(-2, 2, 19), training=True))[1]",
    "(torch.manual_seed(3), F.fractional_max_pool2d(torch.rand(2, 7, 7), 2, output_ratio=(0.6, 0.5)))[1]",
    "F.hinge_embedding_loss(torch.arange(4.), torch.tensor([1, -1, 1, -1]), size_average=False)",
    # ---- what random calls found
    *[f"F.group_norm(torch.ones({shape}), {groups})" for shape, groups in (
        ((2, 4, 3), True), ((2, 4, 3), 0), ((2, 4, 3), -1), ((2, 4, 3), 2**63), ((1, 2), 2), ((2, 2, 0, 3), 1),
        ((0, 2, 3), 1), ((3,), 1))],
    "torch.group_norm(torch.ones(1, 2), 2)",
    *[f"F.batch_norm(torch.ones(2, 2, 3).{kind}(), torch.ones(2).{mean}(), torch.ones(2).{var}())"
      for kind, mean, var in (("float", "long", "float"), ("float", "float", "double"),
                              ("double", "float", "float"), ("bfloat16", "float", "float"),
                              ("half", "half", "float"), ("bfloat16", "byte", "float"))],
    "F.batch_norm(torch.ones(1, 1, 3), torch.tensor(0.0), torch.tensor(1.0))",
    "F.adaptive_max_pool2d(torch.zeros(2, 2, 0, 3), 0)", "F.adaptive_max_pool2d(torch.zeros(0, 2, 3, 3), 1)",
    "F.adaptive_max_pool1d(torch.zeros(2, 0, 3), 0)",
    *[f"F.binary_cross_entropy(torch.tensor([{values[0]}]), torch.tensor([{values[1]}]))"
      for values in ((0.5, 7.0), (0.5, "torch.nan"), (1.5, 0.5), (0.5, -1.0))],
    *[f"F.cross_entropy(torch.zeros(0), torch.tensor(0), ignore_index={ignored}, reduction={reduction!r})"
      for ignored in (0, -100) for reduction in ("mean", "sum", "none")],
    "F.nll_loss(torch.zeros(2, 0), torch.tensor([0, 0]), torch.zeros(0), ignore_index=0)",
    *[f"F.{name}(torch.ones(2), torch.zeros(2), {more})" for name in ("huber_loss", "smooth_l1_loss")
      for more in ("'mean', torch.nan", "'mean', -1.0", "delta=torch.nan", "beta=torch.nan", "delta=0.0", "beta=0.0")],
    *[f"F.margin_ranking_loss(*[torch.tensor([1, 2])] * 3, {more})" for more in ("0", "0, reduction='none'", "True")],
    *[f"F.rrelu(torch.tensor([-1.0]), {bounds})" for bounds in (
        "0, 2**63", "2**63, 2**63", "0.0, 2**63", "True, 2**63", "0, torch.inf", "torch.nan, 1", "False, True")],
    *[f"F.max_pool2d(torch.ones(1, 2, 4, 4), {size})"
      for size in ("2**31", "1, 2**31", "1, 1, 2**62", "1, 1, 0, 2**31", "1, 1, 0, 2**31 - 1")],
    "F.max_pool1d(torch.ones(1, 2, 4), 1, 2**40)", "F.max_pool1d(torch.ones(1, 2, 4), 1, 1, 0, 2**40, False, True)",
    *[f"F.max_unpool2d(torch.ones(1, 2, 3, 3), torch.{indices}, {size})" for indices, size in (
        ("zeros(1).long()", -1), ("zeros(1, 2, 3, 3).int()", -1), ("ones(1, 2, 3, 3).long()", 0))],
    "F.max_unpool3d(torch.ones(1, 2, 3, 3, 3), torch.ones(1, 2, 3, 3, 3).long(), 0)",
    *[f"F.{name}(torch.zeros(0, 2, 4, 4).{kind}(), torch.ones(2, 2, 4, 4).{other}(){more})"
      for name in ("conv2d", "conv_transpose2d") for kind, other, more in (
        ("long", "double", ""), ("float", "double", ""), ("long", "int", ""), ("float", "long", ", torch.ones(2)"),
        ("bfloat16", "half", ""), ("long", "long", ", torch.ones(2)"))],
    "F.avg_pool3d(torch.zeros(0, 2, 4, 4), 1)", "F.avg_pool2d(torch.zeros(1, 0, 4, 4), 1)",
    "F.avg_pool1d(torch.zeros(0, 4), 1)", "F.avg_pool2d(torch.zeros(0, 1, 4, 4), 1)",
    *[f"F.soft_margin_loss(torch.tensor([[2.5, 1.0]]), torch.tensor({target}), reduction='none')"
      for target in ("6).to(torch.uint8", "True", "[[2.3, -0.5]]).double(", "1j")],
    "F.cross_entropy(torch.zeros(0, 0, 2), torch.tensor(7), label_smoothing=2)",
    *[f"F.{name}(torch.tensor({values}), torch.tensor({targets}))" for name, targets in (
        ("multilabel_margin_loss", [0, -1, 0]), ("multi_margin_loss", 0))
      for values in ("[torch.inf] * 3", "[torch.nan, 1, 1]", "[1, torch.nan, 1]", "[1, -torch.inf, torch.inf]")],
    "F.embedding_bag(torch.tensor([4]), torch.ones(2, 2), torch.tensor([]).long())",
    "F.pairwise_distance(torch.tensor([[3e30]]), torch.tensor([[0.0]]), 3.0)",
    *[f"F.{name}(torch.tensor([0.0, -0.0, 1.0]), {alpha})" for name in ("elu", "celu")
      for alpha in ("torch.nan", "torch.inf", "-1.0")],
    "F.softplus(torch.tensor([0.0, -3.25, torch.inf, torch.nan]), 1.0, torch.nan)",
    "F.embedding_bag(torch.tensor([4]), torch.ones(2, 2), torch.tensor([0]), include_last_offset=True)",
    "F.embedding_bag(torch.tensor([4]), torch.ones(2, 2), torch.tensor([]).long(), mode='max')",
    "F.adaptive_avg_pool2d(torch.zeros(0, 2, 4, 4).long(), 2)", "F.adaptive_avg_pool1d(torch.zeros(0, 4).long(), 2)",
    "F.adaptive_avg_pool3d(torch.zeros(2, 0, 4, 4, 4), 2)",
    *[f"F.binary_cross_entropy_with_logits(*[torch.tensor(0.0)] * 3, reduction={reduction!r})"
      for reduction in (None, 1, "sum")],
    *[f"F.conv_transpose2d(torch.ones(1, 1, 6), torch.ones(1, 2, 4, 4), stride={stride})" for stride in (0, -1)],
    *[f"F.hardtanh(torch.zeros(2).{kind}(), {bounds})" for kind in ("byte", "long", "float")
      for bounds in ("torch.nan, torch.nan", "0, torch.inf", "0, 1")],
    *[f"F.interpolate(torch.ones(1, 2, 4, 4), {size}, mode={mode!r})"
      for size in ("(0, 2)", "torch.tensor(0)") for mode in ("area", "nearest")],
    *[f"torch.special.zeta(torch.tensor({x}), torch.tensor([0.0, -1.0, -3.25, 0.5, 1.0, 2.0, torch.inf, torch.nan]))"
      for x in ("torch.nan", "torch.inf", "-torch.inf", "1.0", "2.5")],
    "F.local_response_norm(torch.ones(1, 1, 6), 2**63)", "F.local_response_norm(torch.ones(1, 1, 6), 2.0)",
]  # fmt: skip
LOOSE = {"float16": 2e-3, "bfloat16": 1e-2}


def outcome(framework, functional, expression):
    try:
        return eval(expression, {"torch": framework, "F": functional})
    except Exception as error:
        return error


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_gives_what_pytorch_gives(expression):
    yours, mine = outcome(torch, theirs, expression), outcome(nbtorch, ours, expression)
    if isinstance(yours, Exception) or isinstance(mine, Exception):
        assert type(mine) is type(yours), (mine, yours)
        return
    dtype = str(yours.dtype).removeprefix("torch.")
    assert str(mine.dtype) == str(yours.dtype)
    tolerance = LOOSE.get(dtype, 2e-5)
    a, b = mine.double().numpy(), yours.double().numpy()
    np.testing.assert_allclose(a, b, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize(
    "mode, shape", [("bilinear", (2, 3, 4, 5)), ("bicubic", (2, 3, 4, 5)), ("bilinear", (2, 1, 3, 4, 5))]
)
@pytest.mark.parametrize("padding", ["zeros", "border", "reflection"])
@pytest.mark.parametrize("corners", [True, False])
def test_grid_sample_learns_places(mode, shape, padding, corners):
    draw = np.random.default_rng(0)
    image, grid = draw.normal(size=shape), draw.uniform(-1.6, 1.6, (2, *[3] * (len(shape) - 2), len(shape) - 2))
    slopes = []
    for framework, functional in ((torch, theirs), (nbtorch, ours)):
        leaves = [framework.tensor(values, requires_grad=True) for values in (image, grid)]
        out = functional.grid_sample(*leaves, mode=mode, padding_mode=padding, align_corners=corners)
        (out * out).sum().backward()
        slopes.append([leaf.grad.numpy() for leaf in leaves])
    for mine, yours in zip(*slopes, strict=True):
        np.testing.assert_allclose(mine, yours, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize(
    "options", [{}, dict(need_weights=False), dict(add_zero_attn=True), dict(average_attn_weights=False)]
)
@pytest.mark.parametrize("masked", [False, True])
def test_multi_head_attention(options, masked):
    draw = np.random.default_rng(0)
    arrays = [
        draw.normal(size=s)
        for s in ((5, 2, 8), (6, 2, 8), (6, 2, 8), (24, 8), (24,), (1, 1, 8), (1, 1, 8), (8, 8), (8,))
    ]
    results = []
    for framework, functional in ((torch, theirs), (nbtorch, ours)):
        query, key, value, weight, bias, bias_k, bias_v, out, out_bias = leaves = [
            framework.tensor(a, requires_grad=True) for a in arrays
        ]
        given = dict(add_zero_attn=False, **{k: v for k, v in options.items() if k != "add_zero_attn"})
        given["add_zero_attn"] = options.get("add_zero_attn", False)
        if masked:
            given["key_padding_mask"] = framework.tensor([[False] * 4 + [True] * 2, [False] * 6])
            given["attn_mask"] = framework.ones(5, 6, dtype=framework.bool).triu(3)
        found, weights = functional.multi_head_attention_forward(
            query, key, value, 8, 4, weight, bias, bias_k, bias_v, dropout_p=0.0, out_proj_weight=out,
            out_proj_bias=out_bias, **given,
        )  # fmt: skip
        (found * found).sum().backward()
        results.append([found, weights, *[leaf.grad for leaf in leaves]])
    for mine, yours in zip(*results, strict=True):
        assert (mine is None) == (yours is None)
        if mine is not None:
            np.testing.assert_allclose(mine.detach().numpy(), yours.detach().numpy(), rtol=1e-8, atol=1e-8)
