"""Outcomes of opponents whose strength is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from musicpuzzle.play.rating import Rating, expected_score
from trainer.evaluate.outcomes import Outcome

KINDS = {(3, 0.0): 1250.0, (4, 0.25): 1450.0, (6, 0.25): 1600.0, (8, 1.0): 1750.0}
SHARP = 1e-6


def make_outcome(opponent: str, song: int, **fields: object) -> Outcome:
    """An exactly solved puzzle of four pieces, unless the fields say otherwise."""
    values: dict[str, object] = {
        "opponent": opponent,
        "model": "",
        "seed": 0,
        "total_s": 24.0,
        "recording_id": f"song {song}",
        "artist": f"artist {song % 12}",
        "pieces": 4,
        "gap_s": 0.25,
        "index": 0,
        "disguised": False,
        "joins": 3,
        "exact": True,
        "seconds": 0.1,
        **fields,
    }
    return Outcome(**values)  # type: ignore[arg-type]


def play(
    strengths: Mapping[str, float],
    *,
    songs: int,
    spread: float = 0.0,
    seed: int = 1,
    kinds: Mapping[tuple[int, float], float] = KINDS,
    puzzles: Sequence[int] = range(4),
) -> list[Outcome]:
    """Every opponent plays every puzzle and solves it as often as its rating says, or not at all.

    Puzzles of a kind differ by `spread`.
    """
    rng = np.random.default_rng(seed)
    outcomes = []
    for song in range(songs):
        for (pieces, gap_s), rating in kinds.items():
            for index in puzzles:
                puzzle = Rating(rating + spread * rng.normal(), SHARP)
                for name, strength in strengths.items():
                    solved = rng.random() < expected_score(Rating(strength, SHARP), puzzle)
                    outcomes.append(
                        make_outcome(
                            name,
                            song,
                            pieces=pieces,
                            gap_s=gap_s,
                            index=index,
                            joins=(pieces - 1) * solved,
                            exact=bool(solved),
                        )
                    )
    return outcomes
