"""The ladder as a table: place, who, rating in figures, and rating on a scale."""

from __future__ import annotations

from math import ceil, floor
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..tables import LEFT, RIGHT
from ..theme.theme import Theme
from .places import Place
from .rounds_model import NO_PARENT, Index, Role
from .words import rating_words

PLACE, WHO, RATING, SCALE = range(4)
HEADS = ("Place", "Who", "Rating", "Rating on a scale")
STEP = 200
ROW_HEIGHT = 52
MARGIN = 24


class LadderModel(QAbstractTableModel):
    """The places of one game.

    Attributes:
        low, high: ends of the scale, in rating points, multiples of `STEP`.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.places: tuple[Place, ...] = ()
        self.low, self.high = 1400, 1600

    def show_places(self, places: tuple[Place, ...]) -> None:
        """Show another ladder."""
        self.beginResetModel()
        self.places = places
        rated = [each.rating for each in places if each.rating is not None]
        if rated:
            lowest = min(each.value - each.deviation for each in rated)
            highest = max(each.value + each.deviation for each in rated)
            self.low, self.high = STEP * floor(lowest / STEP), STEP * ceil(highest / STEP)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Figures; the whole row in a sentence for screen readers."""
        if not index.isValid():
            return None
        place, column = self.places[index.row()], index.column()
        if role == Role.DisplayRole:
            rating = rating_words(place.rating) if place.rating else "not measured"
            return (place.number, place.title, rating, "")[column]
        if role == Role.AccessibleTextRole:
            return place.spoken
        if role == Role.ToolTipRole:
            return place.spoken
        if role == Role.TextAlignmentRole:
            return RIGHT if column == RATING else LEFT
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADS[section]
        if orientation is Qt.Orientation.Horizontal and role == Role.TextAlignmentRole:
            return RIGHT if section == RATING else LEFT
        return None


def at_scale(model: LadderModel, value: float, left: float, width: float, margin: float) -> float:
    """Where a rating lies in a cell, in pixels."""
    share = (value - model.low) / (model.high - model.low)
    return left + margin + share * (width - 2 * margin)


class LadderCell(QStyledItemDelegate):
    """Names with their line, and ratings as a mark with the reach of its deviation."""

    def __init__(self, theme: Theme, model: LadderModel, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(self._theme.sizes.px(80), self._theme.sizes.px(ROW_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The person's row has another fill and another mark."""
        place = self._model.places[index.row()]
        tokens, sizes = self._theme.tokens, self._theme.sizes
        option_: Any = option  # the stubs know none of its fields
        box = QRectF(option_.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option_.state & QStyle.StateFlag.State_Selected)
        if place.is_person or chosen:
            painter.fillRect(box, QColor(tokens.hover if chosen else tokens.accent_soft))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.column() == SCALE:
            self._paint_scale(painter, box, place)
        elif index.column() == WHO:
            self._paint_name(painter, box, place)
        else:
            painter.setFont(self._theme.font(sizes.body, bold=place.is_person))
            painter.setPen(QColor(tokens.text if place.rating else tokens.muted))
            inner = box.adjusted(sizes.px(12), 0, -sizes.px(12), 0)
            painter.drawText(inner, index.data(Role.TextAlignmentRole), index.data())
        painter.restore()

    def _paint_name(self, painter: QPainter, box: QRectF, place: Place) -> None:
        tokens, sizes = self._theme.tokens, self._theme.sizes
        inner = box.adjusted(sizes.px(12), sizes.px(6), -sizes.px(12), -sizes.px(7))
        flags = Qt.AlignmentFlag
        painter.setFont(self._theme.font(sizes.body, bold=True))
        painter.setPen(QColor(tokens.text))
        painter.drawText(inner, flags.AlignLeft | flags.AlignTop, place.title)
        painter.setFont(self._theme.font(sizes.note))
        painter.setPen(QColor(tokens.muted))
        metrics, room = painter.fontMetrics(), int(inner.width())
        words = f"{place.line} {place.equal_words}".strip()
        if metrics.horizontalAdvance(words) > room:
            # The place says that there are equals, the tip which.
            words = place.line
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, flags.AlignLeft | flags.AlignBottom, shown)

    def _paint_scale(self, painter: QPainter, box: QRectF, place: Place) -> None:
        tokens, sizes, model = self._theme.tokens, self._theme.sizes, self._model
        margin = sizes.px(MARGIN)

        def at(value: float) -> float:
            return at_scale(model, value, box.left(), box.width(), margin)

        painter.setPen(QPen(QColor(tokens.line), 1))
        for value in range(model.low, model.high + 1, STEP):
            painter.drawLine(QPointF(at(value), box.top()), QPointF(at(value), box.bottom()))
        if place.rating is None:
            return
        rating, middle = place.rating, box.center().y()
        colour = QColor(tokens.accent if place.is_person else tokens.text)
        ends = [at(rating.value - rating.deviation), at(rating.value + rating.deviation)]
        painter.setPen(QPen(colour, sizes.px(2)))
        painter.drawLine(QPointF(ends[0], middle), QPointF(ends[1], middle))
        tick = sizes.px(4)
        for x in ends:
            painter.drawLine(QPointF(x, middle - tick), QPointF(x, middle + tick))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        mark, radius = QPointF(at(rating.value), middle), sizes.px(7 if place.is_person else 5)
        if place.is_person:
            painter.drawPolygon(_diamond(mark, radius))
        else:
            painter.drawEllipse(mark, radius, radius)


class ScaleHead(QHeaderView):
    """A head that writes the values over the lines of the scale."""

    def __init__(self, theme: Theme, model: LadderModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme, self._scale = theme, model

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The last section is the axis."""
        if section != SCALE:
            super().paintSection(painter, rect, section)
            return
        tokens, sizes = self._theme.tokens, self._theme.sizes
        painter.save()
        painter.fillRect(rect, QColor(tokens.surface))
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(self._theme.font(sizes.note))
        painter.setPen(QColor(tokens.muted))
        margin, half = sizes.px(MARGIN), sizes.px(24)
        for value in range(self._scale.low, self._scale.high + 1, STEP):
            x = at_scale(self._scale, value, rect.left(), rect.width(), margin)
            box = QRectF(x - half, rect.top(), 2 * half, rect.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(value))
        painter.restore()


def _diamond(middle: QPointF, radius: float) -> QPolygonF:
    x, y = middle.x(), middle.y()
    points = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    return QPolygonF([QPointF(*point) for point in points])
