"""How far a scan is, with the buttons that hold it and give it up."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from musicpuzzle.library.report import ScanProgress

from ..widgets import button, label
from .scanner import Scanner

LOOKING = "Looking through your folders"
BAR_WIDTH = 320


class ScanBar(QWidget):
    """One line, which is there while a scan runs."""

    def __init__(self, scanner: Scanner) -> None:
        super().__init__()
        self._scanner = scanner
        self._progress = ScanProgress("looking")
        self.words = label(LOOKING, "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress of the scan")
        self.bar.setMaximumWidth(BAR_WIDTH)
        self.hold = button("Pause", tip="Hold the scan; it goes on from there")
        self.cancel = button("Cancel", tip="Give the scan up; what it has done is kept")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.words)
        layout.addStretch(1)
        layout.addWidget(self.hold)
        layout.addWidget(self.cancel)
        self.hold.clicked.connect(self._hold)
        self.cancel.clicked.connect(scanner.cancel)
        scanner.changed.connect(self._show)
        scanner.progressed.connect(self._take)
        self._show()

    def _hold(self) -> None:
        self._scanner.hold(not self._scanner.is_held)

    def _take(self, progress: ScanProgress) -> None:
        self._progress = progress
        self._show()

    def _show(self) -> None:
        if not self._scanner.is_running:
            self._progress = ScanProgress("looking")
        held, progress = self._scanner.is_held, self._progress
        self.hold.setText("Go on" if held else "Pause")
        self.hold.setAccessibleName(self.hold.text())
        self.setVisible(self._scanner.is_running)
        # Without an end it would go on to move.
        self.bar.setRange(0, 0 if progress.stage == "looking" and not held else 1000)
        self.bar.setValue(round(1000 * progress.share))
        self.words.setText(held_words(progress) if held else progress_words(progress))


def held_words(progress: ScanProgress) -> str:
    """Such as "Held: 12 of 390 listened to"."""
    if progress.stage == "looking":
        return "Held"
    return f"Held: {progress.done:,} of {progress.total:,} listened to"


def progress_words(progress: ScanProgress) -> str:
    """Such as "Listening to your songs: 12 of 390, 3:10 left"."""
    if progress.stage == "looking":
        return LOOKING
    words = f"Listening to your songs: {progress.done:,} of {progress.total:,}"
    if progress.left_s is None:
        return words
    minutes, seconds = divmod(round(progress.left_s), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return f"{words}, {clock} left"
