"""Whether to compute in bfloat16: measured once a machine, then remembered."""

from __future__ import annotations

import copy
import json
import platform
import time
from typing import Any

import torch

from musicpuzzle.files import write_atomically
from musicpuzzle.models.network import PieceNetwork
from musicpuzzle.paths import user_cache_dir

from .recipe import Batch, LossModule, Recipe

FULL = "32-true"
MIXED = "bf16-mixed"
PRECISIONS = (FULL, MIXED)
# A gain smaller than this is not worth the digits, and measures anew might disagree about it.
_WORTH_IT = 1.25
_ROUNDS = 3


def autocast_options(device: torch.device, precision: str) -> dict[str, Any]:
    """Arguments of torch.autocast."""
    mixed = precision == MIXED
    return {"device_type": device.type, "dtype": torch.bfloat16, "enabled": mixed}


def choose_precision(
    name: str, network: PieceNetwork, recipe: Recipe[Any], batch: Batch, device: torch.device
) -> str:
    """`32-true` or `bf16-mixed`, whichever trains faster on this machine.

    The answer is kept in the cache, so that the same run takes the same way again.

    Args:
        name: of the network.
        network: a copy of it is trained for a few steps.
        recipe: gives loss and optimiser.
        batch: a typical one, on the CPU.
        device: where training will run.
    """
    path = user_cache_dir() / "precision.json"
    known = _read(path.read_text(encoding="utf-8")) if path.is_file() else {}
    pieces = next(iter(batch.values()))
    key = " ".join(
        [
            name,
            _device_name(device),
            str(torch.get_num_threads()),
            torch.__version__,
            str([*pieces.shape]),
        ]
    )
    if known.get(key) not in PRECISIONS:
        times = {p: _step_s(p, network, recipe, batch, device) for p in PRECISIONS}
        known[key] = MIXED if times[FULL] > _WORTH_IT * times[MIXED] else FULL
        write_atomically(path, json.dumps(known, indent=1))
    return known[key]


def _device_name(device: torch.device) -> str:
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{device.type} {platform.machine()} {torch.backends.cpu.get_cpu_capability()}"


def _step_s(
    precision: str, network: PieceNetwork, recipe: Recipe[Any], batch: Batch, device: torch.device
) -> float:
    """The quickest of a few training steps, in seconds."""
    trial = copy.deepcopy(network).to(device)
    module = LossModule(trial, recipe, autocast_options(device, precision))
    optimizer = recipe.optimizer(trial)
    moved = {key: tensor.to(device) for key, tensor in batch.items()}
    times = []
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        loss, _ = module(moved)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
        times.append(time.perf_counter() - start)
    return min(times)


def _read(text: str) -> dict[str, str]:
    try:
        values = json.loads(text)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
