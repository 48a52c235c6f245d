from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from trainer.evaluate.outcomes import Outcome, append_outcomes, read_outcomes


def outcome(index: int = 0) -> Outcome:
    return Outcome(
        opponent="sen",
        model="ab12",
        seed=3,
        total_s=24.0,
        recording_id="song",
        artist="Bärbel",
        pieces=4,
        gap_s=0.25,
        index=index,
        disguised=True,
        joins=2,
        exact=False,
        seconds=0.5,
    )


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "new" / "outcomes.jsonl"
    append_outcomes(file, [outcome(0)])
    append_outcomes(file, [outcome(1), outcome(2)])
    assert read_outcomes(file) == [outcome(0), outcome(1), outcome(2)]


def test_outcomes_from_before_there_were_games_are_of_the_jigsaw(tmp_path: Path) -> None:
    file = tmp_path / "old.jsonl"
    append_outcomes(file, [outcome()])
    values = json.loads(file.read_text())
    del values["game"]
    file.write_text(json.dumps(values) + "\n")
    assert read_outcomes(file) == [outcome()]
    medley = replace(outcome(), game="medley", gap_s=None)
    append_outcomes(file, [medley])
    assert read_outcomes(file)[1] == medley


def test_a_file_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert read_outcomes(tmp_path / "none.jsonl") == []


def test_half_a_line_is_passed_over_and_then_replaced(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"
    append_outcomes(file, [outcome(0), outcome(1)])
    file.write_bytes(file.read_bytes()[:-20])
    assert read_outcomes(file) == [outcome(0)]
    append_outcomes(file, [outcome(2)])
    assert read_outcomes(file) == [outcome(0), outcome(2)]


def test_another_kind_of_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text('{"opponent": "sen"}\n')
    with pytest.raises(DataError, match=r"list\.csv: line 1 is no outcome of a puzzle"):
        read_outcomes(file)


def test_a_folder_instead_of_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        read_outcomes(tmp_path)
    with pytest.raises(DataError, match="cannot be kept"):
        append_outcomes(tmp_path, [outcome()])


def test_pair_accuracy_is_the_share_of_true_joins() -> None:
    assert outcome().pair_accuracy == pytest.approx(2 / 3)
