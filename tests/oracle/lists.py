"""What the comparison with PyTorch's operator database makes allowance for."""

UNSET = {  # their values are whatever memory held
    "empty", "empty_like", "empty_permuted", "empty_strided", "new_empty", "new_empty_strided", "resize_", "resize_as_",
}  # fmt: skip
UNIQUE_UP_TO_PHASE = {"svd", "linalg.svd", "linalg.eigh", "linalg.eig", "qr", "linalg.qr", "svd_lowrank", "pca_lowrank"}
TIES = {  # where `dim` stands; plus 10 where only indices come back
    "topk": 1, "kthvalue": 1, "mode": 0, "median": 0, "nanmedian": 0, "sort": 0, "argsort": 10,
}  # fmt: skip
