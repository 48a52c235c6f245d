"""What the Play page consists of, and how it shows where the session stands."""

from __future__ import annotations

import time
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
)
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QWidget

from musicpuzzle.games.opponents import offered_names
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import Game
from musicpuzzle.play.log import Records
from musicpuzzle.play.modes.contest import contest_of
from musicpuzzle.settings import GAME, OPPONENT, PIECES

from ..cascade import Cascade
from ..context import Context
from ..motion import SWAP_MS, duration_ms
from ..names import GAME_TITLES
from ..shortcuts import with_key
from ..sound import PlayState
from ..transport import clock_words
from ..widgets import Page, button, chain_tabs
from .board import Board
from .difficulty import Difficulty
from .faces import BusyFace, EmptyFace, OverFace
from .hints import HintMenu
from .opponent_panel import OpponentPanel
from .result import ResultView
from .scoring import scored
from .session import Phase, Session
from .strip import RowHead, Strip
from .words import (
    FULL,
    LINES,
    figure_words,
    line_of,
    next_words,
    over_words,
    result_words,
    run_words,
)

TIMES_TOLD = {60.0: "1 minute left", 30.0: "30 seconds left", 10.0: "10 seconds left"}


class StillArea(QScrollArea):
    """Scrolls where the window is too low, but leaves the arrow keys to the board."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the page have it."""
        event.ignore()


class Stage(Page):
    """The head, the choices, and one face at a time: busy, the board, the result, and so on."""

    def __init__(self, context: Context) -> None:
        super().__init__("Jigsaw", LINES["jigsaw"])
        self._context = context
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
        self.hints = HintMenu(self.session, self.board, context.player)
        self.strip.add_hints(self.hints)
        self.empty = EmptyFace()
        self.busy = BusyFace(context.theme)
        self.over = OverFace(context.theme)
        self.result = ResultView(context)
        self._faces = QStackedWidget()
        self._turning = Cascade(self)
        self._left_s: float | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        self.difficulty.add_action(self.new)
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

    def _show_phase(self) -> None:
        phase = self.session.phase
        if phase in (Phase.EMPTY, Phase.DEALING):
            self.busy.show_pieces(self._context.settings.get(PIECES))
        self.busy.watch(self.session.job if phase is Phase.DEALING else None)
        self.new.setVisible(phase in (Phase.PLAYING, Phase.WAITING))
        faces: dict[Phase, QWidget] = {
            Phase.EMPTY: self.empty,
            Phase.DEALING: self.busy,
            Phase.PLAYING: self._board_face,
            Phase.WAITING: self._board_face,
            Phase.DONE: self.result,
            Phase.OVER: self.over,
        }
        self._turning.stop()
        if phase is Phase.DONE:
            # While it is hidden, so that it is laid out once and not with every word.
            self._fill_result()
        if phase in (Phase.PLAYING, Phase.DONE):
            # In a turn of its own: to fill a face and to lay it out together would take too long.
            self._turning.start([partial(self._show_filled, faces[phase])])
        else:
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

    def _show_filled(self, face: QWidget) -> None:
        self._faces.setCurrentWidget(face)
        if face is self.result:
            self.result.new.setFocus()
        elif self.focusWidget() in (None, self):
            self.board.pick(self.board.picked or 0)

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
        self.over.show_figure(figure_words(mode))
        self.over.rounds.clear_rounds()
        self.over.more.setVisible(mode.name not in ("daily", "replay"))
        self.over.more.setText("Once more" if self.session.contest is None else "Go on")
        self.over.casual.setVisible(mode.name != "casual")
        # Here, since outside a window it would come to nothing.
        chain_tabs(self.over.rounds, (self.over.more, self.over.casual))
        first = self.over.casual if mode.name in ("daily", "replay") else self.over.more
        first.setFocus()
        self.announce(f"{title}. {words}")

    def _show_run_rounds(self, run_id: str, records: Records) -> None:
        run = self.session.run
        contest = None if run is None else contest_of(run.mode)
        over = self.session.phase is Phase.OVER
        if over and contest is not None and contest.run_id == run_id:
            self.over.rounds.show_rounds(contest, records)

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
        words = self._show_run()
        if self.session.pictures:
            self.board.set_pictures(self.session.pictures)
        self.strip.show_round(round_)
        run = self.session.run
        self.hints.setVisible(
            run is not None and run.own_mode.allows_hints and round_.puzzle.has_truth
        )
        self.hints.show_prices(round_.puzzle.n)
        chain_tabs(
            self.panel.chooser, (*self.board.places, *self.board.tiles, *self.strip.controls)
        )
        if not round_.is_over:
            self.announce(
                ". ".join(filter(None, (f"A new puzzle of {round_.puzzle.n} pieces", words)))
            )

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

    def _fill_result(self) -> None:
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
            # Nobody has just handed in what comes back after a kill.
            sounds=self.session.record is None,
        )
        chain_tabs(self.difficulty.on_beats, self.result.controls)
        for control in self.result.controls:
            control.installEventFilter(self)

    def _show_result(self) -> None:
        deal, round_, run = self.session.deal, self.session.round, self.session.run
        assert deal is not None
        assert round_ is not None
        title = self.result.headline
        if run is not None and run.own_mode.name == "streak":
            title = "Right!" if scored(deal, round_)[0].exact else "The streak ends here."
        self.title.setText(title)
        self.line.setText(self.result.song)
        self.announce(f"{title} {self.result.song}")
        self._name_next()
        self._show_kept()

    def _show_hint(self, words: str) -> None:
        self._show_run()
        self._show_offer(words)

    def _show_offer(self, words: str) -> None:
        self.line.setText(words)
        self.announce(words)

    def _show_run(self) -> str:
        run = self.session.run
        assert run is not None
        words = run_words(run.mode, self.session.standing, replayed=run.replayed)
        cost = sum(hint.cost for hint in run.hints)
        self.head.run.setText(", ".join(filter(None, (words, f"hints −{cost}" if cost else ""))))
        return words

    def _show_kept(self) -> None:
        record, run = self.session.record, self.session.run
        if record is None or run is None or self.session.phase is not Phase.DONE:
            return
        words = result_words(record, run.mode, self.session.ladder)
        self.result.run.setText(words)
        self._name_next()
        if words:
            self.announce(words)

    def _name_next(self) -> None:
        """Let the button that leads on say where to."""
        assert self.session.run is not None
        words = next_words(self.session.run.mode)
        self.result.new.setText(words)
        self.result.new.setAccessibleName(words)

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
        self._tell_time(left_s)
        if left_s is not None and left_s <= 0.0:
            self.session.end_storm()

    def _tell_time(self, left_s: float | None) -> None:
        """Say now and then how much is left of a Storm."""
        before_s, self._left_s = self._left_s, left_s
        if left_s is not None and before_s is not None:
            for at_s, words in TIMES_TOLD.items():
                if left_s <= at_s < before_s:
                    self.announce(words)
