"""SEN, the similarity embedding network, as its authors released it.

Huang, Chou and Yang, "Generating Music Medleys via Playing Music Puzzle Games" (AAAI 2018). Layer
sizes, the absence of biases and the batch norm on the two outputs follow the released code.
"""

from __future__ import annotations

from itertools import pairwise
from typing import cast

import torch
from torch import nn
from torch.nn import functional

from musicpuzzle.features.logmel import MELS
from musicpuzzle.models.network import Embedding, PairNetwork

POOLED_FRAMES = 9
"""Max-pooling by 3, twice: so many frames become one step of the late network."""

_CACHED_FRAMES = 256


class _TimeConvolution(nn.Module):
    """Convolution of 4 frames with as many frames out as in, batch norm, ReLU."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__()
        self.convolution = nn.Conv1d(channels_in, channels_out, 4, bias=False)
        self.norm = nn.BatchNorm1d(channels_out)

    def forward(self, frames: torch.Tensor) -> torch.Tensor:
        padded = functional.pad(frames, (1, 2))
        return functional.relu(self.norm(self.convolution(padded)))


class EarlyNetwork(nn.Sequential):
    """From z-scored log-mel (batch, 128, frames) to (batch, 256, frames); sees 10 frames."""

    def __init__(self) -> None:
        super().__init__(
            _TimeConvolution(MELS, 128), _TimeConvolution(128, 256), _TimeConvolution(256, 256)
        )


class _LateBlock(nn.Sequential):
    """3 x 3 convolution of the same size out as in, batch norm, ReLU."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__(
            nn.Conv2d(channels_in, channels_out, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels_out),
            nn.ReLU(inplace=True),
        )


class LateNetwork(nn.Sequential):
    """From images of similarities (pairs, 1, frames, frames) to maps (pairs, 256, steps, steps).

    Once training is over, each batch norm is a factor and a shift of its convolution. Both go into
    the filters, and ReLU, which keeps the order of values, waits for the maximum: the same maps
    within rounding, in less than half the time, as most of it went into reading and writing images.
    """

    def __init__(self) -> None:
        super().__init__(
            _LateBlock(1, 64), nn.MaxPool2d(3), _LateBlock(64, 128), nn.MaxPool2d(3),
            _LateBlock(128, 256),
        )  # fmt: skip
        self.to(memory_format=torch.channels_last)  # type: ignore[call-overload]

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        """Convolve and pool."""
        for layer in self:
            folded = isinstance(layer, _LateBlock) and not self.training
            images = _folded(cast(nn.Sequential, layer), images) if folded else layer(images)
            if isinstance(layer, nn.MaxPool2d) and not self.training:
                images = functional.relu_(images)
        return images if self.training else functional.relu_(images)


def _folded(block: nn.Sequential, images: torch.Tensor) -> torch.Tensor:
    """A block in evaluation mode without its ReLU."""
    convolution, norm = cast(nn.Conv2d, block[0]), cast(nn.BatchNorm2d, block[1])
    assert norm.running_mean is not None
    assert norm.running_var is not None
    factor = norm.weight * torch.rsqrt(norm.running_var + norm.eps)
    filters = convolution.weight * factor[:, None, None, None]
    return functional.conv2d(images, filters, norm.bias - norm.running_mean * factor, padding=1)


def dense_head(sizes: tuple[int, ...]) -> nn.Sequential:
    """Dense layers, dropout of a half before and batch norm after each, ReLU but for the last."""
    layers: list[nn.Module] = []
    for index, (size_in, size_out) in enumerate(pairwise(sizes)):
        layers += [nn.Dropout(0.5), nn.Linear(size_in, size_out, bias=False)]
        layers.append(nn.BatchNorm1d(size_out))
        if index < len(sizes) - 2:
            layers.append(nn.ReLU(inplace=True))
    return nn.Sequential(*layers)


def up_to_join(frames: torch.Tensor, *, dim: int) -> torch.Tensor:
    """The first piece's frames without the few at its start that pooling has no window for.

    Pooling takes windows from the start and leaves out what fills none: here that would be the
    frames beside the join. A piece whose frames are a multiple of 9 stays whole.
    """
    return frames.narrow(dim, frames.shape[dim] % POOLED_FRAMES, _whole(frames.shape[dim]))


def from_join(frames: torch.Tensor, *, dim: int) -> torch.Tensor:
    """The second piece's frames, likewise without the few at its end; see `up_to_join`."""
    return frames.narrow(dim, 0, _whole(frames.shape[dim]))


def _whole(n_frames: int) -> int:
    return n_frames - n_frames % POOLED_FRAMES


def log_odds(logits: torch.Tensor) -> torch.Tensor:
    """Log-odds of class 1 (it follows) against class 0, (pairs, 2) to (pairs,)."""
    return logits[:, 1] - logits[:, 0]


class SEN(PairNetwork):
    """Compares every frame of one piece with every frame of the other: 2,671,300 parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.early = EarlyNetwork()
        self.late = LateNetwork()
        self.head = dense_head((768, 1024, 1024, 2))

    def pairs_per_batch(self, n_frames: int) -> int:
        """Images that stay in a processor's cache: twice as fast as all at a time."""
        return max(1, _CACHED_FRAMES**2 // n_frames**2)

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed pieces: float32 (batch, 128, frames) to unit vectors a frame (batch, frames, 256).

        Nothing is below zero, so the cosine of two of them lies in [0, 1].
        """
        frames = self.early(self.standardise(log_mels))
        return functional.normalize(frames.float(), dim=1).transpose(1, 2)

    def similarity(self, first: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        """Cosine of each frame of the first with each of the second, (pairs, frames, frames)."""
        return first @ second.transpose(1, 2)

    def logits(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Scores of "does not follow" and "follows", float32 (pairs, 2)."""
        ends = up_to_join(cast(torch.Tensor, first), dim=1)
        similarity = self.similarity(ends, from_join(cast(torch.Tensor, second), dim=1))
        image = similarity[:, None].contiguous(memory_format=torch.channels_last)
        maps = self.late(image).flatten(2).float()
        variance, mean = torch.var_mean(maps, dim=2, correction=0)
        summary = torch.cat([maps.amax(2), mean, variance], dim=1)
        scores: torch.Tensor = self.head(summary).float()
        return scores

    def score_pairs(self, first: Embedding, second: Embedding) -> torch.Tensor:
        """Log-odds that each second piece follows its first, float32 (pairs,)."""
        return log_odds(self.logits(first, second))
