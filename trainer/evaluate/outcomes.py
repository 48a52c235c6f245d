"""What came of each puzzle, kept as JSON lines so that no puzzle is played twice."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path
from typing import Any, NamedTuple

from musicpuzzle.errors import DataError
from musicpuzzle.games.settings import Game

from .plan import Cell, Deal


class Asked(NamedTuple):
    """Which opponent was asked what: two outcomes with the same are one too many."""

    opponent: str
    model: str
    seed: int
    total_s: float
    recording_id: str
    deal: Deal
    disguised: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one opponent did in one puzzle.

    Attributes:
        opponent: its name.
        model: digest of its weights, empty where nothing is learned.
        seed: the seed of the evaluation, not of the puzzle.
        total_s: seconds the pieces lasted together.
        recording_id: the song, by content.
        artist: whose song it is; each song of an unknown artist has its own.
        pieces, gap_s, index: which puzzle of the song; a gap is for the jigsaw alone.
        disguised: True when each piece had its own gain and tilt.
        joins: how many of the pieces - 1 true joins it found.
        exact: True when the whole order was right.
        seconds: wall time it thought, features included.
        game: what was played.
    """

    opponent: str
    model: str
    seed: int
    total_s: float
    recording_id: str
    artist: str
    pieces: int
    gap_s: float | None
    index: int
    disguised: bool
    joins: int
    exact: bool
    seconds: float
    game: Game = "jigsaw"

    @property
    def asked(self) -> Asked:
        """What this is the outcome of."""
        return Asked(
            opponent=self.opponent,
            model=self.model,
            seed=self.seed,
            total_s=self.total_s,
            recording_id=self.recording_id,
            deal=self.deal,
            disguised=self.disguised,
        )

    @property
    def deal(self) -> Deal:
        """Which puzzle of the song it was."""
        return Deal(self.game, self.pieces, self.gap_s, self.index)

    @property
    def cell(self) -> Cell:
        """The row that it counts for."""
        return Cell(self.game, self.pieces, self.gap_s, self.disguised)

    @property
    def pair_accuracy(self) -> float:
        """Share of the true joins found."""
        return self.joins / (self.pieces - 1)


def read_outcomes(path: Path) -> list[Outcome]:
    """All outcomes of a file; a file that is not there has none.

    A last line without its end, as a kill leaves it, is passed over.

    Raises:
        DataError: a line is no outcome, or the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: the outcomes cannot be read ({error})") from error
    whole = text[: text.rfind("\n") + 1]
    return [_parse(path, number, line) for number, line in enumerate(whole.splitlines(), 1)]


def append_outcomes(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Add outcomes to a file, which is made if need be.

    Raises:
        DataError: the file cannot be written.
    """
    lines = "".join(json.dumps(asdict(outcome)) + "\n" for outcome in outcomes)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            # A kill may have left half a line: it must not swallow the next one.
            end = file.seek(0, 2)
            file.seek(max(0, end - 1))
            torn = end > 0 and file.read(1) != b"\n"
            if torn:
                file.seek(0)
                file.truncate(file.read().rfind(b"\n") + 1)
            file.write(lines.encode())
    except OSError as error:
        raise DataError(f"{path}: the outcomes cannot be kept ({error.strerror})") from error


def _parse(path: Path, number: int, line: str) -> Outcome:
    try:
        given: dict[str, Any] = json.loads(line)
        # What came later than the first files has a default.
        names = [f.name for f in fields(Outcome) if f.name in given or f.default is MISSING]
        return Outcome(**{name: given[name] for name in names})
    except (ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: line {number} is no outcome of a puzzle") from error
