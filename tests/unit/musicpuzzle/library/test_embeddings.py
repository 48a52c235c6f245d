from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from musicpuzzle.library import embeddings
from musicpuzzle.library.embeddings import add_embedding, forget_lost, pack, read_embeddings
from musicpuzzle.library.library import Library
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.places import before_version, vectors_of

MODEL = "ear"


def vector(seed: int) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=256).astype(np.float32)


def keep(library: Library, content: str, seed: int, *, known: bool = True) -> None:
    with library.writing() as connection:
        if known:
            connection.execute(
                "INSERT OR REPLACE INTO songs VALUES (?, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                " 1, NULL, NULL, NULL, -16, '[]', 1, ?, 0)",
                (content, MODEL),
            )
        add_embedding(connection, library.path, content, vector(seed))


def assert_kept(library: Library, expected: dict[str, int]) -> None:
    found = read_embeddings(library, MODEL)
    assert set(found.contents) == set(expected)
    for content, row in zip(found.contents, found.vectors, strict=True):
        np.testing.assert_array_equal(row, vector(expected[content]))


def test_each_song_has_its_own_row(library: Library) -> None:
    assert read_embeddings(library, MODEL).vectors.shape == (0, 256)
    for seed, content in enumerate("abc"):
        keep(library, content, seed)
    assert_kept(library, {"a": 0, "b": 1, "c": 2})
    found = read_embeddings(library, MODEL).vectors
    assert isinstance(found, np.memmap)
    assert found.dtype == np.float32
    assert not found.flags.writeable
    assert read_embeddings(library, "another").contents == ()


def test_a_new_one_takes_the_place_of_the_old(library: Library) -> None:
    for seed, content in enumerate("aba"):
        keep(library, content, seed)
    assert_kept(library, {"a": 2, "b": 1})


@pytest.mark.parametrize("left", [1, 500, 1024, 1500])
def test_what_a_kill_left_over_is_nobodys(library: Library, left: int) -> None:
    keep(library, "a", 0)
    with vectors_of(library.path, 0).open("ab") as file:
        file.write(b"\xff" * left)
    assert_kept(library, {"a": 0})
    keep(library, "b", 1)
    assert_kept(library, {"a": 0, "b": 1})


def test_a_transaction_that_fails_keeps_nothing(library: Library) -> None:
    keep(library, "a", 0)

    def fail() -> None:
        with library.writing() as connection:
            add_embedding(connection, library.path, "a", vector(5))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert_kept(library, {"a": 0})


def test_songs_whose_rows_are_lost_are_heard_again(library: Library) -> None:
    for seed, content in enumerate("abc"):
        keep(library, content, seed)
    with vectors_of(library.path, 0).open("r+b") as file:
        file.truncate(1024 + 700)
    assert_kept(library, {"a": 0})
    with library.writing() as connection:
        assert forget_lost(connection, library.path) == 2
        heard = connection.execute("SELECT content FROM songs WHERE embedded_by IS NOT NULL")
        assert heard.fetchall() == [("a",)]
    keep(library, "b", 7)
    assert_kept(library, {"a": 0, "b": 7})


@pytest.mark.parametrize("at", [1024, 1024 + 517, 2047])
def test_songs_whose_rows_were_damaged_are_used_by_nobody_and_heard_again(
    at: int, library: Library
) -> None:
    for seed, content in enumerate("abc"):
        keep(library, content, seed)
    with vectors_of(library.path, 0).open("r+b") as file:
        file.seek(at)
        [octet] = file.read(1)
        file.seek(at)
        file.write(bytes([octet ^ 1]))
    assert_kept(library, {"a": 0, "c": 2})
    assert read_embeddings(library, MODEL).notices == (
        "What was heard of 1 song is damaged; the next scan hears it again.",
    )
    with library.writing() as connection:
        assert forget_lost(connection, library.path) == 1
        assert forget_lost(connection, library.path) == 0
        unheard = connection.execute("SELECT content FROM songs WHERE embedded_by IS NULL")
        assert unheard.fetchall() == [("b",)]
    assert read_embeddings(library, MODEL).notices == ()
    keep(library, "b", 7)
    assert_kept(library, {"a": 0, "b": 7, "c": 2})


def test_rows_of_before_there_were_check_sums_are_kept_and_get_them(database: Path) -> None:
    with open_library(database) as library:
        for seed, content in enumerate("abc"):
            keep(library, content, seed)
    with vectors_of(database, 0).open("r+b") as file:
        file.truncate(2500)
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("ALTER TABLE embeddings DROP COLUMN crc32")
        connection.execute("PRAGMA user_version = 2")
    with open_library(database) as library:
        assert_kept(library, {"a": 0, "b": 1})
        with vectors_of(database, 0).open("r+b") as file:
            file.write(b"?")
        assert_kept(library, {"b": 1})
    assert before_version(database, 3).exists()


def test_dead_rows_are_left_out_when_they_are_many(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings, "_FEW_DEAD", 3)
    for seed in range(5):
        keep(library, "ab"[seed % 2], seed)
    mapped = read_embeddings(library, MODEL)
    before = mapped.vectors.copy()
    assert pack(library)
    np.testing.assert_array_equal(mapped.vectors, before)
    assert not pack(library)
    with library.writing() as connection:
        assert forget_lost(connection, library.path) == 0
    assert not vectors_of(library.path, 0).exists()
    assert vectors_of(library.path, 1).stat().st_size == 2 * 1024
    assert_kept(library, {"a": 4, "b": 3})
    keep(library, "c", 9)
    assert_kept(library, {"a": 4, "b": 3, "c": 9})


def test_rows_that_are_packed_while_they_are_read_are_not_taken_for_damaged(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings, "_FEW_DEAD", 1)
    for seed in range(3):
        keep(library, "aba"[seed], seed)
    opened = embeddings._mapped

    def packed_before(path: Path) -> np.ndarray:
        monkeypatch.setattr(embeddings, "_mapped", opened)
        assert pack(library)
        return opened(path)

    monkeypatch.setattr(embeddings, "_mapped", packed_before)
    found = read_embeddings(library, MODEL)
    assert set(found.contents) == {"a", "b"}
    assert found.n_lost == 0


def test_an_older_database_never_takes_another_songs_row_for_its_own(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embeddings, "_FEW_DEAD", 1)
    monkeypatch.setattr(embeddings, "_MOST_DEAD_SHARE", 0.0)
    with open_library(database) as library:
        for seed in range(3):
            keep(library, "abc"[seed], seed)
        keep(library, "a", 3)
        library.back_up()
        keep(library, "d", 4)
        assert pack(library)
    database.unlink()
    with open_library(database) as library:
        assert_kept(library, {})
        with library.writing() as connection:
            assert forget_lost(connection, database) == 3
        keep(library, "b", 5)
        assert_kept(library, {"b": 5})
