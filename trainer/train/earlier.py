"""Whether a run's folder holds an earlier part of the same run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from musicpuzzle.errors import SettingsError
from musicpuzzle.jobs import TrainingJob

from .checkpoint import RunState, latest_checkpoint, read_state


def decisive(job: TrainingJob, names: Sequence[str]) -> dict[str, Any]:
    """The fields of a job that the losses depend on."""
    values = asdict(job)
    return {name: values[name] for name in names}


def earlier_state(run: Path, job: TrainingJob, names: Sequence[str]) -> RunState | None:
    """Where an earlier run in the same folder stands.

    Args:
        run: the folder.
        job: that goes on.
        names: of the fields that decide, see `decisive`.

    Raises:
        SettingsError: it was another run.
    """
    checkpoint = latest_checkpoint(run)
    if checkpoint is None:
        return None
    state = read_state(checkpoint)
    # A run of an earlier version did not know of all fields.
    usual = {field.name: field.default for field in fields(TrainingJob)}
    for name, now in decisive(job, names).items():
        before = state.decisive.get(name, usual[name])
        # JSON has lists where a job has tuples.
        if before != (list(now) if isinstance(now, tuple) else now):
            raise SettingsError(
                f"{run} holds a run with {name} {before}, not {now}; choose another folder."
            )
    return state
