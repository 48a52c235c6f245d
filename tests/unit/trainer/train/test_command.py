"""Training from the command line and from a parent process."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from musicpuzzle.jobs import Event, Failed, Finished, Started, TrainingJob, event_from_json
from trainer.cli import main
from trainer.train.arguments import command_line


def words(job: TrainingJob) -> list[str]:
    return command_line(job).split()[3:]


def printed(text: str) -> list[Event]:
    return [event_from_json(line) for line in text.splitlines()]


def test_a_run_at_the_terminal(job: TrainingJob, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words(job)) == 0
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Done after step 4; the best model is" in captured.err
    assert (Path(job.out) / "model.safetensors").is_file()


def test_errors_are_one_sentence_and_exit_code_2(
    job: TrainingJob, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words(replace(job, shards="nowhere"))) == 2
    error = capsys.readouterr().err
    assert "nowhere: there are no prepared songs in this folder." in error
    assert "Traceback" not in error


def test_standard_input_that_ends_stops_a_run_with_json_events(
    job: TrainingJob, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main([*words(replace(job, steps=10_000)), "--json-events"]) == 0
    last = printed(capsys.readouterr().out)[-1]
    assert isinstance(last, Finished)
    assert last.reason == "stopped"
    assert last.step < 10_000


def test_a_job_from_standard_input(
    job: TrainingJob, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(job.to_json() + "\ncancel\n"))
    assert main(["job"]) == 0
    events = printed(capsys.readouterr().out)
    last = events[-1]
    assert isinstance(last, Finished)
    assert last.reason == "cancelled"
    assert not Path(job.out).exists()
    assert all(not isinstance(event, Started) or event.model == "sn" for event in events)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nonsense\n", "is no JSON"),
        ("", "is no JSON"),
        (json.dumps({"model": "sn", "data": [], "out": "r", "devices": 2}), "torchrun"),
        (json.dumps({"model": "sn", "data": [], "out": "r", "steps": 0}), "--steps"),
    ],
)
def test_a_job_that_is_none_fails_with_a_sentence(
    line: str, sentence: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(line))
    assert main(["job"]) == 2
    (event,) = printed(capsys.readouterr().out)
    assert isinstance(event, Failed)
    assert sentence in event.message
