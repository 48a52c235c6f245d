"""Songs found by what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from musicpuzzle.explore.collection import Collection
from musicpuzzle.library.folding import folded


def texts_of(collection: Collection) -> list[str]:
    """What a search looks through: title, artist, file name and tags of each song, folded."""
    columns = list(collection.words.values())
    rows = zip(collection.titles, collection.artists, collection.paths, strict=True)
    return [
        folded("\n".join([title, artist, path.name, *(column.word(song) for column in columns)]))
        for song, (title, artist, path) in enumerate(rows)
    ]


def find(texts: Sequence[str], wanted: str, most: int) -> list[int]:
    """The first `most` songs whose text has every word, those that begin with the first ahead.

    Args:
        texts: from `texts_of`.
        wanted: words with spaces between, whatever their case and accents.
    """
    words = folded(wanted).split()
    if not words:
        return []
    found = [song for song, text in enumerate(texts) if words[0] in text]
    for word in words[1:]:
        found = [song for song in found if word in texts[song]]
    found.sort(key=lambda song: not texts[song].startswith(words[0]))
    return found[:most]
