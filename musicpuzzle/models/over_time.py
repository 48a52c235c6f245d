"""SEN's late network turned to time: for networks that look along two joined pieces.

Part of our reconstructions of baselines whose layers are unpublished (`cin`, `ccsn`). SEN's late
network reads an image of similarities with filters of 3 x 3; this one reads features over time with
filters of 3 frames: as many filters, the same pooling, the same three summaries.
"""

from __future__ import annotations

import torch
from torch import nn

from musicpuzzle.models.sen import dense_head


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

    The second dense layer has 768 outputs instead of SEN's 1024, which keeps the file small.
    """

    def __init__(self) -> None:
        super().__init__()
        self.late = nn.Sequential(
            _Block(256, 64), nn.MaxPool1d(3), _Block(64, 128), nn.MaxPool1d(3), _Block(128, 256)
        )
        self.head = dense_head((768, 1024, 768, 2))

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """Convolve, summarise by maximum, mean and variance over time, then decide; float32."""
        maps = self.late(features).float()
        variance, mean = torch.var_mean(maps, dim=2, correction=0)
        logits: torch.Tensor = self.head(torch.cat([maps.amax(2), mean, variance], dim=1)).float()
        return logits
