"""The window's clock: asks the player what sounds, some 30 times a second."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from .sound import Player, PlayState

TICK_MS = 33


class Ticker(QObject):
    """Tells everybody the same state at the same moment."""

    ticked = Signal(object)

    def __init__(self, player: Player, parent: QObject) -> None:
        super().__init__(parent)
        self._player = player
        self.state = PlayState()
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self.tick)
        timer.start(TICK_MS)

    def tick(self) -> None:
        """Ask now, for instance right after a key started a sound."""
        self.state = self._player.state()
        self.ticked.emit(self.state)
