"""Chance that is the same on every machine and in every version of every library.

Each draw is a hash of what it is for, so a draw added later changes none of the others.
"""

from __future__ import annotations

from hashlib import blake2b

Part = str | int | float


def uniform(*parts: Part) -> float:
    """A number in [0, 1), drawn by `parts` (53 bits of their BLAKE2b hash)."""
    # repr keeps "1" and 1 apart, and writes a float so that it reads back the same.
    digest = blake2b(repr(parts).encode(), digest_size=8, person=b"musicpuzzle").digest()
    return (int.from_bytes(digest) >> 11) / 2.0**53


def below(limit: int, *parts: Part) -> int:
    """A whole number in [0, limit), drawn by `parts`."""
    return int(uniform(*parts) * limit)


def permutation(n: int, *parts: Part) -> tuple[int, ...]:
    """An order of 0..n-1, drawn by `parts`, each as likely as any other."""
    return tuple(sorted(range(n), key=lambda item: uniform(*parts, item)))
