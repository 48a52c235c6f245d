"""Settings: sound device, theme, motion, cache."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QWidget

from musicpuzzle.settings import CACHE_LIMIT_MIB, MOTION, OUTPUT_DEVICE, THEME

from .cache import MIB, cache_bytes, size_words, trim_cache
from .context import Context
from .lanes import Job
from .widgets import Chooser, Page, button, label

THEME_WORDS = {"system": "As the system", "light": "Light", "dark": "Dark"}
SYSTEM_DEVICE = "The system's own"
LIMITS_MIB = (256, 512, 1024, 2048, 4096, 8192, 16384)


class SettingsPage(Page):
    """Everything takes effect at once; there is nothing to confirm."""

    def __init__(self, context: Context) -> None:
        super().__init__("Settings", "Everything you change here counts at once and is kept.")
        self._context = context
        self._latest_id = 0
        self.device = Chooser(tip="Where the music comes out (Down)", name="Sound device")
        self.theme = Chooser(tip="Light or dark, or as the system has it (Down)", name="Theme")
        self.motion = QCheckBox("Things move softly")
        tip = "Beyond this the oldest files are deleted first (Down)"
        self.limit = Chooser(tip=tip, name="Largest size of the cache")
        self.cache_size = label("", "muted")
        self.clear = button("Clear the cache", tip="Delete everything that can be computed again")
        self._lay_out()
        self._fill()
        self._connect()

    def showEvent(self, event: QShowEvent) -> None:
        """Measure the cache anew."""
        super().showEvent(event)
        self._latest_id = (
            self._context.lanes.io(_measure)
            .success(self._show_size)
            .failure(self._show_failure)
            .job_id
        )

    @Slot()
    def show_devices(self) -> None:
        """List the devices that were found, and the chosen one even where it is missing now."""
        chosen = self._context.settings.get(OUTPUT_DEVICE)
        names = list(self._context.player.devices())
        if chosen and chosen not in names:
            names.append(chosen)
        self.device.blockSignals(True)
        self.device.clear()
        self.device.addItem(SYSTEM_DEVICE, "")
        for name in names:
            self.device.addItem(name, name)
        self.device.setCurrentIndex(self.device.findData(chosen))
        self.device.blockSignals(False)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(24)
        cache = QHBoxLayout()
        cache.setSpacing(8)
        cache.addWidget(self.limit, 1)
        cache.addWidget(self.clear)
        rows: tuple[tuple[str, str, QWidget | QHBoxLayout], ...] = (
            ("Sound device", "Where the music comes out.", self.device),
            ("Theme", "Light or dark.", self.theme),
            ("Motion", "Off also where your system wants none.", self.motion),
            ("Cache", "", cache),
        )
        for row, (name, words, control) in enumerate(rows):
            cell = QGridLayout()
            cell.setSpacing(0)
            cell.addWidget(label(name, "strong"), 0, 0)
            cell.addWidget(self.cache_size if not words else label(words, "muted"), 1, 0)
            grid.addLayout(cell, row, 0)
            if isinstance(control, QWidget):
                grid.addWidget(control, row, 1, Qt.AlignmentFlag.AlignVCenter)
            else:
                grid.addLayout(control, row, 1)
        grid.setColumnMinimumWidth(0, 260)
        grid.setColumnMinimumWidth(1, 320)
        grid.setColumnStretch(2, 1)
        self.body.addSpacing(12)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def _fill(self) -> None:
        settings = self._context.settings
        self.motion.setAccessibleName("Things move softly")
        self.motion.setToolTip("Whether pieces glide to their places (Space)")
        self.motion.setChecked(settings.get(MOTION))
        for choice, words in THEME_WORDS.items():
            self.theme.addItem(words, choice)
        self.theme.setCurrentIndex(self.theme.findData(settings.get(THEME)))
        for limit_mib in sorted({*LIMITS_MIB, settings.get(CACHE_LIMIT_MIB)}):
            self.limit.addItem(f"{size_words(limit_mib * MIB)} at most", limit_mib)
        self.limit.setCurrentIndex(self.limit.findData(settings.get(CACHE_LIMIT_MIB)))
        self.cache_size.setText("What can be computed again.")
        self.show_devices()

    def _connect(self) -> None:
        self.device.activated.connect(self._choose_device)
        self.theme.activated.connect(self._choose_theme)
        self.motion.toggled.connect(self._choose_motion)
        self.limit.activated.connect(self._choose_limit)
        self.clear.clicked.connect(self._clear)
        self._context.player.devices_changed.connect(self.show_devices)

    def _choose_device(self) -> None:
        device = str(self.device.currentData())
        self._context.settings.put(OUTPUT_DEVICE, device)
        self._context.player.open(device or None)

    def _choose_theme(self) -> None:
        choice = str(self.theme.currentData())
        self._context.settings.put(THEME, choice)
        self._context.theme.choose(choice)

    def _choose_motion(self, on: bool) -> None:
        self._context.settings.put(MOTION, on)

    def _choose_limit(self) -> None:
        limit_mib = int(self.limit.currentData())
        self._context.settings.put(CACHE_LIMIT_MIB, limit_mib)
        self._change_cache(limit_mib)

    def _clear(self) -> None:
        self._change_cache(0)

    def _change_cache(self, limit_mib: int) -> None:
        def trim(job: Job) -> tuple[int, int]:
            return job.job_id, trim_cache(limit_mib, job.cancelled)

        job = self._context.lanes.io(trim, "Clearing the cache")
        self._latest_id = job.success(self._show_size).failure(self._show_failure).job_id

    def _show_size(self, result: tuple[int, int]) -> None:
        job_id, n_bytes = result
        if job_id == self._latest_id:
            self.cache_size.setText(f"It holds {size_words(n_bytes)} now.")

    def _show_failure(self, sentence: str) -> None:
        self.show_bar(sentence, self._context.theme.icon("cross"))


def _measure(job: Job) -> tuple[int, int]:
    return job.job_id, cache_bytes(job.cancelled)
