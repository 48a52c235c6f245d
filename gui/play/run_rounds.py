"""The rounds of a Streak or Storm under each other, as the log has them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableWidget, QTableWidgetItem

from musicpuzzle.play.modes.contest import Contest
from musicpuzzle.play.records import RoundRecord

from ..tables import set_up
from ..theme.theme import Theme
from .difficulty import gap_words
from .result import seconds_words

HEADS = ("", "Puzzle", "You", "Time", "Song")
NUMBER, PUZZLE, YOU, TIME, SONG = range(len(HEADS))
SAMPLES = ("00", "12 pieces, gap 0.25 s", "10 of 11 joins", "10:00 min", "")
WIDTH, ROW_HEIGHT, HEAD_HEIGHT, PADDING, FEWEST_SHOWN = 640, 32, 34, 12, 2
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RunRounds(QTableWidget):
    """One line a round; Return or a double click looks back on it.

    Signals:
        chosen: a round (RoundRecord) is to be looked at.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(0, len(HEADS))
        self._theme = theme
        self._contest: Contest | None = None
        self._records: tuple[RoundRecord, ...] = ()
        set_up(self, name="The rounds of this run")
        self.setToolTip("Return: look back on a round")
        self.setHorizontalHeaderLabels(HEADS)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setStretchLastSection(True)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        of_time = self.horizontalHeaderItem(TIME)
        assert of_time is not None
        of_time.setTextAlignment(RIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.activated.connect(self._choose)
        theme.changed.connect(self._dress)
        self._dress()
        self.hide()

    def show_rounds(self, contest: Contest, records: Sequence[RoundRecord]) -> None:
        """Show the rounds of a run, in the order in which they were played."""
        self._contest, self._records = contest, tuple(records)
        self._fill()

    def clear_rounds(self) -> None:
        """Show none; the table is gone."""
        self._contest, self._records = None, ()
        self._fill()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current round for the keys to go on from."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._records:
            self.setCurrentCell(0, NUMBER)

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        rows = self.rowCount() * self._theme.sizes.px(ROW_HEIGHT)
        return QSize(self._theme.sizes.px(WIDTH), self._theme.sizes.px(HEAD_HEIGHT) + rows + 4)

    def minimumSizeHint(self) -> QSize:
        """A few rows, where the window is low."""
        few = min(FEWEST_SHOWN, self.rowCount()) * self._theme.sizes.px(ROW_HEIGHT)
        least = self._theme.sizes.px(HEAD_HEIGHT) + few + 4
        return QSize(self._theme.sizes.px(WIDTH), least)

    def _fill(self) -> None:
        self.setRowCount(len(self._records))
        for row, record in enumerate(self._records):
            texts = self._texts(row, record)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                name = HEADS[column] or "Round"
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}: {text}")
                self.setItem(row, column, item)
            for column in (NUMBER, TIME):
                self._item(row, column).setTextAlignment(RIGHT)
            self._item(row, SONG).setToolTip(texts[SONG])
        self._colour()
        self.setVisible(bool(self._records))
        self.updateGeometry()

    def _texts(self, row: int, record: RoundRecord) -> tuple[str, ...]:
        settings, verdict = record.puzzle.settings, record.person.verdict
        kind = f"{record.puzzle.n} pieces"
        if record.game == "jigsaw":
            kind += f", {gap_words(settings.gap_s).lower()}"
        outcome = f"{sum(verdict.joins)} of {len(verdict.joins)} joins"
        if verdict.exact:
            outcome = "All right"
        if self._is_late(row):
            outcome += ", too late"
        songs = ", ".join(dict.fromkeys(song.title for song in record.songs))
        return str(row + 1), kind, outcome, seconds_words(record.person.seconds), songs

    def _is_late(self, row: int) -> bool:
        return self._contest is not None and row >= self._contest.tally.played

    def _item(self, row: int, column: int) -> QTableWidgetItem:
        item = self.item(row, column)
        assert item is not None
        return item

    def _colour(self) -> None:
        tokens = self._theme.tokens
        for row, record in enumerate(self._records):
            counts = record.person.verdict.exact and not self._is_late(row)
            self._item(row, YOU).setForeground(QColor(tokens.good if counts else tokens.bad))
            for column in (NUMBER, TIME, SONG):
                self._item(row, column).setForeground(QColor(tokens.muted))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self._records[index.row()])

    def _dress(self) -> None:
        sizes = self._theme.sizes
        self.verticalHeader().setDefaultSectionSize(sizes.px(ROW_HEIGHT))
        self.horizontalHeader().setFixedHeight(sizes.px(HEAD_HEIGHT))
        metrics = QFontMetrics(self._theme.font(sizes.body))
        for column, sample in enumerate(SAMPLES[:SONG]):
            width = metrics.horizontalAdvance(sample) + 2 * sizes.px(PADDING)
            self.setColumnWidth(column, width)
        self._colour()
        self.updateGeometry()
