"""Tiles that glide to where they belong."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QPropertyAnimation, QRect

from .tile import Tile


class Glides(QObject):
    """At most one glide for each tile; the newest counts."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._running: dict[Tile, QPropertyAnimation] = {}

    def move(self, tile: Tile, spot: QRect, duration_ms: int) -> None:
        """Let a tile glide to a spot, or put it there at once where that takes no time."""
        self.stop(tile)
        if duration_ms == 0 or tile.geometry() == spot:
            tile.setGeometry(spot)
            return
        tile.raise_()
        glide = QPropertyAnimation(tile, b"geometry", self)
        glide.setDuration(duration_ms)
        glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        glide.setEndValue(spot)
        glide.finished.connect(self._drop_arrived)
        self._running[tile] = glide
        glide.start()

    def stop(self, tile: Tile) -> None:
        """Leave a tile where it is now."""
        running = self._running.pop(tile, None)
        if running is not None:
            running.stop()
            running.deleteLater()

    def stop_all(self) -> None:
        """Leave all tiles where they are now."""
        for tile in tuple(self._running):
            self.stop(tile)

    def _drop_arrived(self) -> None:
        for tile, glide in tuple(self._running.items()):
            if glide.state() == QPropertyAnimation.State.Stopped:
                del self._running[tile]
                glide.deleteLater()
