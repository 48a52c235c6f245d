"""Learn from your mistakes: what follows a piece is asked again, by ear."""

from __future__ import annotations

import itertools

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.games.puzzle import letters
from musicpuzzle.review import learn
from musicpuzzle.review.learn import Lesson, Question

from ..context import Context
from ..theme import icons
from ..widgets import button, label, set_kind
from .listening import play_end, play_join
from .subject import Subject

WIDTH, CHOOSE, MARK, ICON = 560, 168, 16, 20
CHOICE_GAP = 4
NOTHING = "Nothing: it is the last piece"
_KEYS = "1234567890-="


class LearnView(QWidget):
    """One question at a time. Until one is answered nothing here knows a candidate's letter."""

    closed = Signal()
    said = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._subject: Subject | None = None
        self.lesson = Lesson(())
        self.heading = label("", "heading")
        self.count = label("", "muted")
        self.feedback = label("", wrap=True)
        self.hear = button("Hear it", tip="Hear the end of this piece alone")
        self.hear.clicked.connect(self._hear_piece)
        self.show_answer = button("Show the answer", tip="Give this question up")
        self.show_answer.clicked.connect(self._show)
        self.next = button("Next", tip="Go on to the next question", kind="main")
        self.next.clicked.connect(self._go_on)
        # It is higher than its neighbours; its room stays, so that nothing moves when it comes.
        policy = self.next.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.next.setSizePolicy(policy)
        self.leave = button("Back to the review", tip="Leave; nothing is lost or won")
        self.leave.clicked.connect(self.closed)
        self.listen: list[QPushButton] = []
        self.choose: list[QPushButton] = []
        self._lines: list[QWidget] = []
        self._marks: dict[int, str] = {}
        self._lay_out()
        context.theme.changed.connect(self._dress)

    def begin(self, subject: Subject) -> None:
        """Ask each wrong join of a round."""
        self._subject = subject
        self.lesson = learn.begin(subject.puzzle, subject.order)
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers play candidates, Enter presses."""
        text, focused = event.text(), self.focusWidget()
        question = self.lesson.question
        is_number = len(text) == 1 and text in _KEYS and not event.modifiers()
        if question is not None and is_number and _KEYS.index(text) < len(question.choices) - 1:
            self._hear_number(_KEYS.index(text))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            focused, QPushButton
        ):
            focused.click()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down go from one candidate to the next; Qt would step to the button beside."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            step = steps.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
        return super().eventFilter(watched, event)

    @property
    def _letters(self) -> tuple[str, ...]:
        assert self._subject is not None
        return letters(self._subject.puzzle.n)

    def _ask(self) -> None:
        question = self.lesson.question
        self._clear()
        asked = question is not None
        for widget in (self.hear, self.show_answer, self._area, self.feedback):
            widget.setVisible(asked)
        self.next.hide()
        self.feedback.setText("")
        if question is None:
            self._end()
            return
        name = self._letters[question.piece]
        number = len(self.lesson.results) + 1
        self.heading.setText(f"What follows {name}?")
        self.count.setText(
            f"Question {number} of {len(self.lesson.questions)}. Listen, then choose."
        )
        # The space keeps the icon at a distance, which no style sheet can.
        self.hear.setText(f" Hear {name}")
        self.hear.setAccessibleName(f"Hear the end of {name}")
        self.show_answer.setEnabled(True)
        for place, choice in enumerate(question.choices):
            self._add_choice(name, place, nothing=choice is None)
        self._tab_order()
        self._dress()
        self.listen[0].setFocus()
        self.said.emit(f"{self.heading.text()} {self.count.text()}")

    def _add_choice(self, name: str, place: int, *, nothing: bool) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if nothing:
            nothing_line = label(NOTHING)
            nothing_line.setContentsMargins(14, 0, 0, 0)
            row.addWidget(nothing_line, 1)
        else:
            tip = f"Hear the end of {name}, then the start of candidate {place + 1}"
            words = f"Hear {name}, then candidate {place + 1}"
            hear = button(f" {name}, then {place + 1}", tip=tip, kind="row", name=words)
            hear.clicked.connect(self._hear_sender)
            hear.installEventFilter(self)
            self.listen.append(hear)
            row.addWidget(hear, 1)
        told = f"{name} is the last piece" if nothing else f"Candidate {place + 1} follows {name}"
        choose = button("This one", tip=f"Answer: {told}", name=told)
        # So wide that nothing moves when the words change.
        choose.setMinimumWidth(self._context.theme.sizes.px(CHOOSE))
        choose.clicked.connect(self._choose_sender)
        choose.installEventFilter(self)
        self.choose.append(choose)
        row.addWidget(choose)
        self._lines.append(line)
        self._choices.addWidget(line)

    def _answer(self, place: int) -> None:
        before = self.lesson
        if before.question is None or before.answered is not None or place in before.tried:
            return
        self.lesson = learn.choose(before, place)
        if self.lesson.answered is None:
            self._tell("Not that one. Listen again.", "bad")
            self.choose[place].setText("Not this one")
            self._marks[place] = "cross"
            self._dress()
            self.choose[place].setAccessibleName(f"Not this one: {place + 1}")
            self.choose[place].setEnabled(False)
            self.listen[min(place, len(self.listen) - 1)].setFocus()
        else:
            self._reveal(before.question, place)

    def _show(self) -> None:
        question = self.lesson.question
        if question is None or self.lesson.answered is not None:
            return
        self.lesson = learn.show(self.lesson)
        right = next(k for k, choice in enumerate(question.choices) if choice in question.right)
        self._reveal(question, right)

    def _reveal(self, question: Question, place: int) -> None:
        name, choice = self._letters[question.piece], question.choices[place]
        told = (
            f"{name} is the last piece."
            if choice is None
            else f"{self._letters[choice]} follows {name}."
        )
        found = self.lesson.answered != "shown"
        self._tell(f"Right: {told}" if found else told, "good" if found else "")
        self._marks[place] = "check"
        self._dress()
        for number, choose in enumerate(self.choose):
            choose.setEnabled(False)
            if number == place:
                choose.setAccessibleName(told)
                choose.setText(
                    f"{'Right' if found else 'The answer'}: {_word(choice, self._letters)}"
                )
        self.show_answer.setEnabled(False)
        last = len(self.lesson.results) + 1 == len(self.lesson.questions)
        self.next.setText("Finish" if last else "Next")
        self.next.setAccessibleName(self.next.text())
        self.next.show()
        self.next.setFocus()
        # Last: what loses the focus because it cannot be pressed any more scrolls as well.
        self._area.ensureWidgetVisible(self.choose[place], 0, 0)

    def _dress(self) -> None:
        """Icons in the theme's colours; what was tried has a mark that says how it was."""
        theme = self._context.theme
        for hear in (self.hear, *self.listen):
            hear.setIcon(theme.icon("play"))
            hear.setIconSize(icons.icon_size(theme.sizes.px(ICON)))
        for place, shape in self._marks.items():
            colour = theme.tokens.good if shape == "check" else theme.tokens.bad
            self.choose[place].setIcon(icons.icon(shape, colour, colour))
            self.choose[place].setIconSize(icons.icon_size(theme.sizes.px(MARK)))
        # No higher than the choices, which scroll where there is no room for all.
        heights = (choose.sizeHint().height() + CHOICE_GAP for choose in self.choose)
        self._area.setMaximumHeight(max(0, sum(heights) - CHOICE_GAP))

    def _go_on(self) -> None:
        if self.lesson.answered is not None:
            self.lesson = learn.go_on(self.lesson)
            self._ask()

    def _end(self) -> None:
        results = self.lesson.results
        self.heading.setText("That was all" if results else "Nothing to learn here")
        at_once, all_ = results.count("first"), len(results)
        words = f"You found {at_once} of {all_} at once." if results else "Every join was right."
        self.count.setText(f"{words} Your rating stays as it is.")
        self.leave.setFocus()
        self.said.emit(f"{self.heading.text()}. {self.count.text()}")

    def _tell(self, words: str, kind: str) -> None:
        self.feedback.setText(words)
        set_kind(self.feedback, kind)
        self.said.emit(words)

    def _hear_piece(self) -> None:
        question = self.lesson.question
        if question is not None and self._subject is not None:
            name = self._letters[question.piece]
            pieces = self._subject.pieces
            play_end(self._context.player, pieces, question.piece, f"The end of {name}")

    def _hear_number(self, place: int) -> None:
        question = self.lesson.question
        if question is None or self._subject is None:
            return
        choice = question.choices[place]
        if choice is not None:
            self._area.ensureWidgetVisible(self.listen[place], 0, 0)
            label_ = f"{self._letters[question.piece]}, then {place + 1}"
            pair = (question.piece, choice)
            play_join(self._context.player, self._subject.pieces, pair, label_)

    def _hear_sender(self) -> None:
        self._hear_number(self._place_of(self.listen))

    def _choose_sender(self) -> None:
        self._answer(self._place_of(self.choose))

    def _place_of(self, buttons: list[QPushButton]) -> int:
        return next(place for place, one in enumerate(buttons) if one is self.sender())

    def _step(self, step: int) -> None:
        focused = self.focusWidget()
        column = self.choose if focused in self.choose else self.listen
        enabled = [one for one in column if one.isEnabled()]
        if enabled:
            at = enabled.index(focused) if focused in enabled else -step
            chosen = enabled[(at + step) % len(enabled)]
            chosen.setFocus()
            self._area.ensureWidgetVisible(chosen, 0, 0)

    def _clear(self) -> None:
        for line in self._lines:
            self._choices.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.listen, self.choose, self._lines = [], [], []
        self._marks = {}

    def _tab_order(self) -> None:
        order: list[QWidget] = [self.hear]
        for place, choose in enumerate(self.choose):
            order += [*self.listen[place : place + 1], choose]
        order += [self.show_answer, self.next, self.leave]
        for before, after in itertools.pairwise(order):
            QWidget.setTabOrder(before, after)

    def _lay_out(self) -> None:
        content = QWidget()
        content.setObjectName("play_body")
        self._choices = QVBoxLayout(content)
        self._choices.setContentsMargins(0, 0, 0, 0)
        self._choices.setSpacing(CHOICE_GAP)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(content)
        column = QWidget()
        column.setMaximumWidth(self._context.theme.sizes.px(WIDTH))
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.hear)
        lines.addLayout(head)
        lines.addWidget(self.count)
        lines.addSpacing(8)
        lines.addWidget(self._area, 100)
        lines.addSpacing(8)
        lines.addWidget(self.feedback)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for widget in (self.leave, self.show_answer):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.next)
        lines.addLayout(foot)
        lines.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addStretch(1)
        outer.addWidget(column, 100)
        outer.addStretch(1)


def _word(choice: int | None, names: tuple[str, ...]) -> str:
    return "nothing" if choice is None else names[choice]
