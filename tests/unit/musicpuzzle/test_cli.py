from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.cli import main


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of 8 s of a rising tone."""
    path = tmp_path_factory.mktemp("cli") / "song.flac"
    time_s = np.arange(8 * 22_050) / 22_050
    sound = 0.3 * np.sin(2 * np.pi * (200 * time_s + 60 * time_s**2))
    soundfile.write(path, sound, 22_050)
    return str(path)


SHORT = ["--pieces", "4", "--gap", "0.1", "--total", "6", "--opponent", "continuity"]


def test_json_is_one_object_with_all_that_is_asked_for(
    song: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["solve", song, *SHORT, "--seed", "3", "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    found = json.loads(out)
    assert list(found) == [
        "shuffled", "order", "truth", "pair_accuracy", "exact", "score", "seconds",
    ]  # fmt: skip
    assert sorted(found["shuffled"]) == sorted(found["order"]) == found["truth"] == [1, 2, 3, 4]
    assert list(found["seconds"]) == ["features", "scores", "order"]
    assert found["exact"] is True
    assert found["pair_accuracy"] == 1.0


def test_the_seed_draws_the_puzzle(song: str, capsys: pytest.CaptureFixture[str]) -> None:
    deals = []
    for seed in ("1", "1", "2", "-5"):
        main(["solve", song, *SHORT, "--seed", seed, "--json"])
        deals.append(json.loads(capsys.readouterr().out)["shuffled"])
    assert deals[0] == deals[1]
    assert len({str(deal) for deal in deals}) > 1


def test_without_json_people_can_read_it(song: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", song, *SHORT, "--seed", "3"]) == 0
    out = capsys.readouterr().out
    assert "order  1 2 3 4  (continuity, " in out
    assert "3 of 3 joins are right: 1500 points." in out


def test_a_review_is_one_object_or_lines_for_people(
    song: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["review", song, *SHORT, "--seed", "3", "--order", "2,1,3,4"]
    assert main([*command, "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    found = json.loads(out)
    assert found["order"] == [2, 1, 3, 4]
    assert [each["join"] for each in found["wrong"]] == [[2, 1], [1, 3]]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert "order: 2 1 3 4, 1 of 3 joins right" in out
    assert f"{found['per_cent'][1][2]:5.0f}" in out.splitlines()[8]
    assert "\n#2 then #1: wrong\n  You joined #2 to #1; " in out


def test_without_a_command_it_says_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert "solve" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--pieces", "2"], "3 to 12 pieces, not 2"),
        (["--pieces", "13"], "3 to 12 pieces, not 13"),
        (["--gap", "5"], "0 to 1 s, not 5 s"),
        (["--gap", "nan"], "0 to 1 s, not nan s"),
        (["--gap", "-0.1"], "0 to 1 s, not -0.1 s"),
        (["--total", "inf"], "not inf s"),
        (["--total", "nan"], "not nan s"),
        (["--opponent", "nobody"], "no opponent 'nobody'"),
        (["--opponent", "nowhere/model.safetensors"], "nowhere/model.json"),
        (["--opponent", "chance", "--total", "30"], "lasts 8.0 s"),
        (["--order", "1,2"], "The order 1,2 does not name each of the pieces 1 to 6 once."),
    ],
)
def test_what_cannot_be_done_gives_one_sentence_with_the_song(
    song: str, arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = ["--total", "6"] if "--total" not in arguments else []
    command = "review" if "--order" in arguments else "solve"
    assert main([command, song, *settings, *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{song}: ")
    assert reason in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("content", [None, b"", b"no sound at all", bytes(5000)])
def test_what_is_no_song_gives_one_sentence(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "song.mp3"
    if content is not None:
        path.write_bytes(content)
    assert main(["solve", str(path), "--opponent", "chance"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count(str(path)) == 1
    assert err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="no file may be called so")
def test_a_name_of_two_lines_is_told_in_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "two\nlines\x1b[31m.wav"
    path.touch()
    assert main(["solve", str(path), "--opponent", "chance"]) == 2
    assert capsys.readouterr().err == f"{tmp_path}/two\\nlines\\x1b[31m.wav: is empty\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["solve"],
        ["solve", "a", "--pieces", "two"],
        ["solve", "a", "--gap", ""],
        ["sing"],
        ["review", "a", "--order", "1;2"],
    ],
)
def test_what_is_no_command_gives_one_sentence(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("musicpuzzle")
    assert err.count("\n") == 1


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Paths of four songs of 10 s."""
    folder = tmp_path_factory.mktemp("songs")
    paths = []
    for number in range(4):
        path = folder / f"{number}.wav"
        noise = np.random.default_rng(number).normal(size=10 * 22_050)
        soundfile.write(path, 0.1 * np.convolve(noise, np.ones(1 + number)), 22_050)
        paths.append(str(path))
    return paths


def test_a_medley_of_ones_own_has_no_truth_but_a_judge(
    songs: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["solve", "--game", "medley", *songs, "--opponent", "continuity"]
    assert main([*command, "--pieces", "3", "--seed", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["truth"], found["pair_accuracy"], found["exact"]) == (None, None, None)
    assert sorted(found["order"]) == sorted(found["shuffled"]) == [1, 2, 3]
    assert 0 <= found["judge"] <= 1
    assert set(found["songs"]) < set(songs)
    assert main(command) == 0
    out = capsys.readouterr().out
    assert f"4  {songs[3]}" in out
    assert "No order is the right one;" in out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--game", "medley", "--pieces", "3", "0"], "0.wav: is no medley"),
        (["--game", "medley", "0", "1"], "3 to 12 pieces, not 2"),
        (["--game", "medley", "0", "1", "1", "1"], "takes 4 different songs, and 2 can be used."),
        (["--game", "sequencing", "0"], "0.wav: has no 4 sections"),
        (["--game", "sequencing", "0", "1"], "A sequencing is made of one song, not of 2."),
        (["0", "1"], "A jigsaw is made of one song, not of 2."),
        (["--game", "sequencing", "--gap", "0.25", "0"], "are for a jigsaw, not a sequencing."),
        (["--game", "medley", "--on-beats", "0"], "are for a jigsaw, not a medley."),
    ],
)
def test_what_a_game_cannot_do_gives_one_sentence(
    songs: list[str], arguments: list[str], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [songs[int(each)] if each in ("0", "1") else each for each in arguments]
    assert main(["solve", *given, "--opponent", "chance"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert reason in err
    assert err.count("\n") == 1
