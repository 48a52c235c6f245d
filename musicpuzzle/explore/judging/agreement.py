"""How often a model answers as a person does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.explore.judging.judgements import Judgement
from musicpuzzle.explore.search import DIMENSIONS, Space, Weights

OVERALL = ""
ASKED = (OVERALL, *DIMENSIONS)
"""What may be asked: likeness as a whole, or in one dimension."""
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of `n` answers a model shares."""

    n: int = 0
    agreed: int = 0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share, see `wilson`."""
        return wilson(self.agreed, self.n)

    def to_json(self) -> dict[str, Any]:
        """n, agreed, share, low and high; no share where nothing was answered."""
        low, high = self.interval
        share = round(self.agreed / self.n, 4) if self.n else None
        return {
            "n": self.n, "agreed": self.agreed, "share": share,
            "low": round(low, 4), "high": round(high, 4),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Agreements:
    """How a model and some answers agree.

    Attributes:
        by: for each of ASKED.
        unusable: so many answers are about songs that are not there.
    """

    by: Mapping[str, Agreement]
    unusable: int = 0

    @property
    def total(self) -> Agreement:
        """Over all questions."""
        parts = self.by.values()
        return Agreement(sum(part.n for part in parts), sum(part.agreed for part in parts))

    def to_json(self) -> dict[str, Any]:
        """`total`, what was asked by name, and `unusable`."""
        parts = {asked or "overall": self.by[asked].to_json() for asked in ASKED}
        return {"total": self.total.to_json(), **parts, "unusable": self.unusable}


def wilson(agreed: int, n: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927), from 0 to 1 where nothing is known.

    It takes answers for independent; many about the same few songs say less than it seems.
    """
    if not n:
        return 0.0, 1.0
    share, z = agreed / n, _Z
    middle = share + z * z / (2 * n)
    reach = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def weights_of(dimension: str) -> Weights:
    """What counts for a question: one sub-space, or the whole space as it is."""
    counts = dict.fromkeys((*DIMENSIONS, "whole"), 0.0)
    return Weights(**{**counts, dimension or "whole": 1.0})


def leads(space: Space, dimension: str, triplets: NDArray[np.int64]) -> NDArray[np.float32]:
    """By how much the second song of each triplet is more like the first than the third is.

    Args:
        triplets: int64 (n, 3), numbers of songs.

    Returns:
        float32 (n,), differences of cosines; above 0 the model answers with the second.
    """
    row = weights_of(dimension).row()
    anchor, second, third = triplets.T
    found = np.zeros(len(triplets), np.float32)
    for number, block in enumerate(space.blocks):
        own, whole = row[number], row[number + len(DIMENSIONS)]
        if not own and not whole:
            continue
        for song, sign in ((second, 1), (third, -1)):
            cosine = np.einsum("nd,nd->n", block[anchor], block[song])
            shares = space.shares[anchor, number] * space.shares[song, number]
            found += sign * (own * cosine + whole * cosine * shares)
    return found


def agreements_of(
    judgements: Sequence[Judgement], contents: Sequence[str], space: Space
) -> Agreements:
    """Hold answers against a space. Where a model finds both songs equally like it disagrees.

    Args:
        judgements: by the contents of songs.
        contents: of the songs of the space.
    """
    place = {content: song for song, content in enumerate(contents)}
    known: dict[str, list[tuple[int, int, int]]] = {asked: [] for asked in ASKED}
    unusable = 0
    for each in judgements:
        songs = [place.get(name, -1) for name in (each.anchor, each.nearer, each.farther)]
        if min(songs) < 0:
            unusable += 1
        else:
            known[each.dimension].append((songs[0], songs[1], songs[2]))
    by = {}
    for asked, rows in known.items():
        triplets = np.array(rows, np.int64).reshape(-1, 3)
        by[asked] = Agreement(len(rows), int((leads(space, asked, triplets) > 0).sum()))
    return Agreements(by, unusable)
