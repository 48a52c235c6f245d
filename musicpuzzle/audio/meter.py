"""How loud a song is, measured while it flows past."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.resample import to_stereo

_STEP_S = 0.1
_STEPS_A_BLOCK = 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
_OFFSET_LUFS = -0.691

Powers = NDArray[np.float64]


class LoudnessMeter:
    """Integrated loudness after ITU-R BS.1770-4, as `loudness_lufs` has it of a whole clip.

    It keeps ten numbers for each second, so that no long song has to fit into memory.
    """

    def __init__(self) -> None:
        self._filter: tuple[Any, Any] | None = None
        self._state: Any = None
        self._step_samples = 0
        self._held: Powers = np.zeros(0)
        self._sums: list[Powers] = []

    def add(self, block: Clip) -> None:
        """Take in what follows: all blocks have one rate and one number of channels."""
        from scipy.signal import lfilter

        heard = to_stereo(block) if block.channels > 2 else block
        if self._filter is None:
            self._prepare(heard)
        assert self._filter is not None
        samples = heard.samples.astype(np.float64)
        weighted, self._state = lfilter(*self._filter, samples, axis=1, zi=self._state)
        power = np.concatenate([self._held, np.einsum("cn,cn->n", weighted, weighted)])
        whole = len(power) // self._step_samples * self._step_samples
        self._sums.append(power[:whole].reshape(-1, self._step_samples).sum(axis=1))
        self._held = power[whole:]

    def lufs(self) -> float:
        """Loudness of all that was taken in; -inf for silence (all below -70 LUFS)."""
        powers = self._powers()
        powers = powers[_lufs(powers) > _ABSOLUTE_GATE_LUFS]
        if not powers.size:
            return -math.inf
        gate_lufs = float(_lufs(powers.mean())) + _RELATIVE_GATE_LU
        return float(_lufs(powers[_lufs(powers) > gate_lufs].mean()))

    def _prepare(self, first: Clip) -> None:
        from pyloudnorm import IIRfilter
        from scipy.signal import lfiltic

        rate_hz = first.sample_rate_hz
        shelf = IIRfilter(4.0, 1 / math.sqrt(2), 1500.0, rate_hz, "high_shelf")
        high_pass = IIRfilter(0.0, 0.5, 38.0, rate_hz, "high_pass")
        numerator = np.convolve(shelf.b, high_pass.b)
        denominator = np.convolve(shelf.a, high_pass.a)
        self._filter = numerator, denominator
        self._state = np.tile(lfiltic(numerator, denominator, []), (first.channels, 1))
        self._step_samples = max(1, round(_STEP_S * rate_hz))

    def _powers(self) -> Powers:
        """Mean power of each block of 400 ms, one every 100 ms; of all where it is shorter."""
        sums = np.concatenate([np.zeros(0), *self._sums])
        if len(sums) < _STEPS_A_BLOCK:
            samples = len(sums) * self._step_samples + len(self._held)
            total = sums.sum() + self._held.sum()
            return np.array([total / samples]) if samples else np.zeros(0)
        blocks = np.lib.stride_tricks.sliding_window_view(sums, _STEPS_A_BLOCK).sum(axis=1)
        powers: Powers = blocks / (_STEPS_A_BLOCK * self._step_samples)
        return powers


def _lufs(power: Any) -> Any:
    return _OFFSET_LUFS + 10 * np.log10(np.maximum(power, 1e-20))
