"""The modules that PyTorch's database lacks, and forms it does not try: same seed and inputs, everything compared."""

import numpy as np
import pytest
from endings import end, ends_alike, same

import nbtorch

pytestmark = pytest.mark.oracle

LINE, IMAGE, VOLUME = "x(2, 4, 9)", "x(2, 4, 6, 8)", "x(1, 2, 4, 4, 4)"
WORDS = "t.tensor([[1, 2, 4], [4, 3, 0], [5, 0, 0]])"
FLAT = "t.tensor([1, 2, 4, 5, 4, 3, 2, 9])"
BAGS = "t.tensor([0, 3, 3, 6])"

CASES = [
    # ---- embeddings
    *[(f"EmbeddingBag(10, 3, mode={mode!r}{more})", call)
      for mode in ("sum", "mean", "max")
      for more in ("", ", padding_idx=4", ", max_norm=0.8") for call in (WORDS, f"{FLAT}, {BAGS}")],
    *[(f"EmbeddingBag(10, 3, mode={mode!r}, include_last_offset=True)", f"{FLAT}, t.tensor([0, 3, 3, 8])")
      for mode in ("sum", "mean", "max")],
    ("EmbeddingBag(10, 3, mode='max', scale_grad_by_freq=True)", WORDS),
    ("EmbeddingBag(10, 3, mode='sum')", f"{FLAT}, {BAGS}, x(8)"),
    ("EmbeddingBag(10, 3, mode='sum', padding_idx=2)", f"{FLAT}, {BAGS}, x(8)"),
    ("EmbeddingBag(10, 3, mode='sum')", f"{WORDS}, None, x(3, 3)"),
    ("EmbeddingBag(10, 3, mode='mean')", f"{FLAT}, {BAGS}, x(8)"),
    ("EmbeddingBag(10, 3, mode='sum')", f"{WORDS}, None, x(9)"),
    ("EmbeddingBag(10, 3)", f"{FLAT}"), ("EmbeddingBag(10, 3)", f"{WORDS}, {BAGS}"),
    ("EmbeddingBag(10, 3)", f"{FLAT}, t.tensor([1, 3])"), ("EmbeddingBag(10, 3)", f"{FLAT}, t.tensor([0, 30])"),
    ("EmbeddingBag(10, 3)", "t.tensor([[11]])"), ("EmbeddingBag(10, 3)", f"{FLAT}.float(), {BAGS}"),
    ("EmbeddingBag(10, 3)", f"{FLAT}.int(), {BAGS}.int()"), ("EmbeddingBag(10, 3)", f"{FLAT}, {BAGS}.int()"),
    ("EmbeddingBag(10, 3, mode='min')", WORDS), ("EmbeddingBag(10, 3, padding_idx=12)", WORDS),
    ("EmbeddingBag(10, 3, padding_idx=-1)", WORDS),
    ("EmbeddingBag.from_pretrained(x(10, 3), freeze=False)", WORDS),
    ("EmbeddingBag.from_pretrained(x(10, 3))", WORDS), ("EmbeddingBag.from_pretrained(x(3))", WORDS),
    ("Embedding(10, 3, padding_idx=-2)", WORDS), ("Embedding(10, 3, max_norm=0.5, norm_type=1.0)", WORDS),
    ("Embedding(10, 3, scale_grad_by_freq=True)", WORDS), ("Embedding.from_pretrained(x(10, 3), padding_idx=1)", WORDS),
    ("Embedding(10, 3, padding_idx=10)", WORDS), ("Embedding(10, 3, _weight=t.ones(3, 3))", WORDS),
    # ---- patches
    ("Unfold(3)", IMAGE), ("Unfold((2, 3), dilation=2, padding=1, stride=2)", IMAGE), ("Unfold((3, 2))", "x(4, 6, 8)"),
    ("Unfold(9)", IMAGE), ("Unfold(0)", IMAGE), ("Unfold(2, dilation=0)", IMAGE),
    ("Unfold(2, stride=0)", IMAGE),
    ("Fold((4, 5), (2, 2))", "x(2, 12, 12)"), ("Fold((4, 5), 2, stride=2, padding=1)", "x(1, 8, 9)"),
    ("Fold(4, 2, dilation=2)", "x(8, 4)"), ("Fold((4, 5), (2, 2))", "x(2, 11, 12)"),
    ("Fold((4, 5), (2, 2))", "x(2, 12, 13)"), ("Fold(4, 2)", "x(3)"),
    # ---- sizes
    *[(f"Upsample({size}, mode={mode!r}{corners})", {1: LINE, 2: IMAGE, 3: VOLUME}[dims])
      for mode, dims in (("nearest", 1), ("nearest", 2), ("nearest", 3), ("linear", 1), ("bilinear", 2), ("bicubic", 2),
                         ("trilinear", 3))
      for size in (("size=5",) if dims == 1 else ()) + ("scale_factor=2", "scale_factor=1.5")
      for corners in (("", ", align_corners=True") if "linear" in mode or "cubic" in mode else ("",))],
    ("Upsample(scale_factor=(2, 0.5))", IMAGE), ("Upsample((3, 5), mode='bilinear')", IMAGE),
    ("Upsample(scale_factor=1.7, mode='bilinear', recompute_scale_factor=True)", IMAGE),
    ("Upsample(scale_factor=2, mode='nearest-exact')", IMAGE), ("Upsample(scale_factor=2, mode='area')", IMAGE),
    ("Upsample(scale_factor=2, mode='cubic')", IMAGE), ("Upsample(mode='nearest')", IMAGE),
    ("Upsample(3, 2)", IMAGE), ("Upsample(scale_factor=2, mode='linear')", IMAGE),
    ("UpsamplingNearest2d(scale_factor=2)", IMAGE), ("UpsamplingBilinear2d((3, 9))", IMAGE),
    ("PixelShuffle(2)", IMAGE), ("PixelShuffle(3)", IMAGE), ("PixelShuffle(0)", IMAGE), ("PixelUnshuffle(2)", IMAGE),
    ("PixelUnshuffle(5)", IMAGE), ("PixelShuffle(2)", "x(8, 2, 3)"), ("ChannelShuffle(2)", IMAGE),
    ("ChannelShuffle(3)", IMAGE), ("Flatten()", IMAGE), ("Flatten(2, -1)", IMAGE), ("Flatten(3, 1)", IMAGE),
    ("Unflatten(1, (2, -1))", IMAGE), ("Unflatten(1, (3, 2))", IMAGE), ("Unflatten('a', (('b', 2),))", IMAGE),
    ("Unflatten(1, 3)", IMAGE), ("Unflatten(1, (2.0, 2))", IMAGE), ("Unflatten(1.0, (2, 2))", IMAGE),
    ("Identity(3, a=4)", LINE),
    # ---- dropout
    *[(f"{kind}Dropout(0.4)", shape) for kind in ("", "Alpha", "FeatureAlpha") for shape in (LINE, IMAGE)],
    ("Dropout1d(0.5)", LINE), ("Dropout1d(0.5)", "x(4, 9)"), ("Dropout2d(0.5)", IMAGE), ("Dropout3d(0.5)", VOLUME),
    ("Dropout(0.5, inplace=True)", LINE + " * 1"), ("Dropout(1.0)", LINE), ("Dropout(0)", LINE),
    ("Dropout(-0.1)", LINE),
    ("Dropout1d(0.5)", IMAGE), ("RReLU()", LINE), ("RReLU(0.1, 0.2, inplace=True)", LINE + " * 1"),
    ("Hardsigmoid()", LINE), ("Hardsigmoid(inplace=True)", LINE + " * 1"),
    # ---- distances
    ("CosineSimilarity()", "x(3, 5), x(3, 5).sin()"), ("CosineSimilarity(dim=0, eps=0.1)", "x(3, 5), x(5)"),
    ("CosineSimilarity(dim=2)", "x(3, 5), x(3, 5)"), ("PairwiseDistance()", "x(3, 5), x(3, 5).sin()"),
    ("PairwiseDistance(p=1, keepdim=True)", "x(3, 5), x(5).sin()"),
    ("PairwiseDistance(p=0.5)", "x(3, 5), x(3, 5).cos()"),
    ("PairwiseDistance(p=float('inf'), eps=0.0)", "x(5), x(5).cos()"), ("PairwiseDistance()", "x(3, 5), x(3, 4)"),
    *[(f"TripletMarginLoss({a})", "x(3, 5), x(3, 5).sin(), x(3, 5).cos()")
      for a in ("", "margin=2.0, p=1", "swap=True", "reduction='none'", "reduction='sum', eps=0.1", "margin=-1")],
    ("TripletMarginWithDistanceLoss()", "x(3, 5), x(3, 5).sin(), x(3, 5).cos()"),
    ("TripletMarginWithDistanceLoss(distance_function=nn.CosineSimilarity(), swap=True, margin=0.3)",
     "x(3, 5), x(3, 5).sin(), x(3, 5).cos()"),
    ("TripletMarginWithDistanceLoss(margin=0)", "x(3, 5), x(3, 5).sin(), x(3, 5).cos()"),
    ("NLLLoss2d()", "x(2, 3, 2, 2).log_softmax(1), t.ones(2, 2, 2).long()"),
    ("CrossMapLRN2d(3, alpha=0.1)", IMAGE + ".detach()"), ("CrossMapLRN2d(3)", LINE), ("LocalResponseNorm(3)", LINE),
    ("SyncBatchNorm(4)", IMAGE),
    # ---- adaptive softmax
    *[(f"AdaptiveLogSoftmaxWithLoss({a})", "x(4, 8), t.tensor([0, 5, 11, 3])")
      for a in ("8, 12, [4, 8]", "8, 12, [2], div_value=2.0, head_bias=True", "8, 12, [4, 8, 10], div_value=1.0",
                "8, 12, [12]", "8, 12, [8, 4]", "8, 12, [0, 4]",
                "8, 12, [4, 4]", "8, 12, [4.5]", "8, 12, [11]")],
    ("AdaptiveLogSoftmaxWithLoss(8, 12, [4, 8])", "x(8), t.tensor(5)"),
    ("AdaptiveLogSoftmaxWithLoss(8, 12, [4, 8])", "x(4, 8), t.tensor([0, 5, 12, 3])"),
    ("AdaptiveLogSoftmaxWithLoss(8, 12, [4, 8])", "x(4, 8), t.tensor([0, 5])"),
    ("AdaptiveLogSoftmaxWithLoss(8, 12, [4, 8])", "x(4, 7), t.tensor([0, 5, 11, 3])"),
    ("AdaptiveLogSoftmaxWithLoss(8, 12, [4, 8])", "x(4, 8), t.zeros(4, 1).long()"),
    # ---- transformers
    ("TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16, dropout=0.0), 2)", "x(5, 2, 8), x(3, 2, 8).sin()"),
    ("TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16, 0.0, batch_first=True), 2, norm=nn.LayerNorm(8))",
     "x(2, 5, 8), x(2, 3, 8).sin(), nn.Transformer.generate_square_subsequent_mask(5), tgt_is_causal=True"),
    ("TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16, 0.0, 'gelu', norm_first=True, bias=False), 1)",
     "x(5, 2, 8), x(3, 2, 8).sin(), memory_key_padding_mask=t.tensor([[False, True, False], [False, False, True]])"),
    ("TransformerDecoderLayer(8, 2, 16, 0.1)", "x(5, 2, 8), x(3, 2, 8)"),
    ("TransformerDecoderLayer(8, 3, 16)", "x(5, 2, 8), x(3, 2, 8)"),
    ("TransformerDecoderLayer(8, 2, activation='tanh')", "x(5, 2, 8), x(3, 2, 8)"),
    ("Transformer(8, 2, 1, 2, 16, 0.0)", "x(4, 2, 8), x(5, 2, 8).sin()"),
    ("Transformer(8, 2, 1, 1, 16, 0.0, batch_first=True, norm_first=True)",
     "x(2, 4, 8), x(2, 5, 8).sin(), tgt_mask=nn.Transformer.generate_square_subsequent_mask(5)"),
    ("Transformer(8, 2, 1, 1, 16, 0.2)", "x(4, 2, 8), x(5, 2, 8).sin()"),
    ("Transformer(8, 2, 1, 1, 16)", "x(4, 2, 8), x(5, 3, 8)"),
    ("Transformer(8, 2, 1, 1, 16)", "x(4, 2, 7), x(5, 2, 7)"),
    # ---- wrappers
    ("DataParallel(nn.Linear(4, 3))", "x(5, 4)"), ("DataParallel(nn.BatchNorm1d(4), dim=1)", "x(5, 4)"),
    ("Container(a=nn.ReLU())", LINE), ("Hardtanh(min_value=-0.5, max_value=0.1)", LINE), ("Hardtanh(1.0, 0.0)", LINE),
    *[(f"{kind}()", LINE) for kind in ("RNNBase", "Conv2d", "Linear")],
    ("RNNBase('LSTM', 4, 3)", "x(5, 2, 4)"), ("RNNBase('XYZ', 4, 3)", "x(5, 2, 4)"),
    ("LSTM(4, 3, num_layers=2, bidirectional=True, proj_size=2, batch_first=True)", "x(2, 5, 4)"),
    ("LSTM(4, 3, dropout=0.5)", "x(2, 5, 4)"), ("GRU(4, 3, proj_size=2)", "x(2, 5, 4)"),
    ("RNN(4, 3, nonlinearity='x')", "1"),
    ("LSTM(4, 0)", "1"), ("LSTM(4, 3, 0)", "1"), ("LSTM(4, 3, proj_size=3)", "1"), ("LSTM(4, 3, dropout=2)", "1"),
    ("GRU(4, 3)", "x(5, 2, 5)"), ("GRU(4, 3)", "x(5, 2, 4), t.zeros(2, 2, 3)"),
    ("LSTM(4, 3)", "x(5, 2, 4), t.zeros(1, 2, 3)"),
]  # fmt: skip


def tensors(value):
    if isinstance(value, (tuple, list)):
        return [t for v in value for t in tensors(v)]
    return [value] if hasattr(value, "requires_grad") else []


def run(t, text, call, train=True):
    made = []

    def x(*shape):
        values = np.random.default_rng(len(made)).normal(size=shape).astype("float32")
        made.append(t.tensor(values, requires_grad=True))
        return made[-1]

    known = {"t": t, "nn": t.nn, "x": x}
    t.manual_seed(3)
    module = eval(f"nn.{text}", known)
    start = str(module), dict(module.state_dict())
    module.train(train)
    t.manual_seed(4)
    found = eval(f"module({call})", {**known, "module": module})
    learns = [r for r in tensors(found) if r.requires_grad]
    if learns:
        sum([(r * r).mean() for r in learns]).backward()
    gradients = [p.grad for p in (*made, *module.parameters())]
    return start, found, gradients, dict(module.state_dict())


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text, call", CASES, ids=[f"{text} {call}" for text, call in CASES])
def test_module(text, call):
    def both(t):
        found = end(lambda t: run(t, text, call), t)
        if isinstance(found[0], str):  # an error
            return found[0]
        return found if "ropout" not in text else [found, run(t, text, call, train=False)]

    torch = pytest.importorskip("torch")
    same(end(both, nbtorch), end(both, torch), tolerance=1e-4)


MAX_UNPOOLS = [
    ("MaxPool1d(2, 2, return_indices=True)", "MaxUnpool1d(2, 2)", (2, 3, 9), None),
    ("MaxPool1d(3, 2, 1, return_indices=True)", "MaxUnpool1d(3, 2, 1)", (3, 9), None),
    ("MaxPool2d(2, return_indices=True)", "MaxUnpool2d(2)", (2, 3, 5, 7), (2, 3, 5, 7)),
    ("MaxPool2d((2, 3), (2, 2), return_indices=True)", "MaxUnpool2d((2, 3), (2, 2))", (3, 6, 9), None),
    ("MaxPool3d(2, return_indices=True)", "MaxUnpool3d(2)", (1, 2, 4, 4, 6), (4, 4, 6)),
    ("MaxPool2d(2, return_indices=True)", "MaxUnpool2d(2)", (2, 3, 4, 4), (9, 9)),
    ("MaxPool2d(2, return_indices=True)", "MaxUnpool2d(2)", (2, 3, 4, 4), (4,)),
]


@pytest.mark.parametrize("pool, unpool, shape, size", MAX_UNPOOLS)
def test_max_unpooling(pool, unpool, shape, size):
    def both(t):
        x = t.tensor(np.random.default_rng(0).normal(size=shape).astype("float32"), requires_grad=True)
        first, second = eval(f"nn.{pool}", {"nn": t.nn}), eval(f"nn.{unpool}", {"nn": t.nn})
        found, places = first(x)
        out = second(found, places, output_size=size)
        (out * out).sum().backward()
        return str(second), places, out, x.grad

    ends_alike(both)


LAZY = [
    ("LazyLinear(3)", (2, 5)), ("LazyLinear(3, bias=False)", (2, 3, 5)), ("LazyBatchNorm1d()", (4, 3)),
    ("LazyBatchNorm2d(affine=False)", (2, 3, 4, 4)), ("LazyBatchNorm3d(track_running_stats=False)", (1, 2, 3, 3, 3)),
    ("LazyInstanceNorm1d()", (2, 3, 5)), ("LazyInstanceNorm2d(affine=True)", (2, 3, 4, 4)),
    ("LazyInstanceNorm3d(affine=True, track_running_stats=True)", (1, 2, 3, 3, 3)), ("LazyConv1d(4, 3)", (2, 3, 5)),
    ("LazyConv2d(4, 3, padding=1, groups=1)", (2, 3, 5, 5)), ("LazyConv3d(2, 2, bias=False)", (1, 2, 3, 3, 3)),
    ("LazyConvTranspose1d(4, 3)", (2, 3, 5)), ("LazyConvTranspose2d(4, 3, stride=2)", (2, 3, 5, 5)),
    ("LazyConvTranspose3d(2, 2)", (1, 2, 3, 3, 3)),
    ("LazyBatchNorm2d()", (4, 3)), ("LazyConv2d(4, 3)", (3, 5)),
]  # fmt: skip


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text, shape", LAZY)
def test_lazy(text, shape):
    def both(t):
        x = t.tensor(np.random.default_rng(0).normal(size=shape).astype("float32"))
        module = eval(f"nn.{text}", {"nn": t.nn})

        def count(t):
            return (sum([p.numel() for p in module.parameters()]),)

        before = (str(module), list(module.state_dict()), module.has_uninitialized_params(),
                  len(module._forward_pre_hooks), [type(p).__name__ for p in module.parameters()],
                  end(lambda t: str(module.weight), t),
                  end(lambda t: module.weight.shape, t), end(count, t)[:1])  # fmt: skip
        module.double().float().eval().train()
        t.manual_seed(5)
        out = end(lambda t: module(x), t)
        again = end(lambda t: eval(f"nn.{text}", {"nn": t.nn}).load_state_dict(module.state_dict()) and 0, t)
        after = (str(module), type(module).__name__, module.has_uninitialized_params() or dict(module.state_dict()),
                 len(module._forward_pre_hooks),
                 len(module._load_state_dict_pre_hooks))  # fmt: skip
        return before, out, again, after

    ends_alike(both)


@pytest.mark.filterwarnings("ignore")
def test_log_probabilities_of_the_adaptive_softmax():
    def both(t):
        t.manual_seed(0)
        module, x = t.nn.AdaptiveLogSoftmaxWithLoss(8, 12, [4, 8]), t.arange(32.0).reshape(4, 8) / 9
        out, loss = module(x, t.tensor([0, 5, 11, 3]))
        return module.log_prob(x), module.predict(x), out, loss, type(module(x, t.tensor([0, 5, 11, 3]))).__name__

    ends_alike(both)


def test_containers_of_names_in_pytorch():
    """Every class of torch.nn is here, with the signature of its arguments."""
    import inspect

    torch = pytest.importorskip("torch")
    differ = []
    for name in dir(torch.nn):
        theirs, ours = getattr(torch.nn, name), getattr(nbtorch.nn, name, None)
        if isinstance(theirs, type) and ours is not None:
            sides = [list(inspect.signature(kind).parameters) for kind in (theirs, ours)]
            if sides[0] != sides[1] and sides[0] != ["args", "kwargs"]:
                differ.append((name, *sides))
    assert differ == []
