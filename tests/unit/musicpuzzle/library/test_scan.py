from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from mutagen.flac import FLAC

from musicpuzzle.errors import LibraryError
from musicpuzzle.library.control import ScanControl
from musicpuzzle.library.corrections import correct
from musicpuzzle.library.embeddings import read_embeddings
from musicpuzzle.library.folders import (
    add_folders,
    folders_of,
    put_songs_back,
    remove_folder,
    remove_songs,
)
from musicpuzzle.library.library import Library
from musicpuzzle.library.places import vectors_of
from musicpuzzle.library.report import ScanProgress
from musicpuzzle.library.scan import scan
from musicpuzzle.library.songs import read_songs

from .conftest import age

Song = Callable[..., Path]


def titles(library: Library) -> list[str]:
    songs = read_songs(library)
    return [songs.title[row] for row in range(len(songs)) if not songs.reasons[row]]


def content_of(library: Library, name: str) -> str:
    songs = read_songs(library)
    [content] = [
        content
        for path, content in zip(songs.paths, songs.contents, strict=True)
        if path.endswith(name)
    ]
    assert content is not None
    return content


def test_all_that_is_found_is_indexed_or_listed(library: Library, music: Path) -> None:
    add_folders(library, [music])
    found = scan(library)
    assert (found.found, found.indexed, found.analysed, found.new) == (5, 3, 4, 5)
    assert [(Path(path).name, reason) for path, reason in found.skipped] == [
        ("empty.mp3", "is empty"),
        ("text.ogg", "is not a sound file, or of a kind that is not known"),
    ]
    assert titles(library) == ["a", "b", "c"]


def test_the_second_time_nothing_is_analysed(library: Library, music: Path) -> None:
    age(music)
    first = scan(library, [str(music)])
    before = read_songs(library)
    again = scan(library, [str(music)])
    assert (again.found, again.indexed, again.skipped) == (5, 3, first.skipped)
    assert (again.analysed, again.new, again.changed) == (0, 0, 0)
    assert read_songs(library).ids.tolist() == before.ids.tolist()


def test_a_moved_song_stays_the_same_song(library: Library, music: Path) -> None:
    age(music)
    scan(library, [str(music)])
    correct(library, [content_of(library, "a.wav")], "title", "Alpha")
    before = read_songs(library)
    (music / "a.wav").rename(music / "inner" / "moved.wav")
    found = scan(library, [str(music)])
    assert (found.found, found.indexed, found.news, found.analysed) == (5, 3, "1 moved", 0)
    after = read_songs(library)
    row = list(after.paths).index(str(music / "inner" / "moved.wav"))
    assert after.title[row] == "Alpha"
    assert after.ids[row] == before.ids[list(before.paths).index(str(music / "a.wav"))]


def test_a_song_that_was_renamed_and_tagged_at_once_stays_the_same_song(
    library: Library, music: Path
) -> None:
    age(music)
    scan(library, [str(music)])
    correct(library, [content_of(library, "b.flac")], "title", "Beta")
    before = read_songs(library)
    (music / "a.wav").unlink()
    moved = (music / "b.flac").rename(music / "Renamed.flac")
    file = FLAC(moved)
    file["title"], file["genre"] = "Tagged", "Polka"
    file.save()
    found = scan(library, [str(music)])
    assert (found.found, found.indexed, found.news) == (4, 2, "1 changed, 1 moved, 1 gone")
    songs = read_songs(library)
    row = list(songs.paths).index(str(moved))
    assert (songs.title[row], songs.genre[row]) == ("Beta", "Polka")
    assert songs.ids[row] == before.ids[list(before.paths).index(str(music / "b.flac"))]


def test_a_song_that_moved_to_another_folder_is_not_gone(library: Library, music: Path) -> None:
    other = music.parent / "other"
    other.mkdir()
    add_folders(library, [music, other])
    scan(library)
    (music / "a.wav").rename(other / "a.wav")
    assert scan(library, [str(other)]).indexed == 1
    assert scan(library).indexed == 3
    assert len(read_songs(library)) == 5


def test_a_song_that_comes_back_elsewhere_does_not_hide_another_that_is_gone(
    library: Library, music: Path
) -> None:
    age(music)
    scan(library, [str(music)])
    (music / "a.wav").rename(music.parent / "away.wav")
    assert scan(library, [str(music)]).news == "1 gone"
    (music.parent / "away.wav").rename(music / "new.wav")
    (music / "b.flac").unlink()
    assert scan(library, [str(music)]).news == "1 moved, 1 gone"


def test_a_file_of_a_time_to_come_is_read_once(library: Library, music: Path) -> None:
    to_come_s = time.time() + 1e7
    os.utime(music / "a.wav", (to_come_s, to_come_s))
    scan(library, [str(music)])
    seen: list[ScanProgress] = []
    scan(library, [str(music)], report=seen.append)
    assert str(music / "a.wav") not in [each.path for each in seen]


def test_a_vanished_song_comes_back_as_it_was(library: Library, music: Path) -> None:
    age(music)
    scan(library, [str(music)])
    correct(library, [content_of(library, "c.wav")], "genre", "Polka")
    (music / "inner").rename(music.parent / "away")
    gone = scan(library, [str(music)])
    assert (gone.found, gone.indexed, gone.vanished) == (3, 2, 2)
    (music.parent / "away").rename(music / "inner")
    back = scan(library, [str(music)])
    assert (back.found, back.indexed) == (5, 3)
    songs = read_songs(library)
    assert songs.genre[list(songs.paths).index(str(music / "inner" / "c.wav"))] == "Polka"


def test_a_changed_song_is_analysed_anew_and_keeps_what_was_corrected(
    library: Library, music: Path, song: Song
) -> None:
    age(music)
    scan(library, [str(music)])
    correct(library, [content_of(library, "a.wav")], "artist", "Somebody")
    song(music / "a.wav", 9, seconds=0.3)
    found = scan(library, [str(music)])
    assert (found.changed, found.analysed, found.indexed) == (1, 1, 3)
    songs = read_songs(library)
    assert songs.artist[0] == "Somebody"
    assert songs.duration_s[0] == pytest.approx(0.3)


def test_what_became_of_a_broken_file_is_seen(library: Library, music: Path, song: Song) -> None:
    scan(library, [str(music)])
    (music / "empty.mp3").unlink()
    song(music / "wave.wav", 4).rename(music / "empty.mp3")
    (music / "a.wav").write_bytes(b"RIFF, but nothing else")
    found = scan(library, [str(music)])
    assert (found.found, found.indexed) == (5, 3)
    assert [Path(path).name for path, _ in found.skipped] == ["a.wav", "text.ogg"]


def test_a_removed_song_stays_out_until_it_is_put_back(library: Library, music: Path) -> None:
    scan(library, [str(music)])
    content = content_of(library, "b.flac")
    remove_songs(library, [content])
    (music / "b.flac").rename(music / "elsewhere.flac")
    found = scan(library, [str(music)])
    assert (found.found, found.indexed) == (5, 2)
    assert (str(music / "elsewhere.flac"), "was removed from the library by you") in found.skipped
    put_songs_back(library, [content])
    assert scan(library, [str(music)]).indexed == 3


def test_the_same_song_twice_is_analysed_once(library: Library, music: Path) -> None:
    (music / "copy.wav").write_bytes((music / "a.wav").read_bytes())
    found = scan(library, [str(music)])
    assert (found.found, found.indexed, found.analysed) == (6, 4, 4)


def test_folders_within_folders_count_once(library: Library, music: Path) -> None:
    add_folders(library, [music / "inner", music])
    assert scan(library).found == 5
    remove_folder(library, str(music))
    assert folders_of(library) == (str(music / "inner"),)
    assert titles(library) == ["c"]
    assert scan(library).found == 2


def test_a_scan_that_is_given_up_keeps_what_it_did_and_lists_the_rest(
    library: Library, music: Path
) -> None:
    control = ScanControl()

    def after_two(progress: ScanProgress) -> None:
        if progress.done == 2:
            control.cancel()

    found = scan(library, [str(music)], control=control, report=after_two)
    assert found.stopped
    assert (found.found, found.indexed + len(found.skipped), found.analysed) == (5, 5, 2)
    assert [reason for _, reason in found.skipped].count("waits to be looked at") == 3
    rest = scan(library, [str(music)])
    assert (rest.indexed, rest.analysed, rest.stopped) == (3, 2, False)


def test_a_held_scan_does_nothing_until_it_goes_on(library: Library, music: Path) -> None:
    control, reached = ScanControl(), threading.Event()

    def hold(progress: ScanProgress) -> None:
        if progress.done == 1 and not reached.is_set():
            control.pause()
            reached.set()

    found = []
    worker = threading.Thread(
        target=lambda: found.append(scan(library, [str(music)], control=control, report=hold))
    )
    worker.start()
    assert reached.wait(20)
    worker.join(0.1)
    assert worker.is_alive()
    assert control.paused
    control.resume()
    worker.join(20)
    assert found[0].indexed == 3
    assert control.held_s > 0.05


def test_progress_never_goes_back_and_tells_what_is_left(library: Library, music: Path) -> None:
    seen: list[ScanProgress] = []
    scan(library, [str(music)], report=seen.append)
    assert seen[0].stage == "looking"
    working = seen[1:]
    assert [each.done for each in working] == [0, 1, 2, 3, 4, 5]
    assert [each.share for each in working] == sorted(each.share for each in working)
    assert working[0].left_s is None
    assert working[-1].left_s == 0.0
    assert all(each.left_s is not None for each in working[1:])


def test_one_scan_at_a_time(library: Library, music: Path) -> None:
    def another(progress: ScanProgress) -> None:
        if progress.done == 1:
            with pytest.raises(LibraryError, match="another scan of it is running"):
                scan(library, [str(music)])

    assert scan(library, [str(music)], report=another).indexed == 3


class Listener:
    """Three windows for each song, the last of which is most like their mean."""

    window_s = 0.1

    def __init__(self, name: str) -> None:
        self.name = name
        self.heard: list[np.ndarray] = []

    def __call__(self, samples: np.ndarray, **_: object) -> np.ndarray:
        self.heard.append(samples)
        windows = np.zeros((3, 256), np.float32)
        windows[[0, 1, 2, 2], [0, 1, 0, 1]] = 3.0
        return windows


def test_a_model_hears_each_song_once(library: Library, music: Path) -> None:
    age(music)
    scan(library, [str(music)])
    listener = Listener("first")
    assert scan(library, [str(music)], embedder=listener).analysed == 3
    assert scan(library, [str(music)], embedder=listener).analysed == 0
    assert [heard.dtype for heard in listener.heard] == [np.float32] * 3
    found = read_embeddings(library, "first")
    songs = read_songs(library)
    assert sorted(found.contents) == sorted(songs.contents[row] for row in (0, 1, 3))
    assert found.vectors[:, 1] == pytest.approx([2.0] * 3)
    assert songs.typical_s[0] == pytest.approx(0.2)
    assert scan(library, [str(music)]).analysed == 0
    assert scan(library, [str(music)], embedder=Listener("second")).analysed == 3
    assert read_embeddings(library, "first").contents == ()
    assert len(read_embeddings(library, "second").contents) == 3


def test_a_song_is_heard_again_whose_embedding_was_damaged(library: Library, music: Path) -> None:
    age(music)
    scan(library, [str(music)], embedder=Listener("first"))
    before = read_embeddings(library, "first")
    with vectors_of(library.path, 0).open("r+b") as file:
        file.seek(1024)
        file.write(b"overwritten")
    damaged = read_embeddings(library, "first")
    assert damaged.contents == (before.contents[0], before.contents[2])
    assert scan(library, [str(music)], embedder=Listener("first")).analysed == 1
    after = read_embeddings(library, "first")
    assert set(after.contents) == set(before.contents)
    assert after.vectors[:, 1] == pytest.approx([2.0] * 3)
    assert not after.notices


def test_a_song_that_is_nowhere_any_more_is_forgotten(
    library: Library, music: Path, song: Song
) -> None:
    scan(library, [str(music)], embedder=Listener("first"))
    song(music / "a.wav", 9)
    scan(library, [str(music)], embedder=Listener("first"))
    with library.reading() as connection:
        assert connection.execute("SELECT count(*) FROM songs").fetchone() == (3,)
        assert connection.execute("SELECT count(*) FROM embeddings").fetchone() == (3,)
