"""Small parts that all pages are made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCursor,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from .theme import icons

MOST_VISIBLE = 12


def label(text: str = "", kind: str = "", *, wrap: bool = False) -> QLabel:
    """Text in one of the kinds of the style sheet: title, heading, strong, note, muted."""
    result = QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setProperty("kind", kind)
    result.setWordWrap(wrap)
    return result


def button(text: str, *, tip: str, kind: str = "", name: str = "") -> QPushButton:
    """A button with its tooltip; screen readers say `name`, or its text."""
    result = QPushButton(text)
    result.setProperty("kind", kind)
    result.setToolTip(tip)
    result.setAccessibleName(name or text)
    result.setAccessibleDescription(tip)
    return result


def tool(icon: QIcon, *, tip: str, name: str, checkable: bool = False) -> QToolButton:
    """A button that shows only an icon."""
    result = QToolButton()
    result.setIcon(icon)
    result.setToolTip(tip)
    result.setAccessibleName(name)
    result.setAccessibleDescription(tip)
    result.setCheckable(checkable)
    return result


def scrolled(inner: QWidget) -> QScrollArea:
    """An area, without a frame or ground of its own, in which a widget may be as high as it is."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    for each in (inner, area.viewport()):
        each.setAutoFillBackground(False)
    return area


def set_kind(widget: QWidget, kind: str) -> None:
    """Change the kind by which the style sheet knows a widget."""
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def chain_tabs(first: QWidget, then: Sequence[QWidget]) -> None:
    """Let Tab go from `first` to each of `then` in turn, whenever they were made."""
    for widget in then:
        QWidget.setTabOrder(first, widget)
        first = widget


class Chooser(QComboBox):
    """A box to choose from, which never chooses by accident.

    The wheel belongs to what scrolls around it, and keys open the list: a step in passing would
    throw away the puzzle at hand.
    """

    def __init__(self, *, tip: str, name: str) -> None:
        super().__init__()
        self.setMaxVisibleItems(MOST_VISIBLE)
        self.setToolTip(tip)
        self.setAccessibleName(name)
        self.setAccessibleDescription(tip)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """See the class."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list, or leave the key to the page."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F4):
            self.showPopup()
        else:
            event.ignore()

    def hidePopup(self) -> None:
        """Forget a pointer that has gone while the list was open."""
        super().hidePopup()
        here = self.rect().contains(self.mapFromGlobal(QCursor.pos()))
        self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, here)
        self.update()


class Title(QLabel):
    """A page's title, which does not cut a letter that begins left of its place, such as J."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "title")
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a title."""
        super().setText(text)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Another face or size has other letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._make_room()

    def _make_room(self) -> None:
        first = self.text()[:1]
        self.setIndent(max(0, -QFontMetrics(self.font()).leftBearing(first)) if first else 0)


class Bar(QFrame):
    """A bar in the page: what failed, why, and what to do. Never a modal."""

    closed = Signal()

    def __init__(
        self, text: str, close_icon: QIcon, kind: str = "warn", answers: Sequence[QPushButton] = ()
    ) -> None:
        """A bar.

        Args:
            text: what it says.
            close_icon: of the button that takes it away.
            kind: of the style sheet: warn or bad.
            answers: buttons beside the text.
        """
        super().__init__()
        self.setObjectName("bar")
        self.setProperty("kind", kind)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 4, 4)
        layout.setSpacing(16)
        self.text = label(text, wrap=True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(text)
        self.text.setContentsMargins(0, 6, 0, 6)
        layout.addWidget(self.text, 1)
        self.close_button = tool(close_icon, tip="Close this message", name="Close this message")
        self.close_button.clicked.connect(self.dismiss)
        for answer in answers:
            layout.addWidget(answer)
        layout.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)
        chain_tabs(self.text, (*answers, self.close_button))

    def changeEvent(self, event: QEvent) -> None:
        """Let the cross have the colours of a theme that is chosen while the bar is there."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            group, role, colours = QPalette.ColorGroup, QPalette.ColorRole.Text, self.palette()
            names = (colours.color(each, role).name() for each in (group.Active, group.Disabled))
            self.close_button.setIcon(icons.icon("cross", *names))

    def dismiss(self) -> None:
        """Take the bar away."""
        self.closed.emit()
        self.hide()
        self.deleteLater()


class Card(QFrame):
    """A surface of its own with lines in it.

    Attributes:
        lines: what stands on it, from top to bottom.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(16, 12, 16, 12)
        self.lines.setSpacing(8)


class Page(QWidget):
    """A page: its title, one line that says what to do, the main action at the right, the rest.

    Signals:
        announced: words for those who listen to a screen reader.
    """

    MAX_BARS = 3

    announced = Signal(str)

    def __init__(self, title: str, line: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.title = Title(title)
        self.line = label(line, "muted", wrap=True)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.line)
        self.head_actions = QHBoxLayout()
        self.head_actions.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addLayout(words, 1)
        head.addLayout(self.head_actions)
        self.bars = QVBoxLayout()
        self.bars.setSpacing(8)
        self.body = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(32, 20, 32, 16)
        layout.setSpacing(12)
        layout.addLayout(head)
        layout.addLayout(self.bars)
        layout.addLayout(self.body, 1)

    def announce(self, words: str) -> None:
        """Say something to those who listen to a screen reader."""
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.announced.emit(words)

    def show_bar(self, text: str, close_icon: QIcon, kind: str = "warn") -> Bar:
        """Put a bar under the head; of many, only the last few stay."""
        while self.bars.count() >= self.MAX_BARS:
            self._drop_bar(0)
        bar = Bar(text, close_icon, kind)
        self.bars.addWidget(bar)
        return bar

    def clear_bars(self) -> None:
        """Take all bars away."""
        while self.bars.count():
            self._drop_bar(0)

    def _drop_bar(self, index: int) -> None:
        item = self.bars.takeAt(index)
        widget = item.widget() if item else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
