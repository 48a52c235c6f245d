"""Which moments of two pieces a network's score hangs on, by any way through the network.

Saliency is gradient times input (Shrikumar, Greenside, Shcherbina and Kundaje, "Not Just a Black
Box", 2016), the input counted from the mean spectrum of its piece. The quarter of a second where it
sums highest, up or down, is marked, and measured by occlusion: it gets the mean spectrum, and the
network scores the pair once more.
"""

from __future__ import annotations

import numpy as np
import torch

from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.features.logmel import HOP_S, SAMPLE_RATE_HZ, WINDOW_SAMPLES
from musicpuzzle.models.network import PairNetwork
from musicpuzzle.review.evidence import Moments
from musicpuzzle.review.parts import Axis, Values

STRETCH_FRAMES = 11
"""A quarter of a second."""

WINDOW_S = WINDOW_SAMPLES / SAMPLE_RATE_HZ


def moments_of(
    network: PairNetwork, first: torch.Tensor, second: torch.Tensor, *, check: Check = unchecked
) -> tuple[float, Moments, Moments]:
    """The log-odds of a pair, and the moments of both pieces that it hangs on.

    Args:
        network: in evaluation mode.
        first, second: what is compared of the two pieces, log-mels, float32 (1, 128, frames).
        check: called between steps; it may raise to give up.
    """
    log_odds, gradients = _gradients(network, first, second)
    check()
    found = []
    for side, (bands, gradient) in enumerate(zip((first, second), gradients, strict=True)):
        mean = bands.mean(dim=2, keepdim=True)
        saliency = (gradient * (bands - mean)).sum(1)[0].numpy()
        start = strongest_stretch(saliency, STRETCH_FRAMES)
        stretch = slice(start, start + STRETCH_FRAMES)
        filled = bands.clone()
        filled[:, :, stretch] = mean
        with torch.no_grad():
            pair = (filled, second) if side == 0 else (first, filled)
            without = float(network(*pair)[0])
        check()
        times_s = frame_times_s(bands.shape[2], from_end=side == 0)
        # A frame hears its whole window; what is marked is where the windows' middles lie.
        span_s = (float(times_s[start] - HOP_S / 2), float(times_s[stretch][-1] + HOP_S / 2))
        found.append(Moments(times_s, saliency, span_s, without))
    return log_odds, found[0], found[1]


def frame_times_s(frames: int, *, from_end: bool) -> Axis:
    """The middles of the windows of log-mel frames, float64 (frames,).

    In seconds from the start of the first window or, below zero, from the end of the last, which
    lies up to 23 ms before the end of its piece.
    """
    middles: Axis = np.arange(frames, dtype=np.float64) * HOP_S + WINDOW_S / 2
    return middles - ((frames - 1) * HOP_S + WINDOW_S) if from_end else middles


def strongest_stretch(saliency: Values, frames: int) -> int:
    """Where the run of so many frames begins whose sum is furthest from 0."""
    sums = np.convolve(saliency.astype(np.float64), np.ones(min(frames, len(saliency))), "valid")
    return int(np.abs(sums).argmax())


def _gradients(
    network: PairNetwork, first: torch.Tensor, second: torch.Tensor
) -> tuple[float, tuple[torch.Tensor, ...]]:
    inputs = (first.clone().requires_grad_(), second.clone().requires_grad_())
    with torch.enable_grad():
        odds = network(*inputs)
        gradients = torch.autograd.grad(odds.sum(), inputs)
    return float(odds.detach()[0]), gradients
