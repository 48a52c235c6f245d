"""The columns of the list of rounds: what each shows, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.play.log import Records
from musicpuzzle.play.records import RoundRecord

from .words import (
    GAME_WORDS,
    MODE_WORDS,
    change_words,
    gain_of,
    gap_words,
    own_words,
    rival_words,
    song_words,
    when_words,
)

Ranks = NDArray[np.int32]
NO_GAIN = -(10**6)


class Column(NamedTuple):
    """One column.

    Attributes:
        name: its head.
        text: what it shows of a round.
        key: what it is sorted by; of one type for all rounds.
        sample: a long text, for which there is room.
        at_right: its text stands at the right, as numbers do.
    """

    name: str
    text: Callable[[RoundRecord], str]
    key: Callable[[RoundRecord], Any]
    sample: str
    at_right: bool = False


def _rival_key(record: RoundRecord) -> tuple[str, int]:
    points = -1 if record.rival is None else record.rival.verdict.points
    return record.opponent or "", points


def _gain_key(record: RoundRecord) -> int:
    gain = gain_of(record)
    return NO_GAIN if gain is None else gain


def _gap_text(record: RoundRecord) -> str:
    return gap_words(record.puzzle.settings.gap_s) if record.game == "jigsaw" else ""


COLUMNS = (
    Column(
        "Date",
        lambda each: when_words(each.finished_at),
        lambda each: each.finished_at,
        "2026-08-28 20:48",
    ),
    Column("Game", lambda each: GAME_WORDS[each.game], lambda each: each.game, "Sequencing"),
    Column("Mode", lambda each: MODE_WORDS[each.mode], lambda each: each.mode, "Casual"),
    Column("Song", song_words, lambda each: song_words(each).casefold(), "A song by name"),
    Column("Pieces", lambda each: str(each.puzzle.n), lambda each: each.puzzle.n, "12", True),
    Column("Gap", _gap_text, lambda each: each.puzzle.settings.gap_s, "0.25 s", True),
    Column("You", own_words, lambda each: (each.points, not each.gave_up), "1400, 10 of 11 joins"),
    Column("Opponent", rival_words, _rival_key, "Continuity 1500, you lost"),
    Column("Your rating", change_words, _gain_key, "1500 (+188)", True),
)
DATE, GAME, MODE, SONG, PIECES, GAP, YOU, OPPONENT, RATING = range(len(COLUMNS))


def ranks_of(records: Records) -> Ranks:
    """For each column the place of every round among the different values that it has.

    So that a list can be sorted by any column without asking its rounds again.

    Returns:
        int32 (columns, rounds).
    """
    ranks = np.zeros((len(COLUMNS), len(records)), np.int32)
    for number, column in enumerate(COLUMNS):
        keys = [column.key(record) for record in records]
        place = {key: rank for rank, key in enumerate(sorted(set(keys)))}
        ranks[number] = [place[key] for key in keys]
    return ranks
