"""How elements lie in memory, as PyTorch names it. Here they are always strided: the other names are for reading."""

from __future__ import annotations

from typing import Any, ClassVar


class Named:
    """A constant that prints as PyTorch's and of which there is one per name."""

    __slots__ = ("name",)
    name: str
    known: ClassVar[dict[str, Any]]

    def __new__(cls, *args: Any) -> Any:
        raise TypeError(f"cannot create 'torch.{cls.__name__}' instances")

    @classmethod
    def called(cls, name: str) -> Any:
        """The constant of this name."""
        if name not in cls.known:
            cls.known[name] = object.__new__(cls)
            cls.known[name].name = name
        return cls.known[name]

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> Any:
        return constant, (type(self).__name__, self.name)

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: Any) -> Any:
        return self


class layout(Named):
    """Whether a tensor holds all its elements (`strided`) or some (the sparse ones, which nbtorch does not make)."""

    __slots__ = ()
    known: ClassVar[dict[str, Any]] = {}


class memory_format(Named):
    """In which order the dimensions of a tensor lie in memory."""

    __slots__ = ()
    known: ClassVar[dict[str, Any]] = {}


def constant(kind: str, name: str) -> Any:
    """A pickled constant again: by a name that the alias does not change."""
    return {"layout": layout, "memory_format": memory_format}[kind].called(name)


strided: layout = layout.called("strided")
sparse_coo: layout = layout.called("sparse_coo")
sparse_csr: layout = layout.called("sparse_csr")
sparse_csc: layout = layout.called("sparse_csc")
sparse_bsr: layout = layout.called("sparse_bsr")
sparse_bsc: layout = layout.called("sparse_bsc")
jagged: layout = layout.called("jagged")

contiguous_format: memory_format = memory_format.called("contiguous_format")
preserve_format: memory_format = memory_format.called("preserve_format")
channels_last: memory_format = memory_format.called("channels_last")
channels_last_3d: memory_format = memory_format.called("channels_last_3d")


def dense(function: str, wanted: Any) -> None:
    """Refuse a `layout=` argument that is not one, or that is not strided; None was not given."""
    if wanted is None:
        return
    if not isinstance(wanted, layout):
        raise TypeError(f"{function}(): argument 'layout' must be torch.layout, not {type(wanted).__name__}")
    if wanted is not strided:
        raise NotImplementedError(f"{function}(): nbtorch makes dense tensors, layout=torch.strided, not {wanted!r}")
