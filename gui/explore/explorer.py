"""The map with all that stands around it, for songs that are there."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from musicpuzzle.explore.search import SearchError
from musicpuzzle.explore.views import VIEWS, View
from musicpuzzle.words import many

from ..context import Context
from ..picture import Picture, picture_of
from ..saving import Saver
from ..shortcuts import add_keys
from ..transport import clock_words
from ..widgets import scrolled
from .actions import Actions
from .atlas import Atlas
from .canvas import NOTHING
from .colouring import FIRST_COLUMNS, Colouring, Kind, colouring, column_for, columns_of
from .courses import Courses
from .keys import BY_NAME
from .legend import Legend
from .map_widget import MapWidget, Tool
from .panel import Panel
from .previews import Previews, Wish
from .query import Query
from .selection_bar import SelectionBar
from .toolbar import WORDS, Tools, Views

NARROW, LOW = 520, 340
MOST_MARKED = 24
NEAR = 8
"""So many of the results are joined to the pinned song by lines."""


class Explorer(QWidget):
    """Shows an atlas, and lets a person walk through it.

    Signals:
        said: words for those who listen to a screen reader.
        failed: one sentence.

    Attributes:
        view: which view of the songs is shown.
    """

    said = Signal(str)
    failed = Signal(str)

    def __init__(self, context: Context, saver: Saver) -> None:
        super().__init__()
        self._context = context
        self.atlas: Atlas | None = None
        self.view: View = "all"
        self._column = FIRST_COLUMNS[0]
        self.query = Query(self)
        self.views = Views()
        self.tools = Tools(context.theme)
        self.map = MapWidget(context.theme, context.settings)
        self.legend = Legend(context.theme)
        self.panel = Panel(context.theme, self.query)
        self.bar = SelectionBar()
        self.previews = Previews(context.player, self)
        self.work = Actions(self.map, self.bar, saver)
        self.courses = Courses(context, self)
        self._lay_out()
        self._connect()
        self._add_keys()

    def changeEvent(self, event: QEvent) -> None:
        """Another style has other bars to scroll with."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit_side()

    def show_atlas(self, atlas: Atlas) -> None:
        """Show songs; those that were pinned or selected before are forgotten."""
        # The number of a song that sounds would be that of another.
        self.silence()
        self.atlas = self.work.atlas = atlas
        collection = atlas.collection
        self.legend.offer(columns_of(collection))
        how = self._colouring()
        self.map.show_songs(collection, atlas.sheets[self.view].layout.positions, how)
        self.legend.show_colours(how)
        self.panel.show_songs(collection, atlas.texts)
        self.query.search_in(atlas.space)
        self.work.count()
        self._name()

    def take_atlas(self, atlas: Atlas) -> None:
        """Show songs; if they are the same as before, all that was chosen stays."""
        before, self.atlas = self.atlas, atlas
        self.work.atlas = atlas
        if before is None or not before.has_same_songs(atlas):
            self.show_atlas(atlas)
            return
        if not before.says_the_same(atlas):
            self.map.collection = atlas.collection
            self.legend.offer(columns_of(atlas.collection))
            self.colour_by(self._column)
            self.panel.correct_songs(atlas.collection, atlas.texts)
        after = atlas.sheets[self.view].layout.positions
        if not np.array_equal(after, self.map.positions):
            self.map.move_songs(after)
        self._name()

    def renew(self, atlas: Atlas, view: View) -> None:
        """Show that a view of the same songs was laid out otherwise."""
        self.atlas = self.work.atlas = atlas
        # It was found on the layout as it was before.
        self.panel.course.setChecked(False)
        if view == self.view:
            self.map.move_songs(atlas.sheets[view].layout.positions)
            self._name()

    def show_view(self, view: View) -> None:
        """Lay the songs out by something else; selection, pins and colours stay."""
        if self.atlas is None or view == self.view:
            return
        self.view = view
        self.views.show_view(view)
        self._show_course()
        self.map.move_songs(self.atlas.sheets[view].layout.positions)
        self._name()
        self.said.emit(self.map.accessibleName())

    def colour_by(self, column: str) -> None:
        """Let the colours tell a tag or a number; empty for neither."""
        self._column = column
        if self.atlas is not None:
            how = self._colouring()
            self.map.colour(how)
            self.legend.show_colours(how)

    def use(self, tool: Tool) -> None:
        """What dragging does."""
        self.map.use(tool)
        self.tools.show_tool(tool)

    def pin(self, song: int) -> None:
        """Look for songs like this one, or make it the end of a way; NOTHING looks for none."""
        if self.atlas is None:
            return
        if song == NOTHING:
            self.query.clear()
            return
        if self.panel.way.isChecked():
            self.lead_to(song)
            return
        self.query.ask([song])
        self.map.marked.focus = song
        self.map.look_at(song)
        self.said.emit(f"Pinned: {self.atlas.collection.name(song)}")

    def lead_to(self, song: int) -> None:
        """Show a way from the pinned song to another."""
        self.panel.way.setChecked(False)
        try:
            self.query.lead(song)
        except SearchError as error:
            self.failed.emit(str(error))

    def hear(self, song: int) -> None:
        """Play a song, or stop it if it sounds."""
        self.previews.play(self._wish(song))

    def silence(self) -> None:
        """Stop what is heard in passing."""
        self.previews.stop()

    def picture(self) -> Picture:
        """The map as it is seen, with its legend, without its tools."""
        surface = self._context.theme.tokens.surface
        seen = picture_of(self.map, surface, self.map.accessibleName())

        def paint(painter: QPainter, box: QRectF) -> None:
            self.tools.hide()
            seen.paint(painter, box)
            self.tools.show()

        return replace(seen, paint=paint)

    def close_all(self) -> None:
        """End what is under way; the window closes."""
        self.previews.close()
        self.query.close()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the song under the pointer, or the one that the keys are on."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        song = self.map.marked.focus if by_key else self.map.marked.under
        if song < 0 or self.atlas is None:
            return
        at = event.globalPos()
        if by_key:
            here = QPointF(float(self.map.xs[song]), float(self.map.ys[song])).toPoint()
            at = self.map.mapToGlobal(here)
        self._menu(song).popup(at)

    def _menu(self, song: int) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        has_start = len(self.query.like) == 1 and self.query.like[0] != song
        for words, slot, is_on in (
            ("Play", partial(self.hear, song), True),
            ("Pin", partial(self.pin, song), True),
            ("More like this too", partial(self.query.add, song), bool(self.query.like)),
            ("Less like this", partial(self.query.add, song, unlike=True), True),
            ("Way from the pinned song", partial(self.lead_to, song), has_start),
        ):
            action = menu.addAction(words)
            action.setEnabled(is_on)
            action.triggered.connect(slot)
        return menu

    def _colouring(self) -> Colouring:
        assert self.atlas is not None
        collection = self.atlas.collection
        return colouring(collection, column_for(self._column, columns_of(collection)))

    def _wish(self, song: int) -> Wish:
        assert self.atlas is not None
        collection = self.atlas.collection
        start_s = float(np.nan_to_num(collection.typical_s[song]))
        return Wish(song, collection.paths[song], collection.name(song), start_s)

    def _point(self, song: int) -> None:
        """The pointer is on a song of the map or the list, or has left it."""
        if not self.tools.hear.isChecked() or self.atlas is None:
            return
        if song >= 0:
            self.previews.hover(self._wish(song))
        else:
            self.previews.stop()

    def _point_in_list(self, song: int) -> None:
        self.map.marked.under = song
        self.map.update()
        self._point(song)

    def _walk(self, song: int) -> None:
        if self.atlas is not None:
            self.map.setAccessibleDescription(self.atlas.collection.name(song))
            self.said.emit(self.atlas.collection.name(song))

    def _want_course(self, wanted: bool) -> None:
        """Ask how the pinned song moves, or forget it."""
        if wanted and self.atlas is not None and self.query.like:
            self.courses.ask(self.atlas, self.query.like[0])
        else:
            self.courses.forget()

    def _show_course(self) -> None:
        course, marked = self.courses.course, self.map.marked
        marked.course, marked.moments = None, ()
        if course is not None:
            marked.course = course.stretches[self.view]
            starts_s = course.starts_s[list(marked.course.turns)].tolist()
            marked.moments = tuple(clock_words(start_s) for start_s in starts_s)
        elif not self.courses.is_busy:
            self.panel.course.setChecked(False)
        self.map.update()

    def _fail_course(self, sentence: str) -> None:
        self.panel.course.setChecked(False)
        self.failed.emit(sentence)

    def _mark_query(self) -> None:
        """Of a long query only the first songs are marked."""
        marked, query = self.map.marked, self.query
        self.work.pinned = query.like
        marked.pinned, marked.unlike = query.like[:MOST_MARKED], query.unlike[:MOST_MARKED]

    def _show_asked(self) -> None:
        if self.courses.song not in self.query.like[:1]:
            self.panel.course.setChecked(False)
        self.map.marked.near = self.map.marked.way = ()
        self._mark_query()

    def _show_ranked(self) -> None:
        query, marked = self.query, self.map.marked
        self._mark_query()
        marked.way = query.way
        ranking = query.ranking
        marked.near = () if ranking is None else tuple(ranking.songs[:NEAR].tolist())
        if query.way:
            marked.near = ()
        self.map.update()

    def _select_kind(self, kind: Kind) -> None:
        if self.atlas is not None:
            self.map.take_selection(self._colouring().codes == kind.code)

    def _fit_legend(self) -> None:
        """The legend stands below the tools."""
        sizes, map_ = self._context.theme.sizes, self.map
        room = map_.height() - self.tools.sizeHint().height() - sizes.px(24)
        is_short = map_.width() < sizes.px(NARROW) or map_.height() < sizes.px(LOW)
        self.legend.fit(room, is_short=is_short)

    def _hear_or_not(self, wanted: bool) -> None:
        if not wanted:
            self.previews.stop()

    def _focus_find(self) -> None:
        self.panel.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.box.selectAll()

    def _name(self) -> None:
        """The names of regions, and what a screen reader says of the map."""
        assert self.atlas is not None
        sheet = self.atlas.sheets[self.view]
        self.map.name_regions(sheet.coarse, sheet.fine)
        songs = many(len(self.atlas.collection), "song")
        by = "" if self.view == "all" else f" by {WORDS[self.view].lower()}"
        self.map.setAccessibleName(f"Map of {songs}{by}")

    def _lay_out(self) -> None:
        self.map.set_corner(self.tools, top=True)
        self.map.set_corner(self.legend, top=False)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.views)
        left.addWidget(self.map, 1)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(left, 1)
        line.addWidget(self._side())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        lines.addLayout(line, 1)
        lines.addWidget(self.bar)

    def _side(self) -> QScrollArea:
        """The panel, which scrolls in a low window."""
        self._scroll = scrolled(self.panel)
        self._fit_side()
        return self._scroll

    def _fit_side(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setFixedWidth(self.panel.minimumWidth() + bar)

    def _connect(self) -> None:
        self.views.chosen.connect(self.show_view)
        self.legend.column_chosen.connect(self.colour_by)
        self.tools.chosen.connect(self.use)
        self.tools.whole_wanted.connect(self.map.see_whole)
        self.tools.hears.connect(self._hear_or_not)
        self.map.pointed.connect(self._point)
        self.map.pinned.connect(self.pin)
        self.map.walked.connect(self._walk)
        self.map.play_wanted.connect(self.hear)
        self.map.resized.connect(self._fit_legend)
        self.legend.chosen.connect(self._select_kind)
        self.panel.chosen.connect(self.pin)
        self.panel.pointed.connect(self._point_in_list)
        self.query.asked.connect(self._show_asked)
        self.query.ranked.connect(self._show_ranked)
        self.query.failed.connect(self.failed)
        self.previews.failed.connect(self.failed)
        self.work.like_wanted.connect(self.query.ask)
        self.panel.course.toggled.connect(self._want_course)
        self.courses.changed.connect(self._show_course)
        self.courses.failed.connect(self._fail_course)

    def _add_keys(self) -> None:
        tools: tuple[Tool, ...] = ("move", "band", "lasso")
        for tool in tools:
            add_keys(self.map, BY_NAME[tool], partial(self.use, tool))
        for number, view in enumerate(VIEWS, 1):
            add_keys(self, f"Alt+{number}", partial(self.show_view, view))
        add_keys(self, BY_NAME["find"], self._focus_find)
