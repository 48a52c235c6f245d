"""The columns of the table of songs: what each shows, and which tag it corrects."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from musicpuzzle.library.songs import Songs, key_words


class Column(NamedTuple):
    """One column.

    Attributes:
        name: its head.
        text: what it shows of a row of the songs.
        sort: what it is sorted by, see `Songs.ranks`.
        sample: a long text, for which there is room.
        field: the tag that is corrected here; empty where nothing can be.
        at_right: its text stands at the right, as numbers do.
        of_listed: it is shown of files that are not in the library; else of those that are.
    """

    name: str
    text: Callable[[Songs, int], str]
    sort: str
    sample: str
    field: str = ""
    at_right: bool = False
    of_listed: bool = False


def _whole(value: float, unit: str = "") -> str:
    return "" if math.isnan(value) else f"{value:.0f}{unit}".replace("-", "\N{MINUS SIGN}")


def _tempo(songs: Songs, row: int) -> str:
    """Measured ones with a mark: they may be half or twice as fast as a person would say."""
    bpm = float(songs.tempo_bpm[row])
    return "" if math.isnan(bpm) else f"{'≈ ' if songs.is_measured_tempo[row] else ''}{bpm:.0f}"


def _length(songs: Songs, row: int) -> str:
    seconds = float(songs.duration_s[row])
    if math.isnan(seconds):
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _path(songs: Songs, row: int) -> str:
    return songs.paths[row].encode("utf-8", "replace").decode()


COLUMNS = (
    Column("Title", lambda s, row: s.title[row], "title", "A title of some length", "title"),
    Column("Artist", lambda s, row: s.artist[row], "artist", "Some artist there", "artist"),
    Column("Album", lambda s, row: s.album[row], "album", "Some album here", "album"),
    Column("Genre", lambda s, row: s.genre[row], "genre", "Genre of it", "genre"),
    Column("Mood", lambda s, row: s.mood[row], "mood", "Mood of it", "mood"),
    Column("Tempo", _tempo, "tempo_bpm", "≈ 120", "bpm", at_right=True),
    Column("Key", lambda s, row: key_words(int(s.key[row])), "key", "A♭ minor"),
    Column("Length", _length, "duration_s", "10:00", at_right=True),
    Column(
        "Loudness",
        lambda s, row: _whole(float(s.loudness_lufs[row]), " LUFS"),
        "loudness_lufs",
        "-16 LUFS",
        at_right=True,
    ),
    Column(
        "Year", lambda s, row: _whole(float(s.year[row])), "year", "1987", "year", at_right=True
    ),
    Column("File", _path, "path", "/some/where/long/a file.mp3", of_listed=True),
    Column("Why", lambda s, row: s.reasons[row], "status", "a reason", of_listed=True),
)
TITLE, ARTIST, ALBUM = 0, 1, 2
FILE, WHY = len(COLUMNS) - 2, len(COLUMNS) - 1
