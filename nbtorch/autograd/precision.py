"""What autocast does to each op: one table a device, by the op's name, with the meaning of PyTorch's lists.

| policy  | the floating inputs (not float64) become                                  |
|---------|---------------------------------------------------------------------------|
| lower   | the dtype of the region, bfloat16 or float16                              |
| float32 | float32                                                                   |
| widest  | float32 if one of them is, else they stay                                 |
| alone   | as they are: composed here of ops that have a policy, one kernel in PyTorch |
| refused | an error                                                                  |

An op that is not here runs in the dtypes it is given. So does a GRU on the CPU: PyTorch's is made of parts there, and
some of those widen the others.
"""

from __future__ import annotations

POLICIES = {
    "cpu": {
        "lower": """
            addbmm addmm baddbmm bmm convolution convolution_transposed linear lstm matmul prelu_kernel rnn_relu
            rnn_tanh scaled_dot_product_attention vecdot
        """,
        "float32": """
            adaptive_avg_pool3d adaptive_max_pool3d avg_pool3d binary_cross_entropy binary_cross_entropy_with_logits
            cdist cholesky cholesky_ex cholesky_inverse cholesky_solve cond cosine_embedding_loss cross_entropy ctc_loss
            eig eigh eigvals eigvalsh factor fft fft2 fftn fractional_max_pool2d fractional_max_pool3d geqrf grid_sample
            hfft hinge_embedding_loss householder_product huber_loss ifft ifft2 ifftn ihfft inv inv_ex inverse irfft
            irfft2 irfftn kl_div l1_loss local_response_norm lstsq lu_solve margin_ranking_loss matrix_rank max_pool3d
            max_unpool2d max_unpool3d mse_loss multi_margin_loss multilabel_margin_loss nanquantile nll_loss orgqr ormqr
            padded_from_edges pinverse poisson_nll_loss polar prod qr quantile rfft rfft2 rfftn smooth_l1_loss
            soft_margin_loss solve stft svd svdvals tensorinv tensorsolve trace triangular_solve triplet_margin_loss
            view_as_complex
        """,
        "widest": "cat index_copy stack",
        "alone": """
            addmv addr dot mv vdot
        """,
    },
    "cuda": {
        "lower": """
            addbmm addmm addmv addr baddbmm bmm chain_matmul convolution convolution_transposed einsum gru linear lstm
            matmul multi_dot mv prelu_kernel rnn_relu rnn_tanh scaled_dot_product_attention vecdot
        """,
        "float32": """
            acos asin binary_cross_entropy_with_logits cdist cosh cosine_embedding_loss cosine_similarity cross_entropy
            cumprod cumsum dist erfinv exp expm1 group_norm hinge_embedding_loss huber_loss kl_div l1_loss layer_norm
            log log10 log1p log2 log_softmax logsumexp margin_ranking_loss matrix_norm mse_loss multi_margin_loss
            multilabel_margin_loss native_layer_norm nll_loss norm pdist poisson_nll_loss pow prod reciprocal renorm
            rms_norm rsqrt sinh smooth_l1_loss soft_margin_loss softmax softplus sum tan triplet_margin_loss upsampled
            vector_norm
        """,
        "widest": """
            addcdiv addcmul atan2 bilinear cross dot grid_sample index_put scatter_add tensordot vdot
        """,
        "alone": "trace",
        "refused": "binary_cross_entropy",
    },
}
OF = {
    device: {name: policy for policy, names in lists.items() for name in names.split()}
    for device, lists in POLICIES.items()
}
KNOWN = {name for table in OF.values() for name in table}
UNSAFE = (
    "torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to autocast.\n"
    "Many models use a sigmoid layer right before the binary cross entropy layer.\n"
    "In this case, combine the two layers using torch.nn.functional.binary_cross_entropy_with_logits\n"
    "or torch.nn.BCEWithLogitsLoss.  binary_cross_entropy_with_logits and BCEWithLogits are\n"
    "safe to autocast."
)
