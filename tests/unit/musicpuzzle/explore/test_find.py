"""Finding songs by text."""

from __future__ import annotations

from dataclasses import replace

import pytest

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


def test_the_last_song_is_found_once_also_where_it_ends_in_the_word() -> None:
    titles = ("or or e", "A", "B", "C")
    songs = replace(SONGS, titles=titles, words={"key": Words.of(["", "", "", "C major"])})
    texts = Texts.of(songs)
    assert texts.text.endswith("or")
    assert texts.find("or", 24) == [0, 3]
    assert texts.find("or C", 24) == [3]


@pytest.mark.timeout(10)  # not five minutes where it goes on
def test_a_search_ends_where_the_last_song_ends_in_one_word_and_lacks_another() -> None:
    titles = ("Zither", "Zither", "C", "D")
    songs = replace(SONGS, titles=titles, words={"key": Words.of(["", "", "", "C major"])})
    assert Texts.of(songs).find("or zither", 24) == []
