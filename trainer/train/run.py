"""A training run from its job to its best model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from musicpuzzle.errors import ModelError, SettingsError
from musicpuzzle.jobs import Event, Finished, Notice, Preparing, Started, TrainingJob
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.network import PairNetwork
from musicpuzzle.models.registry import build
from musicpuzzle.models.store import load_model

from ..data.load import songs_of
from ..data.songs import Song, band_statistics, credits_of
from .arguments import command_line
from .batches import Batches
from .checkpoint import RunState, latest_checkpoint, read_state
from .control import StopRequest
from .devices import make_fabric, settle
from .learner import Learner
from .log import EventLog
from .loop import Loop
from .precision import choose_precision
from .recipe import Recipe
from .recipes import recipe_for
from .schedule import Schedule
from .validation import held_out_puzzles

Tell = Callable[[Event], None]

# What the losses depend on: a run goes on only with the same.
_DECISIVE = ("model", "seed", "batch", "piece_s", "speeds", "learning_rate", "init")
_SHORTEST_PIECE_S = 1.0


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
    run = Path(job.out)
    earlier = _earlier_state(run, job)
    fabric = make_fabric(job)
    first = fabric.global_rank == 0
    with ExitStack() as stack:
        if first:
            log = stack.enter_context(EventLog(run, earlier.step if earlier else 0))
            tell_all = _both(tell, log.write)
        else:
            tell_all = _silent
        songs = _songs(job, fabric, tell_all)
        recipe = recipe_for(job)
        training = recipe.usable([song for song in songs if song.split == "train"])
        held_out = [song for song in songs if song.split == "validation"] if first else []
        batches = stack.enter_context(Batches(recipe, training, job.seed, fabric.global_rank))
        network = _new_network(job, training, resumed=earlier is not None)
        precision = _precision(
            job, earlier, network=network, recipe=recipe, batches=batches, fabric=fabric
        )
        learner = Learner(fabric, network, recipe, precision)
        checkpoint = latest_checkpoint(run)
        if checkpoint is not None:
            learner.load(checkpoint)
        state = earlier or RunState(0, 0.0, None, precision, _decisive(job))
        puzzles = held_out_puzzles(held_out, job.validation_piece_s, job.validation_puzzles)
        tell_all(
            Started(
                job.model, network.n_parameters(), state.step, len(training), len(held_out),
                str(fabric.device), fabric.world_size, precision,
            )
        )  # fmt: skip
        loop = Loop(
            job, fabric, learner, recipe, batches, puzzles, _card(job, network, training),
            Schedule(job, state.step, state.elapsed_s), state, stop, tell_all,
        )  # fmt: skip
        return loop.run()


def check(job: TrainingJob) -> None:
    """Refuse a job whose figures make no sense.

    Raises:
        SettingsError: one of them does not.
    """
    rules = {
        f"--piece-s has to be at least {_SHORTEST_PIECE_S:g} s": job.piece_s >= _SHORTEST_PIECE_S,
        "--val-piece-s has to be at least 1 s": job.validation_piece_s >= _SHORTEST_PIECE_S,
        "--steps has to be at least 1": job.steps is None or job.steps >= 1,
        "--minutes has to be more than 0": job.minutes is None or job.minutes > 0,
        "--batch cannot be negative": job.batch >= 0,
        "--batch has to be at least 2 for batch norm": job.batch != 1,
        "--seed cannot be negative": job.seed >= 0,
        "--speeds have to lie between 0.5 and 2": bool(job.speeds)
        and all(0.5 <= speed <= 2.0 for speed in job.speeds),
        "--val has to be at least 0 and below 1": 0.0 <= job.validation < 1.0,
        "--decay has to be from 0 to 1": 0.0 <= job.decay <= 1.0,
        "--lr cannot be negative": job.learning_rate >= 0,
        "--devices has to be at least 1": job.devices >= 1,
    }
    for sentence, kept in rules.items():
        if not kept:
            raise SettingsError(f"{sentence}.")


def _silent(event: Event) -> None:
    """Only the first process tells."""


def _both(one: Tell, other: Tell) -> Tell:
    def tell(event: Event) -> None:
        one(event)
        other(event)

    return tell


def _songs(job: TrainingJob, fabric: Any, tell: Tell) -> list[Song]:
    """The job's songs; on each machine one process prepares what is missing, the others wait."""
    with fabric.rank_zero_first(local=True):
        return songs_of(
            job,
            report=lambda sentence: tell(Notice(sentence)),
            progress=lambda done, total: tell(Preparing(done, total)),
        )


def _decisive(job: TrainingJob) -> dict[str, Any]:
    values = asdict(job)
    return {name: values[name] for name in _DECISIVE}


def _earlier_state(run: Path, job: TrainingJob) -> RunState | None:
    """Where an earlier run in the same folder stands.

    Raises:
        SettingsError: it was another run.
    """
    checkpoint = latest_checkpoint(run)
    if checkpoint is None:
        return None
    state = read_state(checkpoint)
    for name, now in _decisive(job).items():
        before = state.decisive.get(name)
        # JSON has lists where a job has tuples.
        if before != (list(now) if isinstance(now, tuple) else now):
            raise SettingsError(
                f"{run} holds a run with {name} {before}, not {now}; choose another folder."
            )
    return state


def _new_network(job: TrainingJob, songs: Sequence[Song], *, resumed: bool) -> PairNetwork:
    """The network before its first step: random, or from a file, with the songs' statistics.

    Raises:
        ModelError: the file holds another network.
    """
    torch.manual_seed(job.seed)
    network = build(job.model)
    if job.init is not None and not resumed:
        given, card = load_model(job.init)
        if card.architecture != job.model:
            raise ModelError(f"{job.init}: holds a {card.architecture}, not a {job.model}.")
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
    network: PairNetwork,
    recipe: Recipe,
    batches: Batches,
    fabric: Any,
) -> str:
    if earlier is not None:
        return earlier.precision
    if job.precision != "auto":
        return job.precision
    chosen = ""
    if fabric.global_rank == 0:
        chosen = choose_precision(job.model, network, recipe, batches.draw(0), fabric.device)
    return str(fabric.broadcast(chosen))


def _card(job: TrainingJob, network: PairNetwork, songs: Sequence[Song]) -> ModelCard:
    return ModelCard(
        architecture=job.model,
        parameters=network.n_parameters(),
        command=command_line(job),
        seed=job.seed,
        steps=0,
        songs=len(songs),
        hours=round(sum(song.hours for song in songs), 2),
        credits=credits_of(songs),
    )
