"""The half-played round and the run between two rounds, back as they were after a kill.

A round is saved at every move. Its clock is kept as the seconds that were played, since the time
away does not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from musicpuzzle.errors import DataError, MusicPuzzleError
from musicpuzzle.games.round import Round
from musicpuzzle.play.hints import Hint, hint_from_json
from musicpuzzle.play.modes.mode import Mode
from musicpuzzle.play.modes.stored import mode_from_json, mode_to_json
from musicpuzzle.play.records import SongRef, songs_from_json

SCHEMA = 1
BETWEEN_SCHEMA = 2


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Everything that a round needs to go on.

    Attributes:
        round_id: the one it will have in the log.
        mode: the run it belongs to, without it.
        round: the person's, with its undo stack.
        elapsed_s: seconds that were played.
        songs: what the puzzle was made of.
        opponent: who plays against the person, or None.
        hints: those that were taken.
        waiting: the run that goes on after it, where the round is no part of its own run, as when
            a puzzle is played once more.
    """

    round_id: str
    mode: Mode
    round: Round
    elapsed_s: float
    songs: tuple[SongRef, ...]
    opponent: str | None
    hints: tuple[Hint, ...] = ()
    waiting: Mode | None = None

    def resumed(self, now_s: float) -> Round:
        """The round as if the time since it was saved had not been.

        Args:
            now_s: of the clock that its further times will be read from.
        """
        return replace(self.round, started_s=now_s - self.elapsed_s)

    def to_json(self) -> dict[str, Any]:
        """Plain values for `unfinished_from_json`."""
        return {
            "schema": SCHEMA,
            "id": self.round_id,
            "mode": mode_to_json(self.mode),
            # The clock of this process means nothing to the next one.
            "round": replace(self.round, started_s=0.0).to_json(),
            "elapsed_s": self.elapsed_s,
            "songs": [asdict(song) for song in self.songs],
            "opponent": self.opponent,
            "hints": [hint.to_json() for hint in self.hints],
            "waiting": None if self.waiting is None else mode_to_json(self.waiting),
        }


@dataclass(frozen=True, slots=True)
class Between:
    """A run without a round: between two of them, or at its end."""

    mode: Mode

    def to_json(self) -> dict[str, Any]:
        """Plain values for `stored_from_json`."""
        return {"schema": BETWEEN_SCHEMA, "mode": mode_to_json(self.mode), "round": None}


Stored = Unfinished | Between


def stored_from_json(values: Mapping[str, Any]) -> Stored:
    """What `to_json` of either wrote.

    Raises:
        DataError: it is damaged, over, or of a newer program.
    """
    try:
        if values["schema"] != BETWEEN_SCHEMA:
            return unfinished_from_json(values)
        return Between(mode_from_json(values["mode"]))
    except (KeyError, TypeError) as error:
        raise DataError(f"It is damaged ({error}).") from error


def unfinished_from_json(values: Mapping[str, Any]) -> Unfinished:
    """The round that `Unfinished.to_json` wrote.

    Raises:
        DataError: it is damaged, over, or of a newer program.
    """
    try:
        if values["schema"] > SCHEMA:
            raise DataError("It was kept by a newer Music Puzzle.")
        opponent, elapsed_s = values["opponent"], float(values["elapsed_s"])
        waiting = values.get("waiting")
        round_ = Round.from_json(values["round"])
        if round_.is_over or not elapsed_s >= 0.0:
            raise ValueError("its time makes no sense")
        return Unfinished(
            round_id=str(values["id"]),
            mode=mode_from_json(values["mode"]),
            round=round_,
            elapsed_s=elapsed_s,
            songs=songs_from_json(values["songs"]),
            opponent=None if opponent is None else str(opponent),
            hints=tuple(hint_from_json(hint) for hint in values["hints"]),
            waiting=None if waiting is None else mode_from_json(waiting),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"It is damaged ({error}).") from error
    except MusicPuzzleError as error:
        raise DataError(str(error)) from error
