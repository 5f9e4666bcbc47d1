"""The settings of a group: what constructors refuse, and what a step makes of tensors and flags among them."""

from __future__ import annotations

from typing import Any

from .._tensor import Tensor

FUSED = ["mps", "cuda", "xpu", "hpu", "cpu", "mtia", "privateuseone"]  # PyTorch's list, for its text


def check_rate(lr: Any) -> None:
    """Refuse a learning rate of several elements, or below zero."""
    if isinstance(lr, Tensor) and lr.numel() != 1:
        raise ValueError("Tensor lr must be 1-element")
    not_below(0, "learning rate", lr)


def not_below(least: float, name: str, value: Any) -> None:
    """Refuse a setting that is too small, or no number, in PyTorch's words."""
    if not least <= value:
        raise ValueError(f"Invalid {name}: {value}")


def check_betas(betas: Any) -> None:
    """Refuse rates of decay outside of [0, 1)."""
    for i in range(2):
        if not 0 <= betas[i] < 1:
            raise ValueError(f"Invalid beta parameter at index {i}: {betas[i]}")


def plain(group: dict[str, Any]) -> bool:
    """Whether no setting is a tensor."""
    return not (
        isinstance(group["lr"], Tensor)
        or isinstance(group.get("weight_decay"), Tensor)
        or ("betas" in group and isinstance(group["betas"][0], Tensor))
    )


def resolved(group: dict[str, Any]) -> dict[str, Any]:
    """The settings with numbers in the place of tensors; a number keeps the dtype, and so rounds as the tensor did."""
    found = {name: number(value) for name, value in group.items() if name != "params"}
    if "betas" in found:
        found["betas"] = tuple([number(beta) for beta in found["betas"]])
    return found


def number(value: Any) -> Any:
    """The number in a tensor of one element; anything else as it is."""
    if not isinstance(value, Tensor):
        return value
    found = value.detach().cpu().numpy().reshape(-1)[0]
    return found.item() if found.dtype == "float64" else found  # a float rounds to the dtype of what it meets


def scalar(value: Any) -> Any:
    """A tensor of one element without its dimensions; anything else as it is."""
    return value.squeeze() if isinstance(value, Tensor) and value.dim() else value


def check_flags(optimizer: Any, group: dict[str, Any]) -> None:
    """Refuse flags that do not go together, or not with where the parameters are, when a step comes to them."""
    params = [p for p in group["params"] if p._grad is not None]
    if not params:
        return
    if group.get("fused") and any([p.is_complex() for p in params]):
        dtype = next(p.dtype for p in params if p.is_complex())
        raise RuntimeError(
            "`fused=True` requires all the params to be floating point Tensors of supported devices: "
            f"{FUSED} but {dtype} and {params[0].device.type}"
        )
    if group.get("differentiable") and group.get("foreach"):
        raise AssertionError("_foreach ops don't support autograd")
    devices = list(optimizer.capturable_devices)
    if group.get("capturable") and any([p.device.type not in devices for p in params]):
        raise AssertionError(
            f"If capturable=True, {optimizer.capturable_state} must be on supported devices: {devices}."
        )
