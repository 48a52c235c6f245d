"""One finished row: its pieces, a solid bar across every right join, a gap at every wrong one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from musicpuzzle.games.puzzle import letters
from musicpuzzle.games.settings import MOST_PIECES

from ..sound import PlayState
from ..theme.theme import Theme
from ..widgets import label
from .play_button import PlayButton
from .tile import Tile

NAME_WIDTH = 184
JOIN = 18
WIDEST = 800
TALLEST = 560
TIP = "Play this order, or stop it"


class ResultRow(QWidget):
    """A player's order, or the truth, with its own button to hear it.

    It lives as long as the window, with a tile for each piece that any puzzle has.

    Attributes:
        order: dealt pieces from first to last.
        joins: for each of the n-1 joins, whether it is right.
        tiles: those of the order, from first to last.
    """

    row_wanted = Signal(str)
    listen_wanted = Signal(str, int)

    def __init__(self, theme: Theme, *, key: str, counts: bool) -> None:
        """A row without pieces.

        Args:
            key: by which the row names itself in its signals and in the player.
            counts: whether the row earns points.
        """
        super().__init__()
        self._theme = theme
        self.key = key
        self.order: tuple[int, ...] = ()
        self.joins: tuple[bool, ...] = ()
        self.has_truth = True
        self.name = label("", "strong")
        self.points = label("", "heading")
        self.points.setHidden(not counts)
        self.note = label("", "note", wrap=True)
        self.play = PlayButton(theme, play="Play", stop="Stop", tip=TIP, quiet=True)
        self.play.clicked.connect(self._want_row)
        self._head = self._make_head()
        self._all_tiles = [self._make_tile(*named) for named in enumerate(letters(MOST_PIECES))]
        self.tiles: list[Tile] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._dress)
        self._dress()

    def show_order(
        self,
        name: str,
        order: Sequence[int],
        joins: Sequence[bool],
        *,
        has_truth: bool = True,
        durations_s: Sequence[float],
    ) -> None:
        """Stand for an order of another puzzle; its tiles are veiled.

        Args:
            order: dealt pieces from first to last.
            joins: for each of the n-1 joins, whether it is right.
            has_truth: whether joins can be right.
            durations_s: the length of each dealt piece.
        """
        self.order, self.joins, self.has_truth = tuple(order), tuple(joins), has_truth
        self.name.setText(name)
        tip = f"{TIP}: {name}"
        self.play.rename(play=f"Play {name}", stop=f"Stop {name}", tip=tip)
        self.tiles = [self._all_tiles[piece] for piece in self.order]
        for place, tile in enumerate(self.tiles):
            tile.renew(durations_s[tile.piece])
            tile.can_move = False
            # Tab comes to a row once, the arrow keys go through it.
            policy = Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus
            tile.setFocusPolicy(policy)
            tile.setAccessibleName(f"{name}, place {place + 1}: piece {tile.letter}")
        for piece, tile in enumerate(self._all_tiles):
            tile.setHidden(piece >= len(self.order))
        self.setAccessibleName(self.words(name))
        if self.isVisible():
            self._lay_out()
            self.update()

    def _dress(self) -> None:
        self.setMinimumHeight(self._theme.sizes.px(72))
        self.setMaximumHeight(self._theme.sizes.px(TALLEST))
        self._lay_out()

    def _make_head(self) -> QWidget:
        head = QWidget(self)
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addStretch(1)
        for words in (self.name, self.points, self.note):
            lines.addWidget(words)
        lines.addStretch(1)
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.play, alignment=Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(lines, 1)
        return head

    def _make_tile(self, piece: int, letter: str) -> Tile:
        tile = Tile(self._theme, piece, letter, self)
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

    def showEvent(self, event: QShowEvent) -> None:
        """Meanwhile it may stand for an order of more pieces or fewer."""
        super().showEvent(event)
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name at the left, tiles in one line."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        sizes = self._theme.sizes
        left, join, n = sizes.px(NAME_WIDTH), sizes.px(JOIN), max(1, len(self.tiles))
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
