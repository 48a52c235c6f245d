"""The similarity network: three seconds of sound to 256 numbers, in four parts of known meaning.

Lee, Bryan, Salamon, Jin and Nam, "Disentangled Multidimensional Metric Learning for Music
Similarity" (ICASSP 2020). What the paper leaves open, how a block divides its filters, is that of
the Inception network: a quarter each for 1x1, 3x3 and 5x5 filters and for pooling.
"""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from musicpuzzle.features.mel import band_edges_hz
from musicpuzzle.features.short_mel import (
    HOP_SAMPLES,
    MELS,
    POWER_SCALE,
    SAMPLE_RATE_HZ,
    WINDOW_SAMPLES,
)
from musicpuzzle.models.network import PieceNetwork
from musicpuzzle.models.subspaces import DIMENSIONS, EMBEDDING, SUBSPACE

FILTERS = 64
"""Filters of the first layer and of each branch of a block, as in the paper."""

BLOCKS = 6
MEAN, DEVIATION = 0.2, 0.25


class _Convolution(nn.Sequential):
    """Convolution, batch norm and ReLU; the same size, or half of it."""

    def __init__(self, n_in: int, n_out: int, size: int, stride: int = 1) -> None:
        super().__init__(
            nn.Conv2d(n_in, n_out, size, stride=stride, padding=size // 2, bias=False),
            nn.BatchNorm2d(n_out),
            nn.ReLU(inplace=True),
        )


class InceptionBlock(nn.Module):
    """Four branches side by side, each of half the height and width of what goes in."""

    def __init__(self, n_in: int, filters: int) -> None:
        super().__init__()
        self.points = _Convolution(n_in, filters, 1, stride=2)
        self.small = nn.Sequential(
            _Convolution(n_in, filters, 1), _Convolution(filters, filters, 3, stride=2)
        )
        self.large = nn.Sequential(
            _Convolution(n_in, filters, 1), _Convolution(filters, filters, 5, stride=2)
        )
        self.pooled = nn.Sequential(
            nn.MaxPool2d(3, stride=2, padding=1), _Convolution(n_in, filters, 1)
        )

    def forward(self, maps: torch.Tensor) -> torch.Tensor:
        """(batch, n_in, height, width) to (batch, 4 filters, half, half)."""
        branches = (self.points, self.small, self.large, self.pooled)
        return torch.cat([branch(maps) for branch in branches], dim=1)


class SimilarityNetwork(PieceNetwork):
    """1,251,776 parameters with the paper's 64 filters.

    Args:
        filters: of the first layer and of each branch.

    Attributes:
        layout: of its tensors in memory, in which it is fastest.
    """

    def __init__(self, filters: int = FILTERS) -> None:
        super().__init__()
        # Twice as fast with channels last; but with other numbers of filters than a processor's
        # vectors hold, torch 2.13 then writes beyond its memory.
        whole = filters % 16 == 0
        self.layout = torch.channels_last if whole else torch.contiguous_format
        self.mean.fill_(MEAN)
        self.std.fill_(DEVIATION)
        # Pooling first gives the same maps for a quarter of the work.
        self.stem = nn.Sequential(
            nn.Conv2d(1, filters, 5, padding=2, bias=False),
            nn.MaxPool2d(2),
            nn.BatchNorm2d(filters),
            nn.ReLU(inplace=True),
        )
        sizes = [filters] + [4 * filters] * BLOCKS
        self.blocks = nn.Sequential(*(InceptionBlock(n_in, filters) for n_in in sizes[:BLOCKS]))
        self.head = nn.Conv2d(4 * filters, EMBEDDING, 1)

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed windows of three seconds.

        Args:
            log_mels: float32 (batch, 128, 129), see `musicpuzzle.features.short_mel`.

        Returns:
            float32 (batch, 256), of any length.
        """
        images = self.standardise(log_mels)[:, None].contiguous(memory_format=self.layout)
        maps = self.head(self.blocks(self.stem(images)))
        embedding: torch.Tensor = maps.float().mean(dim=(2, 3))
        return embedding

    def forward(self, log_mels: torch.Tensor) -> torch.Tensor:
        """`embed`."""
        return self.embed(log_mels)

    def lay_out(self) -> None:
        """Lay its weights out in memory as `layout` says, once instead of for every few windows."""
        for part in (self.stem, self.blocks, self.head):
            part.to(memory_format=self.layout)  # type: ignore[call-overload]


def masks() -> torch.Tensor:
    """The sub-spaces, float32 (4, 256): ones on the 64 numbers of each dimension, else zeros."""
    own = torch.arange(EMBEDDING) // SUBSPACE
    return functional.one_hot(own, len(DIMENSIONS)).T.float()


class WaveNetwork(SimilarityNetwork):
    """The same network behind filters that are learned on the waveform.

    As SincNet (Ravanelli and Bengio, SLT 2018) it learns where each of 128 band-pass filters
    begins and how wide it is, from the mel scale on; as LEAF (Zeghidour et al., ICLR 2021) it
    squares, averages over the hop, and compresses.

    Args:
        filters: as for SimilarityNetwork.
    """

    times: torch.Tensor

    def __init__(self, filters: int = FILTERS) -> None:
        super().__init__(filters)
        edges = torch.tensor(band_edges_hz(MELS, SAMPLE_RATE_HZ), dtype=torch.float32)
        self.log_low = nn.Parameter(edges[:-2].clamp_min(20.0).log())
        self.log_width = nn.Parameter((edges[2:] - edges[:-2]).log())
        half = WINDOW_SAMPLES // 2
        self.register_buffer("times", torch.arange(-half, half) / SAMPLE_RATE_HZ, persistent=False)

    def filters_hz(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Lower and upper edge of each filter in Hz, float32 (128,) each."""
        low = self.log_low.exp()
        top = SAMPLE_RATE_HZ / 2
        return low.clamp_max(top - 1.0), (low + self.log_width.exp()).clamp_max(top)

    def spectrogram(self, samples: torch.Tensor) -> torch.Tensor:
        """Compressed power in the learned bands.

        Args:
            samples: float32 (batch, 66560) at 22,050 Hz.

        Returns:
            float32 (batch, 128, 129).
        """
        low, high = self.filters_hz()
        window = torch.hann_window(WINDOW_SAMPLES, device=samples.device)
        # A band-pass is the difference of two low-passes.
        taps = _low_pass(high, self.times) - _low_pass(low, self.times)
        response = torch.fft.rfft(taps * window).abs().square()
        spectrum = torch.stft(
            samples, WINDOW_SAMPLES, HOP_SAMPLES, window=window, center=False, return_complex=True
        )
        power = spectrum.real.square() + spectrum.imag.square()
        # Equal areas, as in the mel bands that it begins with.
        bands = (response / response.sum(dim=1, keepdim=True).clamp_min(1e-6)) @ power
        found: torch.Tensor = (1.0 + POWER_SCALE * bands).log10()
        return found

    def embed(self, log_mels: torch.Tensor) -> torch.Tensor:
        """Embed windows of three seconds, float32 (batch, 66560) samples, to (batch, 256)."""
        with torch.autocast(log_mels.device.type, enabled=False):
            bands = self.spectrogram(log_mels)
        return super().embed(bands)


def _low_pass(cut_hz: torch.Tensor, times_s: torch.Tensor) -> torch.Tensor:
    """Taps of ideal low-passes, (filters,) and (taps,) to (filters, taps)."""
    width = 2.0 * cut_hz[:, None] / SAMPLE_RATE_HZ
    return width * torch.sinc(2.0 * cut_hz[:, None] * times_s[None])
