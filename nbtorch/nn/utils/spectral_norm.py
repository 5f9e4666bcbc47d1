"""Spectral normalisation by a hook: the older form of `parametrizations.spectral_norm`."""

from __future__ import annotations

from typing import Any

from ...autograd.modes import no_grad
from ...linalg import multi_dot
from .. import functional as F
from .._lazy_parameter import is_lazy
from ..modules.conv_transpose import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d
from ..parameter import Parameter
from ._power import as_matrix


class SpectralNorm:
    """The hook that divides a weight by its greatest singular value, which power iterations follow in training."""

    _version = 1  # states before it have the divided weight and no `_v`

    def __init__(self, name: str = "weight", n_power_iterations: int = 1, dim: int = 0, eps: float = 1e-12):
        if n_power_iterations <= 0:
            raise ValueError(
                f"Expected n_power_iterations to be positive, but got n_power_iterations={n_power_iterations}"
            )
        self.name, self.dim, self.n_power_iterations, self.eps = name, dim, n_power_iterations, eps

    def compute_weight(self, module: Any, do_power_iteration: bool) -> Any:
        """The weight divided by its norm, after the vectors were turned further in place."""
        weight, u, v = [getattr(module, f"{self.name}_{word}") for word in ("orig", "u", "v")]
        matrix = as_matrix(weight, self.dim)
        if do_power_iteration:
            with no_grad():
                for _ in range(self.n_power_iterations):
                    v.copy_(F.normalize(matrix.t().mv(u), dim=0, eps=self.eps))
                    u.copy_(F.normalize(matrix.mv(v), dim=0, eps=self.eps))
                u, v = u.clone(), v.clone()  # the next call turns the buffers; this graph keeps what it saw
        return weight / u.dot(matrix.mv(v))

    def remove(self, module: Any) -> None:
        """Make the divided weight the module's own."""
        with no_grad():
            weight = self.compute_weight(module, do_power_iteration=False)
        for word in ("", "_u", "_v", "_orig"):
            delattr(module, self.name + word)
        module.register_parameter(self.name, Parameter(weight.detach()))

    def __call__(self, module: Any, inputs: Any) -> None:
        setattr(module, self.name, self.compute_weight(module, do_power_iteration=module.training))

    @staticmethod
    def apply(module: Any, name: str, n_power_iterations: int, dim: int, eps: float) -> SpectralNorm:
        """Hook a module and divide its weight a first time."""
        if any([isinstance(h, SpectralNorm) and h.name == name for h in module._forward_pre_hooks.values()]):
            raise RuntimeError(f"Cannot register two spectral_norm hooks on the same parameter {name}")
        made, weight = SpectralNorm(name, n_power_iterations, dim, eps), module._parameters[name]
        if weight is None:
            raise ValueError(f"`SpectralNorm` cannot be applied as parameter `{name}` is None")
        if is_lazy(weight):
            raise ValueError(
                "The module passed to `SpectralNorm` can't have uninitialized parameters. Make sure to run the dummy "
                "forward before applying spectral normalization"
            )
        with no_grad():
            sizes = as_matrix(weight, dim).shape
            vectors = [F.normalize(weight.new_empty(size).normal_(0, 1), dim=0, eps=eps) for size in sizes]
        delattr(module, name)
        module.register_parameter(f"{name}_orig", weight)
        setattr(module, name, weight.data)
        for letter, vector in zip("uv", vectors, strict=True):
            module.register_buffer(f"{name}_{letter}", vector)
        module.register_forward_pre_hook(made)
        module._register_state_dict_hook(SpectralNormStateDictHook(made))
        module._register_load_state_dict_pre_hook(SpectralNormLoadStateDictPreHook(made))
        return made


class SpectralNormLoadStateDictPreHook:
    """Completes states of before `_v` was saved."""

    def __init__(self, fn: SpectralNorm):
        self.fn = fn

    def __call__(
        self, state_dict: Any, prefix: str, local_metadata: Any, strict: bool, missing_keys: list[str],
        unexpected_keys: list[str], error_msgs: list[str],
    ) -> None:  # fmt: skip
        version = local_metadata.get("spectral_norm", {}).get(f"{self.fn.name}.version")
        key = prefix + self.fn.name
        if version is not None and version >= 1:
            return
        whole = all([key + word in state_dict for word in ("_orig", "_u", "_v")])
        if version is None and whole and key not in state_dict:
            return
        missing = [key + word for word in ("_orig", "", "_u") if key + word not in state_dict]
        if missing:
            missing_keys.extend(missing if strict else ())
            return
        with no_grad():
            original, u = state_dict[f"{key}_orig"], state_dict[f"{key}_u"]
            sigma = (original / state_dict.pop(key)).mean()
            state_dict[f"{key}_v"] = _other_vector(as_matrix(original, self.fn.dim), u, sigma)


def _other_vector(matrix: Any, u: Any, sigma: Any) -> Any:
    """The `v` with `matrix @ v` along `u` (least squares) and `u @ matrix @ v = sigma`."""
    v = multi_dot([matrix.t().mm(matrix).pinverse(), matrix.t(), u.unsqueeze(1)]).squeeze(1)
    return v.mul_(sigma / u.dot(matrix.mv(v)))


class SpectralNormStateDictHook:
    """Notes in the metadata of a state which form it has."""

    def __init__(self, fn: SpectralNorm):
        self.fn = fn

    def __call__(self, module: Any, state_dict: Any, prefix: str, local_metadata: Any) -> None:
        versions, key = local_metadata.setdefault("spectral_norm", {}), f"{self.fn.name}.version"
        if key in versions:
            raise RuntimeError(f"Unexpected key in metadata['spectral_norm']: {key}")
        versions[key] = self.fn._version


def spectral_norm(
    module: Any, name: str = "weight", n_power_iterations: int = 1, eps: float = 1e-12, dim: int | None = None
) -> Any:
    """Divide a weight by its greatest singular value (Miyato et al., 2018); returns `module`."""
    if dim is None:
        dim = 1 if isinstance(module, (ConvTranspose1d, ConvTranspose2d, ConvTranspose3d)) else 0
    SpectralNorm.apply(module, name, n_power_iterations, dim, eps)
    return module


def remove_spectral_norm(module: Any, name: str = "weight") -> Any:
    """Make the divided weight an ordinary parameter; returns `module`."""
    kinds = (SpectralNormStateDictHook, SpectralNormLoadStateDictPreHook)
    for number, hook in module._forward_pre_hooks.items():
        if isinstance(hook, SpectralNorm) and hook.name == name:
            hook.remove(module)
            del module._forward_pre_hooks[number]
            break
    else:
        raise ValueError(f"spectral_norm of '{name}' not found in {module}")
    for hooks in (module._state_dict_hooks, module._load_state_dict_pre_hooks):
        for number, hook in list(hooks.items()):
            if isinstance(hook, kinds) and hook.fn.name == name:
                del hooks[number]
    return module
