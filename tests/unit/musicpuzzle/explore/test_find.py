"""Finding songs by text."""

from __future__ import annotations

from dataclasses import replace

from musicpuzzle.explore.collection import Words
from musicpuzzle.explore.find import Texts

from .material import made_up

SONGS = replace(
    made_up(4),
    titles=("Rain at Noon", "Café", "The Rain", "Snow"),
    artists=("", "Rainer", "", ""),
    words={"genre": Words.of(["dub", "", "waltz", "dub"])},
)


def test_all_words_count_whatever_their_case_and_accents() -> None:
    texts = Texts.of(SONGS)
    assert texts.find("RAIN", 9) == [0, 1, 2]
    assert texts.find("rain waltz", 9) == [2]
    assert texts.find("cafe", 9) == [1]
    assert texts.find("dub 3.ogg", 9) == [3]
    assert texts.find("rain", 2) == [0, 1]


def test_what_begins_so_comes_first_and_nothing_finds_nothing() -> None:
    texts = Texts.of(replace(SONGS, titles=("A song", "Song", "x", "y")))
    assert texts.find("song", 9) == [1, 0]
    assert texts.find("   ", 9) == []


def test_words_do_not_reach_over_two_songs() -> None:
    songs = replace(SONGS, titles=("ab", "cd", "ef", "gh"), words={})
    texts = Texts.of(songs)
    for song in range(4):
        assert texts.find(songs.titles[song], 9) == [song]
        assert texts.find(f"{song}.ogg", 9) == [song]
    assert texts.find("ogg ab", 9) == [0]
    assert texts.find("ogg", 9) == [0, 1, 2, 3]
