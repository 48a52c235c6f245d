"""What happens when the program itself is at fault: one dialog that says what, to be copied."""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, QThread, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from .widgets import button, label

logger = logging.getLogger(__name__)


class CrashDialog(QDialog):
    """Says what went wrong and lets the details be copied."""

    def __init__(self, summary: str, details: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("Something went wrong")
        self._details = details
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(label("Something went wrong in Music Puzzle", "heading"))
        words = f"{summary} You can go on; if it happens again, send us the details."
        layout.addWidget(label(words, wrap=True))
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setAccessibleName("Details")
        text.setMinimumSize(560, 240)
        layout.addWidget(text)
        buttons = QHBoxLayout()
        copy = button("Copy details", tip="Copy the details to the clipboard")
        copy.clicked.connect(self.copy)
        close = button("Go on", tip="Close this message (Esc)", kind="main")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        buttons.addStretch(1)
        buttons.addWidget(copy)
        buttons.addWidget(close)
        layout.addLayout(buttons)

    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self._details)


class CrashReporter(QObject):
    """The one excepthook. From whichever thread it is called, the dialog opens in the GUI's."""

    _caught = Signal(str, str)

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.dialog: CrashDialog | None = None
        self._caught.connect(self._show)

    def install(self) -> None:
        """Become sys.excepthook."""
        sys.excepthook = self.report

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Log an exception that nobody caught, and show it."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        logger.critical("Nobody caught an exception\n%s", details)
        head = f"Python {platform.python_version()} on {platform.platform()}\n\n"
        summary = f"{kind.__name__}: {error}".rstrip(".: ") + "."
        if QThread.currentThread() is self.thread():
            self._show(summary, head + details)
        else:
            self._caught.emit(summary, head + details)

    def _show(self, summary: str, details: str) -> None:
        # One at a time: what fails in a timer would otherwise fill the screen.
        if self.dialog is not None:
            return
        self.dialog = CrashDialog(summary, details)
        self.dialog.finished.connect(self._forget)
        self.dialog.open()

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
