"""The similarity maps of `sen` and `sen-plus`, and the place in them that mattered.

The map is the one that the network itself read when it scored the pair; it is caught on its way.
Saliency is gradient times input (Shrikumar, Greenside, Shcherbina and Kundaje, "Not Just a Black
Box", 2016), the input counted from the mean of its map: to first order what the log-odds would lose
if that value were the mean. The square of a quarter of a second where it sums highest, up or down,
is the place that mattered. How much it really mattered is then measured, not estimated: the place
is filled with the mean of its map, and the network scores the pair once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.features.logmel import HOP_S, SAMPLE_RATE_HZ, WINDOW_SAMPLES
from musicpuzzle.games.opponents.network import FEWEST_FRAMES, LogMels, beginning_of, end_of
from musicpuzzle.models.network import Embedding, PairNetwork, PieceNetwork
from musicpuzzle.models.sen import SEN
from musicpuzzle.models.sen_plus import SENPlus
from musicpuzzle.review.evidence import Axis, Evidence, MapEvidence, NoEvidence, Pair, Place, Values

PLACE_S = 0.25
"""How long each side of the marked place is, as nearly as the map's moments allow."""

# Behind its maps, SEN-plus reads channels that only tell how far the join is.
_PLACE_CHANNELS = 3

Change = Callable[[torch.Tensor], torch.Tensor]
Corner = tuple[int, int, int]


def map_evidence(
    network: PieceNetwork, log_mels: LogMels, pair: Pair, *, check: Check = unchecked
) -> Evidence:
    """The maps behind the log-odds of one pair.

    Args:
        network: in evaluation mode.
        log_mels: of all pieces of the puzzle, float32 (128, frames) each. Times count from the last
            whole window, which ends up to 23 ms before its piece does.
        pair: the piece before and the piece after the join.
        check: called between steps; it may raise to give up.
    """
    if not isinstance(network, SEN | SENPlus):
        return NoEvidence(pair, "This network keeps no map of moments.")
    reader: nn.Module = network.late if isinstance(network, SEN) else network.map.late
    frames = max(FEWEST_FRAMES, min(bands.shape[1] for bands in log_mels))
    before, after = log_mels[pair[0]], log_mels[pair[1]]
    # Gradients may not pass what was made in inference mode.
    with torch.no_grad():
        first = network.embed(torch.from_numpy(end_of(before, frames)[None]))
        check()
        second = network.embed(torch.from_numpy(beginning_of(after, frames)[None]))
    check()
    log_odds, image, gradient = _with_gradient(network, reader, first, second)
    check()
    n_maps = len(image) - (_PLACE_CHANNELS if isinstance(network, SENPlus) else 0)
    planes = image[:n_maps]
    saliency = gradient[:n_maps] * (planes - planes.mean(axis=(1, 2), keepdims=True))
    moments_s = _moments_s(network, planes.shape[2])
    before_s = moments_s - (HOP_S * (frames - 1) + WINDOW_SAMPLES / SAMPLE_RATE_HZ)
    step_s = float(moments_s[1] - moments_s[0])
    side = max(1, round(PLACE_S / step_s))
    corner = strongest_square(saliency, side)
    plane, row, column = corner
    without = _without(network, reader, first, second, corner=corner, side=side)
    place = Place(
        plane, _span(before_s, row, side, step_s), _span(moments_s, column, side, step_s), without
    )
    return MapEvidence(pair, log_odds, planes, saliency, before_s, moments_s, place)


def strongest_square(saliency: Values, side: int) -> Corner:
    """Plane, first row and first column of the square whose sum is furthest from 0.

    Args:
        saliency: float32 (planes, rows, columns).
        side: rows and columns of the square, at most those of a plane.
    """
    sums = np.cumsum(np.cumsum(saliency.astype(np.float64), axis=1), axis=2)
    sums = np.pad(sums, ((0, 0), (1, 0), (1, 0)))
    squares = (
        sums[:, side:, side:] - sums[:, :-side, side:]
        - sums[:, side:, :-side] + sums[:, :-side, :-side]
    )  # fmt: skip
    plane, row, column = np.unravel_index(int(np.abs(squares).argmax()), squares.shape)
    return int(plane), int(row), int(column)


@contextmanager
def _changed_input(reader: nn.Module, change: Change) -> Iterator[None]:
    def hook(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        return (change(inputs[0]),)

    handle = reader.register_forward_pre_hook(hook)
    try:
        yield
    finally:
        handle.remove()


def _with_gradient(
    network: PairNetwork, reader: nn.Module, first: Embedding, second: Embedding
) -> tuple[float, Values, Values]:
    """The pair's log-odds, the image that was read, and the gradient, (channels, rows, columns)."""
    caught: list[torch.Tensor] = []

    def catch(image: torch.Tensor) -> torch.Tensor:
        caught.append(image.detach().requires_grad_())
        return caught[0]

    with _changed_input(reader, catch), torch.enable_grad():
        odds = network.score_pairs(first, second)
        (gradient,) = torch.autograd.grad(odds.sum(), caught)
    image = caught[0].detach()[0].numpy().copy()
    return float(odds.detach()[0]), image, gradient[0].numpy()


def _without(
    network: PairNetwork,
    reader: nn.Module,
    first: Embedding,
    second: Embedding,
    *,
    corner: Corner,
    side: int,
) -> float:
    """The pair's log-odds with a square of one map filled with the map's mean."""
    plane, row, column = corner

    def fill(image: torch.Tensor) -> torch.Tensor:
        filled = image.clone()
        filled[:, plane, row : row + side, column : column + side] = image[:, plane].mean()
        return filled

    with _changed_input(reader, fill), torch.no_grad():
        return float(network.score_pairs(first, second)[0])


def _moments_s(network: SEN | SENPlus, moments: int) -> Axis:
    """The middle of each moment of a map, in seconds from the start of what was compared."""
    first, step = 0.0, 1
    if isinstance(network, SENPlus):
        convolution = network.front.convolutions[0]
        assert isinstance(convolution, nn.Conv2d)
        first = (convolution.kernel_size[1] - 1) / 2 - int(convolution.padding[1])
        step = convolution.stride[1]
    frames = first + step * np.arange(moments, dtype=np.float64)
    middle: NDArray[np.float64] = frames * HOP_S + WINDOW_SAMPLES / SAMPLE_RATE_HZ / 2
    return middle


def _span(axis: Axis, first: int, side: int, step_s: float) -> tuple[float, float]:
    half = step_s / 2
    return float(axis[first] - half), float(axis[first + side - 1] + half)
