"""A disguise changes level and colour by its curve, and nothing else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.disguise import Disguise, disguise, gain_curve_db

RATE_HZ = 44_100


def test_the_curve_turns_about_1_khz_and_is_held_outside():
    how = Disguise(gain_db=2.0, tilt_db=6.0)
    frequencies_hz = [0.0, 20.0, 100.0, 1000.0, 10**3.5, 10_000.0, 20_000.0]
    wanted = [-4.0, -4.0, -4.0, 2.0, 5.0, 8.0, 8.0]
    assert gain_curve_db(frequencies_hz, how) == pytest.approx(wanted)
    assert gain_curve_db(np.ones((3, 2)), how).shape == (3, 2)


@settings(max_examples=30, deadline=None)
@given(
    frequency_hz=st.floats(60, 15_000),
    gain_db=st.floats(-6, 6),
    tilt_db=st.floats(-6, 6),
)
def test_a_tone_changes_by_the_curve_and_keeps_its_phase(frequency_hz, gain_db, tilt_db):
    how = Disguise(gain_db, tilt_db)
    wave = np.sin(2 * np.pi * frequency_hz * np.arange(RATE_HZ) / RATE_HZ)[None]
    changed = disguise(Clip(wave.astype(np.float32), RATE_HZ), how).samples
    gain = 10 ** (float(gain_curve_db(frequency_hz, how)) / 20)
    # Away from the edges, where a tone that starts at once holds all frequencies.
    inner = slice(RATE_HZ // 4, 3 * RATE_HZ // 4)
    assert np.abs(changed[:, inner] - gain * wave[:, inner]).max() < 2e-2 * gain


def test_gain_alone_is_exact():
    samples = np.random.default_rng(0).uniform(-1, 1, (2, 1000)).astype(np.float32)
    changed = disguise(Clip(samples, RATE_HZ), Disguise(6.0, 0.0))
    assert changed.samples == pytest.approx(samples * 10**0.3, rel=1e-6)
    assert changed.samples.dtype == np.float32


def test_the_end_does_not_come_round_to_the_start():
    samples = np.zeros((1, RATE_HZ), np.float32)
    samples[0, -1] = 1
    changed = disguise(Clip(samples, RATE_HZ), Disguise(0.0, 6.0)).samples[0]
    assert np.abs(changed[: RATE_HZ // 2]).max() < 1e-5
    assert np.abs(changed[-10:]).max() > 0.5


def test_an_impulse_spreads_evenly_to_both_sides():
    samples = np.zeros((1, RATE_HZ), np.float32)
    samples[0, RATE_HZ // 2] = 1
    changed = disguise(Clip(samples, RATE_HZ), Disguise(0.0, -6.0)).samples[0]
    before, after = changed[1 : RATE_HZ // 2][::-1], changed[RATE_HZ // 2 + 1 :]
    assert np.abs(before - after[: before.size]).max() < 1e-6
    assert np.abs(changed).argmax() == RATE_HZ // 2


def test_a_piece_is_changed_from_its_own_samples_alone():
    song = np.random.default_rng(1).normal(size=(2, 3 * RATE_HZ)).astype(np.float32)
    piece = Clip(song, RATE_HZ).cut(RATE_HZ, RATE_HZ)
    song[:, :RATE_HZ] = 0
    again = Clip(song, RATE_HZ).cut(RATE_HZ, RATE_HZ)
    how = Disguise(-3.0, 5.0)
    assert np.array_equal(disguise(piece, how).samples, disguise(again, how).samples)


def test_opposite_disguises_cancel():
    samples = np.random.default_rng(2).normal(size=(1, RATE_HZ)).astype(np.float32)
    there = disguise(Clip(samples, RATE_HZ), Disguise(3.0, 4.0))
    back = disguise(there, Disguise(-3.0, -4.0)).samples
    inner = slice(RATE_HZ // 4, 3 * RATE_HZ // 4)
    assert np.abs(back[:, inner] - samples[:, inner]).max() < 1e-2


@pytest.mark.parametrize("n_samples", [0, 1, 17])
def test_short_sound_keeps_its_length(n_samples):
    clip = Clip(np.ones((2, n_samples), np.float32), RATE_HZ)
    assert disguise(clip, Disguise(1.0, 6.0)).samples.shape == (2, n_samples)
