"""Columns of words, and collections that are whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musicpuzzle.explore.collection import UNKNOWN, Words

from .material import made_up


def test_words_are_counted_the_most_frequent_first() -> None:
    column = Words.of(["dub", "", "folk", "dub", "air"])
    assert column.values == ("dub", "air", "folk")
    assert column.codes.tolist() == [0, UNKNOWN, 2, 0, 1]
    assert column.counts.tolist() == [2, 1, 1]
    assert [column.word(song) for song in range(3)] == ["dub", "", "folk"]


def test_no_words_at_all() -> None:
    assert Words.of(["", ""]).values == ()


def test_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match=r"differ in length: \[4, 5\]"):
        replace(made_up(5), titles=("a", "b", "c", "d"))


def test_a_name_has_the_artist_where_one_is_known() -> None:
    songs = made_up(2)
    assert [songs.name(0), songs.name(1)] == ["Song 0 – Somebody", "Song 1"]
