"""RUN/events.jsonl."""

from __future__ import annotations

from pathlib import Path

from musicpuzzle.jobs import Finished, Notice, Preparing, Saved, Stepped, Validated
from trainer.train.log import EventLog, read_events


def test_events_are_read_as_they_were_written(tmp_path: Path) -> None:
    events = [Notice("hello"), Stepped(1, 0.5, 1.0), Validated(1, {"a": 0.5}, True), Saved(1)]
    with EventLog(tmp_path, 0) as log:
        for event in events:
            log.write(event)
        assert read_events(tmp_path) == events


def test_progress_of_the_preparation_is_left_out(tmp_path: Path) -> None:
    with EventLog(tmp_path, 0) as log:
        log.write(Preparing(1, 2))
    assert read_events(tmp_path) == []


def test_what_will_happen_again_is_dropped(tmp_path: Path) -> None:
    with EventLog(tmp_path, 0) as log:
        for step in (1, 2, 3):
            log.write(Stepped(step, 0.5, 1.0))
            log.write(Saved(step))
        log.write(Finished(3, "stopped"))
    with EventLog(tmp_path, 2) as log:
        log.write(Stepped(3, 0.25, 2.0))
    steps = [event for event in read_events(tmp_path) if isinstance(event, Stepped)]
    assert [(event.step, event.loss) for event in steps] == [(1, 0.5), (2, 0.5), (3, 0.25)]
    assert not any(isinstance(event, Finished) for event in read_events(tmp_path))


def test_a_line_that_a_kill_cut_short_is_passed_over(cut_short: Path) -> None:
    assert read_events(cut_short.parent) == [Saved(1)]
    with EventLog(cut_short.parent, 1) as log:
        log.write(Saved(2))
    assert read_events(cut_short.parent) == [Saved(1), Saved(2)]
    assert cut_short.read_text().count("\n") == 2
