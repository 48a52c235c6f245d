"""The window: rail, pages, transport."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtWidgets import QGridLayout, QMainWindow, QStackedWidget, QWidget

from musicpuzzle.errors import SettingsError
from musicpuzzle.explore.gather import gathered_from, is_explorable
from musicpuzzle.play.records import RoundRecord
from musicpuzzle.settings import (
    CACHE_LIMIT_MIB,
    OPPONENT,
    WINDOW_HEIGHT,
    WINDOW_MAXIMISED,
    WINDOW_WIDTH,
    Setting,
)

from .cache import trim_cache
from .context import Context
from .credits_page import CreditsPage
from .explore.page import ExplorePage
from .history.page import HistoryPage
from .lanes import Job
from .library.page import LibraryPage
from .play.opening import local_paths
from .play.page import PlayPage
from .play.rival import display_name
from .play.session import Phase
from .rail import Entry, Rail
from .review import ReviewPage, Subject
from .settings_page import SettingsPage
from .shortcuts import BY_NAME, ShortcutSheet
from .ticker import Ticker
from .transport import Transport
from .widgets import Page

NAME = "Music Puzzle"
SMALLEST_WIDTH, SMALLEST_HEIGHT = 860, 560
ENTRIES = (
    Entry("play", "Play", "jigsaw", "Play"),
    Entry("explore", "Explore", "explore", "Explore your songs"),
    Entry("library", "Library", "note", "Your songs"),
    Entry("history", "History", "history", "History"),
    Entry("about", "About", "about", "Credits and licences", at_foot=True),
    Entry("settings", "Settings", "settings", "Settings", at_foot=True),
)


class MainWindow(QMainWindow):
    """The one window of the program."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._first: tuple[tuple[Path, ...], int | None] = ((), None)
        self._came_from = "play"
        self.setWindowTitle(NAME)
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST_WIDTH, SMALLEST_HEIGHT)
        self.ticker = Ticker(context.player, self)
        with context.theme.undressed():
            self._build()
        self._add_actions()
        self._connect_pages()
        self._restore_size()
        self.show_page("play")
        for problem in context.settings.problems:
            self.play.show_bar(problem, context.theme.icon("cross"))

    def _build(self) -> None:
        context = self._context
        self.play = PlayPage(context, self.ticker)
        self.history = HistoryPage(context, self.play.session.keeping.book.open)
        self.library = LibraryPage(context)
        database = self.library.shelf.database
        self.explore = ExplorePage(context, lambda _: gathered_from(database))
        self.pages: dict[str, Page] = {
            "play": self.play,
            "explore": self.explore,
            "library": self.library,
            "history": self.history,
            "about": CreditsPage(context),
            "settings": SettingsPage(context),
        }
        self.review = ReviewPage(context)
        self.stack = QStackedWidget()
        for page in (*self.pages.values(), self.review):
            self.stack.addWidget(page)
        self.rail = Rail(context.theme, ENTRIES)
        self.rail.chosen.connect(self.show_page)
        self._offer_map(False)
        self.transport = Transport(context)
        self.ticker.ticked.connect(self.transport.show_state)
        self.ticker.ticked.connect(self.review.show_state)
        self.ticker.ticked.connect(self.explore.show_state)
        self._lay_out()

    def show_page(self, name: str) -> None:
        """Turn to a page."""
        self.stack.setCurrentWidget(self.pages[name])
        self.rail.show_chosen(name)

    def show_review(self) -> None:
        """Look back on the round that is over."""
        deal, round_ = self.play.session.deal, self.play.session.round
        if deal is None or round_ is None or not round_.is_over:
            return
        record = self.play.session.record
        # Another opponent may have been chosen since.
        played = record.opponent if record is not None else None
        name = played or self._context.settings.get(OPPONENT)
        rival = display_name(name)
        self._came_from = "play"
        self.stack.setCurrentWidget(self.review)
        self.review.look(Subject(deal.puzzle, deal.pieces, round_.order, name, rival))

    def start(self, paths: tuple[Path, ...] = (), seed: int | None = None) -> None:
        """Begin what waits until the window stands: the models, the first puzzle, the cache.

        Args:
            paths: songs or folders to begin with; by default those of last time.
            seed: draws the first puzzle; by default chance does.
        """
        self._first = (paths, seed)
        QTimer.singleShot(0, self._start)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders, whichever page is shown."""
        if local_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Make a puzzle of what was dropped."""
        event.acceptProposedAction()
        self.show_page("play")
        self.play.open_paths(local_paths(event.mimeData()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the settings, end all work; where a run would be left, ask first."""
        if not _is_log_out() and not self.play.turner.may_close(self.close):
            self.show_page("play")
            event.ignore()
            return
        settings = self._context.settings
        settings.put(WINDOW_MAXIMISED, self.isMaximized())
        if not self.isMaximized():
            _put_clamped(self._context, WINDOW_WIDTH, self.width())
            _put_clamped(self._context, WINDOW_HEIGHT, self.height())
        # Hidden first: a job may need a moment until it stops at its next chunk.
        self.hide()
        self.play.close_round()
        self.review.close_review()
        self.library.close_page()
        self.explore.close_page()
        self._context.lanes.close()
        self._context.player.close()
        try:
            settings.save()
        except SettingsError as error:
            self.play.show_bar(str(error), self._context.theme.icon("cross"))
        super().closeEvent(event)

    def _start(self) -> None:
        self.play.start(*self._first)
        self._look_for_songs()
        limit_mib = self._context.settings.get(CACHE_LIMIT_MIB)

        def trim(job: Job) -> None:
            trim_cache(limit_mib, job.cancelled)

        self._context.lanes.io(trim)

    def _lay_out(self) -> None:
        central = QWidget()
        grid = QGridLayout(central)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.rail, 0, 0)
        grid.addWidget(self.stack, 0, 1)
        grid.addWidget(self.transport, 1, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        self.setCentralWidget(central)

    def _connect_pages(self) -> None:
        self.play.session.kept.connect(self._show_kept)
        self.history.play_wanted.connect(self._show_play)
        self.history.again_wanted.connect(self._play_again)
        self.history.rated_wanted.connect(self._play_rated)
        self.library.scanner.finished.connect(self._look_for_songs)
        self.library.shelf.changed.connect(self.explore.outdate)
        self.explore.library_wanted.connect(self._show_library)
        self.explore.jigsaw_wanted.connect(self._play_jigsaw)
        self.explore.medley_wanted.connect(self._play_medley)
        self.review.back_wanted.connect(self._leave_review)
        self.history.round_chosen.connect(self._review_kept)
        self.play.result.review_wanted.connect(self.show_review)
        self.play.over.rounds.chosen.connect(self._review_of_run)
        for changed in (
            self.play.session.phase_changed,
            self.review.session.phase_changed,
            self.stack.currentChanged,
        ):
            changed.connect(self._show_title)
        self.play.keys.clicked.connect(self.show_keys)

    def _add_actions(self) -> None:
        self._action("page_play", self._show_play)
        self._action("page_explore", self._show_explore)
        self._action("page_library", self._show_library)
        self._action("page_history", self._show_history)
        self._action("page_about", self._show_about)
        self._action("page_settings", self._show_settings)
        self._action("pause", self.transport.toggle)
        self._action("stop", self._stop)
        self._action("volume_up", self._louder)
        self._action("volume_down", self._quieter)
        self._action("mute", self.transport.toggle_mute)
        self._action("help", self.show_keys)
        self._action("quit", self._quit)

    def _action(self, name: str, slot: Callable[[], object]) -> None:
        keys = BY_NAME[name]
        action = QAction(keys.words, self)
        action.setShortcuts([QKeySequence(sequence) for sequence in keys.sequences])
        action.triggered.connect(slot)
        self.addAction(action)

    def show_keys(self) -> None:
        """Open the sheet of all keys."""
        ShortcutSheet(self).open()

    def _show_title(self) -> None:
        """Tell also in the list of windows how the round stands."""
        if self.review.is_ready and self.stack.currentWidget() is self.review:
            self.setWindowTitle(f"Review – {NAME}")
            return
        phase = self.play.session.phase
        started = phase not in (Phase.EMPTY, Phase.DEALING)
        self.setWindowTitle(f"{self.play.title.text()} – {NAME}" if started else NAME)

    def _review_of_run(self, record: RoundRecord) -> None:
        """Look back on a round of the Streak or Storm that is over."""
        self._review_kept(record, came_from="play")

    def _review_kept(self, record: RoundRecord, came_from: str = "history") -> None:
        """Look back on a round of the log."""
        self._came_from = came_from
        self.stack.setCurrentWidget(self.review)
        self.review.look_at(record, self._context.settings.get(OPPONENT))

    def _leave_review(self) -> None:
        """Go back to where the review was asked for."""
        self.show_page(self._came_from)
        if self._came_from == "history":
            self.history.rounds.table.setFocus()

    def _play_again(self, record: RoundRecord) -> None:
        """Play the puzzle of a round of the history once more."""
        self.show_page("play")
        self.play.turner.replay(record.round_id)

    def _play_rated(self) -> None:
        self._show_play()
        self.play.turner.choose_mode("rated")

    def _show_kept(self) -> None:
        """A round was added to the log while the history is shown."""
        if self.history.isVisible():
            self.history.read()

    def _show_play(self) -> None:
        self.show_page("play")

    def _show_explore(self) -> None:
        if self._has_map:
            self.show_page("explore")

    def _look_for_songs(self, *_: object) -> None:
        """Offer the map once the library has songs that a model has listened to."""
        database = self.library.shelf.database
        self._context.lanes.io(lambda _: is_explorable(database)).success(self._offer_map)
        self.explore.refresh()

    def _offer_map(self, is_there: bool) -> None:
        self._has_map = is_there
        self.rail.show_entry("explore", is_there)

    def _play_jigsaw(self, path: Path) -> None:
        self.show_page("play")
        self.play.turner.play_songs("jigsaw", (path,))

    def _play_medley(self, paths: list[Path]) -> None:
        self.show_page("play")
        self.play.turner.play_songs("medley", tuple(paths))

    def _show_library(self) -> None:
        self.show_page("library")

    def _show_history(self) -> None:
        self.show_page("history")

    def _show_about(self) -> None:
        self.show_page("about")

    def _show_settings(self) -> None:
        self.show_page("settings")

    def _stop(self) -> None:
        self.play.give_up()
        self._context.player.stop()

    def _louder(self) -> None:
        self.transport.change_volume(1)

    def _quieter(self) -> None:
        self.transport.change_volume(-1)

    def _quit(self) -> None:
        self.close()

    def _restore_size(self) -> None:
        settings = self._context.settings
        room = self.screen().availableGeometry()
        width = min(settings.get(WINDOW_WIDTH), room.width())
        height = min(settings.get(WINDOW_HEIGHT), room.height())
        self.resize(width, height)
        if settings.get(WINDOW_MAXIMISED):
            self.showMaximized()


def _is_log_out() -> bool:
    """The desktop ends all programs, and would wait for an answer."""
    application = QGuiApplication.instance()
    return isinstance(application, QGuiApplication) and application.isSavingSession()


def _put_clamped(context: Context, setting: Setting[int], value: int) -> None:
    low, high = int(setting.low or 0), int(setting.high or value)
    context.settings.put(setting, min(high, max(low, value)))
