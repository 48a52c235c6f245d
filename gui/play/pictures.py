"""Pictures of sound: log-mel as images of 256 steps whose colours a tile chooses."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from musicpuzzle.audio.clip import Clip

from .. import libraries
from ..lanes import Job, Lanes
from ..theme.tokens import sound_map

# Below the 5th percentile lies what nobody hears; the top keeps a few loud bands from dimming all.
QUIET_PERCENTILE, LOUD_PERCENTILE = 5.0, 99.7

MOST_PIXMAPS = 48


def to_steps(log_mels: Sequence[NDArray[np.float32]]) -> list[NDArray[np.uint8]]:
    """Pieces on one common scale, so that a loud one looks louder.

    Args:
        log_mels: float32 (bands, frames) each.

    Returns:
        uint8 (bands, frames) each, low bands last.
    """
    every = np.concatenate([mel.ravel() for mel in log_mels])
    if not every.size:
        return [np.zeros((1, 1), np.uint8) for _ in log_mels]
    low, high = np.percentile(every, (QUIET_PERCENTILE, LOUD_PERCENTILE))
    scale = 255.0 / max(float(high - low), 1e-6)
    return [np.clip((mel[::-1] - low) * scale, 0, 255).astype(np.uint8) for mel in log_mels]


def to_image(steps: NDArray[np.uint8]) -> QImage:
    """An indexed image that owns its bytes."""
    height, width = steps.shape
    rows = np.ascontiguousarray(steps)
    image = QImage(rows.data, width, height, width, QImage.Format.Format_Indexed8)
    return image.copy()


def coloured(image: QImage, piece: int, dark: bool) -> QImage:
    """The image in the hue of `piece`."""
    result = QImage(image)
    result.setColorTable(list(sound_map(piece, dark)))
    return result


_pixmaps: OrderedDict[tuple[int, int, bool], QPixmap] = OrderedDict()


def pixmap_of(image: QImage, piece: int, dark: bool) -> QPixmap:
    """`coloured`, ready to be painted; the tiles of the result share theirs."""
    key = (image.cacheKey(), piece, dark)
    if key not in _pixmaps:
        shown = coloured(image, piece, dark).convertToFormat(QImage.Format.Format_RGB32)
        _pixmaps[key] = QPixmap.fromImage(shown)
        if len(_pixmaps) > MOST_PIXMAPS:
            _pixmaps.popitem(last=False)
    return _pixmaps[key]


def picture_job(pieces: Sequence[Clip]) -> tuple[QImage, ...]:
    """Pictures of dealt pieces, drawn in the lane of input and output."""
    from musicpuzzle.features.logmel import piece_log_mel

    return tuple(to_image(steps) for steps in to_steps([piece_log_mel(clip) for clip in pieces]))


def make_pictures(pieces: Sequence[Clip], job: Job) -> tuple[int, tuple[QImage, ...]]:
    """`picture_job` with the job's id, so that a page can drop what is not its latest."""
    libraries.load()
    # Computed here for both themes, so that the first paint finds them ready.
    for piece in range(len(pieces)):
        for dark in (False, True):
            sound_map(piece, dark)
    return job.job_id, picture_job(pieces)


class PictureMaker(QObject):
    """Has pictures made in the lane of files; the newest pieces are the ones that count."""

    ready = Signal(object)
    failed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._job_id = 0

    def ask(self, pieces: Sequence[Clip]) -> None:
        """Have these pieces drawn."""
        job = self._lanes.io(lambda job: make_pictures(pieces, job))
        self._job_id = job.success(self._take).failure(self._fail).job_id

    def _take(self, made: tuple[int, tuple[QImage, ...]]) -> None:
        job_id, pictures = made
        if job_id == self._job_id:
            self.ready.emit(pictures)

    def _fail(self, sentence: str) -> None:
        self.failed.emit(sentence)
