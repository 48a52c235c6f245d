"""The Play page: puts the board, the opponent, the result and the session together."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import (
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractButton

from musicpuzzle.games import round as rules
from musicpuzzle.games.settings import GAMES
from musicpuzzle.settings import OPPONENT

from ..context import Context
from ..shortcuts import add_action, add_keys
from ..ticker import Ticker
from .choices import key_of
from .commands import Commands
from .hints import CALLED
from .keys import command_for
from .opening import Opener
from .result import PERSON
from .rival import prepare
from .session import Phase
from .stage import Stage
from .turner import Turner


class PlayPage(Stage):
    """Puzzles of real songs against an opponent."""

    def __init__(self, context: Context, ticker: Ticker) -> None:
        super().__init__(context)
        self._ticker = ticker
        self.commands = Commands(self.session, self.board)
        self.opener = Opener(self)
        self.turner = Turner(self, self.session, context.settings, context.theme)
        self._connect()
        self._add_actions()
        self._show_phase()
        # The window stands a moment before the first puzzle is asked for.
        self._faces.setCurrentWidget(self.busy)

    def start(self, paths: tuple[Path, ...] = (), seed: int | None = None) -> None:
        """Load the opponent's model and make the first puzzle, now that the window stands."""
        name = self._context.settings.get(OPPONENT)
        self._context.lanes.models(lambda _: prepare(name))
        self.session.start(paths, seed)

    def open_paths(self, paths: tuple[Path, ...]) -> None:
        """Make a puzzle of a song in these files or folders."""
        self.turner.open_paths(paths)

    def give_up(self) -> None:
        """Let go of what is held, and stop making a puzzle."""
        self.board.give_up_drag()
        self.turner.dismiss()
        self.session.cancel()

    def close_round(self) -> None:
        """Stop what is under way; the window closes."""
        self.board.give_up_drag()
        self.session.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From a button too, arrow keys go to the pieces; Qt would step to the next control."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            command = command_for(event.key(), "", event.modifiers())
            if command is not None and command.name == "focus":
                self.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the board count anywhere on the page."""
        focused = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        in_board = focused is not None and focused in (*self.board.tiles, *self.board.places)
        if (
            enter
            and not event.modifiers()
            and not in_board
            and isinstance(focused, QAbstractButton)
        ):
            focused.click()
            return
        command = command_for(event.key(), event.text(), event.modifiers())
        if command is None or (event.isAutoRepeat() and command.name != "focus"):
            super().keyPressEvent(event)
        elif self.session.phase is Phase.PLAYING:
            self.commands.run(command)
            self._ticker.tick()
        elif self.session.phase is Phase.DONE and command.name == "listen":
            if isinstance(focused, QAbstractButton):
                focused.click()
        elif self.session.phase is Phase.DONE and command.name == "focus":
            self.result.move_focus(command.direction)
        elif self.session.phase is Phase.DONE and command.name == "row":
            self.result.rows[PERSON].play.click()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        session, board = self.session, self.board
        session.phase_changed.connect(self._show_phase)
        session.dealt.connect(self._show_deal)
        session.round_changed.connect(self._show_round)
        session.pictures_ready.connect(self._show_pictures)
        session.rival_changed.connect(self._show_rival)
        session.kept.connect(self._show_kept)
        session.keeping.run_read.connect(self._show_run_rounds)
        session.failed.connect(self._show_failure)
        session.warned.connect(self._show_warning)
        session.said.connect(self.announce)
        session.opening.connect(self.turner.open_paths)
        board.place_wanted.connect(self.commands.place)
        board.back_wanted.connect(self.commands.return_to_tray)
        board.listen_wanted.connect(session.listen)
        board.menu_wanted.connect(self.commands.show_menu)
        self.strip.play.clicked.connect(self._play_row)
        self.strip.undo.clicked.connect(self._undo)
        self.strip.redo.clicked.connect(self._redo)
        self.strip.submit.clicked.connect(session.submit)
        self.panel.chosen.connect(session.choose_rival)
        self.new.clicked.connect(self.turner.new)
        self.difficulty.changed.connect(self.turner.change_difficulty)
        self.hints.taken.connect(self._show_hint)
        self.hints.offered.connect(self._show_offer)
        self.difficulty.games.chosen.connect(self.turner.choose_game)
        self.difficulty.modes.chosen.connect(self.turner.choose_mode)
        self.difficulty.song_wanted.connect(self.opener.ask_song)
        self.difficulty.folder_wanted.connect(self.opener.ask_folder)
        self.difficulty.starters_wanted.connect(self.turner.use_starters)
        self.empty.open.clicked.connect(self.opener.ask_song)
        self.empty.starters.clicked.connect(self.turner.use_starters)
        self.busy.cancel.clicked.connect(session.cancel)
        self.over.more.clicked.connect(self.turner.new)
        self.over.casual.clicked.connect(self.turner.play_casual)
        self.result.new_wanted.connect(self.turner.new)
        self.result.again_wanted.connect(self.turner.again)
        self.opener.chosen.connect(self.turner.open_paths)
        self._ticker.ticked.connect(self._show_state)

    def _add_actions(self) -> None:
        for control in (self.new, self.keys, *self.strip.controls):
            control.installEventFilter(self)
        for name, slot in (
            ("undo", self._undo),
            ("redo", self._redo),
            ("submit", self.session.submit),
            ("new", self.turner.new),
            ("again", self.turner.again),
            ("open", self.opener.ask_song),
            ("open_folder", self.opener.ask_folder),
        ):
            add_action(self, name, slot)
        add_action(self, "hint", self.hints.ask)
        for kind, called in CALLED.items():
            add_action(self, called.key, partial(self.hints.press, kind))
        add_action(self, "mode", self.difficulty.modes.showMenu)
        for game in GAMES:
            add_keys(self, key_of(game), partial(self.turner.choose_game, game))

    def _play_row(self) -> None:
        if self.strip.play.sounds:
            self._context.player.stop()
        else:
            self.session.play_row()
        self._ticker.tick()

    def _undo(self) -> None:
        self.session.change(rules.undo, "Undone")

    def _redo(self) -> None:
        self.session.change(rules.redo, "Done again")
