"""A training run from its job to its best model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from musicpuzzle.jobs import Finished, Notice, Preparing, Started, TrainingJob
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.network import PieceNetwork
from musicpuzzle.models.registry import build, note
from musicpuzzle.models.store import load_model

from ..data.load import songs_of
from ..data.songs import Song, band_statistics, credits_of
from .arguments import command_line
from .batches import Batches
from .check import check, check_first_weights
from .checkpoint import RunState, latest_checkpoint
from .control import StoppedEarlyError, StopRequest
from .devices import make_fabric, settle
from .earlier import decisive, earlier_state
from .ending import RunContext, Tell, run_to_end
from .learner import Learner
from .loop import Loop
from .precision import choose_precision
from .recipe import Recipe
from .recipes import recipe_for
from .schedule import Schedule
from .validation import affordable_puzzles

# What the losses depend on: a run goes on only with the same.
_DECISIVE = ("model", "without", "seed", "batch", "piece_s", "speeds", "learning_rate", "init")
# Few examples tell which precision is faster as well as many, and sooner.
_MEASURED_BATCH = 4


def train(job: TrainingJob, tell: Tell, stop: StopRequest) -> Finished:
    """Train a network, from the start or from the last checkpoint in the job's folder.

    Args:
        job: what to do.
        tell: takes every event, in the first process only.
        stop: asked after each step.

    Raises:
        MusicPuzzleError: the job cannot be done; one sentence says why.
        OSError: the folder of the run cannot be written.
    """
    check(job)
    settle(job)
    earlier = earlier_state(Path(job.out), job, _DECISIVE)
    if earlier is None:
        check_first_weights(job)
    return run_to_end(job, earlier, make_fabric(job), _prepare, tell=tell, stop=stop)


def _prepare(run: RunContext) -> Loop:
    """All that the first step needs."""
    job, earlier, fabric = run.job, run.earlier, run.fabric
    first = fabric.global_rank == 0
    songs = _songs(job, fabric, run.tell, run.stop)
    recipe = recipe_for(job)
    training = recipe.usable([song for song in songs if song.split == "train"])
    held_out = [song for song in songs if song.split == "validation"] if first else []
    batches = run.stack.enter_context(Batches(recipe, training, job.seed, fabric.global_rank))
    network = _new_network(job, training, resumed=earlier is not None)
    precision = _precision(job, earlier, network=network, songs=training, fabric=fabric)
    learner = Learner(fabric, network, recipe, precision)
    checkpoint = latest_checkpoint(Path(job.out))
    if checkpoint is not None:
        learner.load(checkpoint)
    count = _puzzles_a_gap(job, earlier, held_out, learner, recipe)
    puzzles = recipe.held_out(held_out, job.validation_piece_s, count)
    state = earlier or RunState(0, 0.0, None, precision, decisive(job, _DECISIVE))
    state = replace(state, puzzles=count)
    run.tell(
        Started(
            job.network, network.n_parameters(), state.step, len(training), len(held_out),
            str(fabric.device), fabric.world_size, precision,
        )
    )  # fmt: skip
    return Loop(
        job, fabric, learner, recipe, batches, puzzles, _card(job, network, training),
        Schedule(job, state.step, state.elapsed_s, state.pairs), state, run.stop, run.tell,
    )  # fmt: skip


def _puzzles_a_gap(
    job: TrainingJob,
    earlier: RunState | None,
    held_out: Sequence[Song],
    learner: Learner,
    recipe: Recipe[Any],
) -> int:
    """Held-out puzzles for each gap: as the job says, or else as before, or else measured."""
    known = job.validation_puzzles or (earlier.puzzles if earlier else 0)
    if known:
        return known
    trial = recipe.held_out(held_out, job.validation_piece_s, 2)
    return affordable_puzzles(job.minutes, trial, lambda some: learner.validate(some, bool))


def _songs(job: TrainingJob, fabric: Any, tell: Tell, stop: StopRequest) -> list[Song]:
    """The job's songs; on each machine one process prepares what is missing, the others wait."""

    def progress(done: int, total: int) -> None:
        tell(Preparing(done, total))
        if stop.asked:
            raise StoppedEarlyError

    with fabric.rank_zero_first(local=True):
        return songs_of(
            job,
            report=lambda sentence: tell(Notice(sentence)),
            progress=progress,
        )


def _new_network(job: TrainingJob, songs: Sequence[Song], *, resumed: bool) -> PieceNetwork:
    """The network before its first step: random, or from a file, with the songs' statistics.

    Raises:
        ModelError: the file is damaged.
    """
    torch.manual_seed(job.seed)
    network = build(job.network)
    if job.init is not None and not resumed:
        given, _ = load_model(job.init)
        # The statistics stay those that the given weights were learned with.
        network.load_state_dict(given.state_dict())
        return network
    mean, std = band_statistics(songs)
    network.mean.copy_(torch.from_numpy(mean))
    network.std.copy_(torch.from_numpy(std))
    return network


def _precision(
    job: TrainingJob,
    earlier: RunState | None,
    *,
    network: PieceNetwork,
    songs: Sequence[Song],
    fabric: Any,
) -> str:
    if earlier is not None:
        return earlier.precision
    if job.precision != "auto":
        return job.precision
    chosen = ""
    if fabric.global_rank == 0:
        recipe = recipe_for(replace(job, batch=_MEASURED_BATCH))
        batch = recipe.sample_batch(np.random.default_rng(job.seed), songs)
        chosen = choose_precision(job.network, network, recipe, batch, fabric.device)
    return str(fabric.broadcast(chosen))


def _card(job: TrainingJob, network: PieceNetwork, songs: Sequence[Song]) -> ModelCard:
    return ModelCard(
        architecture=job.network,
        parameters=network.n_parameters(),
        command=command_line(job),
        seed=job.seed,
        steps=0,
        songs=len(songs),
        hours=round(sum(song.hours for song in songs), 2),
        credits=credits_of(songs),
        note=note(job.network),
    )
