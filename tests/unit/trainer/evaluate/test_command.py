from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from musicpuzzle.errors import DataError, MusicPuzzleError
from musicpuzzle.games.settings import GAMES
from trainer.evaluate import compare
from trainer.evaluate.arguments import plan_of
from trainer.evaluate.command import evaluate, run
from trainer.evaluate.outcomes import read_outcomes

from .conftest import FakePlayers, Player, arguments, by_pitch, falling, write_song

QUICK = ("--pieces", 3, "--gaps", 0, "--total", 3, "--puzzles-per-song", 1, "--workers", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two songs and a file that is none."""
    for number in range(2):
        write_song(tmp_path / "songs" / f"{number}.wav", seed=number)
    (tmp_path / "songs" / "broken.ogg").write_bytes(b"OggS and no more")
    return tmp_path / "songs"


def table(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text())
    return rows


def without_times(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k != "seconds_per_puzzle"} for row in rows]


def players(skills: Mapping[str, Any]) -> FakePlayers:
    return FakePlayers({name: Player(name, skill) for name, skill in skills.items()})


def test_rows_of_a_folder_with_a_broken_file(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rows.json"
    words = ("--opponents", "chance,waveform", "continuity", "--json", out)
    assert run(arguments("--data", folder, *words, *QUICK)) == 0

    rows = table(out)
    assert [(row["opponent"], row["disguised"]) for row in rows] == [
        (name, disguised)
        for name in ("chance", "continuity", "waveform")
        for disguised in (False, True)
    ]
    assert {row["puzzles"] for row in rows} == {2}
    assert all(0 <= row["global_low"] <= row["global_accuracy"] <= 1 for row in rows)
    assert all(row["seconds_per_puzzle"] > 0 for row in rows)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"{folder / 'broken.ogg'}: " in captured.err
    assert "4 puzzles of 2 songs by 2 artists. Left out: 1 file" in captured.err


def test_the_same_seed_gives_the_same_rows_and_another_one_others(
    folder: Path, tmp_path: Path
) -> None:
    words = ("--opponents", "chance", *QUICK, "--puzzles-per-song", 2, "--disguise", "plain")
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        kept = ("--json", tmp_path / name, "--outcomes", tmp_path / f"{name}.jsonl")
        assert run(arguments("--data", folder, *words, "--seed", seed, *kept)) == 0
    assert without_times(table(tmp_path / "a")) == without_times(table(tmp_path / "b"))
    a, b, c = (
        [outcome.joins for outcome in read_outcomes(tmp_path / f"{name}.jsonl")] for name in "abc"
    )
    assert a == b
    assert len(a) == 4
    assert a != c


@pytest.mark.timeout(300)
def test_processes_give_what_one_process_gives(folder: Path, tmp_path: Path) -> None:
    words = ("--opponents", "waveform", "chance", *QUICK)
    assert run(arguments("--data", folder, *words, "--json", tmp_path / "one")) == 0
    many = ("--workers", 2, "--json", tmp_path / "two")
    assert run(arguments("--data", folder, *words, *many)) == 0
    assert without_times(table(tmp_path / "one")) == without_times(table(tmp_path / "two"))


def test_what_the_file_of_outcomes_holds_is_not_played_again(folder: Path, tmp_path: Path) -> None:
    args = arguments(
        "--data", folder, *QUICK, "--opponents", "sen,sn",
        "--outcomes", tmp_path / "kept.jsonl", "--json", tmp_path / "rows",
    )  # fmt: skip
    first = players({"sen": by_pitch, "sn": falling})
    evaluate(args, first)
    again = players({"sen": falling, "sn": by_pitch})
    evaluate(args, again)
    assert again.players["sen"].given == []
    assert table(tmp_path / "rows")[0]["global_accuracy"] == 1.0

    other_weights = FakePlayers(again.players, {"sen": "other"})
    evaluate(args, other_weights)
    assert len(again.players["sen"].given) == 4
    assert again.players["sn"].given == []
    assert table(tmp_path / "rows")[0]["global_accuracy"] == 0.0


def test_paired_differences_and_tables(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    args = arguments(
        "--data", folder, *QUICK, "--opponents", "sen-plus", "waveform", "--text",
        "--paired", tmp_path / "paired", "--markdown", tmp_path / "table.md",
    )  # fmt: skip
    evaluate(args, players({"sen-plus": by_pitch, "waveform": falling}))
    (plain, disguised) = table(tmp_path / "paired")
    assert (plain["opponent"], plain["against"]) == ("sen-plus", "waveform")
    assert (plain["global_difference"], plain["global_low"], plain["global_high"]) == (1, 1, 1)
    assert disguised["disguised"] is True
    assert "| sen-plus | 1.00 (1.00 to 1.00) |" in (tmp_path / "table.md").read_text()
    shown = capsys.readouterr().out
    assert "opponent" in shown.splitlines()[0]
    assert "sen-plus   waveform" in shown


def test_a_comparison_counts_the_parameters_and_asks_all_games(
    folder: Path, tmp_path: Path
) -> None:
    parser = argparse.ArgumentParser()
    compare.add_arguments(parser)
    words = ("--data", folder, *QUICK, "--opponents", "sen", "sn", "--json", tmp_path / "rows")
    assert plan_of(parser.parse_args([str(word) for word in words])).games == GAMES
    args = parser.parse_args([str(word) for word in (*words, "--games", "jigsaw")])
    evaluate(args, players({"sen": by_pitch, "sn": falling}))
    assert {(row["opponent"], row["parameters"]) for row in table(tmp_path / "rows")} == {
        ("sen", 3), ("sn", 2),
    }  # fmt: skip
    assert list(table(tmp_path / "rows")[0])[-1] == "parameters"


def write_medley(folder: Path) -> Path:
    """A rising tone whose three parts are listed as the songs of a medley."""
    song = write_song(folder / "medley.wav", 15.0)
    parts = [{"start_s": 5.0 * k, "end_s": 5.0 * (k + 1)} for k in range(3)]
    (folder / "medleys.json").write_text(json.dumps([{"file": song.name, "parts": parts}]))
    return folder


def test_medleys_come_from_a_folder_of_their_own_or_are_the_data(
    folder: Path, tmp_path: Path
) -> None:
    medleys = write_medley(tmp_path / "medleys")
    words = (*QUICK, "--pieces", 3, 4, "--total", 4, "--opponents", "sen")
    for data, games in ((folder, ["jigsaw", "medley"]), (medleys, ["medley"])):
        out = tmp_path / "rows"
        both = ("--games", "medley,jigsaw", "--medleys", medleys)
        args = arguments("--data", data, *words, *both, "--json", out)
        evaluate(args, players({"sen": by_pitch}))
        rows = table(out)
        assert list(dict.fromkeys(row["game"] for row in rows)) == games
        medley = rows[-1]
        assert (medley["pieces"], medley["gap_s"], medley["puzzles"]) == (3, None, 1)
        assert medley["global_accuracy"] == 1.0


def test_medleys_are_composed_where_there_are_none(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def compose(args: argparse.Namespace) -> int:
        asked.append([str(args.medleys), str(args.seed)])
        write_medley(args.out)
        return 0

    monkeypatch.setattr("trainer.evaluate.medleys.compose.run", compose)
    monkeypatch.setattr("trainer.evaluate.medleys.COUNT", 1)
    words = (*QUICK, "--games", "medley", "--opponents", "sen", "--seed", 5)
    for _ in range(2):
        evaluate(arguments("--data", folder, *words), players({"sen": by_pitch}))
    assert asked == [["1", "5"]]


def test_without_medleys_the_other_games_are_measured(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("trainer.evaluate.medleys.compose.run", lambda args: 2)
    words = (*QUICK, "--disguise", "plain", "--opponents", "sen")
    both = arguments("--data", folder, *words, "--games", "jigsaw", "medley")
    evaluate(both, players({"sen": by_pitch}))
    told = capsys.readouterr()
    assert "No medleys could be composed" in told.err
    assert "The game medley is left out." in told.err
    assert "jigsaw" in told.out
    with pytest.raises(DataError, match="--medleys may name a folder"):
        evaluate(arguments("--data", folder, *words, "--games", "medley"), players({}))


def test_a_split_without_songs_is_named(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "rows"
    args = arguments("--data", folder, *QUICK, "--split", "train", "--json", out)
    assert run(args) == 2
    assert capsys.readouterr().err == f"{folder}: there are no songs of the split train in it\n"
    assert not out.exists()


def test_a_folder_of_songs_that_are_too_short_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_song(tmp_path / "short.wav", 2.0)
    assert run(arguments("--data", tmp_path, *QUICK, "--opponents", "chance", "--text")) == 2
    told = capsys.readouterr().err
    assert "short.wav: lasts 2.0 s, but this puzzle needs 3.0 s" in told
    assert "no puzzle could be cut from any of its songs" in told


def test_what_could_not_be_written_is_refused_before_anything_is_played(
    folder: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.md"
    letter.write_text("Dear all,")
    nobody = players({})
    for words, reason in (
        (("--opponents", "chance", "--markdown", letter), "it exists"),
        (("--opponents", "chance", "--paired", tmp_path / "p"), "needs sen-plus"),
        (("--opponents", "chance", "--total", 2), "pieces last"),
    ):
        with pytest.raises(MusicPuzzleError, match=reason):
            evaluate(arguments("--data", folder, *QUICK, *words), nobody)


def test_an_unwritable_result_is_named(folder: Path, tmp_path: Path) -> None:
    args = arguments(
        "--data", folder, *QUICK, "--opponents", "sen", "--json", folder / "0.wav" / "rows"
    )
    with pytest.raises(DataError, match="it cannot be written"):
        evaluate(args, players({"sen": by_pitch}))


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Processes that the test starts hear SIGINT, also where the tests run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.timeout(300)
@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is no signal there")
@pytest.mark.usefixtures("interruptible")
def test_an_interrupt_leaves_one_sentence_and_what_was_played(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept.jsonl"
    words = ["--data", folder, "--outcomes", kept, "--opponents", "chance", "--pieces", "3"]
    more = ["--gaps", "0", "--total", "3", "--puzzles-per-song", "4000", "--workers", "2"]
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", "evaluate", "games", *map(str, words), *more],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    process.stderr.read(1)  # the bar
    os.killpg(process.pid, signal.SIGINT)
    try:
        _, told = process.communicate(timeout=90)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise
    assert process.returncode == 130
    assert "Traceback" not in told
    assert told.splitlines()[-1].startswith("Stopped. ")
