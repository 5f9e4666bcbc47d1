"""Lines of calls, each drawn anew by hypothesis, on both frameworks: see `drawn.py`.

The examples are the same every time; `NBTORCH_FUZZ=2000` draws so many new ones of each line.
"""

from __future__ import annotations

import pytest
from drawn import every_call_alike, lines

pytest.importorskip("torch")
pytestmark = pytest.mark.oracle

# of one tensor, and of two
ELEMENTWISE = """
    abs x; acos x; acosh x; asin x; asinh x; atan x; atanh x; bitwise_not x; ceil x; cos x; cosh x; deg2rad x;
    digamma x; erf x; erfc x; exp x; exp2 x; expm1 x; floor x; frac x; isfinite x; isinf x; isnan x; isneginf x;
    isposinf x; lgamma x; log x; log10 x; log1p x; log2 x; logical_not x; logit x; neg x; positive x; rad2deg x;
    reciprocal x; relu x; round x; rsqrt x; sgn x; sigmoid x; sign x; signbit x; sin x; sinc x; sinh x; sqrt x; tan x;
    tanh x; trunc x; count_nonzero x; nonzero x; flatten x; ravel x; clone x; t x; numel x; real x; conj x; angle x;
    unique x; msort x; fliplr x; flipud x; tril x; triu x; diag x; diagflat x; atleast_2d x; any x; all x; sum x;
    prod x; mean x; var x; max x; min x; argmax x; argmin x; isreal x; std x; mul x x; true_divide x x;
    floor_divide x x; remainder x x; fmod x x; atan2 x x; copysign x x; hypot x x; maximum x x; minimum x x; fmax x x;
    fmin x x; eq x x; ne x x; lt x x; le x x; gt x x; ge x x; logical_and x x; logical_or x x; logical_xor x x;
    bitwise_and x x; bitwise_or x x; bitwise_xor x x;
"""
# along dimensions, of sizes, of several tensors
TENSORS = """
    norm X; cumsum x d; logcumsumexp x d; isclose x x; mv m x; kron x x; std x D correction=n keepdim=b; rot90 x n D;
    flatten x d d; select x d n; index_select x d i; take x i; masked_select x mask; where mask x x; stack l d;
    hstack l; vstack l; dstack l; column_stack l; meshgrid l; unflatten x d z; dist x x k; std x D; var x D;
    unsqueeze x d; narrow x d n n; cat l d; quantile f f d; bincount x; lerp x x x; lerp x x k;
    addcmul x x x value=k; addcdiv x x x value=k; renorm x k d k; cov x; corrcoef x; diag_embed x n d d;
    cartesian_prod x x; view_as_real x; polar x x; frexp x; ldexp x x; poly x n; cdist x x k;
"""
# with numbers, options and other names
OTHERS = """
    absolute x; arccos x; adjoint x; argwhere x; atleast_1d x; atleast_3d x; clamp_max x k; clamp_min x k;
    clamp_min x x; conj_physical x; cumulative_trapezoid x x; cumulative_trapezoid x dx=k dim=d;
    diagonal_scatter x x n d d; divide x x; erfinv x; fix x; full_like x k; full_like x k dtype=t;
    ones_like x dtype=t; zeros_like x requires_grad=b; greater x x; hardshrink x k; i0 x; imag x; index_add x d i x;
    index_copy x d i x; index_fill x d i k; index_put x l x; index_reduce x d i x reduction; is_complex x;
    is_nonzero x; is_same_size x x; is_signed x; log_softmax x d; softmax x d; logspace k k n; logspace k k n k;
    matrix_exp m; moveaxis x D D; nanmean x D; nanmean x d b; nansum x D keepdim=b; nonzero_static x size=n;
    pixel_shuffle image n; channel_shuffle image n; put x i x; put x i x b; roll x Z D; rsub x x; rsub x k;
    scatter_add x d i x; scatter_reduce x d i x reduction; select_scatter x x d n; slice_scatter x x d n n;
    split_with_sizes x z d; std_mean X D; var_mean X D; subtract x x; swapdims x d d; threshold x k k; trapezoid x x;
    trapezoid x dim=d; trapz x x; triu_indices n n n; unique_consecutive X; unsafe_chunk x n d; unsafe_split x n d;
    hann_window n b; blackman_window n dtype=t; can_cast t t; promote_types t t; result_type x x; poisson x;
    normal f f; rand z; rand_like x; randn_like x dtype=t; randperm n; randperm n dtype=t; multinomial f n;
    multinomial f n b; as_strided x z z; as_strided x z z n; permute_copy x z; unbind_copy x d; squeeze_copy x D;
    gradient x; gradient x dim=D; hash_tensor x; segment_reduce x reduction; isclose x x k k b; allclose x x k k b;
    equal x x; argsort x d b; argmax x d b; argmin x D; aminmax x dim=d keepdim=b; prod x d; sum x D b; mean x D b;
    nanmedian x d; nanmedian x d b; quantile f k d; quantile f f d b; logsumexp x D b; all x D b; any x D b;
    count_nonzero x D; max x x; var x d; unbind x d; squeeze x d; reshape x z; permute x z; broadcast_to x z;
    chunk x n; stack l; cat l; where x x x; where x; diag x n; argmin x d b; bincount i minlength=n; heaviside x x;
    nextafter x x; gcd x x; lcm x x; logaddexp x x; logaddexp2 x x; xlogy x x; xlogy x k; float_power x x;
    float_power x k; pow x x; pow x k; nan_to_num x; addcmul x x x; addcdiv x x x; add x x; sub x k; mul x k; div x k;
    div x x rounding_mode=reduction; true_divide x k; remainder x k; remainder k x; fmod x k; bitwise_and x k;
    bitwise_left_shift x x; bitwise_right_shift x k; eq x k; lt x k; ge x k; ne x k; copysign x k; tensordot x x;
    Tensor.addbmm_ X x x; Tensor.addr_ X x x; Tensor.baddbmm_ X x x; Tensor.bitwise_or_ X x; Tensor.bitwise_xor_ X k;
    Tensor.bitwise_left_shift_ X x; Tensor.cauchy_ X k k; Tensor.geometric_ X k; Tensor.log_normal_ X k k;
    Tensor.digamma_ X; Tensor.lgamma_ X; Tensor.expand_as X x; Tensor.float_power_ X k; Tensor.ge_ X x;
    Tensor.gt_ X k; Tensor.le_ X k; Tensor.ne_ X x; Tensor.index_reduce_ X d i x reduction; Tensor.item X;
    Tensor.is_contiguous X; Tensor.is_set_to X x; Tensor.logical_or_ X x; Tensor.logical_xor_ X x;
    Tensor.new_full X z k; Tensor.new_full X z k dtype=t; Tensor.new_ones X z; Tensor.new_zeros X z dtype=t;
    Tensor.requires_grad_ X b; Tensor.reshape_as X x; Tensor.reshape X z; Tensor.permute X z; Tensor.flip X z;
    Tensor.tile X z; Tensor.sgn_ X; Tensor.sign_ X; Tensor.view_as X x; Tensor.tolist X; Tensor.storage_offset X;
    Tensor.true_divide_ X x; Tensor.unfold X d n n; Tensor.where X mask x; Tensor.select X d n; Tensor.diff X n d;
    Tensor.unflatten X d z; Tensor.argsort X d b; Tensor.clamp_ X k k; Tensor.clamp_ X x x; Tensor.clamp_max_ X k;
    Tensor.index_add_ X d i x alpha=k; Tensor.squeeze_ X D; Tensor.sub_ X x alpha=k;
    Tensor.scatter_ X d i x reduce=reduction;
"""
# those that read their arguments most closely
CLOSELY = """
    median x; nanmedian x; trace x; mode x; diff x; cummax x d; cummin x d; expand x z; tile x z; repeat x z;
    view x z; cross x x dim=d; bucketize x x; isin x x; flip x D; split X n d; norm X k D; median x d; mode x d;
    diff x n d; movedim x D D; transpose x d d; swapaxes x d d; squeeze x D; unfold x d n n; gather x d i;
    scatter x d i x; take_along_dim x i d; masked_fill x mask k; topk x n d; kthvalue x n d; sort x d b;
    searchsorted x x; broadcast_tensors l; tensordot x x n; tensor_split x n d; hsplit x n; vsplit x n; dsplit x n;
    nanquantile f f d; histc x n k k; addmm x m m; addmv x m x; addbmm x x x; baddbmm x x x; clamp x k k; clamp x x x;
    clip x k k; nan_to_num x k k k; diagonal x n d d; tril x n; triu x n; combinations x n b; block_diag x x;
    repeat_interleave x n d; repeat_interleave x i d; view_as_complex x; complex x x; polygamma n x; mvlgamma x n;
    det m; cholesky m; matrix_power m n; pinverse m; tensordot m m D; trace m; kron m m; cholesky_solve m m;
    chunk x n d; cumprod x d; div x x;
"""
CREATED = """
    zeros z; ones z; full z k; full z k dtype=t; zeros z dtype=t; zeros z requires_grad=b; eye n; eye n dtype=t;
    arange k; arange k k; arange k k k; arange n n n dtype=t; linspace k k n; eye n n;
"""
# in place
IN_PLACE = """
    Tensor.add_ X x alpha=k; Tensor.pow_ X k; Tensor.pow_ X x; Tensor.clamp_min_ X k; Tensor.fill_ X k;
    Tensor.fill_ X x; Tensor.copy_ X x; Tensor.copy_ X k; Tensor.masked_fill_ X mask k; Tensor.index_fill_ X d i k;
    Tensor.index_add_ X d i x; Tensor.index_copy_ X d i x; Tensor.index_put_ X l x; Tensor.scatter_ X d i x;
    Tensor.scatter_ X d i k; Tensor.scatter_add_ X d i x; Tensor.scatter_reduce_ X d i x reduce=reduction;
    Tensor.put_ X i x; Tensor.tril_ X n; Tensor.triu_ X n; Tensor.squeeze_ X d; Tensor.transpose_ X d d;
    Tensor.swapaxes_ X d d; Tensor.fill_diagonal_ X k b; Tensor.random_ X n n; Tensor.uniform_ X k k;
    Tensor.normal_ X k k; Tensor.bernoulli_ X k; Tensor.exponential_ X k; Tensor.addmm_ X m m; Tensor.nan_to_num_ X k;
    Tensor.resize_ X z; Tensor.lt_ X k; cumsum x d dtype=t; constant_pad_nd x P k; Tensor.new_tensor X k;
    Tensor.addmm_ X m m alpha=k beta=k; add x k alpha=k; logsumexp x D;
    Tensor.igamma_ X x; Tensor.mvlgamma_ X n; Tensor.narrow X d n n; Tensor.new_empty X z dtype=t;
    Tensor.polygamma_ X n; Tensor.sum_to_size X z; Tensor.to X x; Tensor.type_as X x; amax x D b; amin x D b;
    as_strided_scatter x x z z; bartlett_window n; bernoulli x; bernoulli x k; bincount i x; broadcast_shapes z z;
    empty_like x dtype=t; empty_strided z z; floor_divide x k; hamming_window n; histogram f f; histogram f n;
    histogram f n density=b; igamma x x; igammac x x; kaiser_window n; masked_scatter x mask x; narrow_copy x d n n;
    normal k k z; pow k x; Tensor.stride X d; Tensor.size X d; binomial f f; randn z dtype=t;
"""
# in place, and with `out=`
WRITTEN = """
    Tensor.add_ X x; Tensor.add_ X k; Tensor.sub_ X x; Tensor.mul_ X x; Tensor.mul_ X k; Tensor.div_ X x;
    Tensor.div_ X k; Tensor.exp_ X; Tensor.sqrt_ X; Tensor.abs_ X; Tensor.neg_ X; Tensor.sigmoid_ X; Tensor.floor_ X;
    Tensor.round_ X; Tensor.zero_ X; Tensor.masked_scatter_ X mask x; Tensor.lerp_ X x k;
    Tensor.addcmul_ X x x value=k; Tensor.logical_and_ X x; Tensor.logical_not_ X; Tensor.bitwise_and_ X x;
    Tensor.bitwise_not_ X; Tensor.eq_ X x; Tensor.cumsum_ X d; Tensor.unsqueeze_ X d; Tensor.t_ X;
    Tensor.renorm_ X k d k; Tensor.addmv_ X m x; Tensor.atan2_ X x; Tensor.hypot_ X x; Tensor.xlogy_ X x;
    Tensor.copysign_ X k; Tensor.nextafter_ X x; Tensor.heaviside_ X x; add x x out=o; sub x k out=o; mul x x out=o;
    div x x out=o; eq x x out=o; lt x x out=o; maximum x x out=o; mm m m out=o; masked_select x mask out=o;
    logical_or x x out=o; dot x x out=o; lerp x x k out=o; Tensor.floor_divide_ X x; Tensor.remainder_ X k;
    Tensor.fmod_ X x; Tensor.addcdiv_ X x x value=k;
    matmul x x out=o;
"""
# `nn.functional`; capital kinds are never odd, since PyTorch's Python functions fail at whatever they read first
FUNCTIONAL = """
    nn.functional.relu X; nn.functional.silu X; nn.functional.hardsigmoid X; nn.functional.hardswish X;
    nn.functional.relu6 X; nn.functional.selu X; nn.functional.mish X; nn.functional.logsigmoid X;
    nn.functional.softsign X; nn.functional.tanhshrink X; nn.functional.hardshrink X k; nn.functional.prelu X X;
    nn.functional.linear IMAGE M X; nn.functional.conv1d IMAGE IMAGE; nn.functional.conv2d IMAGE IMAGE X;
    nn.functional.conv3d IMAGE IMAGE; nn.functional.conv_transpose1d IMAGE IMAGE;
    nn.functional.adaptive_max_pool2d IMAGE Z; nn.functional.batch_norm IMAGE training=b;
    nn.functional.layer_norm IMAGE z; nn.functional.group_norm IMAGE n; nn.functional.rms_norm IMAGE z;
    nn.functional.embedding_bag I M I; nn.functional.mse_loss X X reduction=reduction;
    nn.functional.binary_cross_entropy X X; nn.functional.poisson_nll_loss X X;
    nn.functional.margin_ranking_loss X X X k; nn.functional.multi_margin_loss X I;
    nn.functional.triplet_margin_loss X X X; nn.functional.ctc_loss X I I I; nn.functional.affine_grid M z;
    nn.functional.pixel_shuffle IMAGE n; nn.functional.batch_norm IMAGE X X;
    nn.functional.cosine_embedding_loss X X X;
    nn.functional.pdist X;
"""
# matrices, `fft`, `special`
LINEAR = """
    linalg.slogdet m; linalg.qr m; linalg.eigvals m; linalg.tensorsolve m m; logdet m; slogdet m; cholesky_inverse m;
    chain_matmul m m; bmm image image; mm m m; dot x x; vdot x x; inner x x; outer x x; ger x x; addr x x x;
    special.entr x; special.erfinv x; special.expit x; special.i0 x; special.ndtri x; special.log_ndtr x;
    special.xlog1py x x; special.zeta x x; special.bessel_j0 x; special.psi x; linalg.inv m; linalg.solve m m;
    inverse m; linalg.matmul m m; special.softmax x d;
"""

TABLES = [table for name, table in list(globals().items()) if name.isupper()]


@pytest.mark.parametrize("line", lines(TABLES))
def test_calls(line: str) -> None:
    every_call_alike(line)
