"""The theme in force: follows the system or the setting, light or dark, and the system's type."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from . import icons
from .stylesheet import palette, style_sheet
from .tokens import DARK, LIGHT, Sizes, Tokens, sizes_for

TABULAR_FIGURES = QFont.Tag("tnum")


class Theme(QObject):
    """Tokens and sizes for every widget; `changed` says that they are others now."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: str = "system") -> None:
        """Dress the application.

        Args:
            choice: "system", "light" or "dark".
        """
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._pictures = tempfile.TemporaryDirectory(prefix="musicpuzzle-")
        self._dressed = False
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self.tokens: Tokens = LIGHT
        self.sizes = Sizes()
        hints = application.styleHints()
        hints.colorSchemeChanged.connect(self._refresh)
        application.aboutToQuit.connect(self.close)
        self.choose(choice)

    def choose(self, choice: str) -> None:
        """Follow the system, or be light or dark whatever the system is."""
        self._choice = choice
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        # Also tells the platform, whose window frames and file dialogs then match.
        self._application.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        self._refresh()

    @contextmanager
    def undressed(self) -> Iterator[None]:
        """Build many widgets without the style sheet; all are dressed at the end.

        Under a style sheet Qt dresses a widget anew whenever it, or what it stands in, is put into
        another one: to build the window takes twice as long.
        """
        sheet = self._application.styleSheet()
        self._application.setStyleSheet("")
        try:
            yield
        finally:
            self._application.setStyleSheet(sheet)

    def close(self) -> None:
        """Delete the pictures of the style sheet; the program ends."""
        self._pictures.cleanup()

    def icon(self, name: str, colour: str = "") -> QIcon:
        """An icon in the text's colour, or another."""
        return icons.icon(name, colour or self.tokens.text, self.tokens.muted)

    def rail_icon(self, name: str) -> QIcon:
        """An icon that is muted, and in the accent's colour where it is chosen."""
        return icons.two_state(name, self.tokens.muted, self.tokens.accent)

    def font(self, pixels: int, *, bold: bool = False) -> QFont:
        """The system's face with tabular figures, for what is painted by hand."""
        key = (pixels, bold)
        if key not in self._fonts:
            font = self._fonts[key] = QFont(self._application.font())
            font.setPixelSize(pixels)
            if bold:
                font.setWeight(QFont.Weight.DemiBold)
        return QFont(self._fonts[key])

    def _is_dark(self) -> bool:
        if self._choice != "system":
            return self._choice == "dark"
        return self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _refresh(self) -> None:
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        tokens = DARK if self._is_dark() else LIGHT
        sizes = sizes_for(QFontInfo(system).pixelSize())
        if (tokens, sizes) == (self.tokens, self.sizes) and self._dressed:
            return
        self.tokens, self.sizes, self._dressed = tokens, sizes, True
        font = QFont(system)
        font.setPixelSize(sizes.body)
        font.setFeature(TABULAR_FIGURES, 1)
        self._application.setFont(font)
        self._fonts.clear()
        self._application.setPalette(palette(tokens))
        arrow = self._picture("down", tokens.muted)
        tick = self._picture("check", tokens.on_accent)
        # Where one style sheet follows another, Qt dresses every widget also once for each of its
        # ancestors, which takes four times as long.
        self._application.setStyleSheet("")
        self._application.setStyleSheet(style_sheet(tokens, sizes, arrow=arrow, tick=tick))
        self.changed.emit()

    def _picture(self, name: str, colour: str) -> str:
        path = Path(self._pictures.name) / f"{name}-{colour[1:]}.png"
        if not path.exists():
            pixmap = QPixmap(32, 32)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            icons.draw(painter, name, QRectF(0, 0, 32, 32), colour)
            painter.end()
            pixmap.save(str(path))
        return path.as_posix()
