"""`torch.storage`: the memory behind tensors."""

from .backend.storage import TypedStorage as TypedStorage, UntypedStorage as UntypedStorage
