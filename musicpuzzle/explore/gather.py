"""The songs of a library that can be laid out: those that a model has listened to.

What reads a library is imported where it is needed: it brings what decodes sound.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.explore.collection import Collection, Numbers, Words

if TYPE_CHECKING:
    from musicpuzzle.library.library import Library
    from musicpuzzle.library.songs import Songs


def gathered(library: Library, model: str | None = None) -> Collection:
    """All indexed songs that have an embedding, with what is known of them; it may be none.

    Args:
        model: whose embeddings; by default those of the model that has heard most songs.

    Raises:
        LibraryError: the library cannot be read.
    """
    from musicpuzzle.library.embeddings import read_embeddings
    from musicpuzzle.library.songs import read_songs

    name = model or heard_by(library) or ""
    songs = read_songs(library)
    found = read_embeddings(library, name)
    rows = songs.rows_of(found.contents)
    there = np.flatnonzero(rows >= 0)
    embeddings = np.array(found.vectors[there], np.float32)
    collection = _collection(songs, rows[there].tolist(), embeddings)
    contents = tuple(found.contents[row] for row in there.tolist())
    return replace(collection, model=name, contents=contents, notices=found.notices)


def is_explorable(database: Path) -> bool:
    """Whether a library has songs that can be laid out; it is not opened, and nothing is mended.

    Args:
        database: the library's file, which may be missing.
    """
    if not database.is_file():
        return False
    address = f"{database.absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True)) as connection:
            return connection.execute("SELECT 1 FROM embeddings LIMIT 1").fetchone() is not None
    except sqlite3.Error:
        return False


def gathered_from(database: Path) -> Collection:
    """`gathered` from a library's file; what was put right as it was opened is in `notices`.

    Raises:
        LibraryError: the library cannot be read.
    """
    from musicpuzzle.library.opening import open_library

    with open_library(database) as library:
        found = gathered(library)
        return replace(found, notices=(*library.notices, *found.notices))


def heard_by(library: Library) -> str | None:
    """The model that has heard most songs of a library; None where none has.

    Raises:
        LibraryError: the library cannot be read.
    """
    with library.reading() as connection:
        row = connection.execute(
            "SELECT embedded_by FROM songs WHERE embedded_by IS NOT NULL"
            " GROUP BY embedded_by ORDER BY count(*) DESC, embedded_by LIMIT 1"
        ).fetchone()
    return None if row is None else str(row[0])


def _collection(songs: Songs, rows: list[int], embeddings: NDArray[np.float32]) -> Collection:
    from musicpuzzle.library.songs import key_words

    texts = {
        "genre": songs.genre,
        "mood": songs.mood,
        "artist": songs.artist,
        "album": songs.album,
    }
    words = {name: Words.of([column[row] for row in rows]) for name, column in texts.items()}
    words["key"] = Words.of([key_words(int(songs.key[row])) for row in rows])
    return Collection(
        paths=tuple(Path(songs.paths[row]) for row in rows),
        titles=tuple(songs.title[row] for row in rows),
        artists=tuple(songs.artist[row] for row in rows),
        embeddings=embeddings,
        typical_s=np.nan_to_num(songs.typical_s[rows]),
        seconds=songs.duration_s[rows],
        words=words,
        numbers={
            "tempo": Numbers(songs.tempo_bpm[rows], "BPM"),
            "loudness": Numbers(songs.loudness_lufs[rows], "LUFS"),
            "length": Numbers(songs.duration_s[rows], "s"),
            "year": Numbers(songs.year[rows]),
        },
    )
