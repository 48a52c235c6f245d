"""The side of the map: what is searched for, what counts, and what is found."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.find import Texts
from musicpuzzle.words import many

from ..theme.theme import Theme
from ..widgets import button, chain_tabs, label, tool
from .keys import with_key
from .query import SHOWN, Query
from .results import Result, ResultList
from .toolbar import Segment
from .weights import WeightSliders

WIDTH = 286
MOST_CHIPS = 4
FIND_MS = 60
HINT = "Click a song on the map, and the songs most like it are listed here."
NOTHING_COUNTS = "Nothing counts: move one of the sliders to the right."
NOT_COMPARED = "The songs could not be compared."
WAY_HINT = "Now click the song that the way is to lead to."
NOT_FOUND = "No song has these words in its title, artist, file name or tags."


class _Name(QLabel):
    """A name that ends in dots where there is no room for all of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "note")
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as much of the name as there is room for."""
        super().resizeEvent(event)
        room = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._whole, room, self.width()))


class Chip(QFrame):
    """A song that is searched for, or away from.

    Signals:
        dropped: it is to count no more.
    """

    dropped = Signal(int)

    def __init__(self, theme: Theme, song: int, name: str, *, unlike: bool) -> None:
        super().__init__()
        self._theme = theme
        self._song = song
        self.setObjectName("card")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(4)
        word = "Less like" if unlike else "Like"
        self.words = _Name(f"{word}  {name}")
        self.words.setToolTip(f"{word} {name}")
        line.addWidget(self.words, 1)
        self.drop = tool(theme.icon("cross"), tip=f"Leave out {name}", name=f"Leave out {name}")
        self.drop.clicked.connect(self._drop)
        line.addWidget(self.drop)
        theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self.drop.setIcon(self._theme.icon("cross"))

    def _drop(self) -> None:
        self.dropped.emit(self._song)


class Panel(QWidget):
    """Searches, by likeness or by text.

    Signals:
        chosen: a song of the list was clicked.
        pointed: a song of the list is under the pointer, or -1.
    """

    chosen = Signal(int)
    pointed = Signal(int)

    def __init__(self, theme: Theme, query: Query) -> None:
        super().__init__()
        self._theme = theme
        self._query = query
        self._collection: Collection | None = None
        self._texts: Texts | None = None
        self.box = QLineEdit()
        self.box.setPlaceholderText("Find a song")
        self.box.setClearButtonEnabled(True)
        self.box.setToolTip(with_key("Words of its title, artist, file name or tags", "find"))
        self.box.setAccessibleName("Find a song")
        for found in self.box.findChildren(QAbstractButton):
            found.setToolTip("Find nothing")
            found.setAccessibleName("Find nothing")
        self._typing = QTimer(self, singleShot=True, interval=FIND_MS)
        self._typing.timeout.connect(self.show_results)
        self.box.textChanged.connect(self._typing.start)
        self.chips = QVBoxLayout()
        self.chips.setSpacing(4)
        self.sliders = WeightSliders(theme)
        self.way = Segment("Way to …", "Then click a song: the way leads there over others")
        self.way.toggled.connect(self.show_results)
        tip = "How the song moves over the map as it goes on, and when it changes"
        self.course = Segment("Course", tip)
        self.clear = button("Clear", tip="Search for nothing", kind="quiet")
        self.heading = label("", "heading")
        self.hint = label(HINT, "muted", wrap=True)
        self.list = ResultList(theme, SHOWN)
        self._lay_out()
        self.sliders.changed.connect(query.weigh)
        self.clear.clicked.connect(query.clear)
        query.asked.connect(self._show_chips)
        query.ranked.connect(self.show_results)
        self.list.chosen.connect(self.chosen)
        self.list.pointed.connect(self.pointed)
        self.list.more.connect(self._more)
        self.list.less.connect(self._less)
        self._show_chips()
        self.show_results()

    def show_songs(self, collection: Collection, texts: Texts) -> None:
        """Search among these songs."""
        self._collection, self._texts = collection, texts
        self.box.clear()

    def correct_songs(self, collection: Collection, texts: Texts) -> None:
        """Show that more, or something else, is known of the same songs."""
        self._collection, self._texts = collection, texts
        self._show_chips()
        self.show_results()

    def show_results(self) -> None:
        """List what is found: by text while there is one, else the way, else by likeness."""
        wanted = self.box.text().strip()
        query, collection = self._query, self._collection
        results: list[Result] = []
        heading, hint = "", HINT
        if collection is not None and self._texts is not None and wanted:
            results = [self._result(song) for song in self._texts.find(wanted, SHOWN)]
            heading, hint = "Found" if results else "", NOT_FOUND
        elif query.way:
            results = [self._result(song) for song in query.way[:SHOWN]]
            heading = f"A way in {many(len(query.way) - 1, 'step')}"
        elif query.ranking is not None:
            rows = zip(query.ranking.songs.tolist(), query.ranking.parts.tolist(), strict=True)
            results = [self._result(song, tuple(parts)) for song, parts in rows]
            heading = "Most like it" if len(query.like) == 1 else "Most like that"
        elif (query.like or query.unlike) and not query.is_busy:
            hint = NOTHING_COUNTS if query.weights is None else NOT_COMPARED
        self.heading.setText(heading)
        self.heading.setVisible(bool(heading))
        asks = self.way.isChecked()
        self.hint.setText(WAY_HINT if asks else hint)
        self.hint.setVisible(asks or not results)
        self.list.show_results(results)

    def _result(self, song: int, parts: tuple[float, ...] = ()) -> Result:
        assert self._collection is not None
        return Result(song, self._collection.titles[song], self._collection.artists[song], parts)

    def _show_chips(self) -> None:
        while self.chips.count():
            item = self.chips.takeAt(0)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        query, collection = self._query, self._collection
        wanted = [(song, False) for song in query.like] + [(song, True) for song in query.unlike]
        drops: list[QWidget] = []
        if collection is not None:
            for song, unlike in wanted[:MOST_CHIPS]:
                chip = Chip(self._theme, song, collection.name(song), unlike=unlike)
                chip.dropped.connect(query.drop)
                self.chips.addWidget(chip)
                drops.append(chip.drop)
            if len(wanted) > MOST_CHIPS:
                self.chips.addWidget(label(f"and {len(wanted) - MOST_CHIPS} more", "note"))
        chain_tabs(self.box, drops)
        is_one = len(query.like) == 1
        self.clear.setVisible(bool(wanted))
        for action in (self.way, self.course):
            action.setVisible(is_one)
        if self.way.isChecked() and not is_one:
            self.way.setChecked(False)

    def _more(self, song: int) -> None:
        self._query.add(song)

    def _less(self, song: int) -> None:
        self._query.add(song, unlike=True)

    def _lay_out(self) -> None:
        self.setMinimumWidth(self._theme.sizes.px(WIDTH))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addWidget(self.box)
        lines.addLayout(self.chips)
        lines.addWidget(self.sliders)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        actions.addWidget(self.way)
        actions.addWidget(self.course)
        actions.addWidget(self.clear)
        actions.addStretch(1)
        lines.addLayout(actions)
        lines.addWidget(self.heading)
        lines.addWidget(self.hint, alignment=Qt.AlignmentFlag.AlignTop)
        lines.addWidget(self.list, 1)
