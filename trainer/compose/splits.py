"""What composed music is for training, for validation and for tests: seeds and styles apart.

Seeds have 32 bits. Each split has a range of them, and the styles of the tests are heard in no
training.
"""

from __future__ import annotations

from .chance import stream
from .styles import STYLES

HELD_OUT_STYLES = (
    "baroque", "blues shuffle", "bossa nova", "celtic jig", "chiptune", "funk", "reggae", "tango",
)  # fmt: skip
_SHARES = {"train": (0.0, 0.8), "validation": (0.8, 0.9), "test": (0.9, 1.0)}


def styles_of(split: str) -> tuple[str, ...]:
    """The styles that a split may have, sorted."""
    held_out = set(HELD_OUT_STYLES)
    return tuple(sorted(held_out if split == "test" else set(STYLES) - held_out))


def split_of(seed: int) -> str:
    """The split whose range holds a seed of 32 bits."""
    share = seed / 2**32
    return next(name for name, (_, end) in _SHARES.items() if share < end or name == "test")


def draw_seed(base: int, split: str, *names: object) -> int:
    """A seed of 32 bits from the range of a split, drawn under the seed `base` for `names`."""
    start, end = (round(share * 2**32) for share in _SHARES[split])
    return stream(base, *names).randrange(start, end)
