"""Listens to training and finds what is wrong with it while it happens: cheap at every step, thorough now and then."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from sys import getrefcount
from typing import Any
from weakref import WeakSet, ref

import numpy as np

from ...autograd.modes import recording
from ...autograd.node import PARENTS, SEQ, WHERE, clock
from ...autograd.scope import site
from ..listening import Listening
from ..nodes import leaf_of, reachable, scopes
from ..places import NOWHERE, Cells, Place
from ..recorder import raised
from ..run import Run
from .errors import ERROR_RULES, explained
from .facts import Lines
from .finding import Explanations, Finding
from .loss_rules import NODE_RULES, of_graph, uncovered
from .nonfinite import traced
from .run_rules import RUN_RULES, of_run

LOOP_RULES = ("gradients never zeroed", "step without gradients", "losses kept with their graph",
              "evaluation in training mode", "evaluation with gradients", "parameters no optimizer holds",
              "loss not finite")  # fmt: skip
RULES = tuple(dict.fromkeys((*NODE_RULES, *RUN_RULES, *LOOP_RULES, *ERROR_RULES)))
EXPLAINED_BY = {  # what a rule sees may be the consequence of what another has seen in the same cell
    "exploding gradients": ("learning rate too high", "inputs not normalised"),
    "vanishing gradients": ("inputs not normalised",),
    "dead layers": ("inputs not normalised",),
}
QUIET_MOST = 3  # calls of a trained model without a loader that are taken for an evaluation: many are a generation
IN_A_ROW = 3  # steps before a habit of the loop is told
SITES_EVERY = 16  # calls of backward() between two looks at where it was called, after the first of a cell
NODES_MOST = 20_000  # of a graph that is looked at
LOSSES_KEPT, KEPT_FROM = 50, 20
NODES_PER_BATCH = 4  # recorded in an evaluation pass: fewer are none of the model's


class Steps:
    """What is known of one optimizer between its steps."""

    __slots__ = ("empty", "grad", "optimizer", "parameter", "step", "unzeroed", "walks", "zeroed")

    def __init__(self, optimizer: Any):
        self.optimizer = ref(optimizer)
        parameters = [p for group in optimizer.param_groups for p in group["params"]]
        self.parameter = min(parameters, key=lambda p: p._data.size)  # looking at it costs least
        self.grad: Any = None
        self.step = self.walks = self.unzeroed = self.empty = 0
        self.zeroed = False


class Thread:
    """What one thread is doing."""

    def __init__(self) -> None:
        self.steps: dict[int, Steps] = {}
        self.sites: dict[Any, int] = {}  # where backward() was called from -> how often
        self.losses: deque[Any] = deque(maxlen=LOSSES_KEPT)
        self.node: Any = None  # of the last loss
        self.held = 0  # losses in a row that something computed from them holds
        self.walks = 0
        self.calls: dict[int, int] = {}  # id of a model -> how often it was called before this cell
        self.broken = False  # a loss was not finite
        self.passes: dict[int, tuple[int, int, int, bool, dict[int, int]]] = {}


class Local(threading.local):
    """The `Thread` of the thread that asks."""

    def __init__(self) -> None:
        self.thread = Thread()


class Watcher(Listening):
    """Finds what is wrong. `on_finding(finding)` hears of each once a cell, in the training thread.

    What goes wrong here comes to `on_failure(error)`.
    """

    heard = ("walk", "step", "batch")

    def __init__(self, on_finding: Callable[[Finding], None] = lambda finding: None,
                 on_failure: Callable[[Exception], None] = raised, cells: Cells | None = None):
        super().__init__()
        self.on_finding, self.on_failure = on_finding, on_failure
        self.lines = Lines(cells)
        self.findings: dict[tuple[str, str], Finding] = {}  # of this cell
        self._local = Local()
        self._models: WeakSet[Any] = WeakSet()
        self._together: WeakSet[Any] = WeakSet()  # those whose losses other models had a part in
        self._lock = threading.Lock()

    def begin(self) -> None:
        """A cell starts."""
        self.findings = {}
        thread = self._local.thread = Thread()
        thread.calls = {id(model): _calls(model) for model in self._models}

    def end(self, error: BaseException | None = None) -> None:
        """The cell is over, perhaps with an error.

        Was a model, whole and in training mode, asked for an answer after it was trained?
        """
        if error is not None and (finding := explained(error, self.lines)) is not None:
            self.tell(finding)
        thread = self._local.thread
        stepped = 0 if thread.node is None else thread.node[SEQ]
        for model in self._models - self._together:
            scope = model.__dict__.get("_scope")
            called = _calls(model) - thread.calls.get(id(model), 0)
            if scope is None or not 0 < scope.quiet <= min(QUIET_MOST, called) or scope.asked[2] < stepped:
                continue
            named = _named(model)
            if named:
                self._noisy(model, named, "After the last step", ("+ model.eval()", "  with torch.no_grad(): ..."),
                            self.lines.at(*scope.asked[:2]))

    def look_at(self, run: Run) -> None:
        """Look at a run's curves and gradients: when it ends, and now and then before."""
        for finding in of_run(run):
            self.tell(finding)

    def explanations(self) -> Explanations:
        """What was found in this cell."""
        with self._lock:
            return Explanations.of(tuple(self.findings.values()), len(RULES))

    def tell(self, finding: Finding) -> None:
        """Note a finding; a newer one of the same rule and subject replaces it quietly."""
        key = finding.rule, finding.subject
        with self._lock:
            if any(rule in EXPLAINED_BY.get(finding.rule, ()) for rule, _ in self.findings):
                return
            known = key in self.findings
            self.findings[key] = finding
        if not known:
            self.on_finding(finding)

    # ---- listeners
    def listener(self, name: str) -> Callable[..., None]:
        """A listener whose failures come to `on_failure`."""
        listener = getattr(self, name)

        def guarded(*facts: Any) -> None:
            try:
                listener(*facts)
            except Exception as error:
                self.on_failure(error)

        return guarded

    def walk(self, tensor: Any) -> None:
        """`tensor.backward()` is about to walk the graph."""
        thread = self._local.thread
        thread.walks += 1
        for steps in thread.steps.values():
            steps.walks += 1
            if not steps.zeroed:
                grad = steps.parameter.grad
                steps.zeroed = grad is None or steps.grad is None or grad is not steps.grad() or not grad._data.any()
        node, data = tensor._node, tensor._data
        if node is None:
            return
        self._kept(thread, tensor, node)
        if thread.walks < SITES_EVERY or not thread.walks % SITES_EVERY:
            key = site()
            times = thread.sites[key] = thread.sites.get(key, 0) + 1
            nodes = reachable([node]) if times in (1, 3) else []
            if 0 < len(nodes) <= NODES_MOST:
                self._look(thread, nodes, times)
        if data.size == 1 and type(data) is np.ndarray and not thread.broken:
            value = data.item()
            if value - value != 0:
                thread.broken = True
                latest = max((steps.step + 1 for steps in thread.steps.values()), default=None)
                self.tell(traced(reachable([node]), float(value), latest, self.lines))

    def step(self, optimizer: Any) -> None:
        """An optimizer stepped."""
        thread = self._local.thread
        steps = thread.steps.get(id(optimizer))
        if steps is None or steps.optimizer() is not optimizer:
            steps = thread.steps[id(optimizer)] = Steps(optimizer)
        steps.step += 1
        grad = steps.parameter.grad
        if grad is None and all(p.grad is None for group in optimizer.param_groups for p in group["params"]):
            steps.empty += 1
            if steps.empty == IN_A_ROW - 1:
                self._empty(thread, steps)
        else:
            steps.empty = 0
        if steps.grad is not None and steps.walks and not steps.zeroed:
            steps.unzeroed += 1
            if steps.unzeroed == IN_A_ROW:
                self.tell(self._never_zeroed(steps))
        else:
            steps.unzeroed = 0
        steps.grad = None if grad is None else ref(grad)
        steps.walks, steps.zeroed = 0, False

    def batch(self, loader: Any, index: int | None) -> None:
        """A DataLoader yields a batch, or is exhausted."""
        thread = self._local.thread
        if index == 0:
            stepped = sum(steps.step for steps in thread.steps.values())
            calls = {id(model): _calls(model) for model in self._models}
            thread.passes[id(loader)] = (thread.walks, stepped, next(clock), recording.get(), calls)
        elif index is None:
            begun = thread.passes.pop(id(loader), None)
            stepped = sum(steps.step for steps in thread.steps.values())
            if begun is not None and begun[:2] == (thread.walks, stepped):
                self._evaluated(loader, begun)

    # ---- rules of the loop
    def _look(self, thread: Thread, nodes: list[Any], times: int) -> None:
        models = {scope.module() for node in nodes for scope in scopes(node)
                  if scope.parent is None and scope.module is not None} - {None}  # fmt: skip
        self._models.update(models)
        if len(models) > 1:
            self._together.update(models)
        for finding in of_graph(nodes, self.lines):
            self.tell(finding)
        if times == 3 and thread.steps:
            from ...nn import Parameter  # nn stands above what it is made of, not above who looks at it

            alive = [steps.optimizer() for steps in thread.steps.values()]
            held = {id(p) for one in alive if one is not None for group in one.param_groups for p in group["params"]}
            left = uncovered(nodes, held, Parameter)
            if left and held:
                self.tell(self._unheld(nodes, left))

    def _unheld(self, nodes: list[Any], left: list[Any]) -> Finding:
        wanted = {id(node) for node in left}
        users = [node for node in nodes if any(p is not None and id(p) in wanted for p in node[PARENTS])]
        names = list(dict.fromkeys(next((s.path or s.kind for s in scopes(node)), "") for node in users))
        shown = ", ".join(f"`{name}`" for name in names[:3] if name) + (" and others" if len(names) > 3 else "")
        return Finding(
            "parameters no optimizer holds", "warn", f"No optimizer holds {len(left)} of the model's parameters",
            "Not learnt",
            f"The loss depends on parameters of {shown or 'the model'}, but no optimizer that steps has them.",
            "They get a gradient at every step and keep their initial values. If that is meant, "
            "`requires_grad_(False)` saves the time.",
            ("- optimizer = SGD(model.head.parameters(), lr=0.1)", "+ optimizer = SGD(model.parameters(), lr=0.1)"),
            self.lines.of(users[0][WHERE]) if users else NOWHERE,
        )  # fmt: skip

    def _never_zeroed(self, steps: Steps) -> Finding:
        place = self.lines.here()
        return Finding(
            "gradients never zeroed", "bad", "Gradients are never set to zero", "Wrong result",
            f"Up to step **{steps.step}** every `backward()` added to the gradients of the steps before.",
            "`backward()` adds to `.grad`. Without `zero_grad()` each step follows the sum of all gradients so far.",
            ("+ optimizer.zero_grad()", "  loss.backward()", "  optimizer.step()"), place, steps.step,
        )  # fmt: skip

    def _empty(self, thread: Thread, steps: Steps) -> None:
        place = self.lines.here()
        backward = [line for code, line in thread.sites if code is not None]
        if not thread.walks:
            title, seen = "step() is called before backward()", "No `backward()` ran before it."
        elif place.line is not None and backward and place.line < min(backward):
            title = "step() is called before backward()"
            seen = f"`step()` stands in line {place.line}, `backward()` in line {min(backward)}: nothing is left of "
            seen += "the gradients when the loop comes around."
        elif self._foreign(thread, steps):
            title = "The optimizer does not hold the parameters of the loss"
            seen = "`backward()` ran, but the loss depends on none of its parameters: are they another model's?"
        else:
            title = "step() finds no gradients"
            seen = "`backward()` ran, but its gradients were cleared."
        self.tell(Finding(
            "step without gradients", "bad", title, "Nothing learnt",
            f"{seen} In **{steps.empty}** steps no parameter had a gradient.",
            "An optimizer moves only parameters that have a gradient: these steps did nothing.",
            ("  optimizer.zero_grad()", "  loss.backward()", "+ optimizer.step()      # last"), place, steps.step,
        ))  # fmt: skip

    @staticmethod
    def _foreign(thread: Thread, steps: Steps) -> bool:
        """Whether the last loss was computed from other parameters than the optimizer's."""
        optimizer = steps.optimizer()
        held = {id(p) for group in optimizer.param_groups for p in group["params"]} if optimizer is not None else set()
        leaves = {id(leaf_of(node)) for node in reachable([thread.node])} if thread.node is not None else held
        return not leaves & held

    def _kept(self, thread: Thread, tensor: Any, node: Any) -> None:
        """Losses that somebody keeps, each with all that it was computed from."""
        before, thread.node = thread.node, node
        last = thread.losses[-1]() if thread.losses else None
        if before is not None and before is not node:
            expected = 2 + (last is not None and last._node is before)
            thread.held = thread.held + 1 if getrefcount(before) > expected else 0
        thread.losses.append(ref(tensor))
        if thread.held == KEPT_FROM:
            self.tell(self._growing("Something computed from the losses, such as `total += loss`, holds them."))
        elif thread.walks % LOSSES_KEPT == 0 and sum(one() is not None for one in thread.losses) >= KEPT_FROM:
            self.tell(self._growing(f"**{sum(one() is not None for one in thread.losses)}** of the last {LOSSES_KEPT} "
                                    "losses are still alive."))

    def _growing(self, seen: str) -> Finding:
        return Finding(
            "losses kept with their graph", "warn", "Losses are kept with their graph", "Memory grows",
            f"{seen} Each keeps the graph it was computed by.",
            "A tensor that needs a gradient leads to every op before it. The number alone is `loss.item()`.",
            ("- total += loss", "+ total += loss.item()"), self.lines.here(),
        )  # fmt: skip

    def _evaluated(self, loader: Any, begun: tuple[int, int, int, bool, dict[int, int]]) -> None:
        """A pass in which nothing was learnt: is the model in the right mode, and is anything recorded?"""
        place = self.lines.here()
        batches = getattr(loader, "batch_sampler", None)
        try:
            count = len(batches) if batches is not None else 1
        except TypeError:
            count = 1
        recorded = next(clock) - begun[2] > NODES_PER_BATCH * count
        for model in self._models:
            named = _named(model) if model.training and _calls(model) > begun[4].get(id(model), 0) else []
            if named:
                self._noisy(model, named, "During a pass without a `step()`",
                            ("+ model.eval()", "  for x, y in val_loader: ...", "+ model.train()"), place)
        if begun[3] and recording.get() and recorded and self._models:
            self.tell(Finding(
                "evaluation with gradients", "note", "Evaluation records a graph that nobody walks", "Slower",
                "During a pass without a `backward()`, gradients were enabled and ops were recorded.",
                "Recording keeps the inputs of every op in memory and takes time.",
                ("+ with torch.no_grad():", "      for x, y in val_loader: ..."), place,
            ))  # fmt: skip

    def _noisy(self, model: Any, named: list[str], when: str, change: tuple[str, ...], place: Place) -> None:
        more = f" and {len(named) - 1} more" if len(named) > 1 else ""
        self.tell(Finding(
            "evaluation in training mode", "warn", "Evaluation runs in training mode", "Noisy number",
            f"{when}, `{named[0]}`{more} {'were' if more else 'was'} in training mode while the model was asked.",
            "Dropout drops values and BatchNorm uses (and changes) the statistics of the batch: the score is "
            "noisy and depends on the batch size.", change, place, subject=type(model).__name__,
        ))  # fmt: skip


def _named(model: Any) -> list[str]:
    """The modules in training mode that compute something else in it."""
    return [name for name, module in model.named_modules() if module.training and _depends_on_mode(module)]


def _calls(model: Any) -> int:
    """How often a model was called from outside all modules."""
    scope = model.__dict__.get("_scope")
    return scope.calls if scope is not None and scope.parent is None else 0


def _depends_on_mode(module: Any) -> bool:
    """Whether a module computes something else in training: dropout that drops, and batch norms.

    A batch norm without momentum takes the mean of a whole pass: that is what the pass is for (`update_bn`).
    """
    name = type(module).__name__
    return ("Dropout" in name and getattr(module, "p", 0) > 0) or (
        "BatchNorm" in name and getattr(module, "momentum", None) is not None
    )
