"""The Review page: rows, heat map, what lies behind a pair, words, and learning from mistakes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.play.records import RoundRecord
from musicpuzzle.review.evidence_words import evidence_words
from musicpuzzle.review.words import cell_words, join_name, pair_words, summary_words

from ..context import Context
from ..faces import SentenceFace
from ..picture import ask_picture, picture_of
from ..saving import Saver
from ..shortcuts import BY_NAME, with_key
from ..sound import PlayState
from ..theme.icons import icon_size
from ..widgets import Chooser, Page, button, label, tool
from .faces import BusyFace
from .grid import Grid
from .learn_view import LearnView
from .listening import JOIN_S, Pair, sounding
from .map_view import MapView
from .marks import Legend
from .pulse_view import PulsePanel
from .rows_view import RowsView
from .session import Phase, ReviewSession, check_of
from .subject import Subject, subject_of
from .words_view import WordsView, unbroken

LINE = "Look back on a round: what each player did, and what made the difference."
NO_ROUND = "Finish a round, and its review is here."
COMPUTING = "Listening to both pieces once more …"
LEARNING = "Each join that was wrong, once more. Your rating stays as it is."
GRID_NOTE = "How likely each piece follows, in per cent. Rows come first, columns after."
ICON = 20


class ReviewPage(Page):
    """Shows the review of one round.

    Signals:
        back_wanted: the result, or wherever the person came from, is to be shown again.
        announced: words for those who listen to a screen reader.
    """

    back_wanted = Signal()
    announced = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__("Review", LINE)
        self._context = context
        self.session = ReviewSession(context, self)
        self.back = button("Back", tip="")
        tip = with_key("Hear each wrong join again, and find what follows", "learn")
        self.learn = button("Learn from your mistakes", tip=tip, kind="main")
        self.rows = RowsView(context.theme)
        self.grid = Grid(context.theme)
        self.legend = Legend(context.theme)
        self.pair_title = label("", "heading")
        tip = with_key("Save this table as PNG or SVG", "save_picture")
        self.save_scores = tool(context.theme.icon("save"), tip=tip, name="Save the table")
        tip = with_key("Save this picture as PNG or SVG", "save_pair")
        self.save_pair = tool(context.theme.icon("save"), tip=tip, name="Save the picture")
        self.scores = QWidget()
        self.saver = Saver(context, self)
        self.listen = button(" Play", tip="The last 2 s of one, the first 2 s of the other (Space)")
        self.plane = Chooser(tip="The network keeps several maps; choose one", name="Map")
        self.plane.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToContents)
        self.map = MapView(context.theme)
        self.pulse = PulsePanel(context.theme)
        self.pair_words = label("", wrap=True)
        self.words = WordsView()
        self.lesson = LearnView(context)
        self.empty = SentenceFace(NO_ROUND, "Back", "")
        self.failed = SentenceFace("", "Try again", "Make this review once more")
        self.busy = BusyFace(context.theme)
        self._faces = QStackedWidget()
        self._review_face = QScrollArea()
        self._lay_out()
        self._connect()
        self._action("back_to_result", self.go_back)
        self._action("learn", self.start_lesson)
        self._action("save_picture", self.ask_scores)
        self._action("save_pair", self.ask_pair)
        self._action("save_beat", self.ask_beat)
        self._dress()
        self._show_origin("the result")
        self._show_phase()

    def look(self, subject: Subject) -> None:
        """Review the round that was just played."""
        self.clear_bars()
        self._show_origin("the result")
        self.session.look(subject)

    def look_at(self, record: RoundRecord, opponent: str) -> None:
        """Review a round of the history, by the ear of `opponent` where it had none."""
        self.clear_bars()
        self._show_origin("your rounds")
        self.session.look_at(lambda job: subject_of(record, opponent, job, check_of(job)))

    def ask_scores(self) -> None:
        """Ask where to, and save the heat map with its legend."""
        if self._shows_review:
            self._ask(self.scores, "music-puzzle-joins", "What follows what")

    def ask_pair(self) -> None:
        """Ask where to, and save what lies behind the pair that is looked at."""
        if self._shows_review and self.save_pair.isEnabled():
            self._ask(self.map, "music-puzzle-join", self.pair_title.text())

    def ask_beat(self) -> None:
        """Ask where to, and save the curves of the beat of that pair."""
        if self._shows_review and self.pulse.view.has_picture:
            self._ask(self.pulse.view, "music-puzzle-beat", self.pulse.view.accessibleName())

    def show_state(self, state: PlayState) -> None:
        """Let the play lines run."""
        subject = self.session.subject
        if subject is None or not self._shows_review:
            return
        heard = sounding(state, subject.pieces)
        pair, at_s = heard if heard is not None else (None, 0.0)
        self.grid.show_sounding(pair, (at_s + JOIN_S) / (2 * JOIN_S))
        self.map.show_sounding(at_s if pair == self.session.pair else None)

    @property
    def is_ready(self) -> bool:
        """A review is there to be looked at."""
        return self.session.phase is Phase.READY

    @property
    def _shows_review(self) -> bool:
        return self._faces.currentWidget() is self._review_face

    def _ask(self, widget: QWidget, name: str, title: str) -> None:
        background = self._context.theme.tokens.surface
        ask_picture(self.saver, name, lambda: picture_of(widget, background, title))

    def close_review(self) -> None:
        """Give up what is under way; the window closes."""
        self.session.close()

    def go_back(self) -> None:
        """From a lesson to the review, from there to where the person came from."""
        if self._faces.currentWidget() is self.lesson:
            self._leave_lesson()
        else:
            self._context.player.stop()
            self.back_wanted.emit()

    def start_lesson(self) -> None:
        """Ask each wrong join again."""
        subject = self.session.subject
        if self.session.phase is Phase.READY and subject is not None and self.learn.isEnabled():
            self._context.player.stop()
            self.title.setText("Learn from your mistakes")
            self.line.setText(LEARNING)
            for action in (self.learn, self.back):
                action.hide()
            self._faces.setCurrentWidget(self.lesson)
            self.lesson.begin(subject)

    def announce(self, words: str) -> None:
        """Say something to those who listen to a screen reader."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.announced.emit(words)

    def _show_origin(self, where: str) -> None:
        """Say on the button where Back leads to."""
        tip = with_key(f"Back to {where}", "back_to_result")
        for back in (self.back, self.empty.action):
            back.setToolTip(tip)
            back.setAccessibleDescription(tip)

    def _leave_lesson(self) -> None:
        self._context.player.stop()
        self._show_phase()
        self.learn.setFocus()

    def _show_phase(self) -> None:
        phase = self.session.phase
        faces: dict[Phase, QWidget] = {
            Phase.EMPTY: self.empty,
            Phase.BUSY: self.busy,
            Phase.READY: self._review_face,
            Phase.FAILED: self.failed,
        }
        self.busy.watch(self.session.job if phase is Phase.BUSY else None)
        self.title.setText("Review")
        self.back.show()
        self.line.setText(LINE)
        self.learn.setVisible(phase is Phase.READY)
        if phase is Phase.READY:
            self._show_review()
        elif phase is Phase.BUSY:
            # What had the focus is gone; the keys still belong to the page.
            self.back.setFocus()
        elif phase is Phase.FAILED:
            self.failed.words.setText(self.session.failure)
            self.announce(self.session.failure)
        self._faces.setCurrentWidget(faces[phase])
        if phase is Phase.READY:
            self.grid.focus_chosen()

    def _show_review(self) -> None:
        review = self.session.review
        assert review is not None
        self.line.setText(" ".join(summary_words(review)))
        self.learn.setEnabled(bool(review.you.wrong))
        self.learn.setVisible(review.truth is not None and bool(review.you.order))
        self.rows.show_review(review)
        self.grid.show_review(review)
        self.legend.show_names(review.rival, truth=review.truth is not None)
        self.words.show_review(review, self.session.mistakes)
        if self.session.pair is not None:
            self._show_pair()
        self.announce(self.line.text())

    def _show_pair(self) -> None:
        review, pair = self.session.review, self.session.pair
        if review is None or pair is None:
            return
        self.grid.choose(pair)
        self.pair_title.setText(join_name(review, pair))
        self.pair_words.setText(unbroken("\n".join(pair_words(review, pair))))
        self.announce(cell_words(review, pair))
        self._show_explanation()

    def _show_explanation(self) -> None:
        review, pair, session = self.session.review, self.session.pair, self.session
        if review is None or pair is None:
            return
        first, second = (review.names[piece] for piece in pair)
        shown, failure = session.explanation, session.explanation_failure
        self.map.show_explained(shown, (first, second), failure or COMPUTING)
        self.map.setAccessibleName(f"What lies behind {join_name(review, pair)}")
        told = () if shown is None else evidence_words(shown.evidence, review.names)
        self.map.setAccessibleDescription(" ".join(told))
        self.save_pair.setEnabled(self.map.has_picture)
        self.pulse.show_explained(shown, (first, second), failed=bool(failure))
        self._show_planes()
        self.words.show_pair(review, pair, shown, failure)

    def _show_planes(self) -> None:
        planes = self.map.planes
        self.plane.blockSignals(True)
        self.plane.clear()
        self.plane.addItems([f"Map {number + 1}" for number in range(planes)])
        self.plane.setCurrentIndex(self.map.plane if planes else -1)
        self.plane.blockSignals(False)
        self.plane.setVisible(planes > 1)

    def _select(self, pair: Pair) -> None:
        self.session.select(pair)

    def _listen(self, pair: Pair) -> None:
        self.session.listen(pair)

    def _listen_to_pair(self) -> None:
        self.session.listen()

    def _connect(self) -> None:
        session = self.session
        session.phase_changed.connect(self._show_phase)
        session.pair_changed.connect(self._show_pair)
        session.explained.connect(self._show_explanation)
        self.rows.chosen.connect(self._select)
        self.grid.chosen.connect(self._select)
        self.grid.listen_wanted.connect(self._listen)
        self.words.chosen.connect(self._select)
        self.listen.clicked.connect(self._listen_to_pair)
        self.plane.activated.connect(self.map.show_plane)
        self.back.clicked.connect(self.go_back)
        self.learn.clicked.connect(self.start_lesson)
        self.lesson.closed.connect(self._leave_lesson)
        self.lesson.said.connect(self.announce)
        self.empty.action.clicked.connect(self.go_back)
        self.failed.action.clicked.connect(session.again)
        self.busy.cancel.clicked.connect(session.cancel)
        self.save_scores.clicked.connect(self.ask_scores)
        self.save_pair.clicked.connect(self.ask_pair)
        self.pulse.save.clicked.connect(self.ask_beat)
        self.saver.saved.connect(self._show_saved)
        self.saver.failed.connect(self._tell)
        self._context.theme.changed.connect(self._dress)

    def _show_saved(self, sentence: str) -> None:
        review = self.session.review
        if review is not None:
            self.line.setText(" ".join((*summary_words(review), sentence)))
        self.announce(sentence)

    def _tell(self, sentence: str) -> None:
        self.show_bar(sentence, self._context.theme.icon("cross"))

    def _action(self, name: str, slot: Callable[[], None]) -> None:
        action = QAction(BY_NAME[name].words, self)
        action.setShortcuts([QKeySequence(keys) for keys in BY_NAME[name].sequences])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(slot)
        self.addAction(action)

    def _dress(self) -> None:
        theme = self._context.theme
        self.listen.setIcon(theme.icon("play"))
        self.listen.setIconSize(icon_size(theme.sizes.px(ICON)))
        for save in (self.save_scores, self.save_pair, self.pulse.save):
            save.setIcon(theme.icon("save"))
            save.setIconSize(icon_size(theme.sizes.px(ICON)))

    def _lay_out(self) -> None:
        actions = QWidget()
        beside = QHBoxLayout(actions)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        for action in (self.back, self.learn):
            beside.addWidget(action, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.head_actions.addWidget(actions, alignment=Qt.AlignmentFlag.AlignTop)
        content = QWidget()
        content.setObjectName("play_body")
        lines = QVBoxLayout(content)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addWidget(self.rows)
        cards = QGridLayout()
        cards.setSpacing(12)
        for column, card in enumerate((self._grid_card(), self._pair_card(), self._words_card())):
            cards.addWidget(card, 0, column)
            cards.setColumnStretch(column, 10)
        lines.addLayout(cards, 1)
        self._review_face.setWidgetResizable(True)
        self._review_face.setFrameShape(QFrame.Shape.NoFrame)
        self._review_face.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._review_face.setWidget(content)
        for face in (self.empty, self.busy, self.failed, self._review_face, self.lesson):
            self._faces.addWidget(face)
        self.body.addWidget(self._faces, 1)

    def _grid_card(self) -> QWidget:
        card, lines = _card()
        head = QHBoxLayout()
        head.addWidget(label("What follows what", "heading"), 1)
        head.addWidget(self.save_scores)
        lines.addLayout(head)
        inner = QVBoxLayout(self.scores)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        inner.addWidget(label(GRID_NOTE, "note", wrap=True))
        inner.addWidget(self.legend)
        inner.addWidget(self.grid, 1)
        lines.addWidget(self.scores, 1)
        return card

    def _pair_card(self) -> QWidget:
        card, lines = _card()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.pair_title, 1)
        head.addWidget(self.plane)
        head.addWidget(self.save_pair)
        head.addWidget(self.listen)
        lines.addLayout(head)
        lines.addWidget(self.map, 100)
        lines.addWidget(self.pulse, 40)
        lines.addWidget(self.pair_words)
        # Takes what is left where the map is as large as it can be.
        lines.addStretch(1)
        return card

    def _words_card(self) -> QWidget:
        card, lines = _card()
        lines.addWidget(self.words, 1)
        return card


def _card() -> tuple[QWidget, QVBoxLayout]:
    card = QFrame()
    card.setObjectName("card")
    card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    lines = QVBoxLayout(card)
    lines.setContentsMargins(16, 12, 16, 12)
    lines.setSpacing(8)
    return card, lines
