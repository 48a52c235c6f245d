"""Board commands, from keys and from the tiles' menu, turned into moves of the round."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from musicpuzzle.games import round as rules
from musicpuzzle.games.puzzle import letters
from musicpuzzle.games.round import Round

from ..shortcuts import BY_NAME
from .board import Board
from .focus import next_spot
from .keys import Command
from .place import Place
from .session import Session


class Commands:
    """What the board's commands do. Every method is safe at any time."""

    def __init__(self, session: Session, board: Board) -> None:
        self._session = session
        self._board = board

    def run(self, command: Command) -> None:
        """Carry out a command."""
        simple: dict[str, Callable[[], None]] = {
            "first": self.into_first_empty,
            "back": self.take_back,
            "hold": self.hold,
            "listen": self.listen,
            "row": self.play_or_fill,
            "left": lambda: self.shift(-1),
            "right": lambda: self.shift(1),
        }
        if command.name == "pick":
            self._board.pick(command.number)
        elif command.name == "place":
            self.put(command.number)
        elif command.name == "focus":
            self._focus(command)
        else:
            simple[command.name]()

    def place(self, piece: int, position: int) -> None:
        """Lay a piece into a place."""
        round_ = self._session.round
        if round_ is None or position >= round_.puzzle.n:
            return
        words = f"{self._name(piece)}, place {position + 1} of {round_.puzzle.n}"
        self._session.change(lambda before: rules.place(before, piece, position), words)

    def put(self, position: int) -> None:
        """Lay the picked piece into a place."""
        if self._board.picked is not None:
            self.place(self._board.picked, position)
            self._board.pick(self._board.picked)

    def into_first_empty(self) -> None:
        """Lay the picked piece into the first empty place."""
        round_ = self._session.round
        if round_ is not None and not round_.is_full and self._spot() is None:
            self.put(round_.row.index(None))

    def take_back(self) -> None:
        """Put the picked piece back into the tray."""
        if self._board.picked is not None:
            self.return_to_tray(self._board.picked)

    def return_to_tray(self, piece: int) -> None:
        """Put a piece back into the tray."""
        round_ = self._session.round
        if round_ is not None and piece in round_.row:
            spot = round_.row.index(piece)
            words = f"{self._name(piece)}, back in the tray"
            self._session.change(lambda before: rules.take_back(before, spot), words)

    def hold(self) -> None:
        """Hold the picked piece in its place, or let it go."""
        spot = self._spot()
        if spot is not None and self._session.round is not None:
            held = spot in self._session.round.layout.locked
            words = f"{self._name(self._board.picked or 0)}, {'let go' if held else 'held'}"
            self._session.change(lambda before: rules.lock(before, spot), words)

    def shift(self, step: int) -> None:
        """Move the picked piece one place left or right, over those that are held."""
        spot, round_ = self._spot(), self._session.round
        if spot is None or round_ is None or self._board.picked is None:
            return
        target = spot + step
        while 0 <= target < round_.puzzle.n and target in round_.layout.locked:
            target += step
        if 0 <= target < round_.puzzle.n:
            self.place(self._board.picked, target)

    def listen(self) -> None:
        """Play the picked piece."""
        if self._board.picked is not None:
            self._session.listen(self._board.picked)

    def play_or_fill(self) -> None:
        """On an empty place lay the picked piece there, else play the row from here."""
        focused = self._board.focusWidget()
        round_ = self._session.round
        if (
            isinstance(focused, Place)
            and round_ is not None
            and round_.row[focused.position] is None
        ):
            self.put(focused.position)
            return
        self._session.play_row(self._spot() or 0)

    def show_menu(self, piece: int, at: QPoint) -> None:
        """The menu of a tile, for those who have only a mouse."""
        round_ = self._session.round
        if round_ is None or round_.is_over:
            return
        self._board.pick(piece)
        in_row = piece in round_.row
        menu = QMenu(self._board)
        menu.aboutToHide.connect(menu.deleteLater)
        held = in_row and round_.row.index(piece) in round_.layout.locked
        entries: tuple[tuple[str, str, Callable[[], None], bool], ...] = (
            ("Play", "listen", self.listen, True),
            ("Play the row from here", "row", self.play_or_fill, in_row),
            ("Into the first empty place", "first", self.into_first_empty, not in_row),
            ("Back to the tray", "back", self.take_back, in_row and not held),
            ("Let go" if held else "Hold here", "hold", self.hold, in_row),
        )
        for words, name, slot, possible in entries:
            action = QAction(f"{words}\t{BY_NAME[name].text}", menu)
            action.setEnabled(possible)
            action.triggered.connect(slot)
            menu.addAction(action)
        menu.popup(at)

    def _focus(self, command: Command) -> None:
        round_ = self._session.round
        if round_ is None:
            return
        empty = [place for place in self._board.places if round_.row[place.position] is None]
        widgets: list[QWidget] = [*self._board.tiles, *empty]
        focused = self._board.focusWidget()
        if focused not in widgets:
            self._board.pick(self._board.picked or 0)
            return
        # Where the tiles belong, not where they are: some may still glide.
        spots = [self._board.spot_of(tile.piece) for tile in self._board.tiles]
        spots += [place.geometry() for place in empty]
        widgets[next_spot(spots, widgets.index(focused), command.direction)].setFocus()

    def _spot(self) -> int | None:
        round_: Round | None = self._session.round
        picked = self._board.picked
        if round_ is None or picked is None or picked not in round_.row:
            return None
        return round_.row.index(picked)

    def _name(self, piece: int) -> str:
        assert self._session.round
        return f"Piece {letters(self._session.round.puzzle.n)[piece]}"
