"""Where nbtorch departs from PyTorch's operator database: which part of an entry, how many samples, and why."""

HALF_COMPLEX = "NumPy has no complex numbers of half precision"
SWAPPED = "PyTorch's derivative is 1 where the input is overwritten, and 0 where it is kept"
PHASE = "second derivatives depend on the phase of complex singular vectors, which is free"
BESSEL = "PyTorch's is off by 3e-6 of SciPy's, ours by rounding"
EXCEPTIONS = {  # (entry, part): (how many samples, why)
    ("complex", "float16"): (9, HALF_COMPLEX),
    ("view_as_complex", "float16"): (1, HALF_COMPLEX),
    ("as_strided_scatter", "float32"): (7, SWAPPED),
    ("as_strided_scatter", "float64"): (7, SWAPPED),
    ("as_strided_scatter", "float16"): (7, SWAPPED),
    ("as_strided_scatter", "bfloat16"): (5, SWAPPED),
    ("as_strided_scatter", "complex64"): (7, SWAPPED),
    ("gradient", "errors"): (3, "there is no meta device"),
    ("pca_lowrank", "complex64"): (15, PHASE),
    ("renorm", "complex64"): (1, "PyTorch's derivative of an infinity norm is NaN here"),
    ("special.bessel_j0", "float64"): (1, BESSEL),
    ("special.bessel_y1", "float64"): (1, BESSEL),
    ("svd_lowrank", "complex64"): (16, PHASE),
    ("istft", "complex64"): (2, "the window of these samples is a slice, for which PyTorch returns no gradient"),
    ("logcumsumexp", "float32"): (1, "PyTorch's derivative is off by 1e-3 here, ours by 2e-7 of float64's"),
    ("logcumsumexp", "float16"): (1, "PyTorch's derivative is 0 where the sum is rounded"),
    ("logcumsumexp", "bfloat16"): (1, "PyTorch's derivative is 0 where the sum is rounded"),
    ("logcumsumexp", "complex64"): (2, "PyTorch's derivative loses digits here"),
}
INTERNAL, SPARSE = "not a function of the public namespaces", "there are no sparse tensors"
UNSUPPORTED = {  # entries as a whole
    "_batch_norm_with_update": INTERNAL,
    "_native_batch_norm_legit": INTERNAL,
    "_softmax_backward_data": INTERNAL,
    "_upsample_bilinear2d_aa": INTERNAL,
    "max_pool2d_with_indices_backward": INTERNAL,
    "native_dropout_backward": INTERNAL,
    "slice": INTERNAL,
    "torch.ops.aten._safe_softmax.default": INTERNAL,
    "sparse.mm": SPARSE,
    "sparse.sampled_addmm": SPARSE,
    "to_sparse": SPARSE,
    "chalf": HALF_COMPLEX,
    "jiterator_unary": "compiles CUDA source",
    "jiterator_binary": "compiles CUDA source",
    "jiterator_binary_return_by_ref": "compiles CUDA source",
    "jiterator_2inputs_2outputs": "compiles CUDA source",
    "jiterator_4inputs_with_extra_args": "compiles CUDA source",
}
