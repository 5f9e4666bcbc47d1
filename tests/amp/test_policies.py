"""What autocast makes of each op, on both device types: dtypes as PyTorch's, and on the CPU the values too.

PyTorch's policy for CUDA is read, without a GPU, off tensors that have a device and no data.
"""

from __future__ import annotations

import re
import warnings

import numpy as np
import pytest
from cases import host

import nbtorch

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

# x, y (3, 4), s square, p positive definite, v, u vectors, b batches, w weights, i classes, c images, t targets
EXPRESSIONS = """
F.linear(x, w, k); F.linear(x, w); x @ x.mT; matmul(v, v); x @ v; mm(x, w.mT); bmm(b, b); mv(x, v); dot(v, v)
vdot(v, v); addmm(s, x, x.mT); addmv(k3, x, v); addr(x, k3, v); baddbmm(b, b, b); addbmm(s, b, b); outer(v, v)
inner(v, v); inner(x, x); tensordot(x, w.mT, 1); einsum('ij,kj->ik', x, w); einsum('i,j->ij', v, v)
chain_matmul(x, w.mT, w); linalg.multi_dot([x, w.mT, w]); linalg.vecdot(x, y); kron(x, y); F.bilinear(x, x, w3, k)
F.prelu(x, q); F.conv1d(c1, f1); F.conv2d(c, f, k3); F.conv3d(c3, f3); F.conv_transpose1d(c1, f1.transpose(0, 1))
F.conv_transpose2d(c, f.transpose(0, 1)); F.scaled_dot_product_attention(b, b, b); cosine_similarity(x, y)
F.scaled_dot_product_attention(b, b, b, is_causal=True); linalg.matrix_power(s, 2); cov(x); corrcoef(x); x + y; x * 2
x / y; x - y; x ** 2; x ** y; 2 ** x; square(x); x.abs(); exp(x); expm1(x); exp2(x); log(x); log2(x); log10(x)
log1p(x); sqrt(x); rsqrt(x); reciprocal(x); 1 / x; sin(x); cos(x); tan(x); asin(x); acos(x); atan(x); sinh(x); cosh(x)
tanh(x); asinh(x); acosh(x + 2); atanh(x); erf(x); erfinv(x); erfc(x); lgamma(x); digamma(x); sigmoid(x); F.relu(x)
F.gelu(x); F.gelu(x, approximate='tanh'); F.silu(x); F.mish(x); F.elu(x); F.selu(x); F.celu(x); F.softplus(x)
F.softsign(x); F.hardswish(x); F.hardtanh(x); F.leaky_relu(x); F.logsigmoid(x); F.glu(x); F.tanhshrink(x)
F.softmax(x, -1); F.log_softmax(x, -1); F.softmin(x, -1); softmax(x, -1, dtype=float64); logsumexp(x, -1)
logaddexp(x, y); logcumsumexp(x, 1); sum(x); sum(x, 1); sum(x, dtype=float64); mean(x); prod(x); prod(x, 1)
cumsum(x, 1); cumprod(x, 1); var(x); std(x); std(x, 1); var_mean(x); norm(x); norm(x, p=1); norm(x, dim=1); x.norm()
linalg.norm(x); linalg.vector_norm(x, 3); linalg.matrix_norm(x); F.normalize(x); dist(x, y); cdist(x, y); pdist(x)
F.pairwise_distance(x, y); renorm(x, 2, 0, 1.0); max(x); amax(x, 1); median(x); sort(x)[0]; topk(x, 2)[0]; s.trace()
quantile(x, 0.5); nanquantile(x, 0.5); addcdiv(x, y, y); addcmul(x, y, y); atan2(x, y); lerp(x, y, 0.5); hypot(x, y)
fmod(x, y); remainder(x, y); cross(x3, x3, dim=1); clamp(x, 0.4, 0.6); where(x > 0.5, x, y); maximum(x, y); floor(x)
cat([x, y]); stack([x, y]); hstack([x, y]); vstack([x, y]); index_copy(x, 0, i3, y); x.index_add(0, i3, y)
scatter_add(x, 1, j, y); scatter(x, 1, j, y); index_put(x, (i3,), y); x.masked_fill(x > 0.5, 0.0); gather(x, 1, j)
F.layer_norm(x, (4,)); F.layer_norm(x, (4,), v, v); F.group_norm(c, 3, k3, k3)
F.batch_norm(c, None, None, k3, k3, True); F.instance_norm(c); F.rms_norm(x, (4,)); F.local_response_norm(c, 2)
F.cross_entropy(x, i3); F.nll_loss(x, i3); F.cross_entropy(x, y); F.mse_loss(x, y); F.l1_loss(x, y)
F.smooth_l1_loss(x, y); F.huber_loss(x, y); F.kl_div(x, y); F.binary_cross_entropy(x, y)
F.binary_cross_entropy_with_logits(x, y); F.poisson_nll_loss(x, y); F.gaussian_nll_loss(x, y, y)
F.soft_margin_loss(x, y); F.margin_ranking_loss(x, y, y); F.hinge_embedding_loss(x, y)
F.cosine_embedding_loss(x, y, k3); F.triplet_margin_loss(x, y, x * 2); F.multi_margin_loss(x, i3)
F.multilabel_margin_loss(x, j); F.multilabel_soft_margin_loss(x, y); F.avg_pool1d(c1, 2); F.avg_pool2d(c, 2)
F.avg_pool3d(c3, 2); F.max_pool1d(c1, 2); F.max_pool2d(c, 2); F.max_pool3d(c3, 2); F.adaptive_avg_pool1d(c1, 2)
F.adaptive_avg_pool2d(c, 2); F.adaptive_avg_pool3d(c3, 2); F.adaptive_max_pool2d(c, 2); F.adaptive_max_pool3d(c3, 2)
F.lp_pool2d(c, 2, 2); F.pad(c, (1, 1)); F.pad(c, (1, 1, 1, 1), mode='reflect')
F.pad(c, (1, 1, 1, 1), mode='replicate'); F.pad(c1, (1, 1), mode='reflect'); F.pad(c, (1, 1, 1, 1), mode='circular')
F.interpolate(c, scale_factor=2); F.interpolate(c, scale_factor=2, mode='bilinear')
F.interpolate(c, scale_factor=2, mode='bicubic'); F.interpolate(c1, scale_factor=2, mode='linear')
F.interpolate(c, scale_factor=2, mode='nearest-exact'); F.interpolate(c, scale_factor=2, mode='area')
F.grid_sample(c, g, align_corners=False); F.unfold(c, 2); F.fold(F.unfold(c, 2), (4, 4), 2); F.embedding(i3, x)
F.embedding_bag(j, w); F.dropout(x, 0.0); F.one_hot(i3); F.pixel_shuffle(c4, 2)
F.affine_grid(x23, (1, 1, 2, 2), align_corners=False); fft.fft(x).abs(); fft.rfft(x).abs()
stft(v16, 8, return_complex=True, window=v8).abs(); polar(x, y).abs(); view_as_complex(x2).abs(); inverse(p)
linalg.inv(p); linalg.solve(p, p); linalg.cholesky(p); cholesky(p); linalg.qr(p)[1].abs(); linalg.svdvals(p)
linalg.svd(p)[1]; linalg.eigh(p)[0]; linalg.eigvalsh(p); linalg.cond(p); linalg.matrix_rank(p); linalg.lstsq(p, p)[0]
pinverse(p); linalg.pinv(p); linalg.det(p); linalg.slogdet(p)[1]; logdet(p); linalg.lu_factor(p)[0]
linalg.matrix_exp(p); linalg.solve_triangular(p, p, upper=True); linalg.tensorsolve(p, k3); cholesky_solve(p, p)
cholesky_inverse(p); linalg.householder_product(p, k3); linalg.eig(p)[0].abs(); linalg.cholesky_ex(p)[0]
linalg.inv_ex(p)[0]; diff(x); special.i0(x); special.ndtr(x); special.entr(x); special.xlogy(x, y); special.logit(x)
sinc(x); x.t(); x.reshape(-1); x.to(float16); x.float(); x.clone(); flip(x, (0,)); roll(x, 1); tril(x); unique(x)
trapezoid(x); cummax(x, 1)[0]; histc(x, 3); bincount(i3, k3); x == y; x > y; isfinite(x); searchsorted(v, k3)
allclose(x, x); linspace(0, 1, 3)
""".replace("\n", "; ").strip("; ").split("; ")


def names(framework, kind: str, expression: str, **options):
    """The inputs of an expression, floating ones in dtype `kind`."""
    used = set(re.findall(r"\w+", expression))
    draw = np.random.default_rng(0)

    def real(*shape):
        data = draw.uniform(0.2, 0.9, shape).astype("float32")
        return framework.tensor(data, **options).to(getattr(framework, kind))

    shapes = {
        "x": (3, 4), "y": (3, 4), "s": (3, 3), "v": (4,), "k": (5,), "k3": (3,), "b": (2, 3, 3), "w": (5, 4), "q": (1,),
        "w3": (5, 4, 4), "c1": (2, 3, 6), "f1": (3, 3, 2), "c": (2, 3, 4, 4), "f": (3, 3, 2, 2), "c3": (2, 3, 4, 4, 4),
        "f3": (3, 3, 2, 2, 2), "x3": (2, 3), "c4": (1, 4, 2, 2), "x23": (1, 2, 3), "v16": (16,), "v8": (8,),
        "x2": (3, 2), "g": (2, 2, 2, 2),
    }  # fmt: skip
    found = {name: real(*shape) for name, shape in shapes.items() if name in used}
    if "p" in used:
        s = real(3, 3)
        found["p"] = (s + s.T) / 2 + framework.tensor(np.eye(3, dtype="float32") * 2, **options).to(s.dtype)
    found["i3"] = framework.tensor([1, 0, 2], **options)
    found["j"] = framework.tensor([[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0]], **options)
    return found


def outcome(framework, expression: str, given):
    used = set(re.findall(r"\w+", expression))
    space = {name: getattr(framework, name) for name in used if hasattr(framework, name)}
    space |= {"F": framework.nn.functional, "special": framework.special, "fft": framework.fft}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = eval(expression, {**space, **given})
    except Exception as error:
        return error
    return [r for r in (result if isinstance(result, tuple) else (result,)) if hasattr(r, "dtype")]


ANOTHER_WAY = {  # of PyTorch's results that come from other causes than autocast
    "linalg.pinv(p)": "PyTorch's last product is a product of its own, in half precision",
    "linalg.matrix_power(s, 2)": "we refuse half precision as PyTorch does without autocast",
    "linalg.matrix_exp(p)": "PyTorch's overflows in bfloat16",
    "pdist(x)": "PyTorch has none in bfloat16 on the CPU",
    "F.affine_grid(x23, (1, 1, 2, 2), align_corners=False)": "tensors without data take another way through it",
    "polar(x, y).abs()": "there is no complex32",
    "view_as_complex(x2).abs()": "there is no complex32",
}


def same_dtypes(mine, yours) -> None:
    if isinstance(yours, Exception) or isinstance(mine, Exception):
        assert isinstance(mine, Exception) and isinstance(yours, Exception), (mine, yours)
        return
    assert [str(t.dtype) for t in mine] == [str(t.dtype) for t in yours]


@pytest.mark.parametrize("kind", ["float32", "bfloat16"])
@pytest.mark.parametrize("expression", [e for e in EXPRESSIONS if e not in ANOTHER_WAY])
def test_on_the_cpu(expression, kind):
    ends = []
    for framework, on in ((nbtorch, True), (torch, True), (torch, False)):
        given = names(framework, kind, expression)
        with framework.autocast("cpu", enabled=on):
            ends.append(outcome(framework, expression, given))
    mine, yours, plain = ends
    same_dtypes(mine, yours)
    if isinstance(yours, Exception):
        return
    exact = kind == "float32" and not isinstance(plain, Exception) and all(map(torch.equal, yours, plain))
    for a, b in zip(mine, yours, strict=True):
        tolerance = 1e-4 if exact else 4e-2
        np.testing.assert_allclose(host(a), host(b), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("kind", ["float32", "float16"])
@pytest.mark.parametrize("expression", [e for e in EXPRESSIONS if e not in ANOTHER_WAY])
def test_on_cuda(fake_gpu, expression, kind):
    from torch._subclasses.fake_tensor import FakeTensorMode

    with FakeTensorMode(allow_non_fake_inputs=True):
        real = names(torch, kind, expression)
        given = {name: torch.empty(t.shape, dtype=t.dtype, device="cuda") for name, t in real.items()}
        torch.set_autocast_enabled("cuda", True)
        try:
            yours = outcome(torch, expression, given)
        finally:
            torch.set_autocast_enabled("cuda", False)
    given = names(nbtorch, kind, expression, device="cuda")
    with nbtorch.autocast("cuda"):
        mine = outcome(nbtorch, expression, given)
    if isinstance(yours, Exception) and not isinstance(mine, Exception):
        pytest.skip(f"PyTorch cannot say without data: {yours}"[:200])
    words = "Low precision", "Unsupported dtype", "cholesky_solve_cpu", "triangular_solve_cpu"
    if any([word in str(mine) for word in words]):
        pytest.skip("PyTorch refuses this dtype only when there is data")
    same_dtypes(mine, yours)
