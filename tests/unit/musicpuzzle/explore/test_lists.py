"""Playlists, tables and training sets, read back."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.errors import DataError
from musicpuzzle.explore.collection import Numbers, Words
from musicpuzzle.explore.lists import HELD_OUT, playlist, table, training_set
from trainer.data.folder import list_tracks, tracks_for_training
from trainer.similarity.recordings import recorded_songs

from .material import made_up

SONGS = replace(
    made_up(3),
    titles=("Line\nbreak", 'He said "no", twice', "Plain"),
    seconds=np.array([61.6, np.nan, 5], np.float32),
    words={"genre": Words.of(["dub", "", "folk"])},
    numbers={"tempo": Numbers(np.array([90.5, np.nan, 120], np.float32), "BPM")},
)


def test_a_playlist_names_length_title_and_file() -> None:
    assert playlist(SONGS, [1, 0]).splitlines() == [
        "#EXTM3U",
        '#EXTINF:-1,He said "no", twice',
        str(Path("/music/1.ogg").absolute()),
        "#EXTINF:62,Somebody - Line break",
        str(Path("/music/0.ogg").absolute()),
    ]


def test_a_table_has_each_column_once() -> None:
    columns = {"artist": Words.of(["Us", "", ""]), "key": Words.of(["C major", "", ""])}
    songs = replace(SONGS, words=columns, numbers={"length": Numbers(SONGS.seconds, "s")})
    rows = list(csv.reader(table(songs, [2]).splitlines(keepends=True)))
    assert rows[0] == ["path", "title", "artist", "seconds", "key"]


def test_a_table_gives_every_column_back() -> None:
    rows = list(csv.reader(table(SONGS, range(3)).splitlines(keepends=True)))
    assert rows[0] == ["path", "title", "artist", "seconds", "genre", "tempo (BPM)"]
    assert rows[1][1:] == ["Line\nbreak", "Somebody", "61.6", "dub", "90.5"]
    assert rows[2][1:] == ['He said "no", twice', "", "", "", ""]


def with_files(folder: Path, *names: str) -> list[Path]:
    """Four seconds of noise under each name."""
    paths = [folder / name for name in names]
    for number, path in enumerate(paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        noise = 0.1 * np.random.default_rng(number).standard_normal(4 * 16_000)
        soundfile.write(path, noise.astype(np.float32), 16_000)
    return paths


def test_the_trainer_takes_a_training_set_as_it_is(tmp_path: Path) -> None:
    music = tmp_path / "music"
    names = ('one/a, "b".wav', "two/Über\nalles.wav", "two/c.wav") if _is_linux() else ("a.wav",)
    paths = with_files(music, *names)
    songs = replace(
        made_up(len(paths)),
        paths=tuple(paths),
        artists=("Ana", "Ben", "ana")[: len(paths)],
        words={"genre": Words.of(["dub", "", "folk"][: len(paths)])},
    )
    listing = tmp_path / "elsewhere" / "rock.csv"
    listing.parent.mkdir()
    listing.write_text(training_set(songs, range(len(paths))), encoding="utf-8", newline="")
    told: list[str] = []
    tracks = tracks_for_training(listing, 0.0, report=told.append)
    assert told == []
    assert [track.path for track in tracks] == paths
    assert [track.style for track in tracks] == ["dub", "", "folk"][: len(paths)]
    learned = recorded_songs(tracks, report=told.append, progress=lambda *_: None)
    assert told == []
    assert [song.genre for song in learned] == ["dub", "", "folk"][: len(paths)]
    # As the list of a folder it is the same.
    listing.rename(listing.parent / "tracks.csv")
    assert list_tracks(listing.parent) == tracks


def _is_linux() -> bool:
    return sys.platform == "linux"


@given(st.lists(st.sampled_from(("Ana", "ana ", "Ben", "Cid", "Dan", "", "Eve")), max_size=40))
def test_what_is_held_out_is_a_tenth_and_whole_artists(artists: list[str]) -> None:
    n = len(artists)
    songs = replace(made_up(n), artists=tuple(artists))
    rows = list(csv.DictReader(training_set(songs, range(n)).splitlines()))
    splits = [row["split"] for row in rows]
    counts = Counter(splits)
    assert bool(counts["validation"]) == (n > 1)
    assert bool(counts["train"]) == (n > 0)
    names = [artist.strip().lower() or str(song) for song, artist in enumerate(artists)]
    if len(set(names)) > 1:
        by_artist = {(name, split) for name, split in zip(names, splits, strict=True)}
        assert len(by_artist) == len(set(names))
        smallest = min(Counter(names).values())
        assert counts["validation"] <= max(2 * HELD_OUT * n, smallest)


@pytest.mark.skipif(sys.platform != "linux", reason="names are characters here")
def test_a_name_that_no_list_can_hold_is_told() -> None:
    songs = replace(made_up(1), paths=(Path("/music/caf\udce9.ogg"),))
    for make in (playlist, table, training_set):
        with pytest.raises(DataError, match=r"/music/caf\?\.ogg: its name has bytes"):
            make(songs, [0])
    broken = replace(songs, paths=(Path("/music/two\nlines.ogg"),))
    with pytest.raises(DataError, match=r"/music/two lines\.ogg: its name has a line break"):
        playlist(broken, [0])
