"""Where a run stands, on disk: weights, optimiser, counters. Tensors and JSON, never a pickle."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from safetensors import SafetensorError

from musicpuzzle.errors import ModelError
from musicpuzzle.files import write_atomically

_FOLDER = "checkpoints"
_WEIGHTS = "weights.safetensors"
_OPTIMIZER = "optimizer.safetensors"
_STATE = "state.json"


@dataclass(frozen=True, slots=True)
class RunState:
    """Counters of a run. Batches depend on seed, step and rank alone, so no generator is kept.

    Attributes:
        step: steps taken.
        elapsed_s: time spent in steps, over all resumed runs.
        best: highest selection score of a validation, or None.
        precision: that was chosen.
        decisive: the job's fields that the losses depend on.
        puzzles: held-out puzzles for each gap. Scores are compared over the whole run, so a number
            that was once measured is kept.
        pairs: ordered pairs that were learned from, over all devices.
    """

    step: int
    elapsed_s: float
    best: float | None
    precision: str
    decisive: dict[str, Any] = field(default_factory=dict)
    puzzles: int = 0
    pairs: int = 0


def save_checkpoint(
    run: Path, network: torch.nn.Module, optimizer: torch.optim.Optimizer, state: RunState
) -> None:
    """Write a checkpoint as a folder of its own, then remove older ones.

    A reader sees the folder whole or not at all: it is written under another name and renamed.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = run / _FOLDER
    final = folder / f"{state.step:09d}"
    unfinished = folder / f".{state.step:09d}"
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    groups = optimizer.state_dict()["param_groups"]
    tensors = _flat(optimizer)
    write_atomically(unfinished / _WEIGHTS, safetensors.torch.save(_on_cpu(network.state_dict())))
    write_atomically(unfinished / _OPTIMIZER, safetensors.torch.save(tensors))
    values = {"state": asdict(state), "param_groups": groups}
    write_atomically(unfinished / _STATE, json.dumps(values, indent=1))
    shutil.rmtree(final, ignore_errors=True)
    unfinished.rename(final)
    for other in folder.iterdir():
        if other != final:
            shutil.rmtree(other, ignore_errors=True)


def latest_checkpoint(run: Path) -> Path | None:
    """The folder of the newest whole checkpoint of a run, or None."""
    folder = run / _FOLDER
    if not folder.is_dir():
        return None
    whole = [path for path in folder.iterdir() if path.name.isdigit()]
    return max(whole, key=lambda path: int(path.name), default=None)


def read_state(checkpoint: Path) -> RunState:
    """The counters of a checkpoint.

    Raises:
        ModelError: they are damaged.
    """
    try:
        return RunState(**_values(checkpoint)["state"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise ModelError(f"{checkpoint}: the checkpoint is damaged ({error}).") from error


def load_checkpoint(
    checkpoint: Path, network: torch.nn.Module, optimizer: torch.optim.Optimizer
) -> None:
    """Fill network and optimiser, wherever their tensors lie.

    Raises:
        ModelError: the checkpoint is damaged, or of another network.
    """
    try:
        weights = safetensors.torch.load((checkpoint / _WEIGHTS).read_bytes())
        tensors = safetensors.torch.load((checkpoint / _OPTIMIZER).read_bytes())
        network.load_state_dict(weights)
        groups = _values(checkpoint)["param_groups"]
        optimizer.load_state_dict({"state": _nested(tensors), "param_groups": groups})
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise ModelError(f"{checkpoint}: the checkpoint cannot be used ({error}).") from error


def remove_checkpoints(run: Path) -> None:
    """Delete all checkpoints of a run."""
    shutil.rmtree(run / _FOLDER, ignore_errors=True)


def _values(checkpoint: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads((checkpoint / _STATE).read_text(encoding="utf-8"))
    return values


def _on_cpu(tensors: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}


def _flat(optimizer: torch.optim.Optimizer) -> dict[str, torch.Tensor]:
    """State of each parameter as `<number>.<name>`: tensors only, as Adam and its kin have."""
    states = optimizer.state_dict()["state"].items()
    named = {f"{k}.{name}": value for k, state in states for name, value in state.items()}
    return _on_cpu(named)


def _nested(tensors: dict[str, torch.Tensor]) -> dict[int, dict[str, torch.Tensor]]:
    states: dict[int, dict[str, torch.Tensor]] = {}
    for key, tensor in tensors.items():
        number, _, name = key.partition(".")
        states.setdefault(int(number), {})[name] = tensor
    return states
