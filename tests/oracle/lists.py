"""What the comparison with PyTorch's operator database makes allowance for."""

UNSET = {  # their values are whatever memory held
    "empty", "empty_like", "empty_permuted", "empty_strided", "new_empty", "new_empty_strided", "resize_", "resize_as_",
}  # fmt: skip
UNIQUE_UP_TO_PHASE = {"svd", "linalg.svd", "linalg.eigh", "linalg.eig", "qr", "linalg.qr"}
