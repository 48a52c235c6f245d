"""A training run of the similarity network, from its job to its best model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import torch

from musicpuzzle.errors import DataError, ModelError, SettingsError
from musicpuzzle.explore.judging.judgements import read_judgements
from musicpuzzle.features.short_mel import HOP_SAMPLES, SAMPLE_RATE_HZ
from musicpuzzle.jobs import WITHOUT, Finished, Notice, Preparing, Started, TrainingJob
from musicpuzzle.models.card import Credit, ModelCard, features_of
from musicpuzzle.models.registry import (
    BRANCHES,
    SIMILARITY,
    SIMILARITY_PLUS,
    WAVES,
    build,
    dense_bits,
)
from musicpuzzle.models.similarity import FILTERS, SimilarityNetwork
from musicpuzzle.models.store import load_card, load_model, save_model
from musicpuzzle.models.subspaces import DIMENSIONS

from ..data.folder import Track, tracks_for_training
from ..train.arguments import command_line
from ..train.batches import Batches
from ..train.check import check
from ..train.checkpoint import RunState, latest_checkpoint
from ..train.control import StoppedEarlyError, StopRequest
from ..train.devices import make_fabric, settle
from ..train.earlier import decisive, earlier_state
from ..train.ending import RunContext, Tell, run_to_end
from ..train.loop import MODEL_FILE, Loop
from ..train.precision import choose_precision
from ..train.recipe import Recipe
from ..train.schedule import Schedule
from .learner import SimilarityLearner
from .proxies import ProxiedNetwork
from .pulses import pulse_songs
from .ranking import RankingRecipe
from .recipe import SimilarityRecipe
from .recordings import recorded_songs
from .songs import LabelledSong
from .stored import read_songs
from .views import LogMelView, View, WaveView


class SimilarityLoop(Loop):
    """The loop of all runs, whose model is the network without its proxies."""

    def _export(self, metrics: dict[str, float]) -> None:
        network = self.learner.network
        assert isinstance(network, ProxiedNetwork)
        card = replace(
            self.card, steps=self.schedule.step, pairs=self.schedule.pairs, metrics=metrics
        )
        bits = dense_bits(card.architecture)
        save_model(Path(self.job.out) / MODEL_FILE, network.network, card, dense_bits=bits)


_DECISIVE = (
    "model", "without", "seed", "batch", "learning_rate", "init", "generated", "judgements",
    "filters", "only", "goal",
)  # fmt: skip
_LEARNED = {
    "windows": "Trained on all triplets of each batch, with proxies beside them.",
    "songs": "It had learned windows by triplets and proxies, and was trained on to rank songs.",
}
_LABELS = (
    " Genre, mood, instruments and tempo of generated songs are exact; of rendered MIDI who plays"
    " and, where its file says so, how fast; of recordings the genre is a curator's word, the tempo"
    " a beat tracker's estimate, and of mood and instruments nothing is known."
)


def train_similarity(job: TrainingJob, tell: Tell, stop: StopRequest) -> Finished:
    """Train the similarity network, from the start or from the last checkpoint in its folder.

    Args:
        job: what to do.
        tell: takes every event.
        stop: asked after each step.

    Raises:
        MusicPuzzleError: the job cannot be done; one sentence says why.
        OSError: the folder of the run cannot be written.
    """
    check(job)
    _check(job)
    settle(job)
    earlier = earlier_state(Path(job.out), job, _DECISIVE)
    if earlier is None:
        _check_first_weights(job)
    return run_to_end(job, earlier, make_fabric(job), _prepare, tell=tell, stop=stop)


def labelled_songs(job: TrainingJob, tell: Tell, stop: StopRequest) -> list[LabelledSong]:
    """The job's songs, generated and recorded, for training and validation.

    Raises:
        DataError: there is nothing to learn from.
    """

    def progress(done: int, total: int) -> None:
        tell(Preparing(done, total))
        if stop.asked:
            raise StoppedEarlyError

    generated = [song for folder in job.generated for song in read_songs(Path(folder))]
    tracks: list[Track] = []
    for folder in job.data:
        tracks += tracks_for_training(Path(folder), job.validation)
    recorded = recorded_songs(
        tracks, report=lambda text: tell(Notice(text)), progress=progress,
        samples=job.model == WAVES,
    )  # fmt: skip
    songs = [song for song in generated + recorded if song.split != "test"]
    if not any(song.split == "train" for song in songs):
        raise DataError("There is nothing to learn from: name --data, --generated or both.")
    return songs


def _check(job: TrainingJob) -> None:
    if job.only not in (None, *DIMENSIONS):
        raise SettingsError(f"The dimensions are {', '.join(DIMENSIONS)}.")
    if job.goal == "songs" and job.init is None:
        raise SettingsError("To rank songs a network must know windows: name it with --init.")
    if job.devices != 1:
        raise SettingsError("The similarity network is trained on one device.")


def _check_first_weights(job: TrainingJob) -> None:
    if job.init is None:
        return
    name, holds = architecture(job), load_card(job.init).architecture
    usable = [name]
    if job.goal == "windows":
        # The published network may become part of ours, which then learns what it adds.
        usable.append(name.replace(SIMILARITY_PLUS, SIMILARITY))
    if holds not in usable:
        raise ModelError(f"{job.init}: holds a {holds}, not a {name}.")


def _prepare(run: RunContext) -> SimilarityLoop:
    """All that the first step needs."""
    job, earlier, fabric = run.job, run.earlier, run.fabric
    songs = labelled_songs(job, run.tell, run.stop)
    training = [song for song in songs if song.split == "train"]
    # A fifth of all that is learned from.
    has_rhythms = bool(job.generated) and job.model != WAVES  # they have no waveform
    rhythms = pulse_songs(len(training) // 4, job.seed) if has_rhythms else []
    held_out = [song for song in songs if song.split == "validation"]
    recipe = _recipe(job, training + rhythms)
    if job.judgements and not recipe.n_judgements:
        run.tell(Notice(f"{job.judgements}: is about no song that is learned from."))
    # The learner's machinery asks of a recipe what this one has, but for songs to draw from.
    plain = cast("Recipe[Any]", recipe)
    network = _network(job, recipe, resumed=earlier is not None)
    precision = _precision(job, earlier, network, recipe, fabric)
    learner = SimilarityLearner(
        fabric, network, recipe, precision,
        held_out=held_out, specialised=job.only is not None or job.without == "masks",
        view=_view(job),
    )  # fmt: skip
    checkpoint = latest_checkpoint(Path(job.out))
    if checkpoint is not None:
        learner.load(checkpoint)
    state = earlier or RunState(0, 0.0, None, precision, decisive(job, _DECISIVE))
    batches = run.stack.enter_context(Batches(plain, [], job.seed, 0))
    name = architecture(job)
    run.tell(
        Started(
            name, network.network.n_parameters(), state.step, len(training), len(held_out),
            str(fabric.device), 1, precision,
        )
    )  # fmt: skip
    return SimilarityLoop(
        job, fabric, learner, plain, batches, [], _card(job, network, training),
        Schedule(job, state.step, state.elapsed_s, state.pairs), state, run.stop, run.tell,
    )  # fmt: skip


def architecture(job: TrainingJob) -> str:
    """Name of the job's network in the registry."""
    filters = job.filters or FILTERS
    name = job.model if filters == FILTERS else f"{job.model}-{filters}"
    return f"{name}{WITHOUT}{job.without}" if job.without in BRANCHES else name


def _recipe(job: TrainingJob, training: Sequence[LabelledSong]) -> SimilarityRecipe:
    own: dict[str, Any] = {name: getattr(job, name) for name in ("batch", "learning_rate")}
    given = {name: value for name, value in own.items() if value}
    judgements = read_judgements(Path(job.judgements)) if job.judgements else []
    kind = RankingRecipe if job.goal == "songs" else SimilarityRecipe
    return kind(
        training, without=job.without, only=job.only, judgements=judgements, view=_view(job),
        **given,
    )  # fmt: skip


def _view(job: TrainingJob) -> View:
    return WaveView() if job.model == WAVES else LogMelView()


def _network(job: TrainingJob, recipe: SimilarityRecipe, *, resumed: bool) -> ProxiedNetwork:
    torch.manual_seed(job.seed)
    name = architecture(job)
    plain = build(name)
    assert isinstance(plain, SimilarityNetwork)
    if job.init is not None and not resumed:
        given, _ = load_model(job.init)
        plain.load_state_dict(given.state_dict(), strict=False)
    plain.lay_out()
    return ProxiedNetwork(plain, recipe.vocabulary.sizes())


def _precision(
    job: TrainingJob,
    earlier: RunState | None,
    network: ProxiedNetwork,
    recipe: SimilarityRecipe,
    fabric: Any,
) -> str:
    if earlier is not None:
        return earlier.precision
    if job.precision != "auto":
        return job.precision
    batch = recipe.sample_batch(np.random.default_rng(job.seed))
    plain = cast("Recipe[Any]", recipe)
    return choose_precision(architecture(job), network, plain, batch, fabric.device)


def _card(job: TrainingJob, network: ProxiedNetwork, songs: Sequence[LabelledSong]) -> ModelCard:
    name = architecture(job)
    counts = Counter((song.artist, song.licence, song.source) for song in songs)
    frames = sum(int(song.bands.shape[1]) for song in songs)
    return ModelCard(
        architecture=name,
        parameters=network.network.n_parameters(),
        command=command_line(job),
        seed=job.seed,
        steps=0,
        songs=len(songs),
        hours=round(frames * HOP_SAMPLES / SAMPLE_RATE_HZ / 3600, 2),
        credits=tuple(Credit(*who, songs=count) for who, count in sorted(counts.items())),
        features=dict(features_of(name)),
        note=_LEARNED[job.goal] + _LABELS,
    )
