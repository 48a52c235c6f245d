"""Songs as a playlist and as a table."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence

from musicpuzzle.explore.collection import Collection


def playlist(collection: Collection, songs: Sequence[int]) -> str:
    """An extended M3U playlist in UTF-8 (M3U8), with absolute paths."""
    lines = ["#EXTM3U"]
    for song in songs:
        seconds = float(collection.seconds[song])
        length = round(seconds) if math.isfinite(seconds) else -1
        artist, title = (
            _one_line(column[song]) for column in (collection.artists, collection.titles)
        )
        lines.append(f"#EXTINF:{length},{artist + ' - ' if artist else ''}{title}")
        lines.append(str(collection.paths[song].absolute()))
    return "\n".join(lines) + "\n"


def table(collection: Collection, songs: Sequence[int]) -> str:
    """What is known of the songs under a line of names, as RFC 4180 has it; unknown is empty."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    numbers = [
        f"{name} ({column.unit})" if column.unit else name
        for name, column in collection.numbers.items()
    ]
    rows.writerow(["path", "title", "artist", "seconds", *collection.words, *numbers])
    for song in songs:
        values = [column.values[song] for column in collection.numbers.values()]
        rows.writerow(
            [
                str(collection.paths[song]),
                collection.titles[song],
                collection.artists[song],
                _number(collection.seconds[song]),
                *(column.word(song) for column in collection.words.values()),
                *(_number(value) for value in values),
            ]
        )
    return text.getvalue()


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _number(value: float) -> str:
    return f"{value:.6g}" if math.isfinite(value) else ""
