"""Self-attention over the tokens of a piece that knows how far apart two tokens lie."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional


class Block(nn.Module):
    """Pre-norm transformer block; each head learns a bias for every distance between tokens.

    Args:
        width: of a token.
        heads: how many.
        reach: distances beyond this many tokens share one bias.
    """

    def __init__(self, width: int, *, heads: int, reach: int = 96) -> None:
        super().__init__()
        self._heads = heads
        self._reach = reach
        self.norm_attention = nn.LayerNorm(width)
        self.queries_keys_values = nn.Linear(width, 3 * width)
        self.join_heads = nn.Linear(width, width)
        self.norm_dense = nn.LayerNorm(width)
        self.dense = nn.Sequential(
            nn.Linear(width, 3 * width), nn.GELU(), nn.Linear(3 * width, width)
        )
        self.distance_bias = nn.Parameter(torch.zeros(heads, 2 * reach + 1))

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """Float32 (batch, tokens, width) to the same shape."""
        tokens = tokens + self._attend(self.norm_attention(tokens))
        changed: torch.Tensor = tokens + self.dense(self.norm_dense(tokens))
        return changed

    def _attend(self, tokens: torch.Tensor) -> torch.Tensor:
        batch, n, width = tokens.shape
        parts = self.queries_keys_values(tokens).view(batch, n, 3, self._heads, -1)
        queries, keys, values = parts.permute(2, 0, 3, 1, 4)
        place = torch.arange(n, device=tokens.device)
        distance = (place[None] - place[:, None]).clamp(-self._reach, self._reach) + self._reach
        bias = self.distance_bias[:, distance].to(queries.dtype)[None]
        mixed = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=bias)
        joined: torch.Tensor = self.join_heads(mixed.transpose(1, 2).reshape(batch, n, width))
        return joined
