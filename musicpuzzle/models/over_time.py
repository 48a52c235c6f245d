"""SEN's late network turned to time: for networks that look along two joined pieces.

Part of our reconstructions of baselines whose layers are unpublished (`cin`, `ccsn`). SEN's late
network reads an image of similarities with filters of 3 x 3; this one reads features over time with
filters of 3 frames: as many filters, the same pooling, the same three summaries. They are taken
twice, over everything and around the join: unlike the corner of SEN's image, the join lies in the
middle, where nothing tells it from other changes in the music.
"""

from __future__ import annotations

import torch
from torch import nn

from musicpuzzle.models.sen import dense_head

_FRAMES_A_STEP = 9  # pooled by 3, twice
_STEPS_AROUND = 2


class _Block(nn.Sequential):
    """Convolution of 3 frames with as many frames out as in, batch norm, ReLU."""

    def __init__(self, channels_in: int, channels_out: int) -> None:
        super().__init__(
            nn.Conv1d(channels_in, channels_out, 3, padding=1, bias=False),
            nn.BatchNorm1d(channels_out),
            nn.ReLU(inplace=True),
        )


class LateOverTime(nn.Module):
    """From features over time (batch, 256, frames) to two logits (batch, 2).

    Dense layers of 704 bring the size within 20 % of SEN's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.late = nn.Sequential(
            _Block(256, 64), nn.MaxPool1d(3), _Block(64, 128), nn.MaxPool1d(3), _Block(128, 256)
        )
        self.head = dense_head((1536, 704, 704, 2))

    def forward(self, features: torch.Tensor, join: int) -> torch.Tensor:
        """Convolve, summarise, then decide.

        Args:
            features: of two pieces one after the other, at least 18 frames.
            join: the first frame of the second piece.

        Returns:
            float32 (batch, 2).
        """
        maps = self.late(features).float()
        middle = min(join // _FRAMES_A_STEP, maps.shape[2] - 1)
        around = maps[..., max(0, middle - _STEPS_AROUND) : middle + _STEPS_AROUND]
        summary = torch.cat([_summary(maps), _summary(around)], dim=1)
        logits: torch.Tensor = self.head(summary).float()
        return logits


def _summary(maps: torch.Tensor) -> torch.Tensor:
    """Maximum, mean and variance over time: (batch, 256, steps) to (batch, 768)."""
    variance, mean = torch.var_mean(maps, dim=2, correction=0)
    return torch.cat([maps.amax(2), mean, variance], dim=1)
