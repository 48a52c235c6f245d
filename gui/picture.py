"""What a page has drawn, as a picture in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMargins, QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from musicpuzzle.files import write_or_tell

from .saving import Saver, Write

KINDS = (("PNG picture", "png"), ("SVG drawing", "svg"))
PNG_SCALE = 2
MARGIN = 16
# Looked up here: each class of Qt is made when it is first looked at, and two threads that make
# some at once end the process.
WRITE_ONLY = QIODevice.OpenModeFlag.WriteOnly


@dataclass(frozen=True, slots=True)
class Picture:
    """What is to be seen.

    Attributes:
        paint: draws it with a painter into a rectangle.
        size: of the rectangle.
        background: its colour.
        title: of a drawing.
    """

    paint: Callable[[QPainter, QRectF], object]
    size: QSize
    background: str
    title: str


def picture_of(widget: QWidget, background: str, title: str) -> Picture:
    """What a widget shows, without what lies behind it, and a margin."""

    def paint(painter: QPainter, box: QRectF) -> None:
        corner = box.topLeft().toPoint() + QPoint(MARGIN, MARGIN)
        widget.render(painter, corner, QRegion(), QWidget.RenderFlag.DrawChildren)

    size = widget.size().grownBy(QMargins(MARGIN, MARGIN, MARGIN, MARGIN))
    return Picture(paint, size, background, title)


def ask_picture(saver: Saver, name: str, picture: Callable[[], Picture]) -> None:
    """Ask where to, and save a picture as it is when that is chosen."""
    saver.ask("Save picture", name, KINDS, lambda path: prepare_picture(picture(), path))


def prepare_picture(picture: Picture, path: Path) -> Write:
    """Draw a picture as it is now; in the GUI thread.

    Args:
        picture: what is to be seen.
        path: an SVG drawing where the file is called so, else a PNG picture.

    Returns:
        what writes the file, whole or not at all, in any thread; it raises DataError where it
        cannot.
    """
    if path.suffix.lower() == ".svg":
        drawing = _svg(picture)
        return lambda: write_or_tell(path, drawing)
    image = QImage(picture.size * PNG_SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor(picture.background))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(PNG_SCALE, PNG_SCALE)
    picture.paint(painter, _box_of(picture))
    painter.end()
    return lambda: write_or_tell(path, _png(image))


def _box_of(picture: Picture) -> QRectF:
    return QRectF(0, 0, picture.size.width(), picture.size.height())


def _svg(picture: Picture) -> bytes:
    # Loaded when somebody wants one: nothing else in the window needs it.
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(WRITE_ONLY)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(picture.size)
    generator.setViewBox(_box_of(picture))
    generator.setTitle(picture.title)
    painter = QPainter(generator)
    painter.fillRect(_box_of(picture), QColor(picture.background))
    picture.paint(painter, _box_of(picture))
    painter.end()
    buffer.close()
    return bytes(content.data())


def _png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(WRITE_ONLY)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())
