from __future__ import annotations

import argparse
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play.ladder import Ladder, load_ladder
from trainer.cli import main
from trainer.evaluate.outcomes import Outcome, append_outcomes
from trainer.ladder.command import add_arguments, build
from trainer.ladder.measure import measure

from .conftest import make_outcome, play

STRENGTHS = {"sen": 1750.0, "twin": 1500.0, "continuity": 1500.0, "chance": 1200.0}
DIGESTS = dict.fromkeys(STRENGTHS, "")


def run(folder: Path, *files: list[Outcome], digests: dict[str, str] = DIGESTS) -> Ladder:
    """The ladder of some files of outcomes."""
    words = ["--out", str(folder / "out" / "ladder.json"), "--outcomes"]
    for number, outcomes in enumerate(files):
        path = folder / f"{number}.jsonl"
        append_outcomes(path, outcomes)
        words.append(str(path))
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    args = parser.parse_args(words)
    assert str(args.out) in build(args, digests)
    return load_ladder(args.out)


def test_the_order_is_recovered_and_twins_are_called_equal(tmp_path: Path) -> None:
    ladder = run(tmp_path, play(STRENGTHS, songs=60, spread=80.0))
    rungs = ladder.rungs["jigsaw"]
    assert [rungs[0].opponent, rungs[3].opponent] == ["sen", "chance"]
    assert [rung.equal_to_next for rung in rungs] == [False, True, False, False]
    shares = [rung.share_of_next for rung in rungs]
    assert shares[0] is not None
    assert shares[0] > 0.6
    assert shares[3] is None
    assert {rung.rounds for rung in rungs} == {960}
    distance = rungs[0].rating.value - rungs[3].rating.value
    assert distance == pytest.approx(550, abs=70)
    assert ladder.date == f"{datetime.now(UTC).date()}"
    assert ladder.command == "python -m trainer ladder --outcomes 0.jsonl --out ladder.json"


def test_kinds_of_puzzles_stand_on_the_same_scale(tmp_path: Path) -> None:
    ladder = run(tmp_path, play(STRENGTHS, songs=60, spread=80.0))
    easy, hard = (
        ladder.puzzle_rating(PuzzleSettings(pieces=pieces, gap_s=gap_s))
        for pieces, gap_s in ((3, 0.0), (8, 1.0))
    )
    assert hard.value - easy.value == pytest.approx(500, abs=70)
    assert easy.deviation == pytest.approx(80, abs=35)
    # On the scale of the opponents, too: the strongest is as strong as the hardest is hard.
    assert ladder.rating("jigsaw", "sen").value == pytest.approx(hard.value, abs=60)


def test_files_are_joined_and_repeated_questions_count_once(tmp_path: Path) -> None:
    outcomes = play(STRENGTHS, songs=8)
    halves = [
        [each for each in outcomes if (each.opponent == "sen") is chosen]
        for chosen in (True, False)
    ]
    whole = measure(outcomes, date="", command="")
    joined = run(tmp_path, halves[0], halves[1], halves[0])
    assert replace(joined, date="", command="") == whole


def test_outcomes_of_other_models_are_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = play({"sen": 1700, "chance": 1300}, songs=8)
    old = [replace(each, model="old", joins=0, exact=False) for each in outcomes[::2]]
    strange = [make_outcome("runs/mine.safetensors", 1, model="mine")]
    ladder = run(tmp_path, old, outcomes, strange)
    assert capsys.readouterr().err.splitlines() == [
        "runs/mine.safetensors: outcomes of another model than the bundled one are left out,"
        " so it stays unrated.",
        "sen: outcomes of another model than the bundled one are left out.",
    ]
    assert replace(ladder, date="", command="") == measure(outcomes, date="", command="")
    with pytest.raises(DataError, match=r"0\.jsonl: there is no outcome"):
        run(tmp_path / "only", old)


def test_faults_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing, out = tmp_path / "missing.jsonl", tmp_path / "ladder.json"
    assert main(["ladder", "--outcomes", str(missing), "--out", str(out)]) == 2
    assert capsys.readouterr().err == f"{missing}: there is no such file.\n"
    broken = tmp_path / "broken.jsonl"
    broken.write_text("no outcome\n")
    assert main(["ladder", "--outcomes", str(broken), "--out", str(out)]) == 2
    assert "line 1 is no outcome" in capsys.readouterr().err
    assert not out.exists()


def test_opponents_without_a_model_are_rated_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "some.jsonl", tmp_path / "ladder.json"
    append_outcomes(path, play({"continuity": 1600, "chance": 1300}, songs=6))
    words = ["ladder", "--outcomes", str(path), "--out", str(out), "--seed", "3"]
    assert main(words) == 0
    assert "2 opponents rated by 192 rounds of jigsaw" in capsys.readouterr().out
    assert json.loads(out.read_text())["command"].endswith("--out ladder.json --seed 3")
    (tmp_path / "file").write_text("")
    words[4] = str(tmp_path / "file" / "ladder.json")
    assert main(words) == 2
    assert "cannot be written" in capsys.readouterr().err
