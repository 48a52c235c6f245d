"""The songs of a library as a collection."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from musicpuzzle.explore.gather import gathered, gathered_from, heard_by
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.places import vectors_of

from .library import EAR, keep
from .material import made_up

SONGS = made_up(12)


def test_what_the_library_knows_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    keep(path, SONGS)
    with open_library(path) as library:
        assert heard_by(library) == EAR
        found = gathered(library)
    order = [SONGS.paths.index(each) for each in found.paths]
    assert sorted(order) == list(range(12))
    np.testing.assert_array_equal(found.embeddings, SONGS.embeddings[order])
    assert found.contents == tuple(f"content {song}" for song in order)
    assert found.name(0) == SONGS.name(order[0])
    genres = [SONGS.words["genre"].word(song) for song in order]
    assert [found.words["genre"].word(song) for song in range(12)] == genres
    assert {found.words["key"].word(song) for song in range(12)} == {"", "E♭ minor"}
    np.testing.assert_allclose(
        found.numbers["tempo"].values, SONGS.numbers["tempo"].values[order], rtol=1e-6
    )
    assert found.typical_s.tolist() == [30.0] * 12


def test_songs_that_nobody_has_heard_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    with open_library(path) as library:
        assert heard_by(library) is None
        assert len(gathered(library)) == 0
    keep(path, SONGS)
    with open_library(path) as library, library.writing() as connection:
        connection.execute("UPDATE files SET status = 'missing' WHERE content = 'content 3'")
    with open_library(path) as library:
        assert len(gathered(library)) == 11
        assert len(gathered(library, "another ear")) == 0


def test_songs_whose_embeddings_are_damaged_are_left_out_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    keep(path, SONGS)
    with vectors_of(path, 0).open("r+b") as file:
        file.seek(3 * 1024 + 8)
        file.write(bytes(1500))
    found = gathered_from(path)
    assert set(found.contents) == {f"content {song}" for song in range(12) if song not in (3, 4)}
    assert found.notices == (
        "What was heard of 2 songs is damaged; the next scan hears them again.",
    )
