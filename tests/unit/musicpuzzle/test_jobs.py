"""Jobs and events go to JSON and back; anything else gives a sentence."""

from __future__ import annotations

import json

import pytest

from musicpuzzle import jobs
from musicpuzzle.errors import SettingsError
from musicpuzzle.jobs import TrainingJob, event_from_json, event_to_json

EVENTS: list[jobs.Event] = [
    jobs.Preparing(3, 10),
    jobs.Notice("a.ogg: is empty"),
    jobs.Started("sen", 2_671_300, 0, 265, 45, "cpu", 1, "32-true"),
    jobs.Stepped(7, 0.5, 3.25, 60.0, 90.0, {"pair_accuracy": 0.75}),
    jobs.Stepped(7, 0.5, 3.25),
    jobs.Validated(7, {"global_accuracy_0.25": 0.5}, best=True),
    jobs.Saved(7),
    jobs.Finished(7, "stopped", "run/model.safetensors"),
    jobs.Failed("There is no music in empty."),
]


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.kind)
def test_events_survive_the_way_through_json(event: jobs.Event) -> None:
    line = event_to_json(event)
    assert "\n" not in line
    assert event_from_json(line) == event


def test_a_job_survives_the_way_through_json() -> None:
    job = TrainingJob("sen", ("a", "b"), "run", minutes=2.5, speeds=(0.89, 1.0), init="sen")
    assert TrainingJob.from_json(job.to_json()) == job


def test_fields_left_out_keep_their_defaults() -> None:
    job = TrainingJob.from_json('{"model": "sn", "data": ["music"], "out": "run", "piece_s": 8}')
    assert job == TrainingJob("sn", ("music",), "run", piece_s=8.0)
    assert isinstance(job.piece_s, float)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"bach": 3}, "unknown field 'bach'"),
        ({"batch": "many"}, "no good value for 'batch'"),
        ({"batch": True}, "no good value for 'batch'"),
        ({"data": "music"}, "no good value for 'data'"),
        ({"data": [1]}, "no good value for 'data'"),
        ({"minutes": "2"}, "no good value for 'minutes'"),
    ],
)
def test_a_wrong_job_gives_a_sentence(change: dict[str, object], sentence: str) -> None:
    values = {"model": "sn", "data": ["music"], "out": "run", **change}
    with pytest.raises(SettingsError, match=sentence):
        TrainingJob.from_json(json.dumps(values))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [("{", "is no JSON"), ("[1]", "no JSON object"), ('{"model": "sn"}', "lacks a field")],
)
def test_a_damaged_job_gives_a_sentence(line: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        TrainingJob.from_json(line)


@pytest.mark.parametrize("line", ['{"event": "party"}', '{"step": 3}', '{"event": ["step"]}'])
def test_an_unknown_event_gives_a_sentence(line: str) -> None:
    with pytest.raises(SettingsError, match="no event of a training run"):
        event_from_json(line)
    with pytest.raises(SettingsError, match="'finished' has no good value for 'reason'"):
        event_from_json('{"event": "finished", "step": 1, "reason": "bored"}')
