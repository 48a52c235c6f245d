"""Playlists and tables, read back."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np

from musicpuzzle.explore.collection import Numbers, Words
from musicpuzzle.explore.lists import playlist, table

from .material import made_up

SONGS = replace(
    made_up(3),
    titles=("Line\nbreak", 'He said "no", twice', "Plain"),
    seconds=np.array([61.6, np.nan, 5], np.float32),
    words={"genre": Words.of(["dub", "", "folk"])},
    numbers={"tempo": Numbers(np.array([90.5, np.nan, 120], np.float32), "BPM")},
)


def test_a_playlist_names_length_title_and_file() -> None:
    assert playlist(SONGS, [1, 0]).splitlines() == [
        "#EXTM3U",
        '#EXTINF:-1,He said "no", twice',
        str(Path("/music/1.ogg").absolute()),
        "#EXTINF:62,Somebody - Line break",
        str(Path("/music/0.ogg").absolute()),
    ]


def test_a_table_gives_every_column_back() -> None:
    rows = list(csv.reader(table(SONGS, range(3)).splitlines(keepends=True)))
    assert rows[0] == ["path", "title", "artist", "seconds", "genre", "tempo (BPM)"]
    assert rows[1][1:] == ["Line\nbreak", "Somebody", "61.6", "dub", "90.5"]
    assert rows[2][1:] == ['He said "no", twice', "", "", "", ""]
