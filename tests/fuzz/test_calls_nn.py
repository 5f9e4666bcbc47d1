"""Lines of calls of `nn.functional`, of matrices, with `out=`, and of samplers, on both frameworks: see `drawn.py`.

Capital kinds are never odd, since PyTorch's Python functions fail at whatever they read first.
"""

from __future__ import annotations

import pytest
from drawn import every_call_alike, lines

pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

FUNCTIONAL = """
    nn.functional.adaptive_avg_pool1d IMAGE Z; nn.functional.adaptive_avg_pool2d IMAGE Z;
    nn.functional.alpha_dropout X k b; nn.functional.avg_pool1d IMAGE Z; nn.functional.avg_pool2d IMAGE Z;
    nn.functional.avg_pool2d IMAGE Z stride=Z padding=Z; nn.functional.avg_pool3d IMAGE Z;
    nn.functional.bilinear X X X; nn.functional.binary_cross_entropy_with_logits X X X reduction=reduction;
    nn.functional.celu X k; nn.functional.channel_shuffle IMAGE n;
    nn.functional.conv1d IMAGE IMAGE stride=Z padding=Z; nn.functional.conv2d IMAGE IMAGE;
    nn.functional.conv2d IMAGE IMAGE groups=n; nn.functional.conv2d IMAGE IMAGE stride=Z padding=Z dilation=Z;
    nn.functional.conv_transpose2d IMAGE IMAGE stride=Z padding=Z; nn.functional.cosine_similarity X X d;
    nn.functional.cross_entropy X I ignore_index=d label_smoothing=k;
    nn.functional.cross_entropy X I reduction=reduction; nn.functional.cross_entropy X I weight=X;
    nn.functional.cross_entropy X X; nn.functional.dropout X k b; nn.functional.dropout2d X k b;
    nn.functional.elu X k; nn.functional.embedding I M; nn.functional.embedding I M padding_idx=d;
    nn.functional.fold IMAGE Z Z; nn.functional.gaussian_nll_loss X X X; nn.functional.gelu X;
    nn.functional.gelu X approximate=reduction; nn.functional.glu X d; nn.functional.grid_sample IMAGE IMAGE;
    nn.functional.gumbel_softmax f k b dim=d; nn.functional.hardtanh X k k;
    nn.functional.hinge_embedding_loss X X k; nn.functional.huber_loss X X reduction=reduction delta=k;
    nn.functional.instance_norm IMAGE; nn.functional.interpolate IMAGE Z;
    nn.functional.interpolate IMAGE Z mode=interp; nn.functional.interpolate IMAGE Z mode=interp align_corners=b;
    nn.functional.interpolate IMAGE scale_factor=k; nn.functional.kl_div X X log_target=b;
    nn.functional.kl_div X X reduction=reduction; nn.functional.l1_loss X X reduction=reduction;
    nn.functional.layer_norm IMAGE z X X; nn.functional.leaky_relu X k; nn.functional.linear IMAGE M;
    nn.functional.local_response_norm IMAGE n; nn.functional.log_softmax X d; nn.functional.lp_pool2d IMAGE k Z;
    nn.functional.max_pool2d IMAGE Z; nn.functional.max_pool2d IMAGE Z dilation=Z ceil_mode=b;
    nn.functional.max_pool2d IMAGE Z stride=Z padding=Z; nn.functional.max_pool3d IMAGE Z;
    nn.functional.max_unpool2d IMAGE I Z; nn.functional.multilabel_margin_loss X I;
    nn.functional.multilabel_soft_margin_loss X X; nn.functional.nll_loss X I reduction=reduction;
    nn.functional.nll_loss X I weight=X; nn.functional.normalize X k d; nn.functional.one_hot I n;
    nn.functional.pad IMAGE P; nn.functional.pad IMAGE P mode=pad; nn.functional.pad IMAGE P value=k;
    nn.functional.pairwise_distance X X k; nn.functional.pixel_unshuffle IMAGE n; nn.functional.rrelu X k k b;
    nn.functional.scaled_dot_product_attention IMAGE IMAGE IMAGE;
    nn.functional.smooth_l1_loss X X reduction=reduction beta=k; nn.functional.soft_margin_loss X X;
    nn.functional.softmax X d; nn.functional.softmin X d; nn.functional.softplus X k k;
    nn.functional.softshrink X k; nn.functional.unfold IMAGE Z; nn.functional.upsample IMAGE Z;
"""
# matrices, `fft`, `special`
LINEAR = """
    Tensor.addmm_ X m m; addbmm x x x; addmm x m m; addmv x m x; baddbmm x x x; cholesky m; cholesky_solve m m;
    cross x x dim=d; det m; fft.fft x n d; fft.fft2 x; fft.fftfreq n k; fft.fftn x z D; fft.fftshift x D;
    fft.hfft x n d; fft.ifft x n d; fft.irfft x n d; fft.rfft x n d; kron m m; linalg.cholesky m;
    linalg.cholesky_ex m; linalg.cond m; linalg.cross x x dim=d; linalg.det m; linalg.diagonal m offset=n;
    linalg.eigvalsh m; linalg.householder_product m x; linalg.inv_ex m; linalg.ldl_factor m; linalg.lstsq m m;
    linalg.lu m; linalg.lu_factor m; linalg.matrix_norm m k; linalg.matrix_norm m k D; linalg.matrix_power m n;
    linalg.matrix_rank m; linalg.matrix_rank m tol=k; linalg.multi_dot l; linalg.norm x k D; linalg.pinv m;
    linalg.qr m mode=qr; linalg.solve_triangular m m upper=b; linalg.svdvals m; linalg.tensorinv m n;
    linalg.vecdot x x dim=d; linalg.vector_norm x k D; matrix_power m n; mvlgamma x n; norm X k D; pinverse m;
    polygamma n x; special.gammainc f f; special.logsumexp x D; special.multigammaln x n; tensordot m m D;
    tensordot x x n; trace m; trace x;
"""
# with `out=` of any dtype and shape
STORED = """
    abs x out=o; addmm x m m out=o; all x D out=o; amax x D out=o; arange n out=o; argmax x d out=o;
    bitwise_and x x out=o; bucketize x x out=o; cat l d out=o; clamp x k k out=o; cumsum x d out=o; diag x n out=o;
    exp x out=o; eye n out=o; flip x D out=o; floor x out=o; full z k out=o; gather x d i out=o;
    index_select x d i out=o; isin x x out=o; isnan x out=o; linspace k k n out=o; logsumexp x D out=o;
    mean x D out=o; neg x out=o; nonzero x out=o; norm X k D out=o; prod x d out=o; sin x out=o; softmax x d out=o;
    stack l d out=o; std x D out=o; sum x D out=o; take x i out=o; tril x n out=o; where mask x x out=o;
    zeros z out=o;
"""
# what is drawn
SAMPLED = """
    Tensor.bernoulli_ X k; Tensor.exponential_ X k; Tensor.normal_ X k k; Tensor.random_ X n n;
    Tensor.uniform_ X k k;
"""
# of arguments that are refused, and of samplers with `out=`
REFUSED = """
    prelu x x; prod x d dtype=t; randint n n z; randint n z; randint_like x n; randint_like x n n; randn z dtype=t;
    result_type x k; roll x n; roll x n d; scalar_tensor k; scalar_tensor k dtype=t; slice_scatter x x d n n n;
    softmax x d dtype=t; square x; std x d b b; sum x D dtype=t; tril_indices n n; unravel_index I z; vander x n b;
    chain_matmul m m out=o; cumprod x d out=o; nanmean x D out=o; nansum x D out=o; normal f f out=o;
    normal k k z out=o; multinomial f n b out=o; randint n z out=o; randperm n out=o; randint n n z dtype=t;
    randn z out=o; rand z out=o; poisson f; bernoulli f out=o; binomial f f; tril_indices n n n; triu_indices n n;
    nansum x D; mean x D dtype=t; round x decimals=n;
"""

TABLES = [table for name, table in list(globals().items()) if name.isupper()]


@pytest.mark.parametrize("line", lines(TABLES))
def test_calls(line: str) -> None:
    every_call_alike(line)
