"""A plot as a picture in a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QGraphicsView

from .saving import Write, write_bytes

KINDS = (("PNG picture", "png"), ("SVG drawing", "svg"))
PNG_SCALE = 2
# Looked up here, since Qt's classes must not first be looked at in a lane; see `libraries`.
WRITE_ONLY = QIODevice.OpenModeFlag.WriteOnly


def prepare_picture(view: QGraphicsView, background: str, title: str, path: Path) -> Write:
    """Take a picture of a view as it is now; in the GUI thread.

    Args:
        view: what is to be seen.
        background: its colour.
        title: of a drawing.
        path: an SVG drawing where the file is called so, else a PNG picture.

    Returns:
        what writes the file, whole or not at all, in any thread; it raises DataError where it
        cannot.
    """
    if path.suffix.lower() == ".svg":
        drawing = _svg(view, background, title)
        return lambda: write_bytes(path, drawing)
    size = view.viewport().size()
    image = QImage(size * PNG_SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor(background))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.render(painter)
    painter.end()
    return lambda: write_bytes(path, _png(image))


def _svg(view: QGraphicsView, background: str, title: str) -> bytes:
    # Loaded when somebody wants one: nothing else in the window needs it.
    from PySide6.QtSvg import QSvgGenerator

    size, content = view.viewport().size(), QByteArray()
    buffer = QBuffer(content)
    buffer.open(WRITE_ONLY)
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
    buffer.open(WRITE_ONLY)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    buffer.close()
    return bytes(content.data())
