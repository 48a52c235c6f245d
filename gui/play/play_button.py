"""A button that plays something, and stops it while it sounds."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QPushButton

from ..theme.icons import icon_size
from ..theme.theme import Theme

ICON = 20


class PlayButton(QPushButton):
    """Shows which of the two a click does now."""

    def __init__(
        self, theme: Theme, *, play: str, stop: str, tip: str, quiet: bool = False
    ) -> None:
        """A button.

        Args:
            play, stop: what it does, in words such as "Play the row".
            quiet: show only the icon.
        """
        super().__init__()
        self._theme = theme
        self._words = (play, stop)
        self._quiet = quiet
        self._sounds = False
        self.setProperty("kind", "icon" if quiet else "")
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        theme.changed.connect(self._dress)
        self._dress()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Be as wide as the words are in another style."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._fit()

    @property
    def sounds(self) -> bool:
        """Whether a click stops."""
        return self._sounds

    def rename(self, *, play: str, stop: str, tip: str) -> None:
        """Play something else from now on."""
        self._words = (play, stop)
        self.setToolTip(tip)
        self.setAccessibleDescription(tip)
        self._dress()

    def show_sounding(self, sounds: bool) -> None:
        """Take in whether what the button plays sounds now."""
        if sounds != self._sounds:
            self._sounds = sounds
            self._dress()

    def _dress(self) -> None:
        words = self._words[self._sounds]
        self.setAccessibleName(words)
        # The space keeps the icon at a distance, which no style sheet can.
        self.setText("" if self._quiet else f" {words}")
        self.setIcon(self._theme.icon("stop" if self._sounds else "play"))
        self.setIconSize(icon_size(self._theme.sizes.px(ICON)))

    def _fit(self) -> None:
        """Be so wide that its neighbours stay where they are when the words change."""
        if self._quiet:
            return
        self.ensurePolished()
        now = self.text()
        widths = []
        for words in self._words:
            self.setText(f" {words}")
            widths.append(self.sizeHint().width())
        self.setText(now)
        self.setMinimumWidth(max(widths))
