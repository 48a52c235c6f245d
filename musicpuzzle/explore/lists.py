"""Songs as a playlist, as a table, and as a list to train on."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence

from musicpuzzle.draw import uniform
from musicpuzzle.errors import DataError
from musicpuzzle.explore.collection import Collection

HELD_OUT = 0.1
"""The share of a training set that is kept for validation."""


def playlist(collection: Collection, songs: Sequence[int]) -> str:
    """An extended M3U playlist in UTF-8 (M3U8), with absolute paths.

    Raises:
        DataError: the name of a file cannot be written.
    """
    lines = ["#EXTM3U"]
    for song in songs:
        seconds = float(collection.seconds[song])
        length = round(seconds) if math.isfinite(seconds) else -1
        artist, title = (
            _one_line(column[song]) for column in (collection.artists, collection.titles)
        )
        lines.append(f"#EXTINF:{length},{artist + ' - ' if artist else ''}{title}")
        path = _written(str(collection.paths[song].absolute()))
        if len(path.splitlines()) > 1:
            raise DataError(
                f"{_one_line(path)}: its name has a line break; no playlist can hold it."
            )
        lines.append(path)
    return "\n".join(lines) + "\n"


def table(collection: Collection, songs: Sequence[int]) -> str:
    """What is known of the songs under a line of names, as RFC 4180 has it; unknown is empty.

    Raises:
        DataError: the name of a file cannot be written.
    """
    # These stand before all others in any case.
    words = {name: each for name, each in collection.words.items() if name != "artist"}
    counted = {name: each for name, each in collection.numbers.items() if name != "length"}
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    numbers = [
        f"{name} ({column.unit})" if column.unit else name for name, column in counted.items()
    ]
    rows.writerow(["path", "title", "artist", "seconds", *words, *numbers])
    for song in songs:
        values = [column.values[song] for column in counted.values()]
        rows.writerow(
            [
                _written(str(collection.paths[song])),
                collection.titles[song],
                collection.artists[song],
                _number(collection.seconds[song]),
                *(column.word(song) for column in words.values()),
                *(_number(value) for value in values),
            ]
        )
    return text.getvalue()


def training_set(collection: Collection, songs: Sequence[int]) -> str:
    """A list that `python -m trainer ... --data` takes for a folder; the songs stay where they are.

    Its columns are path (absolute), title, artist, style (the genre) and split. A tenth of the
    songs, and at least one of several, is for validation: whole artists where there are two or
    more, so that to recognise one helps nobody; drawn by a hash of their names.

    Raises:
        DataError: the name of a file cannot be written.
    """
    held_out = _held_out(collection, songs)
    genres = collection.words.get("genre")
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(["path", "title", "artist", "style", "split"])
    for song in songs:
        rows.writerow(
            [
                _written(str(collection.paths[song].absolute())),
                _one_line(collection.titles[song]),
                _one_line(collection.artists[song]),
                genres.word(song) if genres else "",
                "validation" if song in held_out else "train",
            ]
        )
    return text.getvalue()


def _held_out(collection: Collection, songs: Sequence[int]) -> set[int]:
    """The songs of artists by lot until they come to a tenth of all.

    Nobody who would make it more than a fifth is taken, unless all would: then the one with fewest.
    """
    by_artist: dict[str, list[int]] = {}
    for song in songs:
        artist = collection.artists[song].casefold().strip()
        by_artist.setdefault(artist or str(collection.paths[song]), []).append(song)
    groups = by_artist if len(by_artist) > 1 else {str(song): [song] for song in songs}
    lots = sorted(groups, key=lambda name: uniform("held out", name))
    held_out: set[int] = set()
    for name in lots:
        if len(held_out) < HELD_OUT * len(songs):
            more = held_out.union(groups[name])
            held_out = more if len(more) <= 2 * HELD_OUT * len(songs) else held_out
    if not held_out and len(lots) > 1:
        held_out.update(groups[min(lots, key=lambda name: len(groups[name]))])
    return held_out


def _written(path: str) -> str:
    try:
        path.encode()
    except UnicodeEncodeError as error:
        shown = path.encode(errors="replace").decode()
        raise DataError(f"{shown}: its name has bytes that no list can hold.") from error
    return path


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _number(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""
