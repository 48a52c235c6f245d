"""What can be measured at a join: level, what sounds low, middle and high, notes, key, beat.

Everything is taken from the two pieces alone, at their own edges, so it holds for any pair, right
or wrong. What cannot be measured reliably is None rather than a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.audio.resample import resample
from musicpuzzle.features.beats import beat_times_s, rise_of, tempo_bpm
from musicpuzzle.features.chroma import chroma
from musicpuzzle.features.key import Key, find_key
from musicpuzzle.features.logmel import SAMPLE_RATE_HZ, log_mel_array

EDGE_SAMPLES = 8_192
"""What is compared at an edge: 0.37 s at 22,050 Hz, enough to tell low notes apart."""

BANDS_HZ = ((40.0, 250.0), (250.0, 2_000.0), (2_000.0, 10_000.0))
"""Low, middle and high."""

# What lies so far under the whole of its own edge, or so low at all, is not counted as heard.
_UNDER_THE_WHOLE_DB = 25.0
_SILENCE_DB = -65.0
_NOTES_S = 2.0
_FEWEST_BEATS = 4
# Beats that stray further than this share of their distance are no beat to count on, and tempi
# further apart than this are two.
_STEADY, _SAME_TEMPO = 0.08, 0.05

Spectrum = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """One end of a piece.

    Attributes:
        level_db: mean power over the edge, in dB to full scale.
        band_db: the same for low, middle and high.
        magnitudes: of the spectrum, float64 (bins,).
        notes: mean chroma over the 2 s at the edge, float64 (12,); empty where it is shorter.
    """

    level_db: float
    band_db: tuple[float, float, float]
    magnitudes: Spectrum
    notes: Spectrum

    def is_heard(self, band: int) -> bool:
        """Whether a band stands out of the rest enough to be heard."""
        floor_db = max(_SILENCE_DB, self.level_db - _UNDER_THE_WHOLE_DB)
        return self.band_db[band] > floor_db


@dataclass(frozen=True, slots=True, eq=False)
class Heard:
    """What is known of a piece.

    Attributes:
        start, end: its edges.
        key: by the whole piece; None where no note stands out.
        beat_s: seconds from beat to beat; None without a steady beat.
        first_beat_s: the first beat, from the start.
        after_last_beat_s: from the last beat to the end.
    """

    start: Edge
    end: Edge
    key: Key | None
    beat_s: float | None
    first_beat_s: float = 0.0
    after_last_beat_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Join:
    """What is measured where one piece follows another.

    Attributes:
        level_step_db: how much louder the second begins than the first ends.
        band_step_db: the same for low, middle and high; None where neither is heard.
        run_on: for low, middle and high how alike the spectra are, their cosine, 0 to 1; None where
            one of them is not heard.
        notes: correlation of the chroma before and after, -1 to 1; None where nothing is heard.
        keys: of both pieces; None where there is none.
        beat_slip: how far the second's beat is from where the first's would go on, the gap counted
            in, as a share of a beat, 0 to 0.5; None without one steady beat in both.
    """

    level_step_db: float
    band_step_db: tuple[float | None, float | None, float | None]
    run_on: tuple[float | None, float | None, float | None]
    notes: float | None
    keys: tuple[Key | None, Key | None]
    beat_slip: float | None


def hear(pieces: Sequence[Clip], *, check: Check = unchecked) -> list[Heard]:
    """Measure pieces, each alone, of any sample rate. `check` is called before each."""
    heard = []
    for piece in pieces:
        check()
        heard.append(_hear(piece))
    return heard


def measure(before: Heard, after: Heard, *, gap_s: float | None) -> Join:
    """What is measured where `after` follows `before`.

    Args:
        gap_s: seconds of the song that are left out between them; None where that is not known, and
            nothing is said about the beat.
    """
    end, start = before.end, after.start
    return Join(
        level_step_db=start.level_db - end.level_db,
        band_step_db=(_step(end, start, 0), _step(end, start, 1), _step(end, start, 2)),
        run_on=(_alike(end, start, 0), _alike(end, start, 1), _alike(end, start, 2)),
        notes=_correlation(end.notes, start.notes),
        keys=(before.key, after.key),
        beat_slip=None if gap_s is None else _beat_slip(before, after, gap_s),
    )


def _hear(piece: Clip) -> Heard:
    mono = resample(Clip(piece.mono()[None], piece.sample_rate_hz), SAMPLE_RATE_HZ).samples[0]
    notes = chroma(mono)
    n_notes = round(_NOTES_S * SAMPLE_RATE_HZ)
    start = _edge(mono[:EDGE_SAMPLES], chroma(mono[:n_notes]))
    end = _edge(mono[-EDGE_SAMPLES:], chroma(mono[-n_notes:]))
    key = find_key(notes) if max(start.level_db, end.level_db) > _SILENCE_DB else None
    beats = _beats(mono)
    if beats is None:
        return Heard(start, end, key, None)
    period_s, beats_s = beats
    # Of all beats the mean phase: one of them may stray, as few are there.
    first_s, last_s = _ends_of_grid(beats_s, period_s)
    return Heard(start, end, key, period_s, first_s, len(mono) / SAMPLE_RATE_HZ - last_s)


def _edge(mono: NDArray[np.float32], notes: NDArray[np.float32]) -> Edge:
    sound = mono.astype(np.float64)
    window = np.hanning(len(sound))
    magnitudes = np.abs(np.fft.rfft(sound * window, EDGE_SAMPLES))
    # Parseval: the power of a band, brought to what it would be without the window.
    power = 2.0 * magnitudes**2 / (EDGE_SAMPLES * max(float(np.sum(window**2)), 1e-9))
    low, middle, high = (_db(float(power[bins].sum())) for bins in _BINS)
    level_db = _db(float(np.mean(sound**2)) if sound.size else 0.0)
    mean = notes.mean(axis=1, dtype=np.float64) if notes.shape[1] else np.zeros(0)
    return Edge(level_db, (low, middle, high), magnitudes, mean)


def _db(power: float) -> float:
    return float(10.0 * np.log10(power + 1e-12))


def _slice_of(low_hz: float, high_hz: float) -> slice:
    step_hz = SAMPLE_RATE_HZ / EDGE_SAMPLES
    return slice(round(low_hz / step_hz), round(high_hz / step_hz))


_BINS = tuple(_slice_of(*band) for band in BANDS_HZ)


def _step(end: Edge, start: Edge, band: int) -> float | None:
    if not (end.is_heard(band) or start.is_heard(band)):
        return None
    return start.band_db[band] - end.band_db[band]


def _alike(end: Edge, start: Edge, band: int) -> float | None:
    if not (end.is_heard(band) and start.is_heard(band)):
        return None
    a, b = end.magnitudes[_BINS[band]], start.magnitudes[_BINS[band]]
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-12))


def _correlation(before: Spectrum, after: Spectrum) -> float | None:
    if not before.size or not after.size or min(np.ptp(before), np.ptp(after)) < 1e-3:
        return None
    return float(np.corrcoef(before, after)[0, 1])


def _beats(mono: NDArray[np.float32]) -> tuple[float, Spectrum] | None:
    """Seconds from beat to beat, and the beats; None where they are not steady."""
    rise = rise_of(log_mel_array(mono))
    if tempo_bpm(rise) is None:
        return None
    beats_s = beat_times_s(rise)
    if len(beats_s) < _FEWEST_BEATS:
        return None
    steps_s = np.diff(beats_s)
    period_s = float(steps_s.mean())
    if np.abs(steps_s - period_s).max() > _STEADY * period_s:
        return None
    return period_s, beats_s


def _ends_of_grid(beats_s: Spectrum, period_s: float) -> tuple[float, float]:
    """First and last point of the even grid that lies nearest to the beats."""
    steps = np.arange(len(beats_s))
    first_s = float(np.mean(beats_s - period_s * steps))
    return first_s, first_s + period_s * (len(beats_s) - 1)


def _beat_slip(before: Heard, after: Heard, gap_s: float) -> float | None:
    if before.beat_s is None or after.beat_s is None:
        return None
    beat_s = (before.beat_s + after.beat_s) / 2
    if abs(after.beat_s - before.beat_s) > _SAME_TEMPO * beat_s:
        return None
    beats = (before.after_last_beat_s + gap_s + after.first_beat_s) / beat_s
    return abs(beats - round(beats))
