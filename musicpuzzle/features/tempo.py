"""How fast a song is, more exactly than its frames, and how clear its pulse is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from musicpuzzle.features.beats import Curve, onsets_of, tempo_bpm
from musicpuzzle.features.logmel import HOP_S

_MULTIPLES = (1, 2, 4, 8, 16)
# A song that keeps its tempo repeats itself as well after many beats as after one.
_STILL_REPEATS = 0.5


@dataclass(frozen=True, slots=True)
class Tempo:
    """A tempo.

    Attributes:
        bpm: beats a minute.
        confidence: 0 to 1, how clear the pulse is: above 0.4 where a person would tap along,
            under 0.1 where nothing keeps time. It does not tell a tempo from its double.
    """

    bpm: float
    confidence: float


def find_tempo(rise: Curve) -> Tempo | None:
    """The tempo of a whole song; None where nothing ever sets in.

    The beat is that of `tempo_bpm`, whose period is a whole number of frames. It is made exact at
    2, 4, 8 and 16 beats, as far as the song repeats itself there. The confidence is how much of
    the onsets returns after a beat, the maximum of their autocorrelation: Lartillot, Eerola,
    Toiviainen and Fornari, "Multi-feature Modeling of Pulse Clarity" (ISMIR 2008).

    Args:
        rise: float64 (frames - 1,), see `musicpuzzle.features.beats.rise_of`.
    """
    coarse = tempo_bpm(rise)
    if coarse is None:
        return None
    onsets = onsets_of(rise)
    repeats = _autocorrelation(onsets - onsets.mean())
    period = 60.0 / (coarse * HOP_S)
    height = 0.0
    for beats in _MULTIPLES:
        found = _peak_near(repeats, period * beats)
        if found is None or found[1] < _STILL_REPEATS * height:
            break
        period = found[0] / beats
        height = max(height, found[1])
    return Tempo(60.0 / (period * HOP_S), float(np.clip(height / repeats[0], 0.0, 1.0)))


def _autocorrelation(values: Curve) -> Curve:
    """Mean product with itself for each lag up to half the length."""
    n = len(values)
    spectrum = np.fft.rfft(values, 2 * n)
    products: Curve = np.fft.irfft(np.abs(spectrum) ** 2)[: n // 2] / np.arange(n, n - n // 2, -1)
    return products


def _peak_near(curve: Curve, place: float) -> tuple[float, float] | None:
    """Place and height of the top of the parabola through the highest of three values at `place`.

    None where the curve ends before, or has no peak there.
    """
    middle = round(place)
    if middle + 3 > len(curve):
        return None
    top = middle - 1 + int(curve[middle - 1 : middle + 2].argmax())
    left, high, right = (float(value) for value in curve[top - 1 : top + 2])
    bend = left - 2 * high + right
    if bend >= 0 or high <= 0 or high < max(left, right):
        return None
    shift = 0.5 * (left - right) / bend
    return top + shift, high - 0.25 * (left - right) * shift
