"""Finding songs by text."""

from __future__ import annotations

from dataclasses import replace

from musicpuzzle.explore.collection import Words
from musicpuzzle.explore.find import find, texts_of

from .material import made_up

SONGS = replace(
    made_up(4),
    titles=("Rain at Noon", "Café", "The Rain", "Snow"),
    artists=("", "Rainer", "", ""),
    words={"genre": Words.of(["dub", "", "waltz", "dub"])},
)


def test_all_words_count_whatever_their_case_and_accents() -> None:
    texts = texts_of(SONGS)
    assert find(texts, "RAIN", 9) == [0, 1, 2]
    assert find(texts, "rain waltz", 9) == [2]
    assert find(texts, "cafe", 9) == [1]
    assert find(texts, "dub 3.ogg", 9) == [3]
    assert find(texts, "rain", 2) == [0, 1]


def test_what_begins_so_comes_first_and_nothing_finds_nothing() -> None:
    texts = texts_of(replace(SONGS, titles=("A song", "Song", "x", "y")))
    assert find(texts, "song", 9) == [1, 0]
    assert find(texts, "   ", 9) == []
