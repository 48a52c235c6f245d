"""What a person says of a song, which wins over what its file says."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from musicpuzzle.errors import LibraryError
from musicpuzzle.library.journal import Deed
from musicpuzzle.library.library import Library
from musicpuzzle.library.tags import FIELDS, bpm_of, text_of, year_of

_SAME_DURATION_S = 0.2
_SAME_LOUDNESS_LU = 0.2


def correct(library: Library, contents: Iterable[str], field: str, value: str | None) -> None:
    """Say what a tag of songs should be, whatever their files say.

    Args:
        library: that they are in.
        contents: identities of the songs' contents.
        field: one of `musicpuzzle.library.tags.FIELDS`.
        value: what it should be, empty for nothing; None takes corrections back.

    Raises:
        LibraryError: there is no such tag, the value is none for it, or it cannot be kept.
    """
    clean = None if value is None else _clean(field, value)
    library.do(Deed("correct", content, field, clean) for content in contents)


def _clean(field: str, value: str) -> str:
    """The value as it is kept."""
    if field not in FIELDS:
        raise LibraryError(f"Songs have no tag {field!r}, only {', '.join(FIELDS)}.")
    text = text_of(value)
    if text is None:
        return ""
    if field == "bpm":
        bpm = bpm_of(text)
        if bpm is None:
            raise LibraryError(f"A tempo is 20 to 400 beats a minute, not {text!r}.")
        return f"{bpm:g}"
    if field == "year":
        year = year_of(text)
        if year is None or text != str(year):
            raise LibraryError(f"A year has four digits, which {text!r} has not.")
    return text


def carried_over(connection: sqlite3.Connection, before: str, now: str) -> list[Deed]:
    """What a person said of a file and still holds, now that its content is another.

    A program that writes tags makes another content of the same song. So a correction stays where
    the sound is as long and as loud as it was, or where the file still says what was corrected.

    Args:
        connection: to read.
        before, now: identities of both contents.
    """
    corrections = dict(
        connection.execute("SELECT field, value FROM corrections WHERE content = ?", (before,))
    )
    have = {
        field
        for (field,) in connection.execute(
            "SELECT field FROM corrections WHERE content = ?", (now,)
        )
    }
    columns = f"duration_s, loudness_lufs, {', '.join(FIELDS)}"
    songs = [
        connection.execute(f"SELECT {columns} FROM songs WHERE content = ?", (each,)).fetchone()
        for each in (before, now)
    ]
    if songs[0] is None or songs[1] is None:
        return []
    (old_s, old_lufs, *old_tags), (new_s, new_lufs, *new_tags) = songs
    same = abs(new_s - old_s) < _SAME_DURATION_S and abs(new_lufs - old_lufs) < _SAME_LOUDNESS_LU
    removed = connection.execute("SELECT 1 FROM removed WHERE content = ?", (before,)).fetchone()
    gone = [Deed("remove song", now)] if same and removed else []
    return gone + [
        Deed("correct", now, field, corrections[field])
        for field, old, new in zip(FIELDS, old_tags, new_tags, strict=True)
        # What neither file says is no sign that they are one song.
        if field in corrections and field not in have and (same or (old is not None and old == new))
    ]
