"""Sections are found in made songs to the bar, and in starter songs better than by even cuts."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from musicpuzzle.audio.decode import read_blocks
from musicpuzzle.audio.stream import mono_stream
from musicpuzzle.features.outline import SAMPLE_RATE_HZ, outline
from musicpuzzle.features.sections import Section, find_sections
from musicpuzzle.paths import asset

BEAT_S = 0.5
BAR_S = 4 * BEAT_S
STARTERS = ("velvet-knife", "marigold-waltz", "rain-on-the-skylight")
Sound = NDArray[np.float32]


def part(kind: str, beats: int) -> Sound:
    """Chords of the kind's own in the kind's own colour, with a stroke on each beat."""
    rng = np.random.default_rng(ord(kind))
    chords = rng.integers(0, 12, size=(4, 3)) + 48
    colour = rng.uniform(0.2, 1.5)
    sound = np.zeros(round(beats * BEAT_S * SAMPLE_RATE_HZ))
    time_s = np.arange(round(BEAT_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    for beat in range(beats):
        at = round(beat * BEAT_S * SAMPLE_RATE_HZ)
        for midi in chords[beat // 4 % 4]:
            pitch_hz = 440 * 2 ** ((midi - 69) / 12)
            wave = sum(np.sin(2 * np.pi * k * pitch_hz * time_s) / k**colour for k in range(1, 8))
            sound[at : at + len(time_s)] += 0.05 * wave * np.exp(-2 * time_s)
        sound[at : at + 500] += 0.1 * rng.normal(size=500) * np.exp(-np.arange(500) / 100)
    return sound.astype(np.float32)


def sections_of(*parts: Sound) -> tuple[Section, ...]:
    return find_sections(outline(parts))


@pytest.mark.parametrize("form", ["ABAC", "ABCAB"])
def test_boundaries_and_repeats_of_a_made_song(form: str) -> None:
    beats = {"A": 24, "B": 32, "C": 20}
    found = sections_of(*(part(kind, beats[kind]) for kind in form))
    lengths_s = [beats[kind] * BEAT_S for kind in form]
    starts_s = np.cumsum([0.0, *lengths_s[:-1]])
    assert [section.start_s for section in found] == pytest.approx(starts_s, abs=BAR_S)
    assert [section.label for section in found] == ["ABC".index(kind) for kind in form]
    assert all(one.end_s == other.start_s for one, other in pairwise(found))
    assert found[-1].end_s == pytest.approx(sum(lengths_s), abs=0.1)


def test_silence_around_the_music_belongs_to_no_section() -> None:
    quiet = np.zeros(3 * SAMPLE_RATE_HZ, np.float32)
    found = sections_of(quiet, part("A", 24), part("B", 24), quiet)
    assert found[0].start_s == pytest.approx(3.0, abs=0.1)
    assert found[-1].end_s == pytest.approx(27.0, abs=0.3)


@pytest.mark.parametrize("seconds", [0.0, 0.3, 2.0, 60.0])
def test_silence_and_snippets_have_no_sections(seconds: float) -> None:
    n_samples = round(seconds * SAMPLE_RATE_HZ)
    assert sections_of(np.zeros(n_samples, np.float32)) == ()
    if seconds < 3:
        noise = 0.1 * np.random.default_rng(1).normal(size=n_samples)
        assert sections_of(noise.astype(np.float32)) == ()


def test_a_steady_tone_is_one_section_though_it_has_no_beat() -> None:
    tone = np.sin(np.arange(30 * SAMPLE_RATE_HZ) * 0.1).astype(np.float32)
    assert len(sections_of(0.2 * tone)) == 1


def test_it_can_be_given_up() -> None:
    def give_up() -> None:
        raise StopIteration

    with pytest.raises(StopIteration):
        find_sections(outline([part("A", 24)]), check=give_up)


def f_measure(found_s: NDArray[np.float64], true_s: NDArray[np.float64], within_s: float) -> float:
    """Of boundaries matched one to one within a tolerance; the ends of the song do not count."""
    near = np.abs(found_s[:, None] - true_s) <= within_s
    hits = near[linear_sum_assignment(near, maximize=True)].sum()
    return float(2 * hits / (len(found_s) + len(true_s)))


@pytest.mark.parametrize("name", STARTERS)
def test_starter_songs_are_divided_where_they_were_composed(name: str) -> None:
    songs = json.loads(asset("songs", "songs.json").read_text(encoding="utf-8"))["songs"]
    composed = next(song["sections"] for song in songs if song["file"] == f"{name}.opus")
    path = asset("songs", f"{name}.opus")
    found = sections_of(*mono_stream(read_blocks(path), SAMPLE_RATE_HZ))
    true_s = np.array([section["start_s"] for section in composed[1:]])
    found_s = np.array([section.start_s for section in found[1:]])
    even_s = np.linspace(0, composed[-1]["end_s"], len(composed) + 1)[1:-1]
    assert f_measure(found_s, true_s, 3.0) >= 0.8
    assert f_measure(found_s, true_s, 3.0) > f_measure(even_s, true_s, 3.0) + 0.1
    kinds = [section["name"].split()[0] for section in composed]
    starts_s = np.array([section.start_s for section in found])
    nearest = [int(np.abs(starts_s - section["start_s"]).argmin()) for section in composed]
    for later, kind in enumerate(kinds):
        for earlier in range(later):
            same = found[nearest[earlier]].label == found[nearest[later]].label
            assert same == (kinds[earlier] == kind)
