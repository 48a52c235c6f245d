"""Hearing a join: the end of one piece and the beginning of another."""

from __future__ import annotations

from collections.abc import Sequence

from musicpuzzle.audio.clip import Clip

from ..sound import Player

JOIN_S = 2.0
"""So much of each piece is heard."""

Pair = tuple[int, int]


def play_join(player: Player, pieces: Sequence[Clip], pair: Pair, label: str) -> None:
    """Play the last 2 s of one piece and the first 2 s of another, without a gap between."""
    end, start = pieces[pair[0]], pieces[pair[1]]
    n_end, n_start = (round(JOIN_S * clip.sample_rate_hz) for clip in (end, start))
    items = [
        (("end", pair), end.samples[:, -n_end:]),
        (("start", pair), start.samples[:, :n_start]),
    ]
    player.play_row(items, 0, label)


def play_end(player: Player, pieces: Sequence[Clip], piece: int, label: str) -> None:
    """Play the last 2 s of a piece."""
    clip = pieces[piece]
    samples = clip.samples[:, -round(JOIN_S * clip.sample_rate_hz) :]
    player.play_piece(("end", piece), samples, label)
