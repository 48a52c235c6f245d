"""What happens to a library, its folders and the memory while a scan runs."""

from __future__ import annotations

from pathlib import Path

from musicpuzzle.library.folders import add_folders, remove_folder
from musicpuzzle.library.library import Library
from musicpuzzle.library.report import ScanProgress
from musicpuzzle.library.scan import scan
from musicpuzzle.library.songs import read_songs

from .conftest import write_song


def names(library: Library) -> list[str]:
    return [Path(path).name for path in read_songs(library).paths]


def test_a_folder_taken_out_before_its_songs_are_registered_leaves_none(
    library: Library, music: Path
) -> None:
    def take_out(progress: ScanProgress) -> None:
        if progress.stage == "looking":
            remove_folder(library, str(music))

    other = write_song(music.parent / "other" / "z.wav", 4).parent
    add_folders(library, [music, other])
    found = scan(library, report=take_out)
    assert (found.found, found.indexed) == (1, 1)
    assert names(library) == ["z.wav"]
    with library.reading() as connection:
        assert connection.execute("SELECT count(*) FROM songs").fetchone() == (1,)


def test_a_folder_taken_out_before_a_moved_song_is_looked_at_does_no_harm(
    library: Library, music: Path
) -> None:
    def take_out(progress: ScanProgress) -> None:
        if progress.stage == "analysing" and progress.done == 0:
            remove_folder(library, str(other))

    other = write_song(music.parent / "other" / "y.wav", 4).parent
    add_folders(library, [music, other])
    scan(library)
    (music / "a.wav").rename(other / "z.wav")
    found = scan(library, report=take_out)
    assert (found.found, found.indexed, found.news) == (4, 2, "1 new, 1 gone")
    assert names(library) == ["a.wav", "b.flac", "empty.mp3", "c.wav", "text.ogg"]
