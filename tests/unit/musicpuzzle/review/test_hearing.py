"""Sounds whose truth is known, and what is said of them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from musicpuzzle.review.claims import Topic, claims
from musicpuzzle.review.hearing import Join, hear, measure

from .material import RATE_HZ, chord, clicks, clip, tone

Sound = NDArray[np.float64]
RNG = np.random.default_rng(5)
NOISE = 0.05 * RNG.standard_normal(4 * RATE_HZ)


def join_of(before: Sound, after: Sound, gap_s: float | None = 0.0) -> Join:
    first, second = hear([clip(before), clip(after)])
    return measure(first, second, gap_s=gap_s)


def told(join: Join, topic: Topic, *, has_gap: bool = False) -> tuple[bool, str] | None:
    found = [c for c in claims(join, "B", "C", has_gap=has_gap) if c.topic == topic]
    assert len(found) <= 1
    return (found[0].fits, found[0].words) if found else None


def test_low_notes_that_run_on_and_that_change() -> None:
    middle = tone(800.0)
    before = tone(110.0) + middle
    join = join_of(before, tone(110.0) + 0.5 * middle)
    assert told(join, "low") == (True, "The low notes of B run on into C.")
    assert told(join, "low", has_gap=True) == (True, "The low notes of B are there again in C.")
    join = join_of(before, tone(146.8) + middle)
    assert told(join, "low") == (False, "The low notes change from B to C.")
    assert told(join, "middle") == (True, "The middle notes of B run on into C.")


def test_of_low_notes_that_nobody_hears_nothing_is_said() -> None:
    sound = tone(800.0) + 0.01 * tone(110.0)
    join = join_of(sound, sound)
    assert join.run_on[0] is None
    assert told(join, "low") is None


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (1.0, (True, "C begins as loud as B ends.")),
        (1.4, None),
        (2.5, (False, "C begins 8 dB louder than B ends.")),
        (0.4, (False, "C begins 8 dB softer than B ends.")),
    ],
)
def test_level(factor: float, words: tuple[bool, str] | None) -> None:
    join = join_of(NOISE[:RATE_HZ], factor * NOISE[:RATE_HZ])
    assert join.level_step_db == pytest.approx(20 * np.log10(factor), abs=1.0)
    assert told(join, "level") == words


def test_only_the_edges_count() -> None:
    quiet_in_between = NOISE.copy()
    quiet_in_between[: 3 * RATE_HZ] *= 0.1
    assert told(join_of(quiet_in_between, NOISE), "level") == (True, "C begins as loud as B ends.")


def test_highs_that_set_in() -> None:
    dull = tone(300.0)
    bright = dull + tone(5000.0, amplitude=0.1)
    softer = dull + tone(5000.0, amplitude=0.1 / 4)
    assert told(join_of(softer, bright), "high") == (
        False,
        "The highs get 12 dB louder from B to C.",
    )
    assert told(join_of(bright, bright), "high") == (
        True,
        "The highs stay as strong from B to C.",
    )
    assert told(join_of(dull, dull), "high") is None


@pytest.mark.parametrize("start_s", [0.0, 0.13, 0.31])
@pytest.mark.parametrize("gap_s", [0.0, 0.25])
def test_a_beat_that_goes_on_and_one_that_does_not(start_s: float, gap_s: float) -> None:
    track = clicks(0.2, 0.5, 12.0) + 0.001 * RNG.standard_normal(12 * RATE_HZ)

    def cut(begin_s: float) -> Sound:
        begin = round(begin_s * RATE_HZ)
        return track[begin : begin + 4 * RATE_HZ]

    before = cut(start_s)
    on = join_of(before, cut(start_s + 4.0 + gap_s), gap_s)
    assert on.beat_slip == pytest.approx(0.0, abs=0.06)
    fits, words = told(on, "beat", has_gap=gap_s > 0) or (False, "")
    assert fits
    assert words.startswith("The beat of B goes on in C")
    assert words.endswith("counting what is left out.") == (gap_s > 0)
    off = join_of(before, cut(start_s + 4.2 + gap_s), gap_s)
    assert off.beat_slip == pytest.approx(0.4, abs=0.06)
    assert told(off, "beat", has_gap=False) == (False, "The beat of B breaks off at C.")


def test_nothing_is_said_of_a_beat_where_there_is_none_or_another_one() -> None:
    steady, quicker = clicks(0.1, 0.5, 4.0), clicks(0.1, 0.4, 4.0)
    strewn = np.zeros(4 * RATE_HZ)
    for at_s in (0.1, 0.75, 1.05, 1.9, 2.3, 3.35, 3.6):
        strewn[round(at_s * RATE_HZ) :][:600] += clicks(0.0, 9.0, 0.1)[:600]
    floor = 0.001 * RNG.standard_normal(4 * RATE_HZ)
    assert join_of(steady + floor, steady + floor).beat_slip is not None
    assert join_of(steady + floor, quicker + floor).beat_slip is None
    assert join_of(steady + floor, strewn + floor).beat_slip is None
    assert join_of(tone(200.0, 4.0), tone(200.0, 4.0)).beat_slip is None
    assert join_of(steady + floor, steady + floor, gap_s=None).beat_slip is None


def progression(tonic: int) -> Sound:
    """I IV V I of a major key, half a second each."""
    roots = (0, 5, 7, 0)
    return np.concatenate([chord([tonic + r, tonic + r + 4, tonic + r + 7], 0.5) for r in roots])


def test_notes_and_keys() -> None:
    in_c, in_f_sharp = progression(60), progression(66)
    assert told(join_of(in_c, in_c), "notes") == (True, "B and C use the same notes, in C major.")
    assert told(join_of(in_c, in_f_sharp), "notes") == (
        False,
        "B sounds like C major, C like F sharp major.",
    )


def test_of_silence_nothing_is_said_but_that_it_is_as_loud() -> None:
    join = join_of(np.zeros(RATE_HZ), np.zeros(RATE_HZ))
    assert join == Join(0.0, (None, None, None), (None, None, None), None, (None, None), None)


def test_pieces_shorter_than_what_is_compared_are_measured_too() -> None:
    join = join_of(tone(800.0, 0.2), tone(800.0, 0.2))
    assert join.run_on[1] == pytest.approx(1.0, abs=0.01)
    assert join.notes is None


def test_band_levels_are_true_levels() -> None:
    (heard,) = hear([clip(tone(1000.0, amplitude=0.2))])
    expected_db = 10 * np.log10(0.2**2 / 2)
    assert heard.start.level_db == pytest.approx(expected_db, abs=0.1)
    assert heard.start.band_db[1] == pytest.approx(expected_db, abs=0.1)
