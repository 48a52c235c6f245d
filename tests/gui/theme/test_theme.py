from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QLabel

from gui.theme import theme as module
from gui.theme.theme import Theme
from gui.theme.tokens import DARK, LIGHT


class Hints(QObject):
    """A system that changes between light and dark."""

    colorSchemeChanged = Signal()  # noqa: N815 - Qt's own name

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        assert scheme in Qt.ColorScheme

    def turn(self, scheme: Qt.ColorScheme) -> None:
        self.scheme = scheme
        self.colorSchemeChanged.emit()


@pytest.fixture
def hints(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Hints:
    hints = Hints()
    monkeypatch.setattr(type(qapp), "styleHints", lambda _: hints)
    return hints


@pytest.fixture
def theme(qapp: QApplication, hints: Hints) -> Iterator[Theme]:
    theme = Theme(qapp, "system")
    yield theme
    theme.close()
    theme.setParent(None)
    theme.deleteLater()


def test_it_follows_the_system_as_it_changes(theme: Theme, hints: Hints, qtbot: Any) -> None:
    assert theme.tokens is LIGHT
    with qtbot.waitSignal(theme.changed, timeout=1000):
        hints.turn(Qt.ColorScheme.Dark)
    assert theme.tokens is DARK
    with qtbot.waitSignal(theme.changed, timeout=1000):
        hints.turn(Qt.ColorScheme.Light)
    assert theme.tokens is LIGHT


def test_a_choice_stands_whatever_the_system_does(theme: Theme, hints: Hints) -> None:
    theme.choose("dark")
    hints.turn(Qt.ColorScheme.Light)
    assert theme.tokens is DARK
    theme.choose("light")
    hints.turn(Qt.ColorScheme.Dark)
    assert theme.tokens is LIGHT
    theme.choose("system")
    assert theme.tokens is DARK


def test_a_choice_that_changes_nothing_is_silent(theme: Theme, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose("light")


def test_the_style_sheet_reaches_widgets_and_its_pictures_exist(
    theme: Theme, qapp: QApplication, qtbot: Any
) -> None:
    label = QLabel("Text")
    qtbot.addWidget(label)
    label.ensurePolished()
    assert QFontInfo(label.font()).pixelSize() == theme.sizes.body
    sheet = qapp.styleSheet()
    pictures = [part.split('"')[0] for part in sheet.split('url("')[1:]]
    assert len(set(pictures)) == 2
    assert all(Path(picture).is_file() for picture in pictures)
    assert "$" not in sheet


def test_larger_type_of_the_system_is_followed(
    hints: Hints, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, theme: Theme, qtbot: Any
) -> None:
    class Large:
        def __init__(self, font: object) -> None:
            pass

        def pixelSize(self) -> int:
            return 26

    monkeypatch.setattr(module, "QFontInfo", Large)
    with qtbot.waitSignal(theme.changed, timeout=1000):
        hints.turn(Qt.ColorScheme.Light)
    assert theme.sizes.body == 28


def test_figures_are_tabular(theme: Theme) -> None:
    assert theme.font(14).featureValue(module.TABULAR_FIGURES) == 1
    assert theme.font(18, bold=True).weight() > theme.font(18).weight()
