"""The History page: how a person comes on, all rounds, and the ladder."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QTabBar, QWidget

from musicpuzzle.play.export import write_csv
from musicpuzzle.play.history import History

from ..context import Context
from ..faces import SentenceFace
from ..lanes import Job
from ..picture import ask_picture
from ..saving import Saver
from ..shortcuts import add_action, with_key
from ..widgets import Page, button
from .archive import Archive, Reading
from .faces import NO_ROUNDS, Skeleton
from .ladder_view import LadderView
from .progress_view import ProgressView
from .rounds_view import RoundsView

LINE = "How you come on, what you played, and where you stand."
FAILED = "Your rounds could not be read."
PROGRESS, ROUNDS, LADDER = range(3)
TABS = ("Progress", "Rounds", "Ladder")


class Tabs(QTabBar):
    """Tabs that stay where they are when another one is chosen, whose words are bold then."""

    def tabSizeHint(self, index: int) -> QSize:
        """As wide as the bold word."""
        size = super().tabSizeHint(index)
        if index == self.currentIndex():
            return size
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.tabText(index)
        wider = QFontMetrics(bold).horizontalAdvance(words)
        more = wider - QFontMetrics(self.font()).horizontalAdvance(words)
        return QSize(size.width() + max(0, more), size.height())


class HistoryPage(Page):
    """Reads the log of rounds whenever it is shown; nothing is read before.

    Signals:
        round_chosen: a round (RoundRecord) is to be looked at.
        again_wanted: the puzzle of a round (RoundRecord) is to be played once more.
        play_wanted: the Play page is to be shown.
        rated_wanted: a rated round is to be played.
    """

    round_chosen = Signal(object)
    again_wanted = Signal(object)
    play_wanted = Signal()
    rated_wanted = Signal()

    def __init__(self, context: Context, open_: Callable[[], History]) -> None:
        """The page.

        Args:
            open_: gives the history, in the lane of files, when the page is first shown.
        """
        super().__init__("History", LINE)
        self._context = context
        self._archive = Archive(open_)
        self._reading: Reading | None = None
        self._job: Job | None = None
        self._told = 0
        self.export = button("Export as CSV…", tip=with_key("All rounds as a table", "export"))
        self.tabs = Tabs()
        self.progress = ProgressView(context)
        self.rounds = RoundsView(context)
        self.ladder = LadderView(context)
        self.busy = Skeleton(context.theme)
        self.empty = SentenceFace(NO_ROUNDS, "Play", with_key("Go and play", "page_play"))
        self.failed = SentenceFace(FAILED, "Try again", "Read the rounds once more")
        self.faces = QStackedWidget()
        self.saver = Saver(context, self)
        self._lay_out()
        self._connect()
        add_action(self, "export", self.ask_export)
        add_action(self, "save_picture", self.ask_picture)
        add_action(self, "again", self._again)
        add_action(self, "review", self._review)
        self._show_face()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was played since."""
        super().showEvent(event)
        self.read()

    def read(self) -> None:
        """Read the log; what is shown stays until that is done."""
        job, self._job = self._job, None
        if job is not None:
            job.cancel()
        archive = self._archive
        self._job = self._context.lanes.io(
            lambda job: archive.read(job.report), "Reading your rounds"
        )
        self._job.success(self._take).failure(self._fail).given_up(self._stop)
        self._show_face()

    def ask_export(self) -> None:
        """Ask where to, and write all rounds there."""
        if self._reading is None or not self._reading.records:
            return
        records = self._reading.records
        self.saver.ask(
            "Export as CSV",
            "music-puzzle-rounds",
            (("Table", "csv"),),
            lambda path: partial(write_csv, path, records),
        )

    def ask_picture(self) -> None:
        """Ask where to, and save the plot as it is now."""
        plot = self.progress.rating.plot
        if plot.isVisible():
            ask_picture(self.saver, "music-puzzle-rating", plot.picture)

    def _take(self, reading: Reading) -> None:
        self._job = None
        before, self._reading = self._reading, reading
        if before is None or before.records is not reading.records:
            self.progress.show_reading(reading)
            self.rounds.show_reading(reading)
        self.ladder.show_reading(reading)
        for problem in reading.problems[self._told :]:
            self._tell(problem)
        self._told = len(reading.problems)
        self._show_face()

    def _fail(self, sentence: str) -> None:
        self._job = None
        self._tell(sentence)
        self._show_face()

    def _stop(self, job: Job) -> None:
        """Somebody cancelled the reading in the list of jobs."""
        if job is self._job:
            self._job = None
            self._show_face()

    def _tell(self, sentence: str) -> None:
        self.show_bar(sentence, self._context.theme.icon("cross"))

    def _show_face(self) -> None:
        tab = self.tabs.currentIndex()
        views: tuple[QWidget, ...] = (self.progress, self.rounds, self.ladder)
        face = views[tab]
        if self._reading is None:
            face = self.failed if self._job is None else self.busy
        elif not self._reading.records and tab != LADDER:
            face = self.empty
        self.faces.setCurrentWidget(face)
        self.export.setEnabled(bool(self._reading and self._reading.records))

    def _again(self) -> None:
        if self.rounds.isVisible():
            self.rounds.play_again()

    def _review(self) -> None:
        if self.rounds.isVisible():
            self.rounds.look_back()

    def _retry(self) -> None:
        self.clear_bars()
        self.read()

    def _show_saved(self, sentence: str) -> None:
        self.line.setText(sentence)

    def _lay_out(self) -> None:
        self.head_actions.addWidget(self.export)
        for word in TABS:
            self.tabs.addTab(word)
        self.tabs.setAccessibleName("Part of the history")
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for found in self.tabs.findChildren(QAbstractButton):
            found.setToolTip("Show other parts")
            found.setAccessibleName("Show other parts")
        for face in (
            self.progress,
            self.rounds,
            self.ladder,
            self.busy,
            self.empty,
            self.failed,
        ):
            self.faces.addWidget(face)
        self.body.setSpacing(12)
        self.body.addWidget(self.tabs, alignment=Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.faces, 1)

    def _connect(self) -> None:
        self.export.clicked.connect(self.ask_export)
        self.tabs.currentChanged.connect(self._show_face)
        self.progress.rating.save_wanted.connect(self.ask_picture)
        self.progress.rating.rated_wanted.connect(self.rated_wanted)
        self.rounds.round_chosen.connect(self.round_chosen)
        self.rounds.again_wanted.connect(self.again_wanted)
        self.empty.action.clicked.connect(self.play_wanted)
        self.failed.action.clicked.connect(self._retry)
        self.saver.saved.connect(self._show_saved)
        self.saver.failed.connect(self._tell)
