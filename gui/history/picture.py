"""A plot as a picture in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QGraphicsView

from .saving import write_bytes

KINDS = (("PNG picture", "png"), ("SVG drawing", "svg"))
PNG_SCALE = 2


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What a plot looked like at one moment, to be written by any thread.

    Attributes:
        image: at twice the density of an ordinary screen.
        svg: the same as a drawing.
    """

    image: QImage
    svg: bytes

    def write(self, path: Path) -> None:
        """Write PNG, or SVG where the file is called so; whole or not at all.

        Raises:
            DataError: it cannot be written.
        """
        write_bytes(path, self.svg if path.suffix.lower() == ".svg" else _png(self.image))


def picture_of(view: QGraphicsView, background: str, title: str) -> Picture:
    """What a view shows now; in the GUI thread."""
    size = view.viewport().size()
    image = QImage(size * PNG_SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor(background))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.render(painter)
    painter.end()
    return Picture(image, _svg(view, background, title))


def _svg(view: QGraphicsView, background: str, title: str) -> bytes:
    # Loaded when somebody wants one: nothing else in the window needs it.
    from PySide6.QtSvg import QSvgGenerator

    size, content = view.viewport().size(), QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(title)
    painter = QPainter(generator)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), QColor(background))
    view.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    buffer.close()
    return bytes(content.data())


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())
