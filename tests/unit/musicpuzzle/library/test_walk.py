from __future__ import annotations

import os
from pathlib import Path

import pytest

from musicpuzzle.errors import LibraryError
from musicpuzzle.library.walk import check_folder, outermost, walk


def found(folder: Path) -> dict[str, str]:
    """The reason of each file by its place in the folder."""
    return {os.path.relpath(file.path, folder): file.reason for file in walk([str(folder)]).files}


def test_hidden_and_strange_files_are_found_with_their_reason(tmp_path: Path) -> None:
    for name in ("a.mp3", "B.MP3", ".c.mp3", "mp3", "d.txt", ".trash/e.wav", "f.ogg/g.flac"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "nowhere.opus").symlink_to("gone.opus")
    os.mkfifo(tmp_path / "pipe.wav")
    os.close(os.open(bytes(tmp_path) + b"/\xff.wma", os.O_CREAT))
    assert found(tmp_path) == {
        "a.mp3": "",
        "B.MP3": "",
        "f.ogg/g.flac": "",
        "\udcff.wma": "",
        ".c.mp3": "is a hidden file",
        ".trash/e.wav": "is a hidden file",
        "nowhere.opus": "there is no such file or folder",
        "pipe.wav": "is not a file",
    }


def test_linked_folders_are_followed_once(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.mp3").touch()
    (tmp_path / "one" / "back").symlink_to(tmp_path)
    (tmp_path / "two").symlink_to(tmp_path / "one")
    assert list(found(tmp_path)) == ["one/a.mp3"]


def test_a_hidden_link_hides_no_folder_that_can_be_seen(tmp_path: Path) -> None:
    (tmp_path / "Album" / "Disc").mkdir(parents=True)
    (tmp_path / "Album" / "Disc" / "a.mp3").touch()
    (tmp_path / ".all").mkdir()
    (tmp_path / ".all" / "b.mp3").touch()
    (tmp_path / ".all" / "link").symlink_to(tmp_path / "Album" / "Disc")
    (tmp_path / ".link").symlink_to(tmp_path / "Album")
    assert found(tmp_path) == {"Album/Disc/a.mp3": "", ".all/b.mp3": "is a hidden file"}


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").touch()
    gone = str(tmp_path / "gone")
    result = walk([gone, str(tmp_path)])
    assert result.unread == ((gone, "there is no such file or folder"),)
    assert len(result.files) == 1


def test_folders_within_others_are_left_out(tmp_path: Path) -> None:
    a, ab = str(tmp_path / "a"), str(tmp_path / "ab")
    assert outermost([ab, a, f"{a}/b/../c", f"{a}/"]) == (a, ab)
    assert outermost(["/", a]) == ("/",)


@pytest.mark.parametrize(
    ("name", "reason"), [("file", "a file, not a folder"), ("no", "no such"), ("a\0b", "null")]
)
def test_what_is_no_folder_is_refused(name: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match=reason):
        check_folder(str(tmp_path / name))
