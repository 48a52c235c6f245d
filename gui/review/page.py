"""The Review page: what a review says, how it is made, and learning from mistakes."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from musicpuzzle.play.records import RoundRecord
from musicpuzzle.review.words import summary_words

from ..context import Context
from ..faces import SentenceFace
from ..picture import ask_picture, picture_of
from ..saving import Saver
from ..shortcuts import add_action, with_key
from ..sound import PlayState
from ..widgets import Page, button
from .faces import BusyFace
from .learn_view import LearnView
from .listening import Pair, sounding
from .session import STOPPED, Phase, ReviewSession
from .subject import Subject, subject_of
from .view import ReviewView

LINE = "Look back on a round: what each player did, and what made the difference."
NO_ROUND = "Finish a round, and its review is here."
LEARNING = "Each join that was wrong, once more. Your rating stays as it is."
TRY_AGAIN = "Try again, or go back to {origin}."
NO_SOUND = "Put the song back where it was and try again, or go back to {origin}."


class ReviewPage(Page):
    """Shows the review of one round.

    Signals:
        back_wanted: the result, or wherever the person came from, is to be shown again.
    """

    back_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__("Review", LINE)
        self._context = context
        self.session = ReviewSession(context, self)
        self.back = button("Back", tip="")
        tip = with_key("Hear each wrong join again, and find what follows", "learn")
        self.learn = button("Learn from your mistakes", tip=tip, kind="main")
        self.saver = Saver(context, self)
        self.view = ReviewView(context.theme)
        self.lesson = LearnView(context)
        self.empty = SentenceFace(NO_ROUND, "Back", "")
        self.failed = SentenceFace("", "Try again", "Make this review once more (Space)")
        self.busy = BusyFace(context.theme)
        self._faces = QStackedWidget()
        self._origin = ""
        self._lay_out()
        self._connect()
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
        self.session.look_at(lambda job: subject_of(record, opponent, job))

    def ask_scores(self) -> None:
        """Ask where to, and save the heat map with its legend."""
        if self._shows_review:
            self._ask(self.view.scores.picture, "music-puzzle-joins", "What follows what")

    def ask_pair(self) -> None:
        """Ask where to, and save what lies behind the pair that is looked at."""
        pair = self.view.pair
        if self._shows_review and pair.map.has_picture:
            self._ask(pair.map, "music-puzzle-join", pair.title.text())

    def ask_beat(self) -> None:
        """Ask where to, and save the curves of the beat of that pair."""
        beat = self.view.pair.pulse.view
        if self._shows_review and beat.has_picture:
            self._ask(beat, "music-puzzle-beat", beat.accessibleName())

    def show_state(self, state: PlayState) -> None:
        """Let the play lines run."""
        subject = self.session.subject
        if subject is None or not self._shows_review:
            return
        heard = sounding(state, subject.pieces)
        pair, at_s = heard if heard is not None else (None, 0.0)
        self.view.show_sounding(pair, at_s, looked_at=pair == self.session.pair)

    @property
    def is_ready(self) -> bool:
        """A review is there to be looked at."""
        return self.session.phase is Phase.READY

    @property
    def _shows_review(self) -> bool:
        return self._faces.currentWidget() is self.view

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
        if self.is_ready and subject is not None and self.learn.isEnabled():
            self._context.player.stop()
            self.title.setText("Learn from your mistakes")
            self.line.setText(LEARNING)
            for action in (self.learn, self.back):
                action.hide()
            self._faces.setCurrentWidget(self.lesson)
            self.lesson.begin(subject)

    def _show_origin(self, where: str) -> None:
        """Say on the button where Back leads to."""
        self._origin = where
        tip = with_key(f"Back to {where}", "back_to_result")
        for back in (self.back, self.empty.action):
            back.setToolTip(tip)
            back.setAccessibleDescription(tip)

    def _leave_lesson(self) -> None:
        self._context.player.stop()
        self.title.setText("Review")
        self._show_summary()
        self._faces.setCurrentWidget(self.view)
        for action in (self.learn, self.back):
            action.show()
        self.learn.setFocus()

    def _show_phase(self) -> None:
        phase = self.session.phase
        faces: dict[Phase, QWidget] = {
            Phase.EMPTY: self.empty,
            Phase.BUSY: self.busy,
            Phase.READY: self.view,
            Phase.FAILED: self.failed,
        }
        self.busy.watch(self.session.job if phase is Phase.BUSY else None)
        self.title.setText("Review")
        self.back.show()
        self.line.setText(LINE)
        self.learn.setVisible(False)
        if phase is Phase.READY:
            self._show_review()
        elif phase is Phase.BUSY:
            # What had the focus is gone; the keys still belong to the page.
            self.back.setFocus()
            if self.session.subject is not None:
                self.view.prepare(self.session.subject.puzzle.n)
        elif phase is Phase.FAILED:
            self._show_failure()
        self._faces.setCurrentWidget(faces[phase])
        if phase is Phase.READY:
            self.view.scores.grid.focus_chosen()

    def _show_failure(self) -> None:
        """What failed and why, and in the line what to do."""
        failure = self.session.failure
        is_gone = self.session.subject is None and failure != STOPPED
        self.line.setText((NO_SOUND if is_gone else TRY_AGAIN).format(origin=self._origin))
        self.failed.words.setText(failure)
        self.announce(f"{failure} {self.line.text()}")

    def _show_review(self) -> None:
        review = self.session.review
        assert review is not None
        self._show_summary()
        learns = review.truth is not None and bool(review.you.wrong)
        self.learn.setEnabled(learns)
        self.learn.setVisible(learns)
        self.view.show_review(review, self.session.mistakes, self.session.pairs)
        self._show_pair()
        self.announce(self.line.text())

    def _show_summary(self, *more: str) -> None:
        review = self.session.review
        if review is not None:
            self.line.setText(" ".join((*summary_words(review), *more)))

    def _show_pair(self) -> None:
        review, pair = self.session.review, self.session.pair
        if review is None or pair is None:
            return
        self.view.show_pair(review, pair)
        self.announce(self.session.pairs[pair])
        self._show_explanation()

    def _show_explanation(self) -> None:
        session = self.session
        if session.review is not None and session.pair is not None:
            self.view.show_explained(
                session.review, session.pair, session.explanation, session.explanation_failure
            )

    def _select(self, pair: Pair) -> None:
        self.session.select(pair)

    def _listen(self, pair: Pair) -> None:
        self.session.listen(pair)

    def _listen_to_pair(self) -> None:
        self.session.listen()

    def _connect(self) -> None:
        session, view = self.session, self.view
        session.phase_changed.connect(self._show_phase)
        session.pair_changed.connect(self._show_pair)
        session.explained.connect(self._show_explanation)
        for part in (view.rows, view.scores.grid, view.words):
            part.chosen.connect(self._select)
        view.scores.grid.listen_wanted.connect(self._listen)
        view.pair.listen.clicked.connect(self._listen_to_pair)
        view.scores.save.clicked.connect(self.ask_scores)
        view.pair.save.clicked.connect(self.ask_pair)
        view.pair.pulse.save.clicked.connect(self.ask_beat)
        self.back.clicked.connect(self.go_back)
        self.learn.clicked.connect(self.start_lesson)
        self.lesson.closed.connect(self._leave_lesson)
        self.lesson.said.connect(self.announce)
        self.empty.action.clicked.connect(self.go_back)
        self.failed.action.clicked.connect(session.again)
        self.busy.cancel.clicked.connect(session.cancel)
        self.saver.saved.connect(self._show_saved)
        self.saver.failed.connect(self._tell)
        for name, slot in (
            ("back_to_result", self.go_back),
            ("learn", self.start_lesson),
            ("save_picture", self.ask_scores),
            ("save_pair", self.ask_pair),
            ("save_beat", self.ask_beat),
        ):
            add_action(self, name, slot)

    def _show_saved(self, sentence: str) -> None:
        self._show_summary(sentence)
        self.announce(sentence)

    def _tell(self, sentence: str) -> None:
        self.show_bar(sentence, self._context.theme.icon("cross"))

    def _lay_out(self) -> None:
        actions = QWidget()
        beside = QHBoxLayout(actions)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(8)
        for action in (self.back, self.learn):
            beside.addWidget(action, alignment=Qt.AlignmentFlag.AlignVCenter)
        self.head_actions.addWidget(actions, alignment=Qt.AlignmentFlag.AlignTop)
        for face in (self.empty, self.busy, self.failed, self.view, self.lesson):
            self._faces.addWidget(face)
        self.body.addWidget(self._faces, 1)
