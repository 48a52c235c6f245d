"""What lies on the table of the Play page: the puzzle, the round, and how both sound."""

from __future__ import annotations

import time
from enum import Enum
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from musicpuzzle.games.puzzle import letters
from musicpuzzle.games.round import Round
from musicpuzzle.games.settings import Game, PuzzleSettings
from musicpuzzle.play.hints import Hint
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.modes.contest import Contest, running_contest
from musicpuzzle.play.modes.storm import Storm
from musicpuzzle.play.person import Standing
from musicpuzzle.play.records import ModeName, RoundRecord
from musicpuzzle.settings import GAME, GAP_S, ON_BEATS, PIECES, RATED

from ..context import Context
from .deal import Deal
from .rival import Answer
from .run import Run
from .songs import Source
from .words import PIECES_OF_PARTS

Items = list[tuple[int, NDArray[np.float32]]]


class Phase(Enum):
    """Where a session stands."""

    EMPTY = "empty"
    DEALING = "dealing"
    PLAYING = "playing"
    WAITING = "waiting"
    DONE = "done"
    OVER = "over"
    """The run of the mode has come to its end, and no puzzle is shown."""


class Table(QObject):
    """The state of the Play page that others read, and what can be heard of it."""

    said = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.phase = Phase.EMPTY
        self.deal: Deal | None = None
        self.round: Round | None = None
        self.run: Run | None = None
        self.record: RoundRecord | None = None
        self.answer: Answer | None = None
        self.source: Source | None = None
        self.ladder = Ladder()
        self.standing = Standing()
        self.pictures: tuple[QImage, ...] = ()
        self.mode_name: ModeName = "rated" if context.settings.get(RATED) else "casual"

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The hints that were taken in this round."""
        return () if self.run is None else self.run.hints

    @property
    def is_at_stake(self) -> bool:
        """Leaving the round now would move the person's rating."""
        return self.phase is Phase.PLAYING and self.run is not None and self.run.is_rated

    @property
    def contest(self) -> Contest | None:
        """The Streak or Storm that goes on, also between two of its rounds."""
        return None if self.run is None else running_contest(self.run.mode)

    @property
    def plays_alone(self) -> bool:
        """Nobody plays against the person."""
        return self.run is not None and isinstance(self.run.own_mode, Storm)

    @property
    def left_s(self) -> float | None:
        """Seconds that are left of a Storm; None in all other modes."""
        mode = None if self.run is None else self.run.own_mode
        if self.round is None or not isinstance(mode, Storm):
            return None
        return max(0.0, mode.left_s - self.round.elapsed_s(time.monotonic()))

    def phase_before(self) -> Phase:
        """Where the session stands by what lies here, once no puzzle is made any more."""
        if self.round is None:
            return Phase.EMPTY if self.run is None else Phase.OVER
        if not self.round.is_over:
            return Phase.PLAYING
        return Phase.WAITING if self.answer is None else Phase.DONE

    def puzzle_settings(self) -> PuzzleSettings:
        """The game and difficulty that are set."""
        settings = self._context.settings
        game, pieces = cast(Game, settings.get(GAME)), settings.get(PIECES)
        if game != "jigsaw":
            pieces = min(PIECES_OF_PARTS, key=lambda n: abs(n - pieces))
        return PuzzleSettings(
            pieces=pieces,
            gap_s=settings.get(GAP_S),
            on_beats=settings.get(ON_BEATS),
            game=game,
        )

    def listen(self, piece: int) -> None:
        """Play a piece from its beginning, or stop it if it sounds."""
        if self.deal is None:
            return
        player = self._context.player
        state = player.state()
        if state.playing and state.key == piece:
            player.stop()
            return
        name = letters(len(self.deal.pieces))[piece]
        player.play_piece(piece, self.deal.pieces[piece].samples, f"Piece {name}")

    def play_row(self, position: int = 0) -> None:
        """Play the row from a place on; empty places are skipped."""
        if self.round is None:
            return
        before = [piece for piece in self.round.row[:position] if piece is not None]
        items = self.row_items()
        if len(before) < len(items):
            self._context.player.play_row(items, len(before), "Your row")
        elif not items:
            self.said.emit("The row is still empty")

    def row_items(self) -> Items:
        """The pieces of the row with their samples, in order."""
        if self.round is None or self.deal is None:
            return []
        return [(piece, self.deal.pieces[piece].samples) for piece in self.round.order]
