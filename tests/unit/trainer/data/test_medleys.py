"""Pieces of composed medleys lie inside its parts, in their order."""

from __future__ import annotations

import numpy as np
import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.features.logmel import HOP_S, MELS, frames_of
from musicpuzzle.games.medleys import EDGE_S
from trainer.data.medleys import draw_medley, medleys_for
from trainer.data.songs import Song

PARTS_S = ((0.0, 5.0), (5.0, 11.0), (11.0, 15.0))


def _medley(name: str, parts: tuple[tuple[float, float], ...] = PARTS_S) -> Song:
    """A medley in which each frame is known by its value."""
    frames = round(15.0 / HOP_S)
    bands = np.tile((2 + np.arange(frames)).astype(np.float16), (MELS, 1))
    return Song(name, name, "Ana", "CC0-1.0", "here", "train", (bands,), parts)


@pytest.mark.parametrize("n", [2, 3])
def test_each_piece_lies_inside_its_part(n: int) -> None:
    firsts = set()
    for seed in range(40):
        pieces = draw_medley(np.random.default_rng(seed), [_medley("a")], n, 2.5)
        assert pieces.shape == (n, MELS, frames_of(2.5))
        starts_s = (pieces[:, 0, 0] - 2) * HOP_S
        parts = [sum(start_s >= first for first, _ in PARTS_S) - 1 for start_s in starts_s]
        assert parts == list(range(parts[0], parts[0] + n))
        for start_s, part in zip(starts_s, parts, strict=True):
            assert start_s >= PARTS_S[part][0] + EDGE_S - HOP_S
            assert start_s + 2.5 <= PARTS_S[part][1] - EDGE_S + HOP_S
        firsts.add(parts[0])
    assert firsts == set(range(len(PARTS_S) - n + 1))


def test_only_medleys_with_room_in_every_part_are_taken() -> None:
    short, two = _medley("short", ((0, 5), (5, 7), (7, 12))), _medley("two", PARTS_S[:2])
    names = [song.title for song in medleys_for([short, two, _medley("a")], 3, 2.5)]
    assert names == ["a"]
    with pytest.raises(DataError, match=r"No medley has 3 parts of 6 s\."):
        medleys_for([_medley("a")], 3, 5.0)


def test_silent_parts_end_the_draw() -> None:
    silent = _medley("a")
    silent.variants[0][:] = 0
    with pytest.raises(DataError, match="silent"):
        draw_medley(np.random.default_rng(0), [silent], 2, 2.5)
