"""The Play page: puts the board, the opponent, the result and the session together."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QStackedWidget, QWidget

from musicpuzzle.games import round as rules
from musicpuzzle.games.opponents import offered_names
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import GAMES, Game
from musicpuzzle.settings import GAME, OPPONENT, PIECES

from ..context import Context
from ..motion import SWAP_MS, duration_ms
from ..shortcuts import BY_NAME, with_key
from ..sound import PlayState
from ..ticker import Ticker
from ..transport import clock_words
from ..widgets import Page, button, chain_tabs
from .board import Board
from .commands import Commands
from .difficulty import Difficulty
from .faces import BusyFace, EmptyFace, OverFace
from .keys import command_for
from .opening import Opener
from .opponent_panel import OpponentPanel
from .result import PERSON, ResultView
from .rival import prepare
from .scoring import scored
from .session import Phase, Session
from .strip import RowHead, Strip
from .turner import Turner
from .words import FULL, GAME_TITLES, LINES, line_of, over_words, result_words, run_words


class StillArea(QScrollArea):
    """Scrolls where the window is too low, but leaves the arrow keys to the board."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page have it."""
        event.ignore()


class PlayPage(Page):
    """A jigsaw of a real song against an opponent."""

    announced = Signal(str)

    def __init__(self, context: Context, ticker: Ticker) -> None:
        super().__init__("Jigsaw", LINES["jigsaw"])
        self._context = context
        self._ticker = ticker
        settings = context.settings
        self.session = Session(context, self)
        self.difficulty = Difficulty(context.theme, settings)
        self.new = button("New puzzle", tip=with_key("New puzzle", "new"))
        self.keys = button("Keys", tip=with_key("All keys", "help"))
        chosen = settings.get(OPPONENT)
        # Whoever was chosen before stays in the list, with a face that says why if it cannot play.
        names = tuple(dict.fromkeys((*offered_names(), chosen)))
        self.panel = OpponentPanel(context.theme, names, chosen)
        self.strip = Strip(context.theme)
        self.head = RowHead()
        self.board = Board(context.theme, head=self.head, side=self.panel, strip=self.strip)
        self.commands = Commands(self.session, self.board)
        self.empty = EmptyFace()
        self.busy = BusyFace(context.theme)
        self.over = OverFace()
        self.result = ResultView(context)
        self.opener = Opener(self)
        self.turner = Turner(self, self.session, settings, context.theme)
        self._faces = QStackedWidget()
        self._lay_out()
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

    def announce(self, words: str) -> None:
        """Say something to those who listen to a screen reader."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.announced.emit(words)

    def _lay_out(self) -> None:
        self.difficulty.layout().addWidget(self.new)  # type: ignore[union-attr]
        area = StillArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.board.setObjectName("play_body")
        area.setWidget(self.board)
        self._board_face: QWidget = area
        for face in (self.empty, self.busy, self._board_face, self.result, self.over):
            self._faces.addWidget(face)
        self.head_actions.addWidget(self.keys, alignment=Qt.AlignmentFlag.AlignTop)
        self.body.setSpacing(16)
        self.body.addWidget(self.difficulty)
        self.body.addWidget(self._faces, 1)

    def _connect(self) -> None:
        session, board = self.session, self.board
        session.phase_changed.connect(self._show_phase)
        session.dealt.connect(self._show_deal)
        session.round_changed.connect(self._show_round)
        session.pictures_ready.connect(self._show_pictures)
        session.rival_changed.connect(self._show_rival)
        session.kept.connect(self._show_kept)
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
            self._action(name, slot)
        self._action("mode", self.difficulty.modes.showMenu)
        for game in GAMES:
            self._action(game, partial(self.turner.choose_game, game))

    def _action(self, name: str, slot: Callable[[], object]) -> None:
        action = QAction(BY_NAME[name].words, self)
        action.setShortcuts([QKeySequence(keys) for keys in BY_NAME[name].sequences])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)

    def _show_phase(self) -> None:
        phase = self.session.phase
        pieces = self._context.settings.get(PIECES)
        self.busy.watch(self.session.job if phase is Phase.DEALING else None, pieces)
        self.new.setVisible(phase in (Phase.PLAYING, Phase.WAITING))
        faces: dict[Phase, QWidget] = {
            Phase.EMPTY: self.empty,
            Phase.DEALING: self.busy,
            Phase.PLAYING: self._board_face,
            Phase.WAITING: self._board_face,
            Phase.DONE: self.result,
            Phase.OVER: self.over,
        }
        self._faces.setCurrentWidget(faces[phase])
        puzzle = None if self.session.round is None else self.session.round.puzzle
        if phase in (Phase.DEALING, Phase.OVER) or puzzle is None:
            game = cast(Game, self._context.settings.get(GAME))
            self._name_page(game, LINES[game], None)
        else:
            self._name_page(puzzle.settings.game, line_of(puzzle), puzzle)
        if phase is Phase.DEALING:
            # What had the focus may be gone; keys still belong to the page.
            self.setFocus()
        elif phase is Phase.EMPTY:
            self.empty.open.setFocus()
            self.empty.words.setText(
                "Open a song of yours, or drop one here, to make a puzzle of it."
            )
        elif phase is Phase.WAITING:
            self._show_round()
            self.line.setText(
                f"Submitted. {self.panel.name} still thinks; the result comes at once after."
            )
        elif phase is Phase.DONE:
            self._show_result()
        elif phase is Phase.OVER:
            self._show_over()

    def _name_page(self, game: Game, line: str, puzzle: Puzzle | None) -> None:
        self.difficulty.show_choices(game, self.session.mode_name, puzzle)
        self.title.setText(GAME_TITLES[game])
        self.line.setText(line)

    def _show_over(self) -> None:
        assert self.session.run is not None
        mode = self.session.run.mode
        title, words = over_words(mode)
        self.title.setText(title)
        self.line.setText("")
        self.over.words.setText(words)
        self.over.more.setVisible(mode.name not in ("daily", "replay"))
        self.over.casual.setVisible(mode.name != "casual")
        first = self.over.casual if mode.name in ("daily", "replay") else self.over.more
        first.setFocus()
        self.announce(f"{title}. {words}")

    def _show_deal(self) -> None:
        deal, round_ = self.session.deal, self.session.round
        assert deal is not None
        assert round_ is not None
        self.board.motion_ms = duration_ms(self._context.settings, SWAP_MS)
        self.board.deal(round_, [clip.duration_s for clip in deal.pieces])
        if deal.source.songs:
            self.difficulty.show_source(deal.source.name)
        self.panel.show_ladder(self.session.ladder, round_.puzzle.settings.game)
        self.panel.show_scoring(has_truth=round_.puzzle.has_truth)
        self.panel.show_chosen(self._context.settings.get(OPPONENT))
        self._show_run()
        if self.session.pictures:
            self.board.set_pictures(self.session.pictures)
        self.strip.show_round(round_)
        chain_tabs(
            self.panel.chooser, (*self.board.places, *self.board.tiles, *self.strip.controls)
        )
        self.announce(f"A new puzzle of {round_.puzzle.n} pieces")

    def _show_round(self) -> None:
        assert self.session.round
        self.board.motion_ms = duration_ms(self._context.settings, SWAP_MS)
        self.board.show_round(self.session.round)
        self.strip.show_round(self.session.round)
        round_ = self.session.round
        self.line.setText(FULL if round_.is_full else line_of(round_.puzzle))

    def _show_pictures(self, pictures: tuple[QImage, ...]) -> None:
        self.board.set_pictures(pictures)
        if self.session.phase is Phase.DONE:
            self.result.set_pictures(pictures)

    def _show_rival(self) -> None:
        if self.session.plays_alone:
            return
        if self.session.answer is None:
            moving = duration_ms(self._context.settings, SWAP_MS) > 0
            self.panel.show_thinking(moving=moving)
        else:
            self.panel.show_answer(self.session.answer)

    def _show_result(self) -> None:
        deal, round_, answer = self.session.deal, self.session.round, self.session.answer
        assert deal is not None
        assert round_ is not None
        assert answer is not None
        self.result.show_result(
            deal,
            round_,
            answer,
            self.panel.name,
            self.session.pictures,
            hints=self.session.hints,
        )
        chain_tabs(self.difficulty.on_beats, self.result.controls)
        for control in self.result.controls:
            control.installEventFilter(self)
        run = self.session.run
        title = self.result.headline
        if run is not None and run.own_mode.name == "streak":
            title = "Right!" if scored(deal, round_)[0].exact else "The streak ends here."
        self.title.setText(title)
        self.line.setText(self.result.song)
        self.result.new.setFocus()
        self.announce(f"{title} {self.result.song}")

    def _show_run(self) -> None:
        run = self.session.run
        assert run is not None
        words = run_words(run.mode, self.session.standing, replayed=run.replayed)
        self.head.run.setText(words)
        if words:
            self.announce(words)

    def _show_kept(self) -> None:
        record, run = self.session.record, self.session.run
        if record is None or run is None or self.session.phase is not Phase.DONE:
            return
        words = result_words(record, run.mode, self.session.ladder)
        self.result.run.setText(words)
        if words:
            self.announce(words)

    def _show_failure(self, sentences: str) -> None:
        self.show_bar(sentences, self._context.theme.icon("cross"), "bad")
        self.announce(sentences)

    def _show_warning(self, sentences: str) -> None:
        self.show_bar(sentences, self._context.theme.icon("cross"))
        self.announce(sentences)

    def _show_state(self, state: PlayState) -> None:
        if self.session.phase is Phase.DONE:
            self.result.show_state(state)
        else:
            self.board.show_state(state)
            self.strip.show_state(state)
            self._show_time()

    def _show_time(self) -> None:
        round_, left_s = self.session.round, self.session.left_s
        if round_ is None or self.session.phase not in (Phase.PLAYING, Phase.WAITING):
            return
        self.head.show_time(round_.elapsed_s(time.monotonic()))
        self.panel.show_against_time(None if left_s is None else clock_words(left_s))
        if left_s is not None and left_s <= 0.0:
            self.session.end_run()

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
