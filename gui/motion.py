"""Whether and how long things move."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QStyle

from musicpuzzle.settings import MOTION, Settings

SWAP_MS = 180
DEAL_MS = 16
COUNT_MS = 900


def duration_ms(settings: Settings, wanted_ms: int) -> int:
    """`wanted_ms`, or 0 where the person or the system wants no motion."""
    hint = QStyle.StyleHint.SH_Widget_Animation_Duration
    if not settings.get(MOTION) or QApplication.style().styleHint(hint) == 0:
        return 0
    return wanted_ms
