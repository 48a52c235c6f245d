"""Training: it learns, and a run that was stopped goes on as if it had not been."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from musicpuzzle.errors import MusicPuzzleError
from musicpuzzle.explore.judging.judgements import Judgement
from musicpuzzle.jobs import Event, Started, Stepped, TrainingJob
from musicpuzzle.models.similarity import SimilarityNetwork
from musicpuzzle.models.store import load_model
from musicpuzzle.models.subspaces import DIMENSIONS
from trainer.similarity.learner import all_triplets
from trainer.similarity.proxies import ProxiedNetwork
from trainer.similarity.ranking import RankingRecipe
from trainer.similarity.recipe import SimilarityRecipe
from trainer.similarity.run import train_similarity
from trainer.similarity.songs import LabelledSong
from trainer.similarity.stored import write_song
from trainer.train.control import StopRequest

LEADS = {"piano": "Acoustic Grand Piano", "brass": "Trumpet", "flutes": "Flute"}


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, toys: list[LabelledSong]) -> Path:
    for number, song in enumerate(toys[:24]):
        labels = {
            "seed": number, "style": song.genre, "mood": song.mood, "tempo_bpm": song.tempo_bpm,
            "lead": LEADS[song.lead], "instruments": {"lead lead": LEADS[song.lead]},
        }  # fmt: skip
        write_song(tmp_path / "songs", "train" if number < 18 else "validation", song.bands, labels)
    return tmp_path


def _job(folder: Path, out: str, steps: int, **more: object) -> TrainingJob:
    job = TrainingJob(
        "similarity", (), str(folder / out), steps=steps, batch=16, filters=4, threads=1,
        accelerator="cpu", precision="32-true", generated=(str(folder / "songs"),),
        checkpoint_steps=1, validate_steps=100,
    )  # fmt: skip
    return replace(job, **more)  # type: ignore[arg-type]


def _losses(job: TrainingJob) -> list[float]:
    events: list[Event] = []
    train_similarity(job, events.append, StopRequest())
    assert isinstance(events[0], Started)
    return [event.loss for event in events if isinstance(event, Stepped)]


def test_a_resumed_run_has_the_losses_of_an_unbroken_one(folder: Path) -> None:
    whole = _losses(_job(folder, "whole", 4))
    first, second = _losses(_job(folder, "parts", 2)), _losses(_job(folder, "parts", 4))
    assert first + second == pytest.approx(whole, rel=1e-5)
    network, card = load_model(folder / "whole" / "model.safetensors")
    assert card.architecture == "similarity-4"
    assert card.parameters == network.n_parameters()
    assert card.pairs > 0
    assert {"genre_generated", "tempo_generated"} <= card.metrics.keys()


def test_a_run_of_a_version_that_knew_fewer_fields_goes_on(folder: Path) -> None:
    _losses(_job(folder, "run", 1))
    path = next((folder / "run" / "checkpoints").glob("*/state.json"))
    values = json.loads(path.read_text(encoding="utf-8"))
    del values["state"]["decisive"]["goal"]
    path.write_text(json.dumps(values), encoding="utf-8")
    assert len(_losses(_job(folder, "run", 2))) == 1


def test_our_own_network_begins_with_the_published_one(folder: Path) -> None:
    _losses(_job(folder, "published", 1))
    init = folder / "published" / "model.safetensors"
    job = _job(folder, "plus", 1, model="similarity-plus", init=str(init), learning_rate=1e-9)
    _losses(job)
    before, _ = load_model(init)
    after, card = load_model(folder / "plus" / "model.safetensors")
    assert card.architecture == "similarity-plus-4"
    assert card.command.startswith("python -m trainer similarity-plus ")
    weights = after.state_dict()
    for name, weight in before.state_dict().items():
        if name in ("stem.0.weight", "head.weight"):
            np.testing.assert_allclose(weights[name], weight, atol=1e-3)
    with pytest.raises(MusicPuzzleError, match="holds a similarity-4"):
        _losses(_job(folder, "other", 1, filters=8, init=str(init)))


def test_a_part_is_left_out_of_network_and_card(folder: Path) -> None:
    _losses(_job(folder, "part", 1, model="similarity-plus", without="rhythm"))
    _, card = load_model(folder / "part" / "model.safetensors")
    assert card.architecture == "similarity-plus-4-without-rhythm"
    with pytest.raises(MusicPuzzleError, match="--without"):
        _losses(_job(folder, "none", 1, without="rhythm"))


def test_toys_are_learned(folder: Path) -> None:
    losses = _losses(_job(folder, "run", 24, learning_rate=0.01, validate_steps=1000))
    assert np.mean(losses[-5:]) < 0.9 * np.mean(losses[:5])


@pytest.mark.parametrize("change", [{"without": "x"}, {"only": "x"}, {"generated": ()}])
def test_a_job_that_cannot_be_done_is_one_sentence(folder: Path, change: dict[str, object]) -> None:
    with pytest.raises(MusicPuzzleError):
        _losses(_job(folder, "run", 1, **change))


def test_a_batch_holds_two_windows_of_each_song_and_counts_its_triplets(
    toys: list[LabelledSong],
) -> None:
    batch = SimilarityRecipe(toys, batch=16).sample_batch(np.random.default_rng(0))
    windows = len(batch["windows"])
    assert batch["windows"].shape == (windows, 128, 129)
    assert batch["positives"].shape == (4, windows, windows)
    # Every window has exactly one partner: the other window of its song.
    assert batch["same"].sum(1).tolist() == [1] * windows
    assert not (batch["positives"] & batch["same"]).any()
    by_hand = sum(
        int(batch["positives"][d, a].sum()) * int(batch["negatives"][d, a].sum())
        for d in range(4)
        for a in range(windows)
    )
    assert SimilarityRecipe(toys, batch=16).pairs(batch) == by_hand > 0


def test_without_masks_and_specialised_networks_learn_in_the_whole_space(
    toys: list[LabelledSong],
) -> None:
    batch = SimilarityRecipe(toys, batch=16).sample_batch(np.random.default_rng(0))
    names = {}
    for key, recipe in {
        "all": SimilarityRecipe(toys, batch=16),
        "track": SimilarityRecipe(toys, batch=16, without="track"),
        "mood": SimilarityRecipe(toys, batch=16, only="mood"),
    }.items():
        network = ProxiedNetwork(SimilarityNetwork(4), recipe.vocabulary.sizes())
        loss, metrics = recipe.loss(network, batch)
        loss.backward()
        names[key] = set(metrics)
        touched = {name for name, p in network.proxies.items() if p.grad is not None}
        assert touched == ({"mood"} if key == "mood" else set(recipe.vocabulary.sizes()))
    assert names == {
        "all": {"genre", "mood", "instruments", "tempo", "track"},
        "track": {"genre", "mood", "instruments", "tempo"},
        "mood": {"mood"},
    }


def test_songs_are_ranked_by_the_mean_of_their_windows(toys: list[LabelledSong]) -> None:
    recipe = RankingRecipe(toys, batch=16)
    batch = recipe.sample_batch(np.random.default_rng(0))
    n = len(batch["windows"]) // 2
    network = ProxiedNetwork(SimilarityNetwork(4), recipe.vocabulary.sizes())
    loss, metrics = recipe.loss(network, batch)
    loss.backward()
    assert all(points.grad is None for points in network.proxies.values())
    with torch.inference_mode():
        first, second = network.embed(batch["windows"]).reshape(2, n, 256).numpy()
    moods = (first + second)[:, 64:128]
    share = all_triplets(moods, batch["positives"][1].numpy(), batch["negatives"][1].numpy())
    assert float(metrics["mood"]) == pytest.approx(share, abs=1e-6)
    triplets = (batch["positives"].sum(2) * batch["negatives"].sum(2)).sum()
    assert recipe.pairs(batch) == int(triplets) > 0


def test_a_network_that_knows_windows_goes_on_to_songs(folder: Path) -> None:
    with pytest.raises(MusicPuzzleError, match="--init"):
        _losses(_job(folder, "songs", 1, goal="songs"))
    _losses(_job(folder, "windows", 1))
    init = str(folder / "windows" / "model.safetensors")
    losses = _losses(_job(folder, "songs", 24, goal="songs", init=init, learning_rate=0.01))
    assert np.mean(losses[-5:]) < np.mean(losses[:5])
    _, card = load_model(folder / "songs" / "model.safetensors")
    assert "--goal songs" in card.command
    with pytest.raises(MusicPuzzleError, match="goal songs, not windows"):
        _losses(_job(folder, "songs", 25, init=init, learning_rate=0.01))
    # What ours adds to the published network would know nothing of windows.
    with pytest.raises(MusicPuzzleError, match="holds a similarity-4, not a similarity-plus-4"):
        _losses(_job(folder, "plus", 1, model="similarity-plus", goal="songs", init=init))


def test_first_weights_that_cannot_be_used_are_told_before_anything_is_prepared(
    folder: Path,
) -> None:
    with pytest.raises(MusicPuzzleError, match="nowhere"):
        _losses(_job(folder, "lost", 1, init=str(folder / "nowhere.safetensors")))
    assert not (folder / "lost").exists()


def test_people_s_judgements_are_learned_in_the_dimension_they_speak_of(
    toys: list[LabelledSong],
) -> None:
    first, second, third = (song.name for song in toys[:3])
    judgements = [Judgement(first, second, third, "mood"), Judgement(first, "unknown", third)]
    recipe = SimilarityRecipe(toys, batch=32, judgements=judgements)
    batch = recipe.sample_batch(np.random.default_rng(0))
    assert batch["judged"].shape == (2, 4)
    assert batch["judged"][:, 3].tolist() == [1, 1]
    network = ProxiedNetwork(SimilarityNetwork(4), recipe.vocabulary.sizes())
    loss, metrics = recipe.loss(network, batch)
    plain = {name: value for name, value in batch.items() if name != "judged"}
    without, _ = recipe.loss(network, plain)
    assert 0 <= float(metrics["people"]) <= 1
    assert abs((loss - without).item()) <= 2.2
    assert recipe.pairs(batch) == recipe.pairs(plain) + 2
    one = SimilarityRecipe(toys, batch=32, only="mood")
    own = plain["positives"][1].sum(1) @ plain["negatives"][1].sum(1)
    assert one.pairs(plain) == int(own)


def test_what_people_found_nearer_is_drawn_nearer_where_they_were_asked(
    toys: list[LabelledSong],
) -> None:
    recipe = SimilarityRecipe(toys, batch=32)
    mood, n = DIMENSIONS.index("mood"), 256
    embeddings = torch.zeros(3, n)
    embeddings[:, 64:128] = torch.eye(64)[[0, 0, 1]]  # mood: the second is as the first
    embeddings[:, :64] = torch.eye(64)[[0, 1, 0]]  # genre: the third is
    judged = torch.tensor([[0, 1, 2, mood], [0, 1, 2, DIMENSIONS.index("genre")]])
    gaps = recipe._gaps(embeddings, judged)
    # By dimension: genre first.
    assert gaps.tolist() == pytest.approx([-np.sqrt(2), np.sqrt(2)], abs=1e-2)


def test_cancel_deletes_what_the_run_wrote(folder: Path) -> None:
    stop = StopRequest()

    def cancel(event: Event) -> None:
        if isinstance(event, Stepped) and event.step == 2:
            stop.ask("cancelled")

    finished = train_similarity(_job(folder, "run", 9), cancel, stop)
    assert (finished.step, finished.reason) == (2, "cancelled")
    assert not (folder / "run").exists()
