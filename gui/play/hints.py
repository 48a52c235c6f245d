"""Hints: each says what it costs before it is taken."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Fragment, letters
from musicpuzzle.games.round import Round
from musicpuzzle.play.hints import KINDS, Hint, HintKind, Told, cost_of, offer

from ..shortcuts import BY_NAME, with_key
from ..sound import Player
from .board import Board
from .deal import Deal
from .session import Session


class Called(NamedTuple):
    """How the window calls a kind of hint: in the menu, in a sentence, and in the sheet of keys."""

    title: str
    words: str
    key: str


CALLED: dict[HintKind, Called] = {
    "join": Called("&Join", "hear a join", "hint_join"),
    "neighbours": Called("&Neighbours", "hear the neighbours", "hint_neighbours"),
    "lock": Called("&Lock", "lock a right piece", "hint_lock"),
}


class HintMenu(QPushButton):
    """A button whose menu offers every hint about the picked piece, with its price.

    A hint also has a key of its own. The first press only says what it would cost.

    Signals:
        offered: words about what a hint would tell and cost, and how to take it.
        taken: words about what the hint told and cost.
    """

    offered = Signal(str)
    taken = Signal(str)

    def __init__(self, session: Session, board: Board, player: Player) -> None:
        super().__init__("Hints")
        self._session = session
        self._board = board
        self._player = player
        self._offered: Hint | None = None
        session.round_changed.connect(self._forget)
        session.phase_changed.connect(self._forget)
        self.setProperty("kind", "menu")
        menu = QMenu(self)
        menu.aboutToShow.connect(self._offer)
        self.setMenu(menu)
        self.show_prices(6)

    def show_prices(self, n: int) -> None:
        """Say what hints cost in a puzzle of n pieces."""
        priced = {kind: f"{CALLED[kind].words} {cost_of(kind, n)}" for kind in KINDS}
        self.setAccessibleName(f"Hints, in points: {', '.join(priced.values())}")
        prices = ", ".join(with_key(words, CALLED[kind].key) for kind, words in priced.items())
        tip = with_key(f"Each takes points off your score: {prices}", "hint")
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)

    def ask(self) -> None:
        """Open the menu, where hints can be had."""
        if self.isVisible() and self.isEnabled():
            self.showMenu()

    def press(self, kind: HintKind) -> None:
        """Say what a hint would cost, or take it where that was the last thing said."""
        round_ = self._session.round
        if round_ is None or not (self.isVisible() and self.isEnabled()):
            return
        try:
            hint, words = self._offer_of(round_, kind)
        except PuzzleError as error:
            self._session.said.emit(str(error))
            return
        if hint.cost and hint != self._offered:
            self._offered = hint
            key = BY_NAME[CALLED[kind].key].text
            self.offered.emit(f"{words} Press {key} again to take it.")
        else:
            self.take(hint)

    def take(self, hint: Hint) -> None:
        """Take a hint that was offered, and let it be heard."""
        self._forget()
        deal = self._session.deal
        told = self._session.take_hint(hint)
        if told is None or deal is None:
            return
        if told.stretches:
            # Not as a row: that would follow the next move.
            heard = np.concatenate([sound_of(deal, each) for each in told.stretches], axis=1)
            self._player.play_song(heard, "Hint")
        self.taken.emit(told_words(hint, told))

    def _offer(self) -> None:
        menu, round_ = self.menu(), self._session.round
        menu.clear()
        if round_ is None:
            return
        for kind in KINDS:
            title, key = CALLED[kind].title, BY_NAME[CALLED[kind].key].text
            try:
                hint, words = self._offer_of(round_, kind)
            except PuzzleError as error:
                action = QAction(f"{title}: {error}\t{key}", menu)
                action.setEnabled(False)
            else:
                action = QAction(f"{title}: {words}\t{key}", menu)
                action.triggered.connect(partial(self._take, hint))
            menu.addAction(action)

    def _offer_of(self, round_: Round, kind: HintKind) -> tuple[Hint, str]:
        piece = None if kind == "lock" else (self._board.picked or 0)
        return offer(round_, self._session.hints, kind, piece)

    def _forget(self) -> None:
        self._offered = None

    def _take(self, hint: Hint, *_: object) -> None:
        self.take(hint)


def sound_of(deal: Deal, stretch: Fragment) -> NDArray[np.float32]:
    """A stretch inside one piece, float32 (channels, samples), out of the puzzle's window.

    Raises:
        PuzzleError: it lies in no piece.
    """
    puzzle = deal.puzzle
    for offset, part in zip(puzzle.offsets, puzzle.fragments, strict=True):
        inside = stretch.start_sample - part.start_sample
        if part.recording_id == stretch.recording_id and 0 <= inside < part.n_samples:
            begin = offset + inside
            return deal.window.samples[:, begin : begin + stretch.n_samples]
    raise PuzzleError("A hint is about another puzzle.")


def told_words(hint: Hint, told: Told) -> str:
    """What a hint told, and what it cost."""
    puzzle = told.round.puzzle
    price = f"{hint.cost} points less." if hint.cost else "Already paid."
    if told.position is not None:
        piece = told.round.row[told.position]
        assert piece is not None
        name = letters(puzzle.n)[piece]
        return f"Piece {name}, place {told.position + 1} of {puzzle.n}, held. {price}"
    assert hint.piece is not None
    name = letters(puzzle.n)[hint.piece]
    if hint.kind == "join":
        words = f"How {name} goes on" if len(told.stretches) > 1 else f"Nothing follows {name}"
        return f"{words}. {price}"
    place = puzzle.deal[hint.piece]
    words = f"{name} between its neighbours"
    if place in (0, puzzle.n - 1):
        words = f"{name} is the {'first' if place == 0 else 'last'}"
    return f"{words}. {price}"
