"""What happens to a library, its folders and the memory while a scan runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from mutagen.flac import FLAC

from musicpuzzle.library.control import ScanControl
from musicpuzzle.library.folders import add_folders, remove_folder
from musicpuzzle.library.library import Library
from musicpuzzle.library.report import ScanProgress
from musicpuzzle.library.scan import scan
from musicpuzzle.library.songs import read_songs

from .conftest import age, write_song


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


class Ear:
    """Something happens whenever it hears a song."""

    window_s = 0.1

    def __init__(self, happens: Callable[[], object], name: str = "ear") -> None:
        self.happens, self.name = happens, name

    def __call__(self, samples: np.ndarray, **_: object) -> np.ndarray:
        self.happens()
        return np.ones((1, 256), np.float32)


def nothing() -> None:
    """Happens when all is well."""


def no_memory() -> None:
    raise MemoryError("no room")


def test_songs_that_are_away_for_a_while_stay_in_the_library(library: Library, music: Path) -> None:
    heard: list[int] = []

    def take_away() -> None:
        heard.append(1)
        if len(heard) == 2:
            music.rename(music.with_name("away"))

    file = FLAC(music / "b.flac")
    file["artist"] = "Somebody"
    file.save()
    age(music)
    add_folders(library, [music])
    scan(library)
    assert scan(library, embedder=Ear(take_away)).indexed == 3
    assert len(heard) == 2
    music.with_name("away").rename(music)
    found = scan(library, embedder=Ear(nothing))
    assert (found.found, found.indexed, found.news) == (5, 3, "")
    assert read_songs(library).artist[1] == "Somebody"


def test_what_failed_for_a_moment_is_tried_again(library: Library, music: Path) -> None:
    age(music)
    found = scan(library, [str(music)], embedder=Ear(no_memory))
    assert [why for _, why in found.skipped].count("cannot be analysed: no room") == 3
    assert scan(library, [str(music)], embedder=Ear(nothing)).indexed == 3
    other = Ear(no_memory, "other")
    assert scan(library, [str(music)], embedder=other).indexed == 3
    other.happens = nothing
    assert scan(library, [str(music)], embedder=other).analysed == 3
    assert scan(library, [str(music)], embedder=other).analysed == 0


def test_songs_that_come_back_and_go_again_are_looked_at_when_they_stay(
    library: Library, music: Path
) -> None:
    away = music.with_name("away")
    age(music)
    add_folders(library, [music])
    scan(library)
    music.rename(away)
    assert scan(library).indexed == 0
    away.rename(music)
    scan(library, embedder=Ear(lambda: music.rename(away)))
    away.rename(music)
    assert scan(library, embedder=Ear(nothing)).indexed == 3


@pytest.mark.parametrize("is_missed", [False, True])
def test_a_touched_song_that_goes_before_it_is_looked_at_is_known_again(
    is_missed: bool, library: Library, music: Path
) -> None:
    def give_up(progress: ScanProgress) -> None:
        if progress.stage == "analysing":
            control.cancel()

    age(music)
    scan(library, [str(music)])
    before = read_songs(library)
    (music / "a.wav").touch()
    control = ScanControl()
    assert scan(library, [str(music)], control=control, report=give_up).stopped
    away = (music / "a.wav").rename(music.parent / "z.wav")
    if is_missed:
        assert scan(library, [str(music)]).news == "1 gone"
    away.rename(music / "z.wav")
    found = scan(library, [str(music)])
    assert (found.news, found.indexed) == ("1 moved", 3)
    after = read_songs(library)
    assert after.ids[list(after.paths).index(str(music / "z.wav"))] == before.ids[0]
