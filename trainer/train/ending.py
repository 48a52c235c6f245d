"""A run to its end: done, stopped and kept, or cancelled and deleted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from musicpuzzle.jobs import Event, Finished, TrainingJob
from musicpuzzle.models.card import card_path

from .checkpoint import RunState, remove_checkpoints
from .control import StoppedEarlyError, StopRequest
from .devices import leave
from .log import FILE_NAME, EventLog
from .loop import MODEL_FILE, Loop

Tell = Callable[[Event], None]


@dataclass(frozen=True, slots=True, eq=False)
class RunContext:
    """What a run is prepared from.

    Attributes:
        job: what to do.
        earlier: where it goes on.
        fabric: Lightning's.
        stack: what is entered into it is left when the run ends.
        tell: takes every event.
        stop: asked after each step.
    """

    job: TrainingJob
    earlier: RunState | None
    fabric: Any
    stack: ExitStack
    tell: Tell
    stop: StopRequest


def run_to_end(
    job: TrainingJob,
    earlier: RunState | None,
    fabric: Any,
    prepare: Callable[[RunContext], Loop],
    *,
    tell: Tell,
    stop: StopRequest,
) -> Finished:
    """Prepare a run and let it run; every event goes into the log of its folder, too.

    Args:
        job: what to do.
        earlier: where it goes on.
        fabric: Lightning's.
        prepare: makes all that the first step needs.
        tell: takes every event, in the first process only.
        stop: asked after each step.

    Raises:
        MusicPuzzleError: the job cannot be done; one sentence says why.
        OSError: the folder of the run cannot be written.
    """
    run, is_first = Path(job.out), fabric.global_rank == 0
    with ExitStack() as stack:
        if is_first:
            log = stack.enter_context(EventLog(run, earlier.step if earlier else 0))
            tell = _both(tell, log.write)
        else:
            tell = _silent
        try:
            finished = prepare(RunContext(job, earlier, fabric, stack, tell, stop)).run()
        except StoppedEarlyError:
            finished = Finished(earlier.step if earlier else 0, stop.reason or "stopped")
            tell(finished)
    if finished.reason == "cancelled" and is_first:
        _delete(run)
    leave()
    return finished


def _delete(run: Path) -> None:
    """Delete what a run wrote, and its folder if nothing else lies there."""
    remove_checkpoints(run)
    model = run / MODEL_FILE
    for path in (model, card_path(model), run / FILE_NAME):
        path.unlink(missing_ok=True)
    if not any(run.iterdir()):
        run.rmdir()


def _silent(event: Event) -> None:
    """Only the first process tells."""


def _both(one: Tell, other: Tell) -> Tell:
    def tell(event: Event) -> None:
        one(event)
        other(event)

    return tell
