"""Functions made of ops, on the strict stand-in: they compute on the device, and give what they give on the CPU."""

from __future__ import annotations

import re

import numpy as np
import pytest
from cases import host

import nbtorch as torch

# x, y (3, 4), s (3, 3), p positive definite, v (4,), i classes, j places, c images, z complex, m a mask
EXPRESSIONS = """
fft.fft(x); fft.ifft(z); fft.fft2(x); fft.ifft2(z); fft.fftn(x); fft.ifftn(z); fft.rfft(x); fft.irfft(z); fft.rfft2(x)
fft.irfft2(z); fft.rfftn(x); fft.irfftn(z); fft.hfft(z); fft.ihfft(x); fft.hfft2(z); fft.ihfft2(x); fft.hfftn(z)
fft.ihfftn(x); fft.fftshift(x); fft.ifftshift(x); fft.fftfreq(4, device=x.device); fft.rfftfreq(4, device=x.device)
linalg.norm(x); linalg.vector_norm(x, 3); linalg.matrix_norm(x); linalg.matrix_norm(s, 'nuc'); linalg.det(p)
linalg.slogdet(p)[1]; linalg.cond(p); linalg.matrix_rank(p); linalg.cholesky(p); linalg.cholesky_ex(p)[0]
linalg.qr(s)[1].abs(); linalg.eigh(p)[0]; linalg.eigvalsh(p); linalg.eigvals(p).abs().sort()[0]; linalg.svd(s)[1]
linalg.svdvals(s); linalg.solve(p, s); linalg.solve_ex(p, s)[0]; linalg.solve_triangular(p, s, upper=True)
linalg.lu_factor(p)[0]; linalg.lu(p)[2]; linalg.lu_solve(*linalg.lu_factor(p), s); linalg.lstsq(p, s)[0]
linalg.inv(p); linalg.inv_ex(p)[0]; linalg.pinv(p); linalg.matrix_exp(p); linalg.matrix_power(s, 3)
linalg.cross(x3, x3); linalg.multi_dot([s, p, s]); linalg.householder_product(s, k); linalg.tensorinv(p, ind=1)
linalg.tensorsolve(p, k); linalg.vander(v); linalg.vecdot(x, y); linalg.diagonal(s); linalg.ldl_factor(p)[0]
linalg.ldl_solve(*linalg.ldl_factor(p), s); cholesky_inverse(p); cholesky_solve(s, p)
lu_solve(s, *linalg.lu_factor(p)); svd_lowrank(s, 2)[1]; trapezoid(x); cumulative_trapezoid(x); pinverse(p); logdet(p)
geqrf(s)[1]; ormqr(s, k, s); special.airy_ai(x); special.bessel_j0(x); special.bessel_y1(x); special.digamma(x)
special.entr(x); special.erfcx(x); special.erfinv(x); special.expit(x); special.gammainc(x, y)
special.gammaincc(x, y); special.gammaln(x); special.i0(x); special.i0e(x); special.i1(x); special.i1e(x)
special.log_ndtr(x); special.log_softmax(x, 1); special.logit(x); special.logsumexp(x, 1)
special.multigammaln(x + 2, 2); special.ndtr(x); special.ndtri(x); special.polygamma(1, x); special.psi(x)
special.softmax(x, 1); special.xlog1py(x, y); special.xlogy(x, y); special.zeta(x + 2, y)
special.modified_bessel_k0(x); special.spherical_bessel_j0(x); special.chebyshev_polynomial_t(x, 3)
special.hermite_polynomial_h(x, 3); special.laguerre_polynomial_l(x, 3); special.legendre_polynomial_p(x, 3)
masked.sum(x, 1, mask=m); masked.mean(x, 1, mask=m); masked.prod(x, 1, mask=m); masked.amax(x, 1, mask=m)
masked.amin(x, 1, mask=m); masked.argmax(x, 1, mask=m); masked.softmax(x, 1, mask=m); masked.log_softmax(x, 1, mask=m)
masked.norm(x, 2, 1, mask=m); masked.var(x, 1, mask=m); masked.std(x, 1, mask=m); masked.cumsum(x, 1, mask=m)
masked.logsumexp(x, 1, mask=m); masked.median(x, 1, mask=m); masked.normalize(x, 2, 1, mask=m)
F.cosine_similarity(x, y); F.pairwise_distance(x, y); F.pdist(x); F.normalize(x); F.bilinear(x, x, w3)
F.embedding(i, x); F.embedding_bag(i2, x); F.one_hot(i, 4); F.cross_entropy(x, i); F.cross_entropy(x, y)
F.nll_loss(x, i); F.kl_div(x, y, reduction='sum'); F.ctc_loss(t, i2, k2 * 0 + 4, k2 * 0 + 3)
F.cosine_embedding_loss(x, y, k); F.hinge_embedding_loss(x, y); F.margin_ranking_loss(x, y, y)
F.multi_margin_loss(x, i); F.multilabel_margin_loss(x, j); F.soft_margin_loss(x, y)
F.multilabel_soft_margin_loss(x, y); F.triplet_margin_loss(x, y, x * 2); F.poisson_nll_loss(x, y)
F.gaussian_nll_loss(x, y, y); F.cross_entropy(x, i, label_smoothing=0.1); F.huber_loss(x, y); F.layer_norm(x, (4,))
F.rms_norm(x, (4,)); F.group_norm(c, 2); F.instance_norm(c); F.local_response_norm(c, 2)
F.batch_norm(c, None, None, training=True); F.grid_sample(c, g, align_corners=False)
F.affine_grid(a, (1, 1, 2, 2), align_corners=False); F.interpolate(c, scale_factor=2)
F.interpolate(c, size=(3, 5), mode='bilinear'); F.unfold(c, 2); F.pixel_shuffle(c, 2)
F.interpolate(c, size=(3, 5), mode='bicubic', antialias=True); F.fold(F.unfold(c, 2), (4, 4), 2); F.max_pool2d(c, 2)
F.avg_pool2d(c, 2); F.lp_pool2d(c, 2, 2); F.adaptive_avg_pool2d(c, 3); F.adaptive_max_pool2d(c, 3)
F.max_unpool2d(*F.max_pool2d(c, 2, return_indices=True), 2); F.pad(c, (1, 1, 1, 1), mode='reflect')
F.scaled_dot_product_attention(q, q, q, is_causal=True); F.conv2d(c, f); F.conv_transpose2d(c, f); F.dropout(x, 0.0)
F.channel_shuffle(c, 2); F.gumbel_softmax(x * 0, hard=True).sum(); F.softmin(x, 1); F.glu(x); F.prelu(x, v[:1])
stft(v16, 8, return_complex=True, window=v8); istft(stft(v16, 8, return_complex=True, window=v8), 8, window=v8)
hann_window(4, device=x.device); einsum('ij,kj->ik', x, y); tensordot(x, y.T, 1); kron(s, s); cdist(x, y)
renorm(x, 2, 0, 1.0); cov(x); corrcoef(x); quantile(x, 0.5); nanmedian(x, 1)[0]; kthvalue(x, 2, 1)[0]; mode(i2, 1)[0]
unique(i2); bincount(i); histc(x, 3); searchsorted(v.sort()[0], k); bucketize(k, v.sort()[0]); cummax(x, 1)[0]
logcumsumexp(x, 1); diff(x); gradient(v)[0]; index_add(x, 0, i, y); index_copy(x, 0, i, y); index_fill(x, 0, i, 0.5)
scatter_add(x, 1, j, y); gather(x, 1, j); scatter_reduce(x, 1, j, y, 'amax'); index_reduce(x, 0, i, y, 'prod')
masked_scatter(x, m, y); put(x, i, k); take(x, i); index_put(x, (i,), y); nan_to_num(x); frexp(x)[0]; isin(i, j)
rot90(x); block_diag(s, s); cartesian_prod(v, v); combinations(v); polar(x, y); complex(x, y); view_as_real(z)
z.angle(); block_diag(x, s); repeat_interleave(x, 2, 0); std_mean(x)[0]; var_mean(x)[0]; aminmax(x)[0]; norm(x)
""".replace("\n", "; ").strip("; ").split("; ")


def inputs(expression, device):
    draw = np.random.default_rng(0)
    shapes = {
        "x": (3, 4), "y": (3, 4), "s": (3, 3), "v": (4,), "k": (3,), "x3": (2, 3), "w3": (5, 4, 4), "c": (2, 4, 4, 4),
        "g": (2, 2, 2, 2), "a": (1, 2, 3), "q": (2, 3, 4), "f": (4, 4, 2, 2), "v16": (16,), "v8": (8,), "t": (4, 3, 4),
    }  # fmt: skip
    found = {name: torch.tensor(draw.uniform(0.2, 0.9, shape), device=device) for name, shape in shapes.items()}
    found["p"] = found["s"] @ found["s"].T + torch.eye(3, dtype=torch.float64, device=device)
    found["z"] = torch.tensor(draw.normal(size=(3, 4)) + 1j * draw.normal(size=(3, 4)), device=device)
    found["m"] = found["x"] > 0.4
    for name, value in (("i", [1, 0, 2]), ("i2", [[1, 2, 1], [1, 2, 2], [2, 1, 2]]), ("k2", [1, 1, 1]),
                        ("j", [[0, 1, 2, 3], [1, 0, 3, 2], [3, 2, 1, 0]])):  # fmt: skip
        found[name] = torch.tensor(value, device=device)
    return found


def answer(expression, device):
    words = set(re.findall(r"[A-Za-z_0-9]+", expression))
    names = {n: getattr(torch, n) for n in words if hasattr(torch, n)}
    torch.manual_seed(0)
    return eval(expression, {**names, "F": torch.nn.functional, **inputs(expression, device)})


@pytest.mark.filterwarnings("ignore::RuntimeWarning:fakecupy")  # CuPy gives none
@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_on_the_device(expression, fake_gpu):
    here, there = answer(expression, "cpu"), answer(expression, "cuda")
    assert there.device.type == "cuda" and there.dtype == here.dtype
    np.testing.assert_allclose(host(there), host(here), rtol=1e-9, atol=1e-12)
