"""Dense weights in 8 bits: whole numbers from -127 to 127 and one scale for each output."""

from __future__ import annotations

import numpy as np
import torch

LARGEST = 127


def to_int8(weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Round a weight to multiples of its row's scale.

    The scale is the least half-precision number that puts the row's largest weight within ±127,
    so no weight moves by more than half of it.

    Args:
        weight: float32 (outputs, inputs).

    Returns:
        int8 (outputs, inputs), and float16 (outputs,), not finite where the row is not, or is too
        large for half precision.
    """
    values = weight.detach().cpu().float().numpy()
    largest = np.abs(values).max(axis=1, initial=0.0)
    with np.errstate(over="ignore"):
        scale = (largest / np.float32(LARGEST)).astype(np.float16)
        # Rounding down would put the largest weight beyond 127.
        short = scale.astype(np.float32) * LARGEST < largest
        scale[short] = np.nextafter(scale[short], np.float16(np.inf))
    divisor = np.where(np.isfinite(scale) & (scale > 0), scale, np.float16(1)).astype(np.float32)
    steps = np.rint(np.nan_to_num(values) / divisor[:, None]).clip(-LARGEST, LARGEST)
    return torch.from_numpy(steps.astype(np.int8)), torch.from_numpy(scale)


def from_int8(steps: torch.Tensor, scale: torch.Tensor) -> torch.Tensor:
    """The weight again: int8 (outputs, inputs) and float16 (outputs,) to float32 of that shape."""
    return steps.float() * scale.float()[:, None]
