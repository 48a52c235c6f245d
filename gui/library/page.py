"""The Library page: a person's songs in a table, with what can be done with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from musicpuzzle.library.deeds import REMOVED_REASON
from musicpuzzle.library.report import ScanReport
from musicpuzzle.library.schema import INDEXED, STATUSES
from musicpuzzle.words import many

from ..context import Context
from ..faces import SentenceFace, holds_keys
from ..lanes import Job
from ..play.opening import local_paths
from ..shortcuts import add_keys
from ..widgets import Page, button, label
from .faces import (
    EMPTY,
    FAILED,
    GIVEN_UP,
    GOES_ON,
    LINE,
    BusyFace,
    report_words,
    sections_words,
)
from .filters import Filters
from .keys import BY_NAME, with_key
from .listening import Listening
from .none_face import NoneFace
from .scan_bar import ScanBar
from .scanner import Scanner
from .shelf import Contents, Shelf
from .songs_model import SongsModel
from .songs_table import SongsTable

if TYPE_CHECKING:
    # What analyses songs loads libraries that the window can do without until somebody scans.
    from musicpuzzle.features.sections import Section

REFRESH_MS = 3_000
"""So often the table follows a scan."""

SHARE_MS = 20_000
"""Of each second that reading takes: the scan needs the processor more."""


class LibraryPage(Page):
    """Opens the library when it is first shown; nothing is read before."""

    def __init__(self, context: Context, database: Path | None = None) -> None:
        """The page.

        Args:
            database: the library's file, by default the person's own.
        """
        super().__init__("Library", LINE)
        self._context = context
        self._folders: tuple[str, ...] = ()
        self._has_read = False
        self._wants_keys = True
        self._looking: Job | None = None
        self.shelf = Shelf(context, self, database)
        self.scanner = Scanner(context.lanes, self, self.shelf.database)
        self.listening = Listening(context, self)
        self.model = SongsModel(self)
        self.filters = Filters()
        self.table = SongsTable(context.theme, self.model)
        self.count = label("", "muted")
        self.details = label("", "muted")
        # It takes what room there is, and asks for none.
        self.details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.none = NoneFace(self.filters)
        self.rows = QStackedWidget()
        self.scan_bar = ScanBar(self.scanner)
        tip = with_key("Add a folder of songs; you can drop folders here as well", "add_folder")
        self.add = button("Add a folder…", tip=tip, kind="main")
        self.folders = button("Folders", tip="The folders of your library (Down)")
        self.again = button("Scan", tip=with_key("Look through your folders again", "scan"))
        self.play = button("Play", tip=with_key("Play the song", "play_song"))
        self.show_file = button("Show in folder", tip="Open the folder that the file lies in")
        self.remove = button("Remove", tip=with_key("Take the songs out; files stay", "remove"))
        self.empty = SentenceFace(EMPTY, "Choose a folder…", "Choose a folder of songs")
        self.failed = SentenceFace(FAILED, "Try again", "Read the library once more")
        self.busy = BusyFace(context.theme)
        self.songs = QWidget()
        self.faces = QStackedWidget()
        self._timer = QTimer(self, interval=REFRESH_MS)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._show_face()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what is there."""
        super().showEvent(event)
        self.shelf.read()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take folders."""
        if any(path.is_dir() for path in local_paths(event.mimeData())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the folders that were dropped."""
        event.acceptProposedAction()
        self.shelf.add([path for path in local_paths(event.mimeData()) if path.is_dir()])

    def close_page(self) -> None:
        """End the scan and close the library; the window closes."""
        self._timer.stop()
        self.scanner.close()
        self.shelf.close()

    def ask_folder(self) -> None:
        """Ask for a folder of songs; the window lives on meanwhile."""
        dialog = QFileDialog(self.window(), "Add a folder of songs", str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._add_chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _add_chosen(self, name: str) -> None:
        self.shelf.add([Path(name)])

    def _take(self, contents: Contents) -> None:
        is_first, self._has_read = not self._has_read, True
        self._folders = contents.folders
        self.filters.offer(contents.genres, contents.moods)
        self.model.show_songs(contents.songs, self.filters.query())
        for notice in contents.notices:
            self._tell(notice)
        self._timer.setInterval(max(REFRESH_MS, round(SHARE_MS * contents.seconds)))
        if is_first and contents.folders and contents.songs.are_waiting:
            self.line.setText(GOES_ON)
            self.scanner.start()
        self._show_face()

    def _ask(self) -> None:
        self.table.show_listed(self.filters.of_listed)
        self.model.ask(self.filters.query())
        self._show_count()

    def _show_face(self) -> None:
        songs = self.model.songs
        face: QWidget = self.songs
        if not self._has_read:
            face = self.failed if self.shelf.job is None else self.busy
            self.failed.words.setText(GIVEN_UP if self.shelf.was_given_up else FAILED)
        elif not self._folders and not (songs and len(songs)):
            face = self.empty
        self.busy.watch(self.shelf.job if face is self.busy else None)
        self._wants_keys |= face is not self.faces.currentWidget() and holds_keys(self.faces)
        self.faces.setCurrentWidget(face)
        for each in (self.add, self.folders, self.again):
            each.setVisible(face in (self.songs, self.busy))
        self.folders.setEnabled(bool(self._folders))
        self.again.setEnabled(bool(self._folders) and not self.scanner.is_running)
        self._show_count()
        if self._wants_keys and self.isVisible() and face is not self.busy:
            self._wants_keys = False
            self._enter(face)

    def _look(self) -> None:
        """Say of one chosen song what the table has no room for, and of several how many."""
        self._show_actions()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        chosen = self.table.chosen()
        self.details.setText(f"{len(chosen):,} chosen" if len(chosen) > 1 else "")
        contents = self.model.contents(chosen[:2])
        if len(contents) == 1 and not self.filters.of_listed:
            self._looking = self.shelf.sections(contents[0]).success(self._show_details)

    def _show_details(self, sections: tuple[Section, ...]) -> None:
        self._looking = None
        self.details.setText(sections_words(sections))

    def _show_count(self) -> None:
        shown = self.model.rowCount()
        self.shelf.sort = self.model.query.sort
        what = "file" if self.filters.of_listed else "song"
        self.count.setText(many(shown, what))
        songs = self.model.songs
        is_first = self.scanner.is_running and not (songs and songs.n_indexed)
        self.none.explain(is_soon=is_first)
        self.rows.setCurrentWidget(self.table if shown else self.none)
        self._show_actions()

    def _show_actions(self) -> None:
        chosen = self.table.chosen()
        self.play.setEnabled(len(chosen) == 1)
        self.show_file.setEnabled(len(chosen) == 1)
        self.remove.setEnabled(self._can_move(chosen))
        words = "Put back" if self.filters.of_listed else "Remove"
        self.remove.setText(words)
        self.remove.setAccessibleName(words)

    def _can_move(self, chosen: list[int]) -> bool:
        """Whether any of the chosen rows can be taken out, or in again."""
        songs = self.model.songs
        if songs is None:
            return False
        places = (self.model.place(row) for row in chosen)
        if self.filters.of_listed:
            return any(songs.reasons[at] == REMOVED_REASON for at in places)
        return any(songs.status[at] == STATUSES.index(INDEXED) for at in places)

    def _song(self) -> tuple[Path, str] | None:
        """File and title of the song that is chosen, or that the keys are at."""
        chosen, songs = self.table.chosen(), self.model.songs
        row = chosen[0] if chosen else self.table.currentIndex().row()
        if songs is None or row < 0:
            return None
        at = self.model.place(row)
        return Path(songs.paths[at]), songs.title[at]

    def _play(self) -> None:
        if song := self._song():
            self.listening.play(*song)

    def _show_file(self) -> None:
        if not (song := self._song()):
            return
        folder = song[0].parent
        if not folder.is_dir():
            self._tell(f"{folder}: there is no such folder any more.")
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._tell(f"{folder}: no program of this computer opens folders.")

    def _remove(self) -> None:
        """Take the chosen songs out, or in again."""
        if self._can_move(chosen := self.table.chosen()):
            do = self.shelf.put_back if self.filters.of_listed else self.shelf.remove
            do(self.model.contents(chosen))

    def _take_back(self) -> None:
        """Let songs say again what their files say: those that a correction would be for."""
        index = self.table.currentIndex()
        field = self.model.field(index.column())
        if field:
            contents = self.model.contents(self.table.corrected_with(index))
            self.shelf.correct(contents, field, None)

    def _show_menu(self) -> None:
        index = self.table.currentIndex()
        if not index.isValid():
            return
        menu = QMenu(self.table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction("Play").triggered.connect(self._play)
        menu.addAction("Show in folder").triggered.connect(self._show_file)
        field = self.model.field(index.column())
        n_songs = len(self.table.corrected_with(index))
        edit = menu.addAction("Correct…" if n_songs == 1 else f"Correct in {n_songs:,} songs…")
        edit.setEnabled(bool(field))
        edit.triggered.connect(self._edit)
        back = menu.addAction(
            "As the file says" if n_songs == 1 else f"As the files say, in {n_songs:,} songs"
        )
        back.setEnabled(bool(field))
        back.triggered.connect(self._take_back)
        remove = menu.addAction(self.remove.text())
        remove.setEnabled(self.remove.isEnabled())
        remove.triggered.connect(self._remove)
        menu.popup(self.table.viewport().mapToGlobal(self.table.visualRect(index).bottomLeft()))

    def _edit(self) -> None:
        self.table.edit(self.table.currentIndex())

    def _show_folders(self) -> None:
        menu = QMenu(self.folders)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for folder in self._folders:
            # Else Qt would take it for the sign of a key.
            words = f"Take out of the library: {folder.replace('&', '&&')}"
            menu.addAction(words).triggered.connect(
                lambda _=False, folder=folder: self.shelf.drop(folder)
            )
        menu.popup(self.folders.mapToGlobal(self.folders.rect().bottomLeft()))

    def _scan_changed(self) -> None:
        running = self.scanner.is_running
        self._timer.start() if running else self._timer.stop()
        if not running:
            self.shelf.read_again()
        self._show_face()

    def _show_report(self, found: ScanReport) -> None:
        self.line.setText(report_words(found))
        for folder, reason in found.unread:
            self._tell(f"{folder}: {reason}.")

    def _tell(self, sentence: str) -> None:
        self.show_bar(sentence, self._context.theme.icon("cross"))

    def _give_up(self) -> None:
        if self.shelf.job is not None:
            self.shelf.job.cancel()

    def _retry(self) -> None:
        self.clear_bars()
        self.shelf.read()

    def _enter(self, face: QWidget) -> None:
        """Let the keys begin where something can be done."""
        face.action.setFocus() if isinstance(face, SentenceFace) else self._go_to_songs()

    def _go_to_songs(self) -> None:
        instead = self.filters.search if self.none.action.isHidden() else self.none.action
        (self.table if self.model.rowCount() else instead).setFocus()
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _lay_out(self) -> None:
        for each in (self.folders, self.again, self.add):
            self.head_actions.addWidget(each)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.count)
        below.addSpacing(8)
        below.addWidget(self.details, 1)
        for each in (self.play, self.show_file, self.remove):
            below.addWidget(each)
        layout = QVBoxLayout(self.songs)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.filters)
        self.rows.addWidget(self.table)
        self.rows.addWidget(self.none)
        layout.addWidget(self.rows, 1)
        layout.addLayout(below)
        for face in (self.songs, self.busy, self.empty, self.failed):
            self.faces.addWidget(face)
        self.body.setSpacing(12)
        self.body.addWidget(self.scan_bar)
        self.body.addWidget(self.faces, 1)

    def _connect(self) -> None:
        self.shelf.changed.connect(self._take)
        self.shelf.failed.connect(self._tell)
        self.shelf.busy_changed.connect(self._show_face)
        self.shelf.added.connect(self.scanner.start_anew)
        self.scanner.changed.connect(self._scan_changed)
        self.scanner.finished.connect(self._show_report)
        self.scanner.failed.connect(self._tell)
        self.listening.failed.connect(self._tell)
        self._timer.timeout.connect(self.shelf.read)
        self.filters.changed.connect(self._ask)
        self.filters.search.left.connect(self._go_to_songs)
        self.model.corrected.connect(self.shelf.correct)
        self.model.layoutChanged.connect(self._show_count)
        self.table.chosen_changed.connect(self._look)
        self.table.play_wanted.connect(self._play)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._show_menu)
        for found, slot in (
            (self.add, self.ask_folder),
            (self.empty.action, self.ask_folder),
            (self.failed.action, self._retry),
            (self.busy.cancel, self._give_up),
            (self.again, self.scanner.start),
            (self.folders, self._show_folders),
            (self.play, self._play),
            (self.show_file, self._show_file),
            (self.remove, self._remove),
        ):
            found.clicked.connect(slot)
        add_keys(self, BY_NAME["search"], self.filters.search.setFocus)
        add_keys(self, BY_NAME["remove"], self._remove)
        add_keys(self, BY_NAME["add_folder"], self.ask_folder)
        add_keys(self, BY_NAME["scan"], self.scanner.start)
