from __future__ import annotations

import json
from pathlib import Path

import pytest

from gui.play import songs
from gui.play.songs import open_paths, starter_songs
from musicpuzzle.errors import DataError


def never() -> None:
    """Nobody gives up."""


@pytest.fixture
def assets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "songs").mkdir()
    monkeypatch.setattr(songs, "asset", tmp_path.joinpath)
    return tmp_path / "songs"


def test_no_list_means_no_songs(assets: Path) -> None:
    assert starter_songs().songs == ()


@pytest.mark.parametrize("wrap", [False, True])
def test_the_list_of_bundled_songs(assets: Path, wrap: bool) -> None:
    entries = [{"file": "a.ogg", "title": "Harbour Lights"}]
    text = json.dumps({"songs": entries} if wrap else entries)
    (assets / "songs.json").write_text(text)
    found = starter_songs()
    assert [(song.path, song.title) for song in found.songs] == [
        (assets / "a.ogg", "Harbour Lights")
    ]
    assert found.kept == ""


@pytest.mark.parametrize("text", ["", "[1]", "{}", '[{"file": "a.ogg"}]'])
def test_a_damaged_list_is_named(assets: Path, text: str) -> None:
    (assets / "songs.json").write_text(text)
    with pytest.raises(DataError, match=r"songs\.json"):
        starter_songs()


def test_one_file_is_named_by_itself(song: Path) -> None:
    source = open_paths([song], never)
    assert (source.name, source.kept) == (song.name, str(song))
    assert source.songs[0].title == song.stem


def test_a_folder_is_searched_but_not_opened(tmp_path: Path) -> None:
    for name in ("b.mp3", "a.flac", "deep/c.ogg", "notes.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    source = open_paths([tmp_path], never)
    assert {found.path.name for found in source.songs} == {"a.flac", "b.mp3", "c.ogg"}
    assert source.name == f"{tmp_path.name} (3 songs)"
    assert source.problems == ()


def test_what_is_kept_is_what_could_be_used(song: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp3"
    broken.write_bytes(b"")
    source = open_paths([broken, song], never)
    assert source.kept == str(song)
    assert len(source.problems) == 1


def test_giving_up_stops_looking(song: Path) -> None:
    def give_up() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        open_paths([song], give_up)
