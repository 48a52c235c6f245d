"""Folders are searched for sound in one order, whatever lies in them."""

from __future__ import annotations

import os

import pytest

from musicpuzzle.audio.names import AUDIO_SUFFIXES, check_file, find_audio, is_audio_name
from musicpuzzle.errors import AudioError


def test_names_of_sound_files():
    for name in ("a.mp3", "B.WAV", "x/y.z.Flac", "c.m4a", "d.opus"):
        assert is_audio_name(name)
    for name in ("a.txt", "mp3", ".mp3", ".hidden.mp3", "a.mp3.part", "cover.jpg"):
        assert not is_audio_name(name)
    assert {".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".aac", ".wma"} <= AUDIO_SUFFIXES


def _touch(folder, *names):
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_found_below_and_in_order(tmp_path):
    _touch(tmp_path, "b.mp3", "A.ogg", "c/2.wav", "c/10.wav", "c/d/x.FLAC", "notes.txt", "Z/a.mp3")
    found = [path.relative_to(tmp_path).as_posix() for path in find_audio(tmp_path)]
    assert found == ["A.ogg", "b.mp3", "c/10.wav", "c/2.wav", "c/d/x.FLAC", "Z/a.mp3"]


def test_hidden_things_and_folders_with_such_a_name_are_passed_over(tmp_path):
    _touch(tmp_path, ".a.mp3", ".trash/b.mp3", "._c.mp3", "d.mp3/e.mp3")
    assert find_audio(tmp_path) == [tmp_path / "d.mp3" / "e.mp3"]


def test_links_in_a_circle_end(tmp_path):
    _touch(tmp_path, "a/b/song.mp3")
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "self").symlink_to("self")
    (tmp_path / "a" / "gone.mp3").symlink_to("nowhere.mp3")
    assert find_audio(tmp_path) == [tmp_path / "a" / "b" / "song.mp3"]


def test_a_linked_folder_is_searched(tmp_path):
    _touch(tmp_path, "music/song.mp3")
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "link").symlink_to(tmp_path / "music")
    assert find_audio(tmp_path / "here") == [tmp_path / "here" / "link" / "song.mp3"]


def test_the_same_folder_through_two_links_counts_once(tmp_path):
    _touch(tmp_path, "music/song.mp3")
    for name in ("z", "y"):
        (tmp_path / "here").mkdir(exist_ok=True)
        (tmp_path / "here" / name).symlink_to(tmp_path / "music")
    assert find_audio(tmp_path / "here") == [tmp_path / "here" / "y" / "song.mp3"]


def test_folders_that_are_none(tmp_path):
    _touch(tmp_path, "file.mp3")
    with pytest.raises(AudioError, match="gone: there is no such folder"):
        find_audio(tmp_path / "gone")
    with pytest.raises(AudioError, match=r"file\.mp3: is a file, not a folder"):
        find_audio(tmp_path / "file.mp3")


def test_a_name_that_no_system_takes():
    with pytest.raises(AudioError, match=r"there is no such file|cannot be read"):
        check_file("x" * 5000 + ".mp3")
    with pytest.raises(AudioError, match=r"there is no such file|cannot be read"):
        check_file("a\0b.mp3")


def test_a_disk_that_fails(tmp_path, monkeypatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(5, "Input/output error")

    (tmp_path / "a.mp3").write_bytes(b"x")
    monkeypatch.setattr(type(tmp_path), "open", fail)
    with pytest.raises(AudioError, match=r"a\.mp3: cannot be read: Input/output error"):
        check_file(tmp_path / "a.mp3")


def test_a_good_file_passes(tmp_path):
    (tmp_path / "a.mp3").write_bytes(b"x")
    check_file(tmp_path / "a.mp3")
    check_file(os.fspath(tmp_path / "a.mp3"))
