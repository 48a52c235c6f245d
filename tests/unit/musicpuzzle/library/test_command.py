from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from musicpuzzle.cli import main
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.places import default_database
from musicpuzzle.library.songs import read_songs


def test_json_is_one_object_with_all_that_is_asked_for(
    music: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scan", str(music), "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.count("\n") == 1
    found = json.loads(out)
    assert list(found) == ["found", "indexed", "skipped", "seconds"]
    assert (found["found"], found["indexed"]) == (5, 3)
    assert found["skipped"][0] == {"path": str(music / "empty.mp3"), "reason": "is empty"}
    assert found["seconds"] > 0
    with open_library() as library:
        assert len(read_songs(library)) == 5


def test_the_folder_belongs_to_the_library_from_then_on(
    music: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["scan", str(music), "--library", str(database)]) == 0
    assert not default_database().exists()
    assert capsys.readouterr().out.startswith("5 files found, 3 in the library, ")
    (music / "a.wav").unlink()
    assert main(["scan", "--library", str(database)]) == 0
    out = capsys.readouterr().out
    assert "4 files found, 2 in the library" in out
    assert "Since the last scan: 1 gone.\n" in out
    assert out.endswith("text.ogg: is not a sound file, or of a kind that is not known\n")


def test_progress_is_shown_on_a_terminal_alone(
    music: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert main(["scan", str(music), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["found"] == 5
    assert "3 of 5, 0:0" in err
    assert err.endswith("\r\x1b[K")


def test_a_restored_library_says_so(
    music: Path, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["scan", str(music), "--library", str(database), "--json"]
    main(command)
    with database.open("r+b") as file:
        file.write(bytes(100))
    capsys.readouterr()
    assert main(command) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["indexed"] == 3
    assert err.count("\n") == 1
    assert "library.backup.sqlite was restored" in err


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["nowhere"], "there is no such file or folder"),
        (["song.mp3"], "is a file, not a folder"),
        ([], "no folder in the library yet"),
        ([".", "--library", "song.mp3"], "not a library of Music Puzzle"),
    ],
)
def test_what_cannot_be_done_gives_one_sentence(
    arguments: list[str],
    reason: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("song.mp3").write_bytes(b"something")
    assert main(["scan", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert reason in err
    assert err.count("\n") == 1
    assert Path("song.mp3").read_bytes() == b"something"
