"""Whole runs: repeatable, resumable, stoppable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from musicpuzzle.errors import DataError, ModelError, SettingsError
from musicpuzzle.jobs import Event, Finished, Saved, Started, Stepped, TrainingJob, Validated
from musicpuzzle.models.store import load_model
from trainer.train.checkpoint import latest_checkpoint, read_state
from trainer.train.control import StopRequest
from trainer.train.log import read_events
from trainer.train.run import train


def go(
    job: TrainingJob, on_event: Callable[[Event, StopRequest], None] = lambda event, stop: None
) -> tuple[Finished, list[Event]]:
    stop, events = StopRequest(), []

    def tell(event: Event) -> None:
        events.append(event)
        on_event(event, stop)

    return train(job, tell, stop), events


def losses(events: list[Event]) -> list[float]:
    return [event.loss for event in events if isinstance(event, Stepped)]


def at(job: TrainingJob, name: str) -> TrainingJob:
    return replace(job, out=str(Path(job.out).with_name(name)))


def test_a_run_ends_with_a_model_and_its_card(job: TrainingJob) -> None:
    finished, events = go(job)
    assert finished == Finished(4, "done", str(Path(job.out) / "model.safetensors"))
    network, card = load_model(finished.model or "")
    assert (card.architecture, card.steps, card.songs, card.seed) == ("sn", 4, 3, 0)
    assert {credit.artist for credit in card.credits} == {"artist 0", "artist 1", "artist 2"}
    assert set(card.metrics) >= {"global_accuracy_0.25", "global_accuracy_0.5"}
    assert "python -m trainer sn" in card.command
    assert (network.mean != 0).all()
    assert read_events(Path(job.out)) == events


def test_the_same_seed_gives_the_same_losses(job: TrainingJob) -> None:
    _, events = go(job)
    _, again = go(at(job, "again"))
    _, other = go(replace(at(job, "other"), seed=1))
    assert losses(again) == pytest.approx(losses(events), abs=1e-6)
    assert losses(other) != pytest.approx(losses(events), abs=1e-3)


def test_a_resumed_run_takes_the_same_way(job: TrainingJob) -> None:
    _, whole = go(job)
    halves = at(job, "halves")
    go(replace(halves, steps=2))
    finished, second = go(halves)
    assert next(event for event in second if isinstance(event, Started)).step == 2
    assert losses(second) == pytest.approx(losses(whole)[2:], abs=1e-5)
    assert losses(read_events(Path(halves.out))) == pytest.approx(losses(whole), abs=1e-5)
    assert finished.step == 4


def test_a_run_that_is_over_stays_over(job: TrainingJob) -> None:
    go(replace(job, steps=1))
    finished, events = go(replace(job, steps=1))
    assert losses(events) == []
    assert finished.reason == "done"
    assert finished.model is not None


def test_stop_keeps_what_was_learned(job: TrainingJob) -> None:
    def stop_after_two(event: Event, stop: StopRequest) -> None:
        if isinstance(event, Stepped) and event.step == 2:
            stop.ask("stopped")

    finished, events = go(job, stop_after_two)
    assert (finished.step, finished.reason) == (2, "stopped")
    assert not any(isinstance(event, Validated) for event in events)
    assert load_model(finished.model or "")[1].steps == 2
    checkpoint = latest_checkpoint(Path(job.out))
    assert checkpoint is not None
    assert read_state(checkpoint).step == 2
    assert losses(go(job)[1])[0] == pytest.approx(losses(go(at(job, "whole"))[1])[2], abs=1e-5)


def test_cancel_deletes_what_the_run_wrote_and_nothing_else(job: TrainingJob) -> None:
    def cancel(event: Event, stop: StopRequest) -> None:
        if isinstance(event, Saved):
            stop.ask("cancelled")

    finished, _ = go(replace(job, checkpoint_steps=1), cancel)
    assert finished.reason == "cancelled"
    assert not Path(job.out).exists()
    mine = Path(job.out) / "notes.txt"
    mine.parent.mkdir()
    mine.write_text("mine")
    go(replace(job, checkpoint_steps=1), cancel)
    assert list(Path(job.out).iterdir()) == [mine]


def test_stopped_while_songs_are_prepared(job: TrainingJob, shards: Path, tmp_path: Path) -> None:
    def stop_at_once(event: Event, stop: StopRequest) -> None:
        stop.ask("stopped")

    audio = replace(job, data=(str(shards.parent),), shards=str(tmp_path / "new"))
    finished, _ = go(audio, stop_at_once)
    assert finished == Finished(0, "stopped")
    assert losses(read_events(Path(job.out))) == []


def test_a_run_of_so_many_pairs_goes_on_where_it_was(job: TrainingJob) -> None:
    # Two triplets of six pairs a step.
    go(replace(job, steps=1))
    by_pairs = replace(job, steps=None, pairs=30)
    finished, _ = go(by_pairs)
    assert (finished.step, finished.reason) == (3, "done")
    checkpoint = latest_checkpoint(Path(job.out))
    assert checkpoint is not None
    assert read_state(checkpoint).pairs == 36
    card = load_model(finished.model or "")[1]
    assert card.pairs == 12 * card.steps


@pytest.mark.parametrize("model", ["opn", "ccsn", "sen-gap"])
def test_other_networks_are_trained_and_named_by_their_card(job: TrainingJob, model: str) -> None:
    finished, events = go(replace(job, model=model, steps=1))
    card = load_model(finished.model or "")[1]
    assert card.architecture == model
    assert ("reconstruction" in card.note) == (model != "sen-gap")
    assert card.dense_bits == (16 if model == "sen-gap" else 8)
    assert set(card.metrics) >= {"global_accuracy_0.25", "global_accuracy_0.5"}
    assert next(e for e in events if isinstance(e, Stepped)).metrics


def test_only_a_better_model_replaces_the_best(
    job: TrainingJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    scores = iter([0.5, 0.25, 0.75, 0.75])
    monkeypatch.setattr(
        "trainer.train.learner.validate", lambda *rest: {"global_accuracy_0.5": next(scores)}
    )
    finished, events = go(replace(job, validate_steps=1))
    assert [e.best for e in events if isinstance(e, Validated)] == [True, False, True, False]
    assert load_model(finished.model or "")[1].steps == 3


def test_without_songs_to_validate_with_the_newest_is_kept(job: TrainingJob) -> None:
    finished, events = go(replace(job, validation_piece_s=9.0))
    assert [e.metrics for e in events if isinstance(e, Validated)] == [{}]
    assert load_model(finished.model or "")[1].steps == 4


def test_a_run_keeps_the_number_of_puzzles_that_was_measured(
    job: TrainingJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trainer.train.run.affordable_puzzles", lambda *rest: 3)
    timed = replace(job, steps=1, minutes=9.0, validation_puzzles=0)
    go(timed)
    monkeypatch.setattr("trainer.train.run.affordable_puzzles", lambda *rest: 5)
    go(replace(timed, steps=2))
    checkpoint = latest_checkpoint(Path(job.out))
    assert checkpoint is not None
    assert read_state(checkpoint).puzzles == 3


def test_another_run_in_the_same_folder_is_refused(job: TrainingJob) -> None:
    go(replace(job, steps=1))
    with pytest.raises(SettingsError, match="holds a run with seed 0, not 5"):
        go(replace(job, seed=5))


def test_warm_start(job: TrainingJob) -> None:
    finished, _ = go(job)
    warm = replace(at(job, "warm"), init=finished.model, steps=1, learning_rate=1e-9)
    after, _ = go(warm)
    given, _ = load_model(finished.model or "")
    tuned, card = load_model(after.model or "")
    for name, tensor in given.named_parameters():
        # The scales of 8-bit layers may round the other way.
        same = dict(tuned.named_parameters())[name]
        torch.testing.assert_close(tensor, same, atol=1e-6, rtol=2e-3)
    torch.testing.assert_close(given.mean, tuned.mean)
    assert "--init" in card.command
    with pytest.raises(ModelError, match="holds a sn, not a sen"):
        go(replace(at(job, "sen"), model="sen", init=finished.model))


def test_a_loss_that_is_no_number_ends_the_run(job: TrainingJob) -> None:
    with pytest.raises(ModelError, match=r"The loss is nan at step \d; try a lower learning rate"):
        go(replace(job, learning_rate=1e30, steps=9))


@pytest.mark.parametrize(
    ("change", "error", "sentence"),
    [
        ({"piece_s": 0.5}, SettingsError, "--piece-s has to be at least 1 s"),
        ({"piece_s": 5.0}, DataError, "No song is long enough"),
        ({"shards": "nowhere"}, DataError, "there are no prepared songs"),
        ({"model": "zen"}, ModelError, "no training for a network called 'zen'"),
        ({"accelerator": "cuda"}, SettingsError, "No training on 'cuda'"),
    ],
)
def test_a_job_that_cannot_be_done_gives_a_sentence(
    job: TrainingJob,
    change: dict[str, object],
    error: type[Exception],
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)
    monkeypatch.setattr("torch.cuda.device_count", lambda: 0)
    with pytest.raises(error, match=sentence):
        go(replace(job, **change))  # type: ignore[arg-type]
