"""All files of a library as columns, read once: what tables, filters and maps stand on.

50,000 songs are a few arrays and lists. They are looked through, filtered and sorted here, in
milliseconds, without asking the database again.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.features.key import Key
from musicpuzzle.features.sections import Section
from musicpuzzle.library.folding import folded
from musicpuzzle.library.library import Library
from musicpuzzle.library.places import from_bytes
from musicpuzzle.library.schema import INDEXED, STATUSES, WAITING
from musicpuzzle.library.tags import FIELDS, Tags

NO_KEY = -1
TEXTS = ("title", "artist", "album", "genre", "mood")
NUMBERS = ("year", "tempo_bpm", "tempo_confidence", "key", "loudness_lufs", "duration_s", "added_s")

_COLUMNS = (
    "id, path, coalesce(f.content, f.before), status, reason, added_s,"
    f" {', '.join(FIELDS)}, duration_s, tempo_bpm, tempo_confidence, key, loudness_lufs, typical_s"
)
_MINOR = 12
_TONICS = ("C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B")

Numbers = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Songs:
    """The files of a library, one in each row of all columns, in the order of their paths.

    Text is what the person corrected, else what the file says, else empty. Numbers that are not
    known are NaN.

    Attributes:
        ids: of the rows in the database, int64 (files,); they stay when a file moves.
        paths: absolute.
        contents: identities of what is in them, or was before they were changed; None where
            nobody knows.
        status: index into `musicpuzzle.library.schema.STATUSES`, int8 (files,).
        reasons: why one is not in the library, or empty.
        title: the file's name without suffix where nobody says.
        artist, album, genre, mood: text.
        year: float32 (files,).
        tempo_bpm: as the person or the file says, else as it was measured, float32 (files,).
        is_measured_tempo: True where it was measured, bool (files,).
        tempo_confidence: of the measured one, 0 to 1, float32 (files,).
        key: tonic from 0 for C to 11 for B, and 12 more in minor; -1 for none, int8 (files,).
        loudness_lufs, duration_s: float32 (files,).
        typical_s: where the song is most like itself, float32 (files,).
        added_s: when it came into the library, in seconds since 1970, float64 (files,).
    """

    ids: NDArray[np.int64]
    paths: Sequence[str]
    contents: Sequence[str | None]
    status: NDArray[np.int8]
    reasons: Sequence[str]
    title: Sequence[str]
    artist: Sequence[str]
    album: Sequence[str]
    genre: Sequence[str]
    mood: Sequence[str]
    year: Numbers
    tempo_bpm: Numbers
    is_measured_tempo: NDArray[np.bool_]
    tempo_confidence: Numbers
    key: NDArray[np.int8]
    loudness_lufs: Numbers
    duration_s: Numbers
    typical_s: Numbers
    added_s: NDArray[np.float64]

    def __len__(self) -> int:
        """How many files."""
        return len(self.ids)

    @property
    def n_indexed(self) -> int:
        """How many files are in the library."""
        return int((self.status == STATUSES.index(INDEXED)).sum())

    @property
    def are_waiting(self) -> bool:
        """True where a scan has found files that none has looked at."""
        return bool((self.status == STATUSES.index(WAITING)).any())

    @cached_property
    def searched(self) -> list[str]:
        """What a search looks through: title, artist, album, genre and file name, folded."""
        names = (_name(path) for path in self.paths)
        rows = zip(self.title, self.artist, self.album, self.genre, names, strict=True)
        return [folded("\n".join(row)) for row in rows]

    def key_of(self, row: int) -> Key | None:
        """The key of a song, None where no note stands out."""
        key = int(self.key[row])
        return None if key == NO_KEY else Key(key % _MINOR, key >= _MINOR)

    def rows_of(self, contents: Sequence[str]) -> NDArray[np.intp]:
        """A row for each content, in their order: the first indexed file that has it; else -1."""
        indexed = STATUSES.index(INDEXED)
        rows = {
            content: row
            for row, content in reversed(list(enumerate(self.contents)))
            if content is not None and self.status[row] == indexed
        }
        return np.array([rows.get(content, -1) for content in contents], np.intp)

    def ranks(self, column: str) -> NDArray[np.int64]:
        """By which a column is sorted, int64 (files,): equal values share one; unknown ones last.

        Args:
            column: one of `TEXTS`, `NUMBERS`, "path", or "status".
        """
        kept = self._ranks.get(column)
        if kept is None:
            kept = self._ranks[column] = self._ranked(column)
        return kept

    @cached_property
    def _ranks(self) -> dict[str, NDArray[np.int64]]:
        return {}

    def _ranked(self, column: str) -> NDArray[np.int64]:
        if column in TEXTS or column == "path":
            values: Sequence[str] = self.paths if column == "path" else getattr(self, column)
            keys = [folded(value) for value in values]
            places = {key: place for place, key in enumerate(sorted(set(keys) - {""}))}
            return np.array([places.get(key, len(places)) for key in keys], np.int64)
        numbers: NDArray[np.float64] = np.asarray(getattr(self, column), np.float64)
        if column == "key":
            numbers = np.where(numbers == NO_KEY, np.nan, numbers)
        return np.unique(numbers, return_inverse=True)[1].astype(np.int64)


def key_words(key: int) -> str:
    """A key as `Songs.key` counts, such as "E♭ minor"; empty for none."""
    return (
        "" if key == NO_KEY else f"{_TONICS[key % _MINOR]} {'minor' if key >= _MINOR else 'major'}"
    )


def read_songs(library: Library) -> Songs:
    """All files of a library, as they are at one moment.

    Raises:
        LibraryError: the database cannot be read.
    """
    with library.reading() as connection:
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM files f"
            " LEFT JOIN songs s ON s.content = coalesce(f.content, f.before) ORDER BY path"
        ).fetchall()
        corrections = _corrections(connection)
    columns: list[Any] = list(zip(*rows, strict=True)) or [()] * 19
    ids, raw_paths, contents, status, reasons, added_s = columns[:6]
    tags = [list(values) for values in columns[6:13]]
    duration_s, tempo_bpm, confidence, key, lufs, typical_s = columns[13:]
    _overlay(tags, contents, corrections)
    paths = [from_bytes(path) for path in raw_paths]
    said_bpm, measured_bpm = _numbers(tags[5]), _numbers(tempo_bpm)
    return Songs(
        ids=np.array(ids, np.int64),
        paths=paths,
        contents=contents,
        status=np.array([STATUSES.index(each) for each in status], np.int8),
        reasons=reasons,
        title=[
            title or _shown(_name(path).rpartition(".")[0])
            for title, path in zip(tags[0], paths, strict=True)
        ],
        artist=[text or "" for text in tags[1]],
        album=[text or "" for text in tags[2]],
        genre=[text or "" for text in tags[3]],
        mood=[text or "" for text in tags[4]],
        year=_numbers(tags[6]),
        tempo_bpm=np.where(np.isnan(said_bpm), measured_bpm, said_bpm),
        is_measured_tempo=np.isnan(said_bpm) & ~np.isnan(measured_bpm),
        tempo_confidence=_numbers(confidence),
        key=np.array([NO_KEY if each is None else each for each in key], np.int8),
        loudness_lufs=_numbers(lufs),
        duration_s=_numbers(duration_s),
        typical_s=_numbers(typical_s),
        added_s=np.array(added_s, np.float64),
    )


def read_tags_of(library: Library, content: str) -> tuple[Tags, dict[str, str]]:
    """What the file of a song says, and what the person corrected, by field; "" for nothing.

    Raises:
        LibraryError: the database cannot be read.
    """
    with library.reading() as connection:
        row = connection.execute(
            f"SELECT {', '.join(FIELDS)} FROM songs WHERE content = ?", (content,)
        ).fetchone()
        corrections = _corrections(connection).get(content, {})
    return (Tags() if row is None else Tags(*row)), corrections


def read_sections(library: Library, content: str) -> tuple[Section, ...]:
    """The sections that were found in a song, in order; none where it was not analysed.

    Raises:
        LibraryError: the database cannot be read.
    """
    with library.reading() as connection:
        row = connection.execute(
            "SELECT sections FROM songs WHERE content = ?", (content,)
        ).fetchone()
    return () if row is None else tuple(Section(*each) for each in json.loads(row[0]))


def _corrections(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for content, field, value in connection.execute("SELECT * FROM corrections"):
        found.setdefault(content, {})[field] = value
    return found


def _overlay(
    tags: list[list[Any]],
    contents: Sequence[str | None],
    corrections: dict[str, dict[str, str]],
) -> None:
    """Put what the person corrected in the place of what the files say."""
    if not corrections:
        return
    for row, content in enumerate(contents):
        for field, value in corrections.get(content or "", {}).items():
            number = field in ("bpm", "year")
            tags[FIELDS.index(field)][row] = (float(value) if value else None) if number else value


def _name(path: str) -> str:
    """The last part of a path, in a tenth of the time that pathlib takes."""
    return path.rpartition(os.sep)[2]


def _shown(name: str) -> str:
    """A name in which what is not text is marked, so that all can show and write it."""
    return name if name.isascii() else name.encode("utf-8", "replace").decode()


def _numbers(values: Sequence[Any]) -> Numbers:
    return np.array(values, np.float32)  # None becomes NaN
