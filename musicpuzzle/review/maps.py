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
from torch import nn

from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.features.logmel import HOP_S
from musicpuzzle.games.opponents.log_mels import LogMels
from musicpuzzle.games.opponents.scoring import FEWEST_FRAMES, beginning_of, end_of
from musicpuzzle.models.network import Embedding, PairNetwork, PieceNetwork
from musicpuzzle.models.segue import Segue
from musicpuzzle.models.sen import SEN
from musicpuzzle.models.sen_plus import SENPlus
from musicpuzzle.review.evidence import (
    Evidence,
    MapEvidence,
    MomentEvidence,
    NoEvidence,
    Place,
)
from musicpuzzle.review.moments import WINDOW_S, frame_times_s, moments_of
from musicpuzzle.review.parts import Axis, Pair, Values

PLACE_S = 0.25
"""How long each side of the marked place is, as nearly as the map's moments allow."""

NO_MAP = "It keeps no map of moments; the curves show which moments counted."
NO_MAP_OF_TEMPI = f"{NO_MAP} What the tempi of all pieces tell is not in this score."

# Behind its maps, SEN-plus reads channels that only tell how far the join is.
_PLACE_CHANNELS = 3

Change = Callable[[torch.Tensor], torch.Tensor]
Corner = tuple[int, int, int]


def network_evidence(
    network: PieceNetwork, log_mels: LogMels, pair: Pair, *, check: Check = unchecked
) -> Evidence:
    """What lies behind a network's log-odds of one pair, by the two pieces alone.

    Args:
        network: in evaluation mode.
        log_mels: of all pieces of the puzzle, float32 (128, frames) each.
        pair: the piece before and the piece after the join.
        check: called between steps; it may raise to give up.
    """
    if not isinstance(network, PairNetwork):
        return NoEvidence(pair, "It judges three pieces at a time: there is no score of two alone.")
    frames = max(FEWEST_FRAMES, min(bands.shape[1] for bands in log_mels))
    first = torch.from_numpy(end_of(log_mels[pair[0]], frames)[None])
    second = torch.from_numpy(beginning_of(log_mels[pair[1]], frames)[None])
    log_odds, before, after = moments_of(network, first, second, check=check)
    if not isinstance(network, SEN | SENPlus):
        more = isinstance(network, Segue)
        reason = NO_MAP_OF_TEMPI if more else NO_MAP
        return MomentEvidence(pair, log_odds, before, after, reason, of_two_alone=more)
    # Gradients may not pass what was made in inference mode.
    with torch.no_grad():
        embedded = network.embed(first), network.embed(second)
    check()
    reader = _Reader(network, *embedded)
    image, gradient = reader.image_and_gradient()
    check()
    n_maps = len(image) - (_PLACE_CHANNELS if isinstance(network, SENPlus) else 0)
    planes = image[:n_maps]
    saliency = gradient[:n_maps] * (planes - planes.mean(axis=(1, 2), keepdims=True))
    before_s, after_s = _axes_s(network, frames, planes.shape[1:])
    side = max(1, round(PLACE_S / float(after_s[1] - after_s[0])))
    plane, row, column = strongest_square(saliency, side)
    square = (slice(plane, plane + 1), slice(row, row + side), slice(column, column + side))
    without = reader.log_odds_without(square)
    check()
    return MapEvidence(
        pair=pair,
        log_odds=log_odds,
        planes=planes,
        saliency=saliency,
        before_s=before_s,
        after_s=after_s,
        place=Place(plane, _span(before_s, row, side), _span(after_s, column, side), without),
        log_odds_without_map=reader.log_odds_without((slice(n_maps), slice(None), slice(None))),
        first=before,
        second=after,
    )


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


class _Reader:
    """The part of a network whose input is its maps, for one pair."""

    def __init__(self, network: SEN | SENPlus, first: Embedding, second: Embedding) -> None:
        self._network = network
        self._pair = (first, second)

    def image_and_gradient(self) -> tuple[Values, Values]:
        """What was read, and the gradient of the log-odds, (channels, rows, columns) both."""
        caught: list[torch.Tensor] = []

        def catch(image: torch.Tensor) -> torch.Tensor:
            caught.append(image.detach().requires_grad_())
            return caught[0]

        with self._changed(catch), torch.enable_grad():
            odds = self._network.score_pairs(*self._pair)
            (gradient,) = torch.autograd.grad(odds.sum(), caught)
        return caught[0].detach()[0].numpy().copy(), gradient[0].numpy()

    def log_odds_without(self, square: tuple[slice, slice, slice]) -> float:
        """The log-odds with a part of some maps filled with the means of these maps."""
        planes, rows, columns = square

        def fill(image: torch.Tensor) -> torch.Tensor:
            filled = image.clone()
            means = image[:, planes].mean(dim=(2, 3), keepdim=True)
            filled[:, planes, rows, columns] = means
            return filled

        with self._changed(fill), torch.no_grad():
            return float(self._network.score_pairs(*self._pair)[0])

    @contextmanager
    def _changed(self, change: Change) -> Iterator[None]:
        def hook(_: nn.Module, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
            return (change(inputs[0]),)

        network = self._network
        late: nn.Module = network.late if isinstance(network, SEN) else network.map.late
        handle = late.register_forward_pre_hook(hook)
        try:
            yield
        finally:
            handle.remove()


def _axes_s(network: SEN | SENPlus, frames: int, shape: tuple[int, ...]) -> tuple[Axis, Axis]:
    """The middle of each row, from the first piece's end, and column, from the second's start.

    Args:
        frames: how many of each piece were compared.
        shape: of a map.
    """
    rows, columns = shape
    if isinstance(network, SEN):
        # What its pooling has no window for is left out where it is furthest from the join.
        ends = frame_times_s(frames, from_end=True)
        return ends[frames - rows :], frame_times_s(frames, from_end=False)[:columns]
    convolution = network.front.convolutions[0]
    assert isinstance(convolution, nn.Conv2d)
    first = (convolution.kernel_size[1] - 1) / 2 - int(convolution.padding[1])
    tokens = first + convolution.stride[1] * np.arange(columns, dtype=np.float64)
    after_s: Axis = tokens * HOP_S + WINDOW_S / 2
    return after_s - ((frames - 1) * HOP_S + WINDOW_S), after_s


def _span(axis: Axis, first: int, side: int) -> tuple[float, float]:
    half_s = float(axis[1] - axis[0]) / 2
    return float(axis[first]) - half_s, float(axis[first + side - 1]) + half_s
