"""Processor or GPU, one process or many: what Lightning Fabric needs to be told."""

from __future__ import annotations

import logging
import os
from typing import Any

import torch

from musicpuzzle.errors import SettingsError
from musicpuzzle.jobs import TrainingJob


def make_fabric(job: TrainingJob) -> Any:
    """A launched lightning_fabric.Fabric for the job.

    Under torchrun, and with several devices, each process gets a copy of the network and other
    batches, and gradients are averaged.

    Raises:
        SettingsError: the machine has no such device.
    """
    from lightning_fabric import Fabric

    logging.getLogger("lightning_fabric").setLevel(logging.WARNING)
    here = int(os.environ.get("LOCAL_WORLD_SIZE", job.devices))
    everywhere = int(os.environ.get("WORLD_SIZE", here))
    try:
        fabric = Fabric(
            accelerator=job.accelerator,
            devices=here,
            num_nodes=max(1, everywhere // here),
            strategy="ddp" if everywhere > 1 else "auto",
        )
        fabric.launch()
    except (RuntimeError, ValueError) as error:
        # Lightning names what is missing, over several lines.
        reason = " ".join(str(error).split())
        raise SettingsError(f"No training on {job.accelerator!r}: {reason}") from error
    return fabric


def leave() -> None:
    """Take leave of the other processes of a run that ended well, if there are any.

    A process that simply ends may die of the threads that talked to the others (pytorch 190489).
    """
    if torch.distributed.is_available() and torch.distributed.is_initialized():
        torch.distributed.destroy_process_group()


def settle(job: TrainingJob) -> None:
    """Make the same seed give the same numbers, on the threads that the job names."""
    if job.threads:
        torch.set_num_threads(job.threads)
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
