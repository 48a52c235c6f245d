"""The foot of the window: what sounds, where, how loud; and what runs in the background."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from musicpuzzle.settings import VOLUME

from .context import Context
from .jobs_pill import JobsPill
from .level_meter import LevelMeter
from .shortcuts import BY_NAME, with_key
from .slider import Slider
from .sound import PlayState
from .theme.icons import icon_size
from .widgets import label, tool

STEPS_PER_S = 50
NOTICE_WIDTH = 236
NARROW_NOTICE_WIDTH = 190
NARROW = 1100
LONGEST_LABEL = 180
VOLUME_STEPS = 100
VOLUME_STEP = 0.05


def clock_words(seconds: float) -> str:
    """Minutes and seconds, as "0:04"."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


class Transport(QWidget):
    """Always there, whatever the page."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("transport")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._state = PlayState()
        self._volume_before = context.settings.get(VOLUME)
        theme = context.theme
        self.play = tool(theme.icon("play"), tip=with_key("Pause or go on", "pause"), name="Play")
        self.play.clicked.connect(self.toggle)
        self.what = label("", "strong")
        self.time = label("", "muted")
        tip = "Where in the sound you are; click or drag to go elsewhere (Left, Right)"
        self.seek = Slider(name="Position", tip=tip)
        self.seek.setSingleStep(STEPS_PER_S)
        self.seek.setPageStep(5 * STEPS_PER_S)
        self.seek.chosen.connect(self._go_to)
        tip = with_key("Silence, or as loud as before", "mute")
        self.mute = tool(theme.icon("volume"), tip=tip, name="Mute")
        self.mute.clicked.connect(self.toggle_mute)
        louder, quieter = BY_NAME["volume_up"].text, BY_NAME["volume_down"].text
        self.volume = Slider(name="Volume", tip=f"Volume ({louder}, {quieter})")
        self.volume.setRange(0, VOLUME_STEPS)
        self.volume.valueChanged.connect(self._set_volume)
        self.level = LevelMeter(theme)
        self.notice_icon = QLabel()
        self.notice = label("", "note", wrap=True)
        self.pill = JobsPill(context.lanes)
        self._lay_out()
        theme.changed.connect(self._dress)
        context.player.notice_changed.connect(self.show_notice)
        self._dress()
        self.volume.setValue(round(VOLUME_STEPS * context.settings.get(VOLUME)))
        self._set_volume(self.volume.value())
        self.show_notice(context.player.notice)
        self.show_state(PlayState())

    def change_volume(self, steps: int) -> None:
        """Louder by so many steps of 5 %, quieter when negative."""
        self.volume.setValue(self.volume.value() + round(steps * VOLUME_STEP * VOLUME_STEPS))

    @Slot(object)
    def show_state(self, state: PlayState) -> None:
        """Take in what sounds now."""
        self.level.show_level(self._context.player.level())
        changed = (state.kind, state.label, state.playing) != self._shown()
        self._state = state
        if changed:
            self._show_what()
        if state.kind == "silent":
            return
        self.time.setText(f"{clock_words(state.position_s)} / {clock_words(state.duration_s)}")
        if not self.seek.isSliderDown():
            self.seek.setMaximum(round(STEPS_PER_S * state.duration_s))
            self.seek.setValue(round(STEPS_PER_S * state.position_s))

    @Slot(str)
    def show_notice(self, notice: str) -> None:
        """A sentence about the sound device, or empty."""
        self.notice.setAccessibleName(notice)
        self.notice.setToolTip(notice)
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
        # Without a device there is no level, and the words need the room.
        self.level.setVisible(not notice)
        self.notice_icon.setVisible(bool(notice))

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._state.playing:
            self._context.player.pause()
        else:
            self._context.player.resume()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, only what one has to know."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        sizes = self._context.theme.sizes
        narrow = self.width() < sizes.px(NARROW)
        self.notice.setFixedWidth(sizes.px(NARROW_NOTICE_WIDTH if narrow else NOTICE_WIDTH))
        if narrow != self.pill.is_short:
            self.pill.is_short = narrow
            self.pill.look()

    def _shown(self) -> tuple[str, str, bool]:
        return (self._state.kind, self._state.label, self._state.playing)

    def _show_what(self) -> None:
        silent = self._state.kind == "silent"
        self.play.setEnabled(not silent)
        self.seek.setEnabled(not silent)
        playing = self._state.playing
        self.play.setIcon(self._context.theme.icon("pause" if playing else "play"))
        self.play.setAccessibleName("Pause" if playing else "Play")
        words = "Nothing plays" if silent else self._state.label
        room = self._context.theme.sizes.px(LONGEST_LABEL)
        metrics = QFontMetrics(self._context.theme.font(self._context.theme.sizes.body, bold=True))
        self.what.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self.what.setToolTip(words)
        self.what.setProperty("kind", "muted" if silent else "strong")
        self.what.style().polish(self.what)
        if silent:
            self.time.setText("")
            self.seek.setValue(0)

    def _go_to(self, step: int) -> None:
        self._context.player.seek(step / STEPS_PER_S)

    def _set_volume(self, step: int) -> None:
        volume = step / VOLUME_STEPS
        self._context.player.volume = volume
        self._context.settings.put(VOLUME, volume)
        self._show_speaker()

    def toggle_mute(self) -> None:
        """Silence, or as loud as before."""
        if self.volume.value():
            self._volume_before = self.volume.value() / VOLUME_STEPS
            self.volume.setValue(0)
        else:
            self.volume.setValue(round(VOLUME_STEPS * (self._volume_before or VOLUME.default)))

    def _show_speaker(self) -> None:
        name = "volume" if self.volume.value() else "mute"
        self.mute.setIcon(self._context.theme.icon(name, self._context.theme.tokens.muted))

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.setSpacing(12)
        layout.addWidget(self.play)
        layout.addWidget(self.what)
        layout.addWidget(self.time)
        layout.addWidget(self.seek, 6)
        layout.addStretch(1)
        layout.addWidget(self.mute)
        layout.addWidget(self.volume, 1)
        layout.addWidget(self.level)
        layout.addWidget(self.notice_icon)
        layout.addWidget(self.notice)
        layout.addWidget(self.pill)

    def _dress(self) -> None:
        sizes = self._context.theme.sizes
        self.setFixedHeight(sizes.px(60))
        for button in (self.play, self.mute):
            button.setIconSize(icon_size(sizes.px(22)))
        self.what.setMinimumWidth(sizes.px(96))
        self.time.setMinimumWidth(sizes.px(84))
        self.seek.setMinimumWidth(sizes.px(80))
        self.seek.setMaximumWidth(sizes.px(900))
        self.volume.setMinimumWidth(sizes.px(64))
        self.volume.setMaximumWidth(sizes.px(120))
        warn = self._context.theme.icon("warning", self._context.theme.tokens.warn)
        self.notice_icon.setPixmap(warn.pixmap(icon_size(sizes.px(18))))
        self._fit()
        self._show_speaker()
        self._show_what()
