"""What a person at the terminal reads."""

from __future__ import annotations

import pytest

from musicpuzzle import jobs
from trainer.train.progress import ProgressBar, sentence, step_line


def test_a_step_tells_how_far_and_how_long() -> None:
    line = step_line(jobs.Stepped(50, 0.5, 60.0, 180.0, 88.2, {"pair_accuracy": 0.75}))
    assert "25%" in line
    assert "loss 0.5000" in line
    assert "pair accuracy 0.750" in line
    assert "88 pairs/s" in line
    assert "03:00 left" in line
    assert "01:00 so far" in step_line(jobs.Stepped(50, 0.5, 60.0))


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (jobs.Started("sn", 5, 3, 2, 1, "cpu", 1, "32-true"), "going on after step 3"),
        (jobs.Validated(4, {"pair_accuracy_0.5": 0.5}, True), "pair accuracy 0.5 0.500 (kept)"),
        (jobs.Validated(4, {}, False), "nothing to validate on (not better)"),
        (jobs.Finished(4, "stopped", "m.safetensors"), "Stopped after step 4; the best model is m"),
        (jobs.Finished(0, "cancelled"), "Cancelled after step 0."),
        (jobs.Notice("a.ogg: is empty"), "a.ogg: is empty"),
    ],
)
def test_events_in_words(event: jobs.Event, words: str) -> None:
    assert words in sentence(event)


def test_a_whole_run_is_told_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar() as bar:
        for event in (
            jobs.Preparing(1, 2),
            jobs.Notice("b.ogg: is empty; the song is left out."),
            jobs.Preparing(2, 2),
            jobs.Started("sn", 2_298_116, 0, 2, 0, "cpu", 1, "32-true"),
            jobs.Stepped(1, 0.5, 1.0, 9.0),
            jobs.Saved(1),
            jobs.Finished(1, "done"),
        ):
            bar.tell(event)
    captured = capsys.readouterr()
    assert captured.out == ""
    for words in ("Preparing songs", "b.ogg: is empty", "2,298,116", "loss 0.5000", "Done after"):
        assert words in captured.err
