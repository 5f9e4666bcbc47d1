UNSET = {"empty", "empty_like", "new_empty", "empty_strided", "new_empty_strided", "empty_permuted", "resize_", "resize_as_"}
UNIQUE_UP_TO_PHASE = {"svd", "linalg.svd", "linalg.eigh", "linalg.eig", "qr", "linalg.qr"}
