"""A song of the library is read in the lane of files, and played."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from musicpuzzle.audio.clip import Samples

from .. import libraries
from ..context import Context
from ..lanes import Job
from ..sound import SAMPLE_RATE_HZ


class Listening(QObject):
    """Plays the song that was asked for last.

    Signals:
        failed: one sentence about a song that cannot be played.
    """

    failed = Signal(str)

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._title = ""

    def play(self, path: Path, title: str) -> None:
        """Read a song and play it from its beginning."""
        if self._job is not None:
            self._job.cancel()
        self._title = title
        self._job = self._context.lanes.io(partial(_read, path), f"Opening {title}")
        self._job.success(self._take).failure(self._fail)

    def _take(self, samples: Samples) -> None:
        self._job = None
        self._context.player.play_song(samples, self._title)

    def _fail(self, sentence: str) -> None:
        self._job = None
        self.failed.emit(sentence)


def _read(path: Path, job: Job) -> Samples:
    """The whole song at the player's rate, float32 (2, samples)."""
    libraries.load()
    from musicpuzzle.audio.decode import read_clip
    from musicpuzzle.audio.resample import resample, to_stereo

    clip = read_clip(path, check=job.check)
    return resample(to_stereo(clip), SAMPLE_RATE_HZ).samples
