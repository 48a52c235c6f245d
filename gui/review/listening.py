"""Hearing a join: the end of one piece and the beginning of another."""

from __future__ import annotations

from collections.abc import Sequence

from musicpuzzle.audio.clip import Clip

from ..sound import Player, PlayState

JOIN_S = 2.0
"""So much of each piece is heard."""

Pair = tuple[int, int]
END, START = "end", "start"


def play_join(player: Player, pieces: Sequence[Clip], pair: Pair, label: str) -> None:
    """Play the last 2 s of one piece and the first 2 s of another, without a gap between."""
    end, start = pieces[pair[0]], pieces[pair[1]]
    n_end, n_start = (round(JOIN_S * clip.sample_rate_hz) for clip in (end, start))
    items = [
        ((END, pair), end.samples[:, -n_end:]),
        ((START, pair), start.samples[:, :n_start]),
    ]
    player.play_row(items, 0, label)


def play_end(player: Player, pieces: Sequence[Clip], piece: int, label: str) -> None:
    """Play the last 2 s of a piece."""
    clip = pieces[piece]
    samples = clip.samples[:, -round(JOIN_S * clip.sample_rate_hz) :]
    player.play_piece((END, piece), samples, label)


def sounding(state: PlayState, pieces: Sequence[Clip]) -> tuple[Pair, float] | None:
    """The join that sounds, and where: in seconds from the cut, below zero before it.

    None where something else sounds, or nothing.
    """
    key = state.key
    if state.kind != "row" or not isinstance(key, tuple) or key[0] not in (END, START):
        return None
    side, pair = key
    if side == START:
        return pair, state.piece_position_s
    return pair, state.piece_position_s - min(JOIN_S, pieces[pair[0]].duration_s)
