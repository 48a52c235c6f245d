"""The board: the row of places, the tray, and the tiles that go between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import (
    QEvent,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from musicpuzzle.games.puzzle import letters
from musicpuzzle.games.round import Round
from musicpuzzle.games.settings import MOST_PIECES

from ..cascade import Cascade
from ..motion import DEAL_MS, SWAP_MS
from ..sound import PlayState
from ..theme.theme import Theme
from .geometry import Geometry, arrange
from .glides import Glides
from .place import Place
from .shadow import Shadow
from .tile import Tile
from .tile_face import CORNER


@dataclass(frozen=True, slots=True)
class Lift:
    """A tile in the air: which, and where on it the pointer holds it."""

    piece: int
    grip: QPoint


class Board(QWidget):
    """Shows a round. What a person wants is only signalled; the round decides what happens.

    Its tiles and places are made once, as many as any puzzle needs.

    Attributes:
        tiles: those of the puzzle at hand, one for each dealt piece.
        places: those of its row.
        shadow: lies under the tile in the air.
    """

    place_wanted = Signal(int, int)
    back_wanted = Signal(int)
    listen_wanted = Signal(int)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, theme: Theme, *, head: QWidget, side: QWidget, strip: QWidget) -> None:
        """An empty board.

        Args:
            head: the words above the row.
            side: the opponent's card, laid out beside the row.
            strip: the buttons under the row.
        """
        super().__init__()
        self._theme = theme
        self._head = head
        self._side = side
        self.strip = strip
        head.setParent(self)
        side.setParent(self)
        strip.setParent(self)
        self._all_places = [self._make_place(position) for position in range(MOST_PIECES)]
        self._all_tiles = [self._make_tile(*named) for named in enumerate(letters(MOST_PIECES))]
        self.tiles: list[Tile] = []
        self.places: list[Place] = []
        self.shadow = Shadow(theme, self)
        self.picked: int | None = None
        self.motion_ms = SWAP_MS
        self._round: Round | None = None
        self._lift: Lift | None = None
        self._glides = Glides(self)
        self._dealing, self._picturing = Cascade(self), Cascade(self)
        self._slots: frozenset[int] = frozenset()
        self._geometry: Geometry | None = None
        self._folded = False
        strip.installEventFilter(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Board")
        self.setToolTip("")
        theme.changed.connect(self._arrange)

    @property
    def round(self) -> Round | None:
        """The round that is shown."""
        return self._round

    def deal(self, round_: Round, durations_s: Sequence[float]) -> None:
        """Show a new puzzle.

        Args:
            durations_s: the length of each dealt piece.
        """
        self._clear()
        n = round_.puzzle.n
        self.places, self.tiles = self._all_places[:n], self._all_tiles[:n]
        for tile, duration_s in zip(self.tiles, durations_s, strict=True):
            tile.renew(duration_s)
            tile.setToolTip(
                f"Piece {tile.letter}, {duration_s:.1f} s: click to play (Space), drag to move"
                f" ({'1 to 9' if n <= 9 else '1 to 9, 0, -, ='})"
            )
        for place in self.places:
            place.veil()
        for made in (self._all_places, self._all_tiles):
            for index, widget in enumerate(made):
                widget.setVisible(index < n)
        self._round = round_
        self._folded = round_.is_full
        self._arrange()
        self.pick(0)
        # One after the other: first paints of all at once would keep the window from answering.
        columns = [partial(self._unveil, index) for index in range(n)]
        self._dealing.start(columns, DEAL_MS if self.motion_ms else 0)

    def show_round(self, round_: Round) -> None:
        """Show another state of the same puzzle; what changed its place glides there."""
        self._round = round_
        self._fold()
        self._settle(animated=True)

    def set_pictures(self, pictures: Sequence[QImage]) -> None:
        """Give the tiles their pictures, in the order of the deal, one after the other."""
        steps = zip(self.tiles, pictures, strict=True)
        self._picturing.start([partial(tile.set_picture, picture) for tile, picture in steps])

    def show_state(self, state: PlayState) -> None:
        """Let the play line run on the tile that sounds."""
        for tile in self.tiles:
            sounds = state.kind in ("piece", "row") and state.key == tile.piece
            share = state.piece_position_s / max(tile.duration_s, 0.01) if sounds else None
            tile.set_progress(None if share is None else min(1.0, share))

    def pick(self, piece: int) -> None:
        """Make a piece the picked one and put the focus on it."""
        if 0 <= piece < len(self.tiles):
            self.tiles[piece].setFocus(Qt.FocusReason.OtherFocusReason)
            self._focus_tile(piece)

    def spot_of(self, piece: int) -> QRect:
        """Where the tile of a piece belongs now."""
        assert self._geometry is not None
        assert self._round is not None
        if piece in self._round.row:
            return self._geometry.places[self._round.row.index(piece)]
        return self._geometry.tray[piece]

    def give_up_drag(self) -> None:
        """Let a tile in the air fall back where it came from."""
        if self._lift is not None:
            self.tiles[self._lift.piece].put_down()
            self._land(self._lift.piece)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The pointer has left the buttons under the row, so they may move."""
        if watched is self.strip and event.type() == QEvent.Type.Leave and self._fold():
            self._settle(animated=True)
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """As high as the tiles need."""
        return QSize(self._theme.sizes.px(760), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """So low that tiles can still be read."""
        if self._round is None:
            return QSize(0, 0)
        lowest = arrange(self._round.puzzle.n, max(self.width(), 400), 0, self._theme.sizes)
        return QSize(self._theme.sizes.px(560), lowest.height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay everything out anew, at once."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The empty slots of the tray, so that one sees where a piece came from."""
        if self._geometry is None or self._round is None:
            return
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(sizes.heading))
        for piece in self._slots:
            slot = self._geometry.tray[piece]
            if not event.rect().intersects(slot):
                continue
            painter.setPen(QPen(QColor(tokens.line), 1.2))
            painter.drawRoundedRect(
                QRectF(slot).adjusted(1, 1, -1, -1), sizes.px(CORNER), sizes.px(CORNER)
            )
            painter.setPen(QColor(tokens.muted))
            painter.drawText(slot, Qt.AlignmentFlag.AlignCenter, self.tiles[piece].letter)
        painter.end()

    def _make_place(self, position: int) -> Place:
        place = Place(self._theme, position, self)
        place.hide()
        place.focused.connect(self._focus_place)
        place.clicked.connect(self._fill_place)
        return place

    def _make_tile(self, piece: int, letter: str) -> Tile:
        tile = Tile(self._theme, piece, letter, self)
        tile.hide()
        tile.focused.connect(self._focus_tile)
        tile.clicked.connect(self._listen)
        tile.lifted.connect(self._start_drag)
        tile.dragged.connect(self._drag)
        tile.dropped.connect(self._end_drag)
        tile.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tile.customContextMenuRequested.connect(self._ask_menu)
        return tile

    def _unveil(self, index: int) -> None:
        self.places[index].unveil()
        self.tiles[index].unveil()

    def _clear(self) -> None:
        self.give_up_drag()
        self._dealing.stop()
        self._picturing.stop()
        self._glides.stop_all()
        self._slots = frozenset()
        self.picked = None

    def _fold(self) -> bool:
        """Fold the tray when the row is full, or unfold it; True where that changed anything.

        Nothing moves under a pointer that drags a piece or is about to press a button again.
        """
        if self._round is None or self._round.is_full == self._folded:
            return False
        if self._lift is not None or self.strip.underMouse():
            return False
        self._folded = self._round.is_full
        self._lay_out()
        return True

    def _arrange(self) -> None:
        if self._round is not None:
            self._lay_out()
            self._settle(animated=False)

    def _lay_out(self) -> None:
        assert self._round
        n, sizes = self._round.puzzle.n, self._theme.sizes
        self._geometry = arrange(n, self.width(), self.height(), sizes, folded=self._folded)
        self._head.setGeometry(self._geometry.head)
        self._side.setGeometry(self._geometry.side)
        self.strip.setGeometry(self._geometry.strip)
        for place, spot in zip(self.places, self._geometry.places, strict=True):
            place.setGeometry(spot)
        self.update()
        self.setMinimumHeight(self.minimumSizeHint().height())

    def _settle(self, *, animated: bool) -> None:
        assert self._round
        n = self._round.puzzle.n
        for tile in self.tiles:
            in_row = tile.piece in self._round.row
            where = (
                f"place {self._round.row.index(tile.piece) + 1} of {n}" if in_row else "in the tray"
            )
            held = in_row and self._round.row.index(tile.piece) in self._round.layout.locked
            words = f"Piece {tile.letter}, {where}" + (", held" if held else "")
            tile.setAccessibleName(f"{words}, {tile.duration_s:.1f} seconds")
            tile.can_move = not self._round.is_over
            tile.set_marks(picked=tile.piece == self.picked, held=held)
            if self._lift is None or self._lift.piece != tile.piece:
                self._glide(tile, self.spot_of(tile.piece), animated=animated)
        for place in self.places:
            piece = self._round.row[place.position]
            filled = "empty" if piece is None else f"piece {self.tiles[piece].letter}"
            place.setAccessibleName(f"Place {place.position + 1} of {n}, {filled}")
        self._choose_tab_stop()
        self._show_slots()

    def _show_slots(self) -> None:
        """Show where in the tray pieces are missing, and paint anew only what changes."""
        assert self._round
        assert self._geometry
        lifted = () if self._lift is None else (self._lift.piece,)
        slots = frozenset((*self._round.order, *lifted))
        for piece in slots ^ self._slots:
            self.update(self._geometry.tray[piece])
        self._slots = slots

    def _glide(self, tile: Tile, spot: QRect, *, animated: bool) -> None:
        self._glides.move(tile, spot, self.motion_ms if animated else 0)

    def _focus_tile(self, piece: int) -> None:
        self.picked = piece
        for tile in self.tiles:
            tile.set_marks(picked=tile.piece == piece, held=tile.held)
        self._choose_tab_stop()

    def _focus_place(self, position: int) -> None:
        self._choose_tab_stop()

    def _choose_tab_stop(self) -> None:
        """Tab comes to the board once; inside it the arrow keys go around."""
        assert self._round
        focused = [widget for widget in (*self.tiles, *self.places) if widget.hasFocus()]
        stop = focused[0] if focused else self.tiles[self.picked or 0]
        for widget in (*self.tiles, *self.places):
            policy = Qt.FocusPolicy.StrongFocus if widget is stop else Qt.FocusPolicy.ClickFocus
            if isinstance(widget, Place) and self._round.row[widget.position] is not None:
                policy = Qt.FocusPolicy.NoFocus
            widget.setFocusPolicy(policy)

    def _fill_place(self) -> None:
        place = self.sender()
        if isinstance(place, Place) and self.picked is not None:
            self.place_wanted.emit(self.picked, place.position)

    def _listen(self) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.listen_wanted.emit(tile.piece)

    def _ask_menu(self, at: QPoint) -> None:
        tile = self.sender()
        if isinstance(tile, Tile):
            self.menu_wanted.emit(tile.piece, tile.mapToGlobal(at))

    def _start_drag(self, piece: int, grip: QPoint) -> None:
        tile = self.tiles[piece]
        self._glides.stop(tile)
        self._lift = Lift(piece, grip)
        tile.raise_()
        self.shadow.lie_under(tile)
        self._show_slots()

    def _drag(self, piece: int, at: QPoint) -> None:
        if self._lift is None or self._lift.piece != piece:
            return
        self.tiles[piece].move(at - self._lift.grip)
        self.shadow.lie_under(self.tiles[piece])
        target = self._place_at(at)
        for place in self.places:
            place.invite(place.position == target)

    def _end_drag(self, piece: int, at: QPoint) -> None:
        if self._lift is None or self._lift.piece != piece:
            return
        target = self._place_at(at)
        self._land(piece)
        assert self._round
        if target is not None:
            self.place_wanted.emit(piece, target)
        elif piece in self._round.row and self._over_tray(at):
            self.back_wanted.emit(piece)

    def _land(self, piece: int) -> None:
        self._lift = None
        for place in self.places:
            place.invite(False)
        tile = self.tiles[piece]
        self.shadow.hide()
        if self._fold():
            self._settle(animated=True)
        self._glide(tile, self.spot_of(piece), animated=True)
        self._show_slots()

    def _place_at(self, at: QPoint) -> int | None:
        assert self._geometry
        # Places may wrap to a second line with a gap between; the nearest one in reach takes it.
        reach = self._theme.sizes.px(10)
        for position, spot in enumerate(self._geometry.places):
            if spot.adjusted(-reach // 4, -reach, reach // 4, reach).contains(at):
                return position
        return None

    def _over_tray(self, at: QPoint) -> bool:
        assert self._geometry
        return at.y() >= self._geometry.tray[0].top() - self._theme.sizes.px(16)
