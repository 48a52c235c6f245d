"""The starter songs as they are shipped."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile

FOLDER = Path(__file__).resolve().parents[2] / "assets" / "songs"
LISTING = json.loads((FOLDER / "songs.json").read_text(encoding="utf-8"))
SONGS = LISTING["songs"]
TITLES = [song["title"] for song in SONGS]


def test_there_are_enough_and_every_file_is_listed():
    assert len(SONGS) >= 12
    listed = {song["file"] for song in SONGS}
    assert listed == {path.name for path in FOLDER.iterdir() if path.suffix != ".json"}
    assert len(set(TITLES)) == len(SONGS)


@pytest.mark.parametrize("song", SONGS, ids=TITLES)
def test_a_song_sounds_as_its_entry_says(song):
    samples, rate_hz = soundfile.read(FOLDER / song["file"], always_2d=True)
    seconds = len(samples) / rate_hz
    assert seconds == pytest.approx(song["seconds"], abs=0.001)
    assert 45 <= seconds <= 90
    assert samples.shape[1] == 2
    assert pyloudnorm.Meter(rate_hz).integrated_loudness(samples) == pytest.approx(-16, abs=0.5)
    assert 20 * np.log10(np.abs(samples).max()) < -1
    # Truly stereo, and no stretch of two seconds is near silent before the last chord rings out.
    assert np.abs(samples[:, 0] - samples[:, 1]).std() > 0.005
    window = 2 * rate_hz
    levels = [
        np.sqrt((samples[at : at + window] ** 2).mean())
        for at in range(0, len(samples) - 2 * window, window)
    ]
    assert min(levels) > 10 ** (-36 / 20)


@pytest.mark.parametrize("song", SONGS, ids=TITLES)
def test_an_entry_is_whole(song):
    assert len(song["instruments"]) >= 4
    assert song["lead"] in song["instruments"].values()
    sections = song["sections"]
    assert sections[0]["start_s"] == 0
    assert sections[-1]["end_s"] == song["seconds"]
    assert all(a["end_s"] == b["start_s"] for a, b in itertools.pairwise(sections))
    keys = {section["name"]: section["key"] for section in sections}
    assert {"verse", "chorus", "bridge"} <= set(keys)
    assert keys["bridge"] != keys["verse"]
    assert song["key"] == sections[0]["key"]
    assert song["licence"] == "CC0-1.0"


@pytest.mark.parametrize(
    ("first", "second"), list(itertools.combinations(SONGS, 2)), ids=lambda song: song["title"]
)
def test_two_songs_differ_in_at_least_two_ways(first, second):
    tempi = sorted((first["tempo_bpm"], second["tempo_bpm"]))
    ways = [tempi[1] >= 1.2 * tempi[0]]
    ways += [first[name] != second[name] for name in ("style", "mood", "lead")]
    assert sum(ways) >= 2
