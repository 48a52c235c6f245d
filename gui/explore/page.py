"""The Explore page: songs on a map, what is like what, and what to do with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from musicpuzzle.explore.kept_layouts import Marks
from musicpuzzle.explore.views import VIEWS, View

from .. import libraries
from ..context import Context
from ..faces import SentenceFace, holds_keys
from ..lanes import Job
from ..picture import ask_picture
from ..saving import Saver
from ..shortcuts import add_action, with_key
from ..sound import PlayState
from ..widgets import Page, button
from . import keys
from .atlas import Atlas, Gather, atlas_of, renewed
from .compare import words
from .compare.view import CompareView
from .explorer import Explorer
from .faces import (
    BUSY,
    EMPTY,
    FAILED,
    LINE,
    MANY,
    MANY_PLACED,
    TITLE,
    WITHOUT_NEIGHBOURS,
    BusyFace,
)
from .layouts import Layouts


class ExplorePage(Page):
    """Makes the map when it is first shown, and again when `refresh` says that songs changed.

    Signals:
        library_wanted: songs are to be added, elsewhere.
        jigsaw_wanted: the file of the song that a jigsaw is to be made of.
        medley_wanted: a list of the files that a medley is to be made of.
    """

    library_wanted = Signal()
    jigsaw_wanted = Signal(object)
    medley_wanted = Signal(object)

    def __init__(self, context: Context, gather: Gather, folder: Path | None = None) -> None:
        """The page.

        Args:
            gather: gives the songs, in the lane of files.
            folder: of the layouts that are kept, the person's own by default.
        """
        super().__init__(TITLE, LINE)
        self._context = context
        self._gather = gather
        self._folder = folder
        self._job: Job | None = None
        self._laid: Marks = np.empty(0, np.uint64)
        self._is_stale = self._wants_keys = True
        self._has_told = False
        self._is_comparing = False
        self._failure = ""
        self.saver = Saver(context, self)
        self.explorer = Explorer(context, self.saver)
        self.comparing = CompareView(context, self.explorer.previews, self.saver)
        self.layouts = Layouts(context, self)
        tip = with_key("Save the map as PNG or SVG", "save_picture")
        self.save = button("Save picture…", tip=tip)
        tip = keys.with_key("Say which of two songs is more like a third", "compare")
        self.compare = button("Compare", tip=tip)
        self.anew = button("Lay out anew", tip="Lay all songs out by their neighbours; all move")
        self.empty = SentenceFace(
            EMPTY, "Open the library", "Add songs, and let them be listened to"
        )
        self.failed = SentenceFace(FAILED, "Try again", "Read the songs once more")
        self.busy = BusyFace(context.theme)
        self.faces = QStackedWidget()
        self._lay_out()
        self._connect()
        self._show_face()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the songs if they may be others."""
        super().showEvent(event)
        if self._is_stale and self._job is None:
            self.read()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is heard in passing any more."""
        super().hideEvent(event)
        self.explorer.silence()

    def outdate(self) -> None:
        """Say that songs may be others when the page is next shown; a scan says so all the time."""
        self._is_stale = True

    def refresh(self) -> None:
        """Say that songs came, went or were changed, and that this is over."""
        self._is_stale = True
        if self.isVisible():
            self.read()

    def read(self) -> None:
        """Read the songs and lay them out as well as can be at once; what is shown stays."""
        self._stop_reading()
        self._is_stale = False
        gather, folder = self._gather, self._folder

        def work(job: Job) -> Atlas | None:
            libraries.load()
            collection = gather(job)
            return None if job.cancelled() else atlas_of(collection, job, folder)

        self._job = self._context.lanes.io(work, BUSY)
        self._job.success(self._take).failure(self._fail).given_up(self._give_up)
        self._show_face()

    def close_page(self) -> None:
        """Give up what is under way; the window closes."""
        self._stop_reading()
        self.layouts.stop()
        self.comparing.close_all()
        self.explorer.close_all()

    def show_state(self, state: PlayState) -> None:
        """Show what sounds."""
        if self.comparing.isVisible():
            self.comparing.show_state(state)

    def open_comparison(self) -> None:
        """Ask which of two songs is more like a third."""
        if self.faces.currentWidget() is self.explorer:
            self.explorer.silence()
            self._is_comparing = True
            self._show_face()
            self._ask()
            self.comparing.enter()

    def close_comparison(self) -> None:
        """Show the map again."""
        self.explorer.silence()
        self._is_comparing = False
        self._show_face()
        self.explorer.map.setFocus()

    def _ask(self) -> None:
        if self._is_comparing and self.explorer.atlas is not None:
            self.comparing.ask(self.explorer.atlas)

    def ask_picture(self) -> None:
        """Ask where to, and save the map as it is seen."""
        if self.faces.currentWidget() is self.explorer:
            ask_picture(self.saver, "music-puzzle-map", self.explorer.picture)

    def tell(self, sentence: str) -> None:
        """Put a sentence above the map."""
        self.show_bar(sentence, self._context.theme.icon("cross"))

    def _take(self, atlas: Atlas | None) -> None:
        self._job = None
        if atlas is None:
            self._show_face()
            return
        self._failure = ""
        for notice in atlas.collection.notices:
            self.tell(notice)
        if len(atlas.collection):
            self.explorer.take_atlas(atlas)
            if atlas.unfinished:
                # What runs for the same songs goes on, however often they are read.
                if not self.layouts.is_busy or not np.array_equal(self._laid, atlas.marks):
                    self._lay_out_by_neighbours(atlas, atlas.unfinished)
            elif atlas.placed_share > MANY and not self._has_told:
                self._has_told = True
                self.tell(MANY_PLACED)
        else:
            self.layouts.stop()
            self.explorer.silence()
            self.explorer.atlas = None
        self._show_face()
        self._ask()

    def _lay_out_by_neighbours(self, atlas: Atlas, views: Sequence[View]) -> None:
        self._laid = atlas.marks
        self.layouts.start(atlas.collection.embeddings, views)

    def _fail(self, sentence: str) -> None:
        self._job, self._failure, self._is_stale = None, sentence, True
        self.announce(sentence)
        if self.explorer.atlas is not None:
            self.tell(sentence)
        self._show_face()

    def _give_up(self, job: Job) -> None:
        if job is self._job:
            self._job, self._is_stale = None, True
            self._failure = "The map was given up."
            self._show_face()

    def _lay_out_anew(self) -> None:
        """All songs from the beginning: the kept layouts are replaced one by one."""
        atlas = self.explorer.atlas
        if atlas is not None:
            self._lay_out_by_neighbours(atlas, VIEWS)
            self._show_face()

    def _renew(self, view: View) -> None:
        """A view has been laid out: read it, in the lane of files."""
        folder = self._folder

        def work(_: Job) -> tuple[Atlas, Atlas, View] | None:
            # As it is shown now: songs that were just read may be shown later, see below.
            atlas = self.explorer.atlas
            return None if atlas is None else (atlas, renewed(atlas, view, folder), view)

        job = self._context.lanes.io(work)
        job.success(self._show_renewed).failure(self.tell)

    def _show_renewed(self, found: tuple[Atlas, Atlas, View] | None) -> None:
        if found is None:
            return
        before, after, view = found
        atlas = self.explorer.atlas
        if atlas is not None and atlas.collection is before.collection:
            self.explorer.renew(atlas.with_sheet(view, after.sheets[view]), view)
        elif atlas is not None and view in atlas.unfinished:
            # They were read before this view was kept, and have been shown since.
            self._renew(view)
        self._show_face()

    def _stop_reading(self) -> None:
        job, self._job = self._job, None
        if job is not None:
            job.cancel()

    def _show_face(self) -> None:
        atlas, is_reading = self.explorer.atlas, self._job is not None
        face: QWidget = self.comparing if self._is_comparing else self.explorer
        if atlas is None:
            face = self.busy if is_reading else self.failed if self._failure else self.empty
        self.failed.words.setText(self._failure)
        self.busy.watch(self._job if face is self.busy else None)
        self._wants_keys |= face is not self.faces.currentWidget() and holds_keys(self.faces)
        self.faces.setCurrentWidget(face)
        for action in (self.compare, self.save, self.anew):
            action.setVisible(face is self.explorer)
        self.anew.setEnabled(not self.layouts.is_busy)
        waits = self.layouts.is_busy and atlas is not None and bool(atlas.unfinished)
        line = f"{LINE} {WITHOUT_NEIGHBOURS}" if waits else LINE
        is_comparing = face is self.comparing
        self.line.setText(words.LINE if is_comparing else line)
        self.title.setText(words.TITLE if is_comparing else TITLE)
        if self._wants_keys and self.isVisible() and face is not self.busy:
            self._wants_keys = False
            self._enter(face)

    def _enter(self, face: QWidget) -> None:
        """Let the keys begin where something can be done."""
        if face is self.comparing:
            self.comparing.enter()
        else:
            (face.action if isinstance(face, SentenceFace) else self.explorer.map).setFocus()

    def _retry(self) -> None:
        self.clear_bars()
        self.read()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _show_saved(self, sentence: str) -> None:
        self.line.setText(sentence)
        self.announce(sentence)

    def _lay_out(self) -> None:
        self.head_actions.addWidget(self.compare, alignment=Qt.AlignmentFlag.AlignTop)
        self.head_actions.addWidget(self.anew, alignment=Qt.AlignmentFlag.AlignTop)
        self.head_actions.addWidget(self.save, alignment=Qt.AlignmentFlag.AlignTop)
        for face in (self.explorer, self.comparing, self.busy, self.empty, self.failed):
            self.faces.addWidget(face)
        self.body.addWidget(self.faces, 1)

    def _connect(self) -> None:
        self.explorer.said.connect(self.announce)
        self.explorer.failed.connect(self.tell)
        self.explorer.work.jigsaw_wanted.connect(self.jigsaw_wanted)
        self.explorer.work.medley_wanted.connect(self.medley_wanted)
        self.comparing.said.connect(self.announce)
        self.comparing.failed.connect(self.tell)
        self.comparing.left.connect(self.close_comparison)
        self.comparing.library_wanted.connect(self.library_wanted)
        self.compare.clicked.connect(self.open_comparison)
        self.layouts.done.connect(self._renew)
        self.layouts.finished.connect(self._show_face)
        self.layouts.stopped.connect(self._show_face)
        self.layouts.failed.connect(self._tell_of_layouts)
        self.save.clicked.connect(self.ask_picture)
        self.anew.clicked.connect(self._lay_out_anew)
        self.empty.action.clicked.connect(self.library_wanted)
        self.failed.action.clicked.connect(self._retry)
        self.busy.cancel.clicked.connect(self._cancel)
        self.saver.saved.connect(self._show_saved)
        self.saver.failed.connect(self.tell)
        add_action(self, "save_picture", self.ask_picture)
        action = QAction(self)
        action.setShortcuts([QKeySequence(each) for each in keys.BY_NAME["compare"].sequences])
        # Wherever the focus is, as long as the page is seen.
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(self.open_comparison)
        self.addAction(action)

    def _tell_of_layouts(self, sentence: str) -> None:
        self.tell(sentence)
        self._show_face()
