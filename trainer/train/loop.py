"""Step after step, with validation, checkpoints and a way to stop."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import torch

from musicpuzzle.errors import ModelError
from musicpuzzle.jobs import Event, Finished, Saved, Stepped, TrainingJob, Validated
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.registry import dense_bits
from musicpuzzle.models.store import save_model

from .batches import Batches, step_seed
from .checkpoint import RunState
from .control import StopRequest
from .learner import Learner, Step
from .recipe import Recipe
from .schedule import Schedule
from .validation import HeldOut, selection_score

MODEL_FILE = "model.safetensors"

Outcome = Literal["done", "stopped", "cancelled"]
_OUTCOMES: tuple[Outcome, ...] = ("done", "stopped", "cancelled")
_PACE_STEPS = 20


@dataclass(slots=True)
class Loop:
    """A run under way.

    Attributes:
        job: what was asked for.
        fabric: a launched lightning_fabric.Fabric.
        learner: what learns.
        recipe: how its learning rate moves.
        batches: where its batches come from.
        puzzles: for validation; only the first process needs them.
        card: of the model, to be filled with steps and metrics.
        schedule: clock and step counter.
        state: of the last checkpoint.
        stop: asked after each step.
        tell: takes events.
    """

    job: TrainingJob
    fabric: Any
    learner: Learner
    recipe: Recipe[Any]
    batches: Batches
    puzzles: list[HeldOut]
    card: ModelCard
    schedule: Schedule
    state: RunState
    stop: StopRequest
    tell: Callable[[Event], None]

    def run(self) -> Finished:
        """Learn until the job is done or somebody asks to stop.

        Raises:
            ModelError: the loss is no longer a number.
        """
        ends: deque[tuple[float, int]] = deque([(time.monotonic(), 0)], maxlen=_PACE_STEPS)
        outcome = self._outcome()
        while outcome is None:
            step = self._step()
            ends.append((time.monotonic(), ends[-1][1] + step.pairs * self.fabric.world_size))
            self._tell_step(step, ends)
            outcome = self._outcome()
            if outcome != "cancelled":
                self._keep(last=outcome is not None)
        model = self._run_path / MODEL_FILE
        end = Finished(self.schedule.step, outcome, str(model) if model.is_file() else None)
        self.tell(end)
        return end

    @property
    def _run_path(self) -> Path:
        return Path(self.job.out)

    @property
    def _first(self) -> bool:
        return bool(self.fabric.global_rank == 0)

    def _step(self) -> Step:
        number = self.schedule.step
        step = self.learner.step(
            self.batches.take(number),
            seed=step_seed(self.job.seed, self.fabric.global_rank, number),
            rate=self.recipe.rate(number) * self._schedule_rate(),
        )
        self.schedule.step += 1
        self.schedule.pairs += step.pairs * self.fabric.world_size
        if not math.isfinite(step.loss):
            raise ModelError(
                f"The loss is {step.loss} at step {number + 1}; try a lower learning rate (--lr)."
            )
        return step

    def _schedule_rate(self) -> float:
        """The same in all processes, whose clocks differ: else their weights would part."""
        rate = self.schedule.rate()
        return float(self.fabric.broadcast(rate)) if self.fabric.world_size > 1 else rate

    def _tell_step(self, step: Step, ends: deque[tuple[float, int]]) -> None:
        seconds = ends[-1][0] - ends[0][0]
        pairs = ends[-1][1] - ends[0][1]
        self.tell(
            Stepped(
                self.schedule.step,
                step.loss,
                round(self.schedule.elapsed_s, 3),
                left_s=self.schedule.left_s(),
                pairs_per_s=round(pairs / max(seconds, 1e-9), 1),
                metrics=step.metrics,
            )
        )

    def _outcome(self) -> Outcome | None:
        """Why to end now, or None to go on. All processes come to the same answer."""
        code = 1 if self.schedule.over else 0
        if self.stop.reason is not None:
            code = 1 + _OUTCOMES.index(self.stop.reason)
        if self.fabric.world_size > 1:
            codes = torch.tensor(code, device=self.fabric.device)
            code = int(self.fabric.all_reduce(codes, reduce_op="max"))
        return _OUTCOMES[code - 1] if code else None

    def _keep(self, *, last: bool) -> None:
        """Validate and save where it is time to; a run that ends by itself does both at its end.

        One that is stopped shall end at once: it saves, and leaves a model if there is none yet.
        """
        if not self._first:
            return
        stopped = last and self.stop.asked
        if not stopped and (last or self.schedule.time_to_validate()):
            self._validate()
        elif stopped and not (self._run_path / MODEL_FILE).is_file():
            self._export({})
        if last or self.schedule.time_to_save():
            self._save()

    def _validate(self) -> None:
        start = time.monotonic()
        metrics = self.learner.validate(self.puzzles, lambda: self.stop.asked)
        if metrics is None:
            return
        score = selection_score(metrics) if metrics else None
        # Without puzzles there is nothing to choose by, and the newest weights are kept.
        best = score is None or self.state.best is None or score > self.state.best
        if best:
            self._export(metrics)
            self.state = replace(self.state, best=score)
        self.schedule.validated(time.monotonic() - start)
        self.tell(Validated(self.schedule.step, metrics, best))
        if best:
            self._save()

    def _export(self, metrics: dict[str, float]) -> None:
        step, pairs = self.schedule.step, self.schedule.pairs
        card = replace(self.card, steps=step, pairs=pairs, metrics=metrics)
        bits = dense_bits(card.architecture)
        save_model(self._run_path / MODEL_FILE, self.learner.network, card, dense_bits=bits)

    def _save(self) -> None:
        if self.state.step == self.schedule.step and self.state.step:
            return
        step, elapsed_s = self.schedule.step, self.schedule.elapsed_s
        pairs = self.schedule.pairs
        self.state = replace(self.state, step=step, elapsed_s=elapsed_s, pairs=pairs)
        self.learner.save(self._run_path, self.state)
        self.schedule.saved()
        self.tell(Saved(step))
