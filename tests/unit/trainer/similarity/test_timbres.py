"""Timbres: instruments of another size play the same notes at the same time."""

from __future__ import annotations

from pathlib import Path

import mido
import numpy as np
import pytest
from numpy.typing import NDArray

from trainer.compose.humanise import Played
from trainer.compose.tape import Take
from trainer.similarity import timbres
from trainer.similarity.timbres import plain_timbres, wide_timbres

RATE_HZ = 22_050
SECONDS = 3.0
FONTS = tuple(Path(name) for name in ("a.sf2", "b.sf2", "c.sf2"))
NOTES = (Played(0.25, 0.95, 57, 100), Played(1.0, 1.45, 64, 100), Played(2.0, 2.9, 69, 100))
TAKES = [
    Take("Flute", False, 0.0, False, NOTES),
    Take("Standard Kit", True, 0.0, False, (Played(0.5, 0.9, 60, 100),)),
    Take("Viola", False, 0.0, False, NOTES[:1]),
]


def sines(midi: Path, sound_font: Path, sample_rate_hz: int) -> NDArray[np.float32]:
    """A synthesiser of pure tones, float32 (2, samples)."""
    file = mido.MidiFile(midi)
    tape = np.zeros(round((file.length + 1.0) * sample_rate_hz), dtype=np.float32)
    now_s, struck = 0.0, {}
    for message in file:
        now_s += message.time
        if message.type == "note_on":
            struck[message.note] = now_s
        elif message.type == "note_off" and message.note in struck:
            start_s = struck.pop(message.note)
            first, last = (round(t * sample_rate_hz) for t in (start_s, now_s))
            hz = 440.0 * 2.0 ** ((message.note - 69) / 12)
            tape[first:last] += np.sin(2 * np.pi * hz * np.arange(last - first) / sample_rate_hz)
    return np.stack([tape, tape])


def pitch_hz(stem: NDArray[np.float32], start_s: float, end_s: float) -> float:
    part = stem[round(start_s * RATE_HZ) : round(end_s * RATE_HZ)]
    power = np.abs(np.fft.rfft(part * np.hanning(len(part)), 1 << 18))
    return float(np.argmax(power) * RATE_HZ / (1 << 18))


@pytest.mark.parametrize("semitones", [-3, 0, 2])
def test_another_size_keeps_pitches_and_times(
    monkeypatch: pytest.MonkeyPatch, semitones: int
) -> None:
    monkeypatch.setattr(timbres, "play", sines)
    flute, kit, viola = plain_timbres(TAKES, SECONDS, FONTS[0], semitones)
    assert len(flute) == len(kit) == len(viola) == SECONDS * RATE_HZ
    for note in NOTES:
        wanted_hz = 440.0 * 2.0 ** ((note.pitch - 69) / 12)
        found_hz = pitch_hz(flute, note.start_s + 0.05, note.end_s - 0.05)
        assert found_hz == pytest.approx(wanted_hz, rel=2e-3)
    sounding = np.flatnonzero(np.abs(viola) > 0.1) / RATE_HZ
    assert sounding[[0, -1]] == pytest.approx([0.25, 0.95], abs=0.01)
    # A drum of another size has another pitch: its key says which drum, and stays.
    middle_c_hz = 440.0 * 2.0 ** ((60 - 69) / 12)
    assert pitch_hz(kit, 0.5, 0.9) == pytest.approx(middle_c_hz * 2 ** (semitones / 12), rel=5e-3)


def test_wide_timbres_are_drawn_by_the_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    fonts: set[Path] = set()

    def played(midi: Path, sound_font: Path, sample_rate_hz: int) -> NDArray[np.float32]:
        fonts.add(sound_font)
        return sines(midi, sound_font, sample_rate_hz)

    monkeypatch.setattr(timbres, "play", played)
    first, again = (wide_timbres(TAKES, SECONDS, FONTS, seed) for seed in (1, 1))
    np.testing.assert_array_equal(np.stack(first), np.stack(again))
    others = [wide_timbres(TAKES, SECONDS, FONTS, seed) for seed in range(2, 12)]
    assert fonts == set(FONTS)
    levels = {round(float(np.square(other[0]).mean()), 6) for other in others}
    assert len(levels) == len(others)
    for flute, _, _ in others:
        assert np.isfinite(flute).all()
        assert pitch_hz(flute, 0.3, 0.9) % 220.0 == pytest.approx(0.0, abs=2.0) or (
            pitch_hz(flute, 0.3, 0.9) % 220.0 == pytest.approx(220.0, abs=2.0)
        )


@pytest.mark.parametrize("gain_db", [-8.0, 0.0, 6.0])
def test_a_peak_has_its_gain_at_its_frequency(gain_db: float) -> None:
    seconds = np.arange(RATE_HZ) / RATE_HZ
    from scipy import signal

    b, a = timbres._peak(1000.0, gain_db, 1.0)
    for hz, wanted_db in ((1000.0, gain_db), (20.0, 0.0), (10_500.0, 0.0)):
        tone = np.sin(2 * np.pi * hz * seconds)
        passed = signal.lfilter(b, a, tone)[RATE_HZ // 2 :]
        found_db = 20.0 * np.log10(passed.std() / tone[RATE_HZ // 2 :].std())
        assert found_db == pytest.approx(wanted_db, abs=0.2)
