"""Three songs, one question, one key each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.explore.judging.agreement import ASKED
from musicpuzzle.explore.judging.log import JudgementLog

from ...context import Context
from ...faces import BusyFace, SentenceFace
from ...saving import Saver, Write
from ...shortcuts import add_keys
from ...sound import PlayState
from ...widgets import button, label, scrolled
from ..atlas import Atlas
from ..keys import with_key
from ..previews import KIND, Previews, Wish
from ..toolbar import Segment
from .agreement_view import AgreementView
from .card import SongCard, boxes
from .judge import Judge, Turn
from .words import (
    ALL_ASKED,
    ASKED_WORDS,
    BUSY,
    HINT,
    NAMES,
    TOO_FEW,
    done_words,
    question_words,
    songs_words,
    verdict_words,
)

WIDTH = 1280


class CompareView(QWidget):
    """Asks which of two songs is more like a third, and shows how the model agrees.

    Signals:
        said: words for those who listen to a screen reader.
        failed: one sentence about what could not be done.
        left: the map is wanted.
        library_wanted: songs are to be added, elsewhere.
    """

    said = Signal(str)
    failed = Signal(str)
    left = Signal()
    library_wanted = Signal()

    def __init__(
        self, context: Context, previews: Previews, saver: Saver, path: Path | None = None
    ) -> None:
        """The view.

        Args:
            path: of the answers, by default the person's own.
        """
        super().__init__()
        self._context = context
        self._previews = previews
        self._saver = saver
        self._path = path
        self.judge = Judge(self, path)
        self.turn: Turn | None = None
        self._waits = False
        theme = context.theme
        self.choices: dict[str, Segment] = {}
        self._group = QButtonGroup(self)
        self.lists = button("Answers", tip="Import or export answers", kind="menu")
        self.back = button("Back to the map", tip=with_key("Back to the map", "leave"))
        self.question = label(question_words(""), "heading", wrap=True)
        self.cards = [SongCard(theme, number) for number in range(len(NAMES))]
        self.skip = button("Can't say", tip=with_key("Leave the question open", "skip"))
        tip = with_key("Take your last answer back, and answer anew", "take_back")
        self.undo = button("Undo", tip=tip, kind="quiet", name="Undo the last answer")
        self.verdict = label("", "strong", wrap=True)
        self.songs = label("", "note", wrap=True)
        self.agreement = AgreementView(theme)
        self.busy = BusyFace(theme, boxes, name=BUSY, tip="Back to the map")
        self.few = SentenceFace(TOO_FEW, "Open the library", "Add songs")
        self.done = SentenceFace(ALL_ASKED, "Back to the map", with_key("Leave", "leave"))
        self.broken = SentenceFace("", "Try again", "Read the answers once more")
        self.faces = QStackedWidget()
        # For a moment, where nothing on it can have the keys; Tab does not stop here.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleDescription(HINT)
        self._lay_out()
        self._connect()

    def ask(self, atlas: Atlas) -> None:
        """Ask about these songs; what is shown about others goes."""
        if self.turn is None or self.turn.atlas.collection is not atlas.collection:
            self._previews.stop()
            self.turn = None
            self._wait(lambda: self.judge.ask(atlas))

    def enter(self) -> None:
        """Let the keys begin at the first song, or at what there is to do."""
        face = self.faces.currentWidget()
        if face is self._asking:
            self.cards[0].play.setFocus()
        elif isinstance(face, SentenceFace):
            face.action.setFocus()
        else:
            self.setFocus()

    def show_state(self, state: PlayState) -> None:
        """Show which song sounds, and how far it is."""
        songs = self._asked_songs()
        sounding = state.key[1] if isinstance(state.key, tuple) and state.key[0] == KIND else None
        for card, song in zip(self.cards, songs or (-1, -1, -1), strict=True):
            share = state.position_s / state.duration_s if state.duration_s else 0.0
            card.show_sounding(song >= 0 and song == sounding and not state.ended, share)

    def play(self, number: int) -> None:
        """Play the first song (0), A (1) or B (2), or stop it."""
        songs = self._asked_songs()
        if songs and self.turn is not None:
            self._previews.play(self._wishes(self.turn)[number])
            self.show_state(self._context.player.state())

    def answer(self, is_a: bool | None) -> None:
        """Answer A or B, or leave the question open with None."""
        turn = self.turn
        if turn is not None and turn.question is not None and not self._waits:
            question = turn.question
            self._previews.stop()
            self._wait(lambda: self.judge.answer(question, is_a))

    def take_back(self) -> None:
        """Undo the last answer."""
        if self.turn is not None and self.turn.can_undo and not self._waits:
            self._previews.stop()
            self._wait(self.judge.undo)

    def ask_about(self, dimension: str) -> None:
        """Ask about likeness in another sense."""
        if dimension != self.judge.dimension:
            self._previews.stop()
            self.choices[dimension].setChecked(True)
            self._wait(lambda: self.judge.ask_about(dimension))

    def import_list(self) -> None:
        """Ask for a list of answers, and take it over."""
        dialog = QFileDialog(self.window(), "Import answers", str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["Lists of answers (*.csv)", "All files (*)"])
        dialog.fileSelected.connect(self._take_over)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self) -> None:
        """Ask where to, and write the person's own answers."""
        path = self._path

        def prepare(chosen: Path) -> Write:
            return lambda: JudgementLog(path).export(chosen)

        self._saver.ask("Export your answers", "answers", (("Table", "csv"),), prepare)

    def close_all(self) -> None:
        """Keep what was answered; the window closes."""
        self.judge.close()

    def event(self, event: QEvent) -> bool:
        """Take its keys before the window does, for which Esc means another thing."""
        if event.type() == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if self._deed(event) is not None:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each, see `keys`."""
        deed = self._deed(event)
        if deed is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            deed()

    def _deed(self, event: QKeyEvent) -> Callable[[], object] | None:
        key, shift = event.key(), Qt.KeyboardModifier.ShiftModifier
        held = event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier)
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.take_back
        if held:
            return None
        deeds: dict[int, Callable[[], object]] = {
            Qt.Key.Key_1: partial(self.play, 0),
            Qt.Key.Key_2: partial(self.play, 1),
            Qt.Key.Key_3: partial(self.play, 2),
            Qt.Key.Key_A: partial(self.answer, True),
            Qt.Key.Key_B: partial(self.answer, False),
            Qt.Key.Key_S: partial(self.answer, None),
            Qt.Key.Key_Backspace: self.take_back,
            Qt.Key.Key_Escape: self.left.emit,
        }
        return deeds.get(key)

    def _wait(self, begin: Callable[[], object]) -> None:
        """Begin something that ends in a turn, or in a failure."""
        self._waits = True
        begin()
        if self.turn is None:
            self.busy.watch(self.judge.job)
            self._show_face(self.busy)

    def _take(self, turn: Turn) -> None:
        self._waits = False
        self.busy.watch(None)
        self.turn = turn
        self.agreement.show_turn(turn)
        if self.undo.hasFocus() and not turn.can_undo:
            self.skip.setFocus()
        self.undo.setEnabled(turn.can_undo)
        self.exports.setEnabled(turn.has_answers)
        self.choices[self.judge.dimension].setChecked(True)
        self.question.setText(question_words(self.judge.dimension))
        self.setAccessibleName(self.question.text())
        before = turn.before
        words = verdict_words(before) if before else turn.words
        self.verdict.setText(words)
        self.songs.setText(songs_words(before, turn.atlas.collection) if before else "")
        self.songs.setVisible(before is not None)
        if turn.question is not None:
            self._show_face(self._asking)
            self._previews.prepare(self._wishes(turn))
            self.said.emit(f"{words} {self.question.text()}".strip())
        else:
            face = self.done if turn.has_songs else self.few
            self.done.words.setText(done_words(words, turn.own.total))
            self._show_face(face)
            self.said.emit(face.words.text())
        self.show_state(self._context.player.state())

    def _fail(self, sentence: str) -> None:
        self._waits = False
        self.busy.watch(None)
        if self.turn is None:
            self.broken.words.setText(sentence)
            self._show_face(self.broken)
            self.said.emit(sentence)
        else:
            self.choices[self.judge.dimension].setChecked(True)
            self.failed.emit(sentence)

    def _lose(self, song: int) -> None:
        """A song of the question cannot be heard: another question, without it."""
        turn = self.turn
        if self.isVisible() and turn is not None and song in (self._asked_songs() or ()):
            path = turn.atlas.collection.paths[song]
            self._wait(lambda: self.judge.drop(path))

    def _take_over(self, name: str) -> None:
        self._wait(lambda: self.judge.take_over(Path(name)))

    def _retry(self) -> None:
        self._wait(lambda: self.judge.ask_about(self.judge.dimension))

    def _asked_songs(self) -> tuple[int, int, int] | None:
        turn = self.turn
        return turn.question.songs if turn is not None and turn.question is not None else None

    def _wishes(self, turn: Turn) -> list[Wish]:
        """The three songs, by what they are called here: the transport shows it."""
        assert turn.question is not None
        collection = turn.atlas.collection
        return [
            Wish(song, collection.paths[song], name, float(collection.typical_s[song]))
            for song, name in zip(turn.question.songs, NAMES, strict=True)
        ]

    def _show_face(self, face: QWidget) -> None:
        focus = self.window().focusWidget()
        has_focus = focus is self or (focus is not None and self.isAncestorOf(focus))
        is_other = face is not self.faces.currentWidget()
        self.faces.setCurrentWidget(face)
        if is_other and has_focus and self.isVisible():
            self.enter()

    def _choose(self) -> None:
        self.ask_about(self.sender().property("asked"))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        for number, (asked, words) in enumerate(ASKED_WORDS.items(), 1):
            tip = f"{question_words(asked)} (Alt+{number})"
            choice = Segment(words, tip)
            choice.setProperty("asked", asked)
            choice.clicked.connect(self._choose)
            self._group.addButton(choice)
            self.choices[asked] = choice
            head.addWidget(choice)
            add_keys(self, f"Alt+{number}", partial(self.ask_about, ASKED[number - 1]))
        self.choices[""].setChecked(True)
        head.addStretch(1)
        head.addWidget(self.lists)
        head.addSpacing(8)
        head.addWidget(self.back)
        menu = QMenu(self.lists)
        menu.addAction("Import answers (CSV)…", self.import_list)
        self.exports = menu.addAction("Export your answers (CSV)…", self.export)
        self.lists.setMenu(menu)
        self._asking = self._asking_face()
        for face in (self._asking, self.busy, self.few, self.done, self.broken):
            self.faces.addWidget(face)
        middle = QWidget()
        middle.setMaximumWidth(self._context.theme.sizes.px(WIDTH))
        lines = QVBoxLayout(middle)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addLayout(head)
        lines.addWidget(self.faces, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(middle, 1)
        whole.addStretch(0)

    def _asking_face(self) -> QScrollArea:
        cards = QHBoxLayout()
        cards.setSpacing(16)
        for card in self.cards:
            cards.addWidget(card, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.skip)
        below.addWidget(self.undo)
        below.addSpacing(8)
        below.addWidget(self.verdict, 1)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(16)
        lines.addWidget(self.question)
        lines.addLayout(cards)
        lines.addLayout(below)
        # What stands below stays where it is.
        policy = self.songs.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.songs.setSizePolicy(policy)
        lines.addWidget(self.songs)
        lines.addWidget(self.agreement)
        lines.addWidget(label(HINT, "note", wrap=True))
        lines.addStretch(1)
        return scrolled(inner)

    def _connect(self) -> None:
        self.judge.turned.connect(self._take)
        self.judge.failed.connect(self._fail)
        self._previews.lost.connect(self._lose)
        for number, card in enumerate(self.cards):
            card.play_wanted.connect(partial(self.play, number))
        self.cards[1].chosen.connect(partial(self.answer, True))
        self.cards[2].chosen.connect(partial(self.answer, False))
        self.skip.clicked.connect(partial(self.answer, None))
        self.undo.clicked.connect(self.take_back)
        self.back.clicked.connect(self.left)
        self.busy.cancel.clicked.connect(self.left)
        self.few.action.clicked.connect(self.library_wanted)
        self.done.action.clicked.connect(self.left)
        self.broken.action.clicked.connect(self._retry)
