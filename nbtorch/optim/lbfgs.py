"""L-BFGS."""

from __future__ import annotations

from typing import Any

from .. import _functions as F
from ..autograd.modes import enable_grad, no_grad
from ..ops.complexes import view_as_real
from .line_search import strong_wolfe
from .optimizer import Optimizer
from .settings import check_rate, scalar


class LBFGS(Optimizer):
    """Limited-memory BFGS (Nocedal & Wright, Numerical Optimization, algorithm 7.5): one group, and a closure.

    A step takes up to `max_iter` iterations and `max_eval` losses; `line_search_fn` is None or 'strong_wolfe'.
    """

    def __init__(
        self, params: Any, lr: Any = 1, max_iter: int = 20, max_eval: int | None = None, tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9, history_size: int = 100, line_search_fn: str | None = None,
    ):  # fmt: skip
        check_rate(lr)
        if max_eval is None:
            max_eval = max_iter * 5 // 4
        super().__init__(params, dict(
            lr=lr, max_iter=max_iter, max_eval=max_eval, tolerance_grad=tolerance_grad,
            tolerance_change=tolerance_change, history_size=history_size, line_search_fn=line_search_fn,
        ))  # fmt: skip
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS doesn't support per-parameter options (parameter groups)")

    @property
    def _params(self) -> list[Any]:
        params: list[Any] = self.param_groups[0]["params"]
        return params

    def _flat_grad(self) -> Any:
        """All gradients as one vector of real numbers; zeros where there is none."""
        grads = [F.zeros_like(p) if p.grad is None else p.grad for p in self._params]
        return F.cat([(view_as_real(g) if g.is_complex() else g).reshape(-1) for g in grads], 0)

    def _move(self, length: Any, direction: Any) -> None:
        """Add a multiple of a vector to the parameters."""
        start = 0
        for p in self._params:
            real = view_as_real(p) if p.is_complex() else p
            end = start + real.numel()
            real.add_(direction[start:end].view_as(real), alpha=float(length))
            start = end

    def step(self, closure: Any) -> Any:  # type: ignore[override] # as in PyTorch
        """Minimise what `closure` computes, for some iterations; gives the loss at the start."""
        with no_grad():
            return self._minimise(enable_grad()(closure))

    def _minimise(self, closure: Any) -> Any:
        group = self.param_groups[0]
        lr, most = scalar(group["lr"]), group["max_iter"]
        state = self.state[self._params[0]]  # all of it, as in PyTorch
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first = closure()
        loss, evaluations = float(first), 1
        state["func_evals"] += 1
        gradient = self._flat_grad()
        if gradient.abs().max() <= group["tolerance_grad"]:
            return first
        memory = Memory(state)
        for iteration in range(1, most + 1):
            state["n_iter"] += 1
            if state["n_iter"] == 1:
                memory.begin(gradient)
                length = min(1.0, 1.0 / gradient.abs().sum()) * lr
            else:
                memory.update(gradient, group["history_size"], state)
                length = lr
            memory.remember(gradient, loss, length)
            slope = gradient.dot(memory.direction)
            if slope > -group["tolerance_change"]:
                break
            before, trials = loss, 0
            if group["line_search_fn"] is not None:
                if group["line_search_fn"] != "strong_wolfe":
                    raise RuntimeError("only 'strong_wolfe' is supported")
                loss, gradient, length, trials = self._search(
                    closure, length, memory.direction, loss, gradient, slope, group["max_eval"] - evaluations
                )
                memory.length = length
                self._move(length, memory.direction)
            else:
                self._move(length, memory.direction)
                if iteration != most:  # the last point is looked at by the next step, on other data perhaps
                    loss, trials = float(closure()), 1
                    gradient = self._flat_grad()
            evaluations += trials
            state["func_evals"] += trials
            if (
                iteration == most
                or evaluations >= group["max_eval"]
                or gradient.abs().max() <= group["tolerance_grad"]
                or (memory.direction * length).abs().max() <= group["tolerance_change"]
                or abs(loss - before) < group["tolerance_change"]
            ):
                break
        memory.save(state)
        return first

    def _search(
        self, closure: Any, length: Any, direction: Any, loss: float, gradient: Any, slope: Any, most: int
    ) -> tuple[float, Any, Any, int]:
        """A line search from where the parameters are, which they return to."""
        start = [p.clone() for p in self._params]

        def evaluate(length: Any) -> tuple[float, Any]:
            self._move(length, direction)
            found = float(closure()), self._flat_grad()
            for p, old in zip(self._params, start, strict=True):
                p.copy_(old)
            return found

        return strong_wolfe(evaluate, length, direction, loss, gradient, slope, most)


class Memory:
    """The last steps and changes of the gradient, from which a direction is made."""

    def __init__(self, state: dict[str, Any]):
        self.direction: Any = state.get("d")
        self.length: Any = state.get("t")
        self.changes: Any = state.get("old_dirs")
        self.steps: Any = state.get("old_stps")
        self.rhos: Any = state.get("ro")
        self.scale: Any = state.get("H_diag")
        self.gradient: Any = state.get("prev_flat_grad")
        self.loss: Any = state.get("prev_loss")

    def begin(self, gradient: Any) -> None:
        """The first direction goes down."""
        self.direction = gradient.neg()
        self.changes, self.steps, self.rhos = [], [], []
        self.scale = 1

    def update(self, gradient: Any, most: int, state: dict[str, Any]) -> None:
        """The next direction, after one more step: the gradient times what is known of the inverse Hessian."""
        change, step = gradient - self.gradient, self.direction * self.length
        curvature = change.dot(step)
        if curvature > 1e-10:
            if len(self.changes) == most:
                for kept in (self.changes, self.steps, self.rhos):
                    kept.pop(0)
            self.changes.append(change)
            self.steps.append(step)
            self.rhos.append(1.0 / curvature)
            self.scale = curvature / change.dot(change)
        factors = state.setdefault("al", [None] * most)
        found = gradient.neg()
        for i in range(len(self.changes) - 1, -1, -1):
            factors[i] = self.steps[i].dot(found) * self.rhos[i]
            found.add_(self.changes[i], alpha=-factors[i].item())
        found = found * self.scale
        for i in range(len(self.changes)):
            found.add_(self.steps[i], alpha=(factors[i] - self.changes[i].dot(found) * self.rhos[i]).item())
        self.direction = found

    def remember(self, gradient: Any, loss: float, length: Any) -> None:
        """Note where a step begins."""
        self.gradient, self.loss, self.length = gradient.clone(), loss, length

    def save(self, state: dict[str, Any]) -> None:
        """Put everything into the state, under PyTorch's names."""
        state.update(
            d=self.direction, t=self.length, old_dirs=self.changes, old_stps=self.steps, ro=self.rhos,
            H_diag=self.scale, prev_flat_grad=self.gradient, prev_loss=self.loss,
        )  # fmt: skip
