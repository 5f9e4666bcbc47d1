"""What the comparison with PyTorch's operator database makes allowance for."""

UNSET = {  # their values are whatever memory held
    "empty", "empty_like", "empty_permuted", "empty_strided", "new_empty", "new_empty_strided", "resize_", "resize_as_",
}  # fmt: skip
UNIQUE_UP_TO_PHASE = {"svd", "linalg.svd", "linalg.eigh", "linalg.eig", "qr", "linalg.qr", "svd_lowrank", "pca_lowrank"}
TIES = {  # where `dim` stands; plus 10 where only indices come back
    "topk": 1, "kthvalue": 1, "mode": 0, "median": 0, "nanmedian": 0, "sort": 0, "argsort": 10,
}  # fmt: skip

# The operations that people really use, by the database's names
# all of the core is right
CORE = """
arange eye full full_like linspace ones ones_like zeros zeros_like empty empty_like rand_like randn_like randint randn
new_zeros new_ones new_full tril_indices triu_indices normal uniform bernoulli multinomial
abs neg sign exp expm1 log log2 log10 log1p sqrt rsqrt square reciprocal pow sin cos tan atan atan2 tanh sigmoid erf
ceil floor round trunc clamp clamp_min clamp_max nan_to_num add sub mul div floor_divide remainder addcmul addcdiv
lerp maximum minimum logaddexp __radd__ __rsub__ __rmul__ __rdiv__ __rpow__ __rmatmul__
eq ne lt le gt ge equal allclose isclose isnan isinf isfinite logical_and logical_or logical_not bitwise_and
bitwise_or bitwise_not where masked_fill masked_select any all isin
sum mean std var var_mean max min amax amin argmax argmin prod norm logsumexp median quantile cumsum cumprod
count_nonzero bincount unique
__getitem__ view view_as reshape transpose permute t mT squeeze unsqueeze expand expand_as repeat repeat_interleave
tile flatten unflatten ravel movedim cat stack hstack vstack split chunk unbind flip roll narrow select contiguous
clone broadcast_to broadcast_tensors meshgrid diag diag_embed diagonal tril triu unfold gather scatter scatter_add
index_select index_add index_fill index_put take_along_dim nonzero sort argsort topk searchsorted fill zero_ item
trace
to float double half bfloat16 int long bool
matmul mm bmm mv dot inner outer addmm baddbmm einsum tensordot cross cdist linalg.norm linalg.inv linalg.det
linalg.slogdet linalg.solve linalg.cholesky linalg.qr linalg.svd linalg.eigh
complex real imag polar view_as_real view_as_complex fft.fft fft.ifft fft.rfft fft.irfft
nn.functional.linear nn.functional.conv1d nn.functional.conv2d nn.functional.conv_transpose1d
nn.functional.conv_transpose2d nn.functional.unfold nn.functional.max_pool1d nn.functional.max_pool2d
nn.functional.avg_pool1d nn.functional.avg_pool2d nn.functional.adaptive_avg_pool1d nn.functional.adaptive_avg_pool2d
nn.functional.adaptive_max_pool1d nn.functional.adaptive_max_pool2d nn.functional.batch_norm nn.functional.layer_norm
nn.functional.group_norm nn.functional.instance_norm nn.functional.rms_norm nn.functional.normalize
nn.functional.dropout nn.functional.dropout2d nn.functional.embedding nn.functional.embedding_bag
nn.functional.one_hot nn.functional.pad nn.functional.interpolate nn.functional.grid_sample
nn.functional.pixel_shuffle nn.functional.scaled_dot_product_attention nn.functional.multi_head_attention_forward
nn.functional.cosine_similarity nn.functional.pairwise_distance nn.functional.relu nn.functional.relu6
nn.functional.leaky_relu nn.functional.elu nn.functional.selu nn.functional.gelu nn.functional.silu nn.functional.mish
nn.functional.glu nn.functional.softplus nn.functional.hardtanh nn.functional.hardsigmoid nn.functional.hardswish
nn.functional.logsigmoid nn.functional.prelu nn.functional.cross_entropy nn.functional.nll_loss nn.functional.mse_loss
nn.functional.l1_loss nn.functional.smooth_l1_loss nn.functional.huber_loss nn.functional.binary_cross_entropy
nn.functional.binary_cross_entropy_with_logits nn.functional.kl_div nn.functional.margin_ranking_loss
nn.functional.triplet_margin_loss nn.functional.ctc_loss softmax log_softmax
""".split()  # noqa: SIM905
# and 97 % of the rest
WIDE = """
logspace randint_like new_empty scalar_tensor exponential
exp2 asin acos sinh cosh logit erfinv frac true_divide fmod float_power rsub fmax fmin logaddexp2 hypot positive
deg2rad rad2deg lgamma digamma xlogy sgn copysign __rmod__
logical_xor bitwise_xor masked_scatter signbit
std_mean mode nansum nanmean cummax cummin logcumsumexp histc dist aminmax unique_consecutive
reshape_as T dstack column_stack split_with_sizes tensor_split fliplr flipud rot90 cartesian_prod combinations
diagflat as_strided atleast_1d atleast_2d atleast_3d block_diag scatter_reduce index_copy take put argwhere kthvalue
bucketize msort select_scatter slice_scatter diagonal_scatter constant_pad_nd sum_to_size
short byte char
addmv addbmm addr kron cov corrcoef linalg.vector_norm linalg.matrix_norm linalg.eigvalsh linalg.matrix_power
linalg.pinv linalg.lstsq linalg.multi_dot linalg.cross svd cholesky logdet linalg.eig linalg.matrix_rank
linalg.svdvals
angle conj fft.fft2 fft.ifft2 stft istft
nn.functional.bilinear nn.functional.conv3d nn.functional.max_pool3d nn.functional.avg_pool3d
nn.functional.max_unpool2d nn.functional.local_response_norm nn.functional.alpha_dropout
nn.functional.upsample_nearest nn.functional.upsample_bilinear nn.functional.pixel_unshuffle nn.functional.pdist
nn.functional.celu nn.functional.softsign nn.functional.softmin nn.functional.tanhshrink nn.functional.threshold
nn.functional.hardshrink nn.functional.softshrink nn.functional.rrelu nn.functional.cosine_embedding_loss
nn.functional.hinge_embedding_loss nn.functional.soft_margin_loss nn.functional.multilabel_soft_margin_loss
nn.functional.poisson_nll_loss nn.functional.gaussian_nll_loss nn.functional.multi_margin_loss
""".split()  # noqa: SIM905
