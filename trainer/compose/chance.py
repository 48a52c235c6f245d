"""Named streams of chance: every decision of a song depends on its seed and its own name only.

A change in how the drums are drawn then leaves the melody as it was.
"""

from __future__ import annotations

import hashlib
import random


def stream(seed: int, *names: object) -> random.Random:
    """A generator of its own for `names` under `seed`; the same on every machine."""
    text = "/".join(str(part) for part in (seed, *names))
    return random.Random(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()))


def weighted(rng: random.Random, weights: dict[str, float]) -> str:
    """One of the keys, as likely as its weight says."""
    return rng.choices(list(weights), weights=list(weights.values()))[0]
