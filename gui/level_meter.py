"""The level of what sounds, as a slim bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from .theme.colour import mix
from .theme.theme import Theme

FLOOR_DBFS = -48.0
WARN_DBFS = -3.0
FALL_DB_PER_TICK = 1.5


class LevelMeter(QWidget):
    """Shows a peak level that rises at once and falls slowly."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._level_dbfs = FLOOR_DBFS
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Level")
        self.setToolTip("Level of what sounds, from −48 to 0 dBFS")
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """88 by 8 pixels of the brief."""
        return QSize(self._theme.sizes.px(88), self._theme.sizes.px(8))

    def show_level(self, level_dbfs: float) -> None:
        """Take a new peak level; call it at the rate of the transport's clock."""
        falling = max(FLOOR_DBFS, self._level_dbfs - FALL_DB_PER_TICK)
        level = max(falling, min(0.0, level_dbfs))
        if level != self._level_dbfs:
            self._level_dbfs = level
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A track, and the level on it."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = self.height() / 2
        track = QRectF(0, height / 2, self.width(), height)
        painter.setBrush(QColor(mix(tokens.surface, tokens.text, 0.16)))
        painter.drawRoundedRect(track, height / 2, height / 2)
        share = 1 - self._level_dbfs / FLOOR_DBFS
        if share > 0:
            track.setWidth(self.width() * share)
            colour = tokens.warn if self._level_dbfs > WARN_DBFS else tokens.good
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(track, height / 2, height / 2)
        painter.end()
