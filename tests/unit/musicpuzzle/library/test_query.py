from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.features.key import Key
from musicpuzzle.library.folding import folded
from musicpuzzle.library.query import Query, answer, choices
from musicpuzzle.library.schema import STATUSES
from musicpuzzle.library.songs import NO_KEY, Songs

WORDS = ["", "Motörhead", "MOTORHEAD live", "Ólafur", "olafur", "Ærø", "99"]


def made_up(rows: list[tuple[str, str, str, float, float, int, str]]) -> Songs:
    """Songs of (title, artist, genre, tempo, duration, key, status)."""
    n = len(rows)
    columns = list(zip(*rows, strict=True)) or [()] * 7
    nothing = np.full(n, np.nan, np.float32)
    return Songs(
        ids=np.arange(n), paths=[f"/m/{k:03}.mp3" for k in range(n)],
        contents=[f"c{k}" for k in range(n)],
        status=np.array([STATUSES.index(each) for each in columns[6]], np.int8),
        reasons=[""] * n, title=columns[0], artist=columns[1], album=[""] * n, genre=columns[2],
        mood=[""] * n, year=nothing, tempo_bpm=np.array(columns[3], np.float32),
        is_measured_tempo=np.ones(n, bool), tempo_confidence=nothing,
        key=np.array(columns[5], np.int8), loudness_lufs=nothing,
        duration_s=np.array(columns[4], np.float32), typical_s=nothing, added_s=np.arange(n) + 0.0,
    )  # fmt: skip


numbers = st.sampled_from([math.nan, 60.0, 90.0, 120.0])
rows = st.lists(
    st.tuples(
        st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(["", "Rock", "Polka"]),
        numbers, numbers, st.integers(-1, 23), st.sampled_from(STATUSES),
    ),
    max_size=12,
)  # fmt: skip
ends = st.none() | st.sampled_from([60.0, 90.0, 120.0])
queries = st.builds(
    Query,
    text=st.sampled_from(["", "motor", "olafur", "head LIVE", "aero", "007 .mp3", "nowhere"]),
    genres=st.frozensets(st.sampled_from(["Rock", "Polka"])),
    tempo_bpm=st.tuples(ends, ends),
    keys=st.frozensets(st.integers(0, 23), max_size=2),
    statuses=st.frozensets(st.sampled_from(STATUSES), max_size=2),
    sort=st.sampled_from(["title", "artist", "tempo_bpm", "key", "duration_s", "status", "path"]),
    descending=st.booleans(),
)


def is_asked_for(songs: Songs, row: int, query: Query) -> bool:
    text = f"{songs.title[row]} {songs.artist[row]} {songs.genre[row]} {songs.paths[row]}"
    tempo, (low, high) = float(songs.tempo_bpm[row]), query.tempo_bpm
    return (
        all(word in folded(text) for word in folded(query.text).split())
        and (not query.genres or songs.genre[row] in query.genres)
        and (low is None or tempo >= low)
        and (high is None or tempo <= high)
        and (not query.keys or int(songs.key[row]) in query.keys)
        and (not query.statuses or STATUSES[songs.status[row]] in query.statuses)
    )


@given(rows, queries)
def test_what_is_asked_for_is_shown_in_order(
    rows: list[tuple[str, str, str, float, float, int, str]], query: Query
) -> None:
    songs = made_up(rows)
    found = answer(songs, query)
    assert found.dtype == np.intp
    assert set(found.tolist()) == {
        row for row in range(len(songs)) if is_asked_for(songs, row, query)
    }
    column = songs.paths if query.sort == "path" else getattr(songs, query.sort)
    values = [column[row] for row in found]
    unknown = [
        not value
        if isinstance(value, str)
        else math.isnan(value) or (query.sort == "key" and value == NO_KEY)
        for value in values
    ]
    assert unknown == sorted(unknown)
    known = [
        folded(value) if isinstance(value, str) else float(value)
        for value, none in zip(values, unknown, strict=True)
        if not none
    ]
    assert known == sorted(known, reverse=query.descending)


@pytest.mark.parametrize("text", ["MOTÖRHEAD", "motorhead", "Motörhead", "mOtÖr"])
def test_case_and_accents_are_nothing_to_a_search(text: str) -> None:
    songs = made_up([("Motörhead", "", "", 1, 1, 0, "indexed"), ("x", "", "", 1, 1, 0, "indexed")])
    assert answer(songs, Query(text)).tolist() == [0]


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(text.upper()) == folded(text.upper().lower())


def test_choices_are_counted_the_most_frequent_first() -> None:
    assert list(choices(["b", "", "é", "a", "b"]).items()) == [("b", 2), ("a", 1), ("é", 1)]


def test_keys_and_places_are_found() -> None:
    songs = made_up([("x", "", "", 1, 1, 14, "indexed"), ("y", "", "", 1, 1, -1, "missing")])
    assert songs.key_of(0) == Key(2, True)
    assert songs.key_of(1) is None
    assert songs.rows_of(["c1", "c0", "nobody"]).tolist() == [-1, 0, -1]


def test_the_name_is_searched_not_the_folder(tmp_path: Path) -> None:
    songs = made_up([("x", "", "", 1, 1, 0, "indexed")])
    assert answer(songs, Query("000.mp3")).tolist() == [0]
    assert answer(songs, Query("/m/")).tolist() == []
