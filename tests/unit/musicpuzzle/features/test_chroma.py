from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.features.chroma import HOP_SAMPLES, SAMPLE_RATE_HZ, WINDOW_SAMPLES, chroma


def tone(midi: float, n_samples: int = 20_000) -> np.ndarray:
    time_s = np.arange(n_samples) / SAMPLE_RATE_HZ
    return (0.3 * np.sin(2 * np.pi * 440 * 2 ** ((midi - 69) / 12) * time_s)).astype(np.float32)


@pytest.mark.parametrize("midi", [45, 60, 61, 71, 84, 95])
def test_a_note_is_found_in_every_octave(midi: int) -> None:
    found = chroma(tone(midi))
    assert found.shape == (12, (20_000 - WINDOW_SAMPLES) // HOP_SAMPLES + 1)
    assert (found.argmax(axis=0) == midi % 12).all()


def test_a_chord_has_its_three_notes() -> None:
    found = chroma(tone(60) + tone(64) + tone(67)).mean(axis=1)
    assert set(np.argsort(found)[-3:]) == {0, 4, 7}


def test_windows_lie_inside_the_sound() -> None:
    assert chroma(tone(60, WINDOW_SAMPLES - 1)).shape == (12, 0)
    assert chroma(tone(60, WINDOW_SAMPLES)).shape == (12, 1)
    first = chroma(tone(60, WINDOW_SAMPLES + 5 * HOP_SAMPLES))
    assert np.allclose(first[:, :1], chroma(tone(60, WINDOW_SAMPLES)), atol=1e-3)
