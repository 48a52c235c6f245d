"""The ladder: opponents and kinds of puzzles on one scale, as `python -m trainer ladder` measured.

`assets/ladder.json` holds what was measured, with the command and the date. An opponent that it
lacks is unrated: its rating is the middle, with a deviation that says nothing is known.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

from musicpuzzle.errors import DataError
from musicpuzzle.games.settings import GAMES, Game, PuzzleSettings
from musicpuzzle.paths import asset
from musicpuzzle.play.difficulty import Kind, Measured, predict
from musicpuzzle.play.rating import UNKNOWN, Rating
from musicpuzzle.play.records import one_of

FILE_NAME = "ladder.json"


@dataclass(frozen=True, slots=True)
class Rung:
    """An opponent's place on the ladder of one game.

    Attributes:
        opponent: its name.
        rating: measured, or the middle with the largest deviation.
        rounds: how many puzzles it was measured on; 0 for one that is unrated.
        equal_to_next: it is not surely ahead of the one below, see `trainer.ladder.duel`.
        share_of_next: the share of decided rounds against the one below that it won, or None.
    """

    opponent: str
    rating: Rating = UNKNOWN
    rounds: int = 0
    equal_to_next: bool = False
    share_of_next: float | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """What was measured. The empty one knows nobody.

    Attributes:
        rungs: of each game, the strongest opponent first.
        kinds: of each game, the kinds of puzzles.
        spreads: of each game, how much puzzles of one kind differ, in rating points.
        date: when it was measured, as YYYY-MM-DD.
        command: what measured it.
    """

    rungs: Mapping[Game, tuple[Rung, ...]] = field(default_factory=dict)
    kinds: Mapping[Game, tuple[Measured, ...]] = field(default_factory=dict)
    spreads: Mapping[Game, float] = field(default_factory=dict)
    date: str = ""
    command: str = ""

    def rating(self, game: Game, opponent: str) -> Rating:
        """How strong an opponent is in a game."""
        known = (rung.rating for rung in self.rungs.get(game, ()) if rung.opponent == opponent)
        return next(known, UNKNOWN)

    def places(self, game: Game, opponents: Iterable[str]) -> tuple[Rung, ...]:
        """Those opponents with their places, the strongest first, the unrated at the end.

        Neighbours of whom one between was left out were not held against each other, so nothing is
        said of them.
        """
        wanted = list(opponents)
        rungs = self.rungs.get(game, ())
        rated = {rung.opponent for rung in rungs}
        found = []
        for rung, below in zip_longest(rungs, rungs[1:]):
            if rung.opponent not in wanted:
                continue
            if below is None or below.opponent in wanted:
                found.append(rung)
            else:
                found.append(Rung(rung.opponent, rung.rating, rung.rounds))
        return (*found, *(Rung(name) for name in wanted if name not in rated))

    def puzzle_rating(self, settings: PuzzleSettings) -> Rating:
        """How hard a puzzle with these settings is, before anybody has solved it."""
        game, kind = settings.game, Kind(settings.pieces, settings.gap_s)
        return predict(self.kinds.get(game, ()), self.spreads.get(game, 0.0), kind)


def load_ladder(path: Path | None = None) -> Ladder:
    """The ladder of a file, the bundled one if none is named; a missing one is empty.

    Raises:
        DataError: the file cannot be read, or is no ladder.
    """
    source = path or asset(FILE_NAME)
    if not source.is_file():
        return Ladder()
    try:
        return ladder_from_json(json.loads(source.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, KeyError, TypeError, ValueError, DataError) as error:
        raise DataError(f"{source}: the ladder cannot be read ({error}).") from error


def ladder_from_json(values: Mapping[str, Any]) -> Ladder:
    """The ladder whose `ladder_to_json` this is.

    Raises:
        DataError, KeyError, TypeError, ValueError: something is missing or damaged.
    """
    rungs: dict[Game, tuple[Rung, ...]] = {}
    kinds: dict[Game, tuple[Measured, ...]] = {}
    spreads: dict[Game, float] = {}
    for name, part in dict(values["games"]).items():
        game = cast(Game, one_of(GAMES, name))
        rungs[game] = tuple(_rung(each) for each in part["opponents"])
        kinds[game] = tuple(_measured(each) for each in part["puzzles"])
        spreads[game] = float(part["puzzle_spread"])
    return Ladder(rungs, kinds, spreads, str(values["date"]), str(values["command"]))


def ladder_to_json(ladder: Ladder) -> dict[str, Any]:
    """Plain values, in the order in which they are read best."""
    return {
        "date": ladder.date,
        "command": ladder.command,
        "games": {
            game: {
                "opponents": [_rung_to_json(rung) for rung in rungs],
                "puzzles": [_measured_to_json(each) for each in ladder.kinds[game]],
                "puzzle_spread": ladder.spreads[game],
            }
            for game, rungs in ladder.rungs.items()
        },
    }


def _rung(values: Mapping[str, Any]) -> Rung:
    share = values["share_of_next"]
    return Rung(
        opponent=str(values["opponent"]),
        rating=Rating(float(values["rating"]), float(values["deviation"])),
        rounds=int(values["rounds"]),
        equal_to_next=bool(values["equal_to_next"]),
        share_of_next=None if share is None else float(share),
    )


def _rung_to_json(rung: Rung) -> dict[str, Any]:
    return {
        "opponent": rung.opponent,
        "rating": rung.rating.value,
        "deviation": rung.rating.deviation,
        "rounds": rung.rounds,
        "equal_to_next": rung.equal_to_next,
        "share_of_next": rung.share_of_next,
    }


def _measured(values: Mapping[str, Any]) -> Measured:
    kind = Kind(int(values["pieces"]), float(values["gap_s"]), bool(values["disguised"]))
    return Measured(kind, float(values["rating"]), float(values["deviation"]))


def _measured_to_json(each: Measured) -> dict[str, Any]:
    return {
        "pieces": each.kind.pieces,
        "gap_s": each.kind.gap_s,
        "disguised": each.kind.disguised,
        "rating": each.rating,
        "deviation": each.deviation,
    }


def sorted_rungs(rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    """The strongest first; of equals, by name."""
    return tuple(sorted(rungs, key=lambda rung: (-rung.rating.value, rung.opponent)))
