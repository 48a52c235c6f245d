"""What the table of songs can be narrowed by."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from musicpuzzle.library.query import Query
from musicpuzzle.library.schema import INDEXED, MISSING, SKIPPED, WAITING
from musicpuzzle.library.songs import key_words

from ..widgets import Chooser
from .keys import with_key

PAUSE_MS = 60
"""So long after a letter the search begins, unless another one follows."""

IN_LIBRARY, NOT_IN_LIBRARY, GONE = range(3)
STANDINGS = (
    ("In the library", frozenset({INDEXED})),
    ("Not in the library", frozenset({SKIPPED, WAITING})),
    ("Gone from their folder", frozenset({MISSING})),
)
TEMPI = (
    ("Any tempo", (None, None)),
    ("Under 80 BPM", (None, 80.0)),
    ("80 to 100 BPM", (80.0, 100.0)),
    ("100 to 120 BPM", (100.0, 120.0)),
    ("120 to 140 BPM", (120.0, 140.0)),
    ("Over 140 BPM", (140.0, None)),
)
LENGTHS = (
    ("Any length", (None, None)),
    ("Under 2 minutes", (None, 120.0)),
    ("2 to 5 minutes", (120.0, 300.0)),
    ("Over 5 minutes", (300.0, None)),
)
MOST_CHOICES = 200


class SearchLine(QLineEdit):
    """Text to search for; Escape empties it.

    Signals:
        left: Down was pressed, towards the songs.
    """

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() == Qt.Key.Key_Down:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Filters(QWidget):
    """A line to search by, and choosers.

    Signals:
        changed: something else is asked for.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.search = SearchLine()
        self.search.setPlaceholderText("Search title, artist, album, genre or file")
        self.search.setClearButtonEnabled(True)
        for found in self.search.findChildren(QToolButton):
            found.setAccessibleName("Clear the search")
            found.setToolTip("Clear the search (Esc)")
        self.search.setAccessibleName("Search your songs")
        self.search.setToolTip(with_key("Search your songs", "search"))
        self.standing = Chooser(
            tip="Songs in the library, or files that are not (Down)", name="Which files"
        )
        self.genre = Chooser(tip="Songs of which genre (Down)", name="Genre")
        self.mood = Chooser(tip="Songs of which mood (Down)", name="Mood")
        self.tempo = Chooser(tip="Songs of which tempo (Down)", name="Tempo")
        self.key = Chooser(tip="Songs in which key (Down)", name="Key")
        self.length = Chooser(tip="Songs of which length (Down)", name="Length")
        self._fill()
        self._timer = QTimer(self, interval=PAUSE_MS)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.changed)
        self.search.textChanged.connect(self._timer.start)
        first, *others = self._choosers()
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.search, 1)
        above.addWidget(first)
        for chooser in others:
            below.addWidget(chooser)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for line in (layout, above, below):
            line.setSpacing(8)
        layout.addLayout(above)
        layout.addLayout(below)
        for chooser in self._choosers():
            chooser.activated.connect(self.changed)
        self.standing.currentIndexChanged.connect(self._show_choosers)

    def query(self) -> Query:
        """What is asked for."""
        standing = STANDINGS[self.standing.currentIndex()][1]
        if self.of_listed:
            # Nothing is known of them by which they could be chosen.
            return Query(text=self.search.text(), statuses=standing)
        genre, mood, key = (box.currentData() for box in (self.genre, self.mood, self.key))
        return Query(
            text=self.search.text(),
            genres=frozenset() if genre is None else frozenset({genre}),
            moods=frozenset() if mood is None else frozenset({mood}),
            tempo_bpm=TEMPI[self.tempo.currentIndex()][1],
            duration_s=LENGTHS[self.length.currentIndex()][1],
            keys=frozenset() if key is None else frozenset({key}),
            statuses=standing,
        )

    @property
    def of_listed(self) -> bool:
        """True where files are asked for that are not in the library."""
        return self.standing.currentIndex() == NOT_IN_LIBRARY

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is searched for, or chosen by."""
        _, *others = self._choosers()
        is_chosen = not self.of_listed and any(box.currentIndex() for box in others)
        return bool(self.search.text()) or is_chosen

    def show_all_of(self, standing: int) -> None:
        """Ask for everything of one of `STANDINGS`."""
        for chooser in self._choosers():
            chooser.setCurrentIndex(0)
        self.standing.setCurrentIndex(standing)
        self.search.clear()
        self.changed.emit()

    def offer(self, genres: Sequence[str], moods: Sequence[str]) -> None:
        """Offer the first of some genres and moods; what is chosen stays, if it is there."""
        for box, words, values in (
            (self.genre, "All genres", genres),
            (self.mood, "All moods", moods),
        ):
            kept = box.currentData()
            box.clear()
            box.addItem(words, None)
            for value in values[:MOST_CHOICES]:
                box.addItem(value, value)
            box.setCurrentIndex(max(0, box.findData(kept) if kept is not None else 0))

    def _fill(self) -> None:
        for words, _ in STANDINGS:
            self.standing.addItem(words)
        self.genre.addItem("All genres", None)
        self.mood.addItem("All moods", None)
        for words, _ in TEMPI:
            self.tempo.addItem(words)
        for words, _ in LENGTHS:
            self.length.addItem(words)
        self.key.addItem("All keys", None)
        for number in range(24):
            self.key.addItem(key_words(number), number)

    def _show_choosers(self) -> None:
        _, *others = self._choosers()
        for chooser in others:
            chooser.setVisible(not self.of_listed)

    def _choosers(self) -> tuple[Chooser, ...]:
        return (self.standing, self.genre, self.mood, self.tempo, self.key, self.length)
