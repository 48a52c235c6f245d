"""One finished row: its pieces, a solid bar across every right join, a gap at every wrong one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from musicpuzzle.games.puzzle import letters

from ..sound import PlayState
from ..theme.theme import Theme
from ..widgets import label
from .play_button import PlayButton
from .tile import Tile

NAME_WIDTH = 184
JOIN = 18
WIDEST = 800
TALLEST = 560


class ResultRow(QWidget):
    """A player's order, or the truth, with its own button to hear it."""

    row_wanted = Signal(str)
    listen_wanted = Signal(str, int)

    def __init__(
        self,
        theme: Theme,
        *,
        name: str,
        key: str,
        order: Sequence[int],
        joins: Sequence[bool],
        counts: bool,
        has_truth: bool = True,
        durations_s: Sequence[float],
        pictures: Sequence[QImage],
    ) -> None:
        """A row.

        Args:
            key: by which the row names itself in its signals and in the player.
            order: dealt pieces from first to last.
            joins: for each of the n-1 joins, whether it is right.
            counts: whether the row earns points.
            has_truth: whether joins can be right.
        """
        super().__init__()
        self._theme = theme
        self.key = key
        self.order = tuple(order)
        self.joins = tuple(joins)
        self.has_truth = has_truth
        self.points = label("", "heading")
        self.points.setVisible(counts)
        self.note = label("", "note", wrap=True)
        tip = f"Play this order, or stop it: {name}"
        play, stop = f"Play {name}", f"Stop {name}"
        self.play = PlayButton(theme, play=play, stop=stop, tip=tip, quiet=True)
        self.play.clicked.connect(self._want_row)
        self._head = self._make_head(name)
        self.tiles = [self._make_tile(name, piece, durations_s[piece]) for piece in self.order]
        if pictures:
            self.set_pictures(pictures)
        self.setAccessibleName(self.words(name))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.sizes.px(72))
        self.setMaximumHeight(theme.sizes.px(TALLEST))

    def _make_head(self, name: str) -> QWidget:
        head = QWidget(self)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch(1)
        for words in (label(name, "strong"), self.points, self.note):
            lines.addWidget(words)
        lines.addStretch(1)
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.play, alignment=Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(lines, 1)
        return head

    def _make_tile(self, name: str, piece: int, duration_s: float) -> Tile:
        letter = letters(len(self.order))[piece]
        tile = Tile(self._theme, piece, letter, duration_s, self)
        tile.can_move = False
        # Tab comes to a row once, the arrow keys go through it.
        tile.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if piece == self.order[0] else Qt.FocusPolicy.ClickFocus
        )
        place = self.order.index(piece) + 1
        tile.setAccessibleName(f"{name}, place {place}: piece {letter}")
        tile.setToolTip(f"Piece {letter}: click to play (Space)")
        tile.clicked.connect(self._listen)
        return tile

    def words(self, name: str) -> str:
        """The row for a screen reader."""
        names = letters(len(self.order))
        pieces = " ".join(names[piece] for piece in self.order)
        if not self.has_truth:
            return f"{name}: {pieces}"
        return f"{name}: {pieces}; {sum(self.joins)} of {len(self.joins)} joins right"

    def show_state(self, state: PlayState) -> None:
        """Let the play line run where this row's piece sounds."""
        own = [(self.key, piece) for piece in self.order]
        self.play.show_sounding(state.playing and state.kind == "row" and state.key in own)
        for tile in self.tiles:
            sounds = state.key == (self.key, tile.piece)
            share = state.piece_position_s / max(tile.duration_s, 0.01) if sounds else None
            tile.set_progress(None if share is None else min(1.0, share))

    def show_song_piece(self, piece: int | None, share: float) -> None:
        """Let the play line follow the whole song."""
        for tile in self.tiles:
            tile.set_progress(share if tile.piece == piece else None)

    def set_pictures(self, pictures: Sequence[QImage]) -> None:
        """Give the tiles their pictures."""
        for tile in self.tiles:
            tile.set_picture(pictures[tile.piece])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name at the left, tiles in one line."""
        super().resizeEvent(event)
        sizes = self._theme.sizes
        left, join, n = sizes.px(NAME_WIDTH), sizes.px(JOIN), len(self.tiles)
        join = join if n <= 8 else join * 2 // 3
        self._head.setGeometry(0, 0, left - sizes.px(8), self.height())
        width = min(sizes.px(WIDEST), (self.width() - left - join * (n - 1)) // n)
        for position, tile in enumerate(self.tiles):
            tile.setGeometry(left + position * (width + join), 0, width, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars across right joins."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.good if self.key != "truth" else tokens.muted))
        for position, right in enumerate(self.joins):
            if right:
                painter.drawRect(QRectF(self._join_box(position)))
        painter.end()

    def _join_box(self, position: int) -> QRect:
        before = self.tiles[position].geometry()
        after = self.tiles[position + 1].geometry()
        height = self._theme.sizes.px(14)
        top = before.center().y() - height // 2
        return QRect(before.right(), top, after.left() - before.right() + 1, height)

    def _want_row(self) -> None:
        self.row_wanted.emit(self.key)

    def _listen(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.listen_wanted.emit(self.key, tile.piece)
