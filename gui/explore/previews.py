"""Songs heard in passing: the most typical seconds of one, at once, and never two."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from .. import libraries
from ..lanes import Job, Lane, sentence
from ..sound import SAMPLE_RATE_HZ, Player

Samples = NDArray[np.float32]
Read = Callable[[Path, float, float], Samples]
Key = tuple[str, int, tuple[Path, float]]

PREVIEW_S = 5.0
BEGINNING_S = 1.0
"""So much is read first, and sounds while the rest is read: five seconds of Opus take too long."""
DWELL_MS = 20
"""A pointer that only passes over songs plays none of them."""
MOST_KEPT = 24
FADE_S = 0.02
KIND = "preview"


@dataclass(frozen=True, slots=True)
class Wish:
    """A song to be heard: its number, file, name, and from which second on."""

    song: int
    path: Path
    name: str
    start_s: float

    @property
    def heard(self) -> tuple[Path, float]:
        """What is heard: a number means another song when the songs are others."""
        return self.path, self.start_s


def read_preview(path: Path, start_s: float, duration_s: float) -> Samples:
    """Some seconds of a song, float32 (2, samples) at the player's rate, with soft ends.

    Args:
        path: the song's file.
        start_s: where they begin.
        duration_s: how many; fewer where the file ends.

    Raises:
        AudioError: the file cannot be read, or ends before.
    """
    libraries.load()
    from musicpuzzle.audio.decode import read_clip
    from musicpuzzle.audio.fade import fade_edges
    from musicpuzzle.audio.resample import resample, to_stereo

    clip = read_clip(path, start_s=start_s, duration_s=duration_s)
    clip = resample(to_stereo(clip), SAMPLE_RATE_HZ)
    return fade_edges(clip.samples, SAMPLE_RATE_HZ, FADE_S)


def _key_of(wish: Wish) -> Key:
    return KIND, wish.song, wish.heard


class _Reading(Job):
    """The job that reads what a wish is about, or only its beginning."""

    def __init__(
        self, wish: Wish, work: Callable[[Job], Samples | None], *, is_whole: bool = True
    ) -> None:
        super().__init__(work)
        self.wish, self.is_whole = wish, is_whole


class Previews(QObject):
    """Plays the song that was wished for last, and no other.

    It has a lane of its own, since the others may be busy for long.

    Signals:
        began: the number of the song that sounds now.
        failed: one sentence about a song that cannot be heard.
        lost: the number of that song.
    """

    began = Signal(int)
    failed = Signal(str)
    lost = Signal(int)
    _read = Signal(object, object, object)

    def __init__(self, player: Player, parent: QObject, read: Read = read_preview) -> None:
        super().__init__(parent)
        self._player = player
        self._reads = read
        # Made for the first song: a page that nobody opens needs no thread.
        self._lane: Lane | None = None
        self._wish: Wish | None = None
        self._begun: Wish | None = None
        self._soon: tuple[Wish, ...] = ()
        self._kept: OrderedDict[tuple[Path, float], Samples] = OrderedDict()
        self._dwell = QTimer(self, singleShot=True, interval=DWELL_MS)
        self._dwell.timeout.connect(self._begin)
        self._read.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def hover(self, wish: Wish) -> None:
        """Play a song if the pointer stays on it for a moment."""
        self._ask(wish)
        self._dwell.start()

    def play(self, wish: Wish) -> None:
        """Play a song; the one that sounds already is stopped."""
        key = self._key
        if key is not None and key[2] == wish.heard:
            self.stop()
            return
        self._ask(wish)
        self._begin()

    def prepare(self, wishes: Sequence[Wish]) -> None:
        """Read songs that will be wished for soon; those of before are forgotten."""
        self._soon = tuple(wishes)
        for wish in wishes:
            if wish.heard not in self._kept:
                self._put(_Reading(wish, partial(self._read_if_missing, wish)))

    def stop(self) -> None:
        """Fall silent, unless something else than a preview sounds."""
        self._wish = None
        self._dwell.stop()
        if self.sounding is not None:
            self._player.stop()

    def close(self) -> None:
        """End the lane; may be repeated."""
        self.stop()
        self._soon = ()
        lane, self._lane = self._lane, None
        if lane is not None:
            lane.close()

    @property
    def sounding(self) -> int | None:
        """The song whose preview sounds or is held."""
        return None if self._key is None else self._key[1]

    @property
    def _key(self) -> Key | None:
        key = self._player.state().key
        return key if isinstance(key, tuple) and key[0] == KIND else None

    def _ask(self, wish: Wish) -> None:
        self._wish, self._begun = wish, None
        self._dwell.stop()

    def _begin(self) -> None:
        wish = self._wish
        if wish is None:
            return
        kept = self._kept.get(wish.heard)
        if kept is not None:
            self._kept.move_to_end(wish.heard)
            self._play(wish, kept)
            return
        beginning = partial(self._read_if_wished, wish, BEGINNING_S)
        self._put(_Reading(wish, beginning, is_whole=False))
        self._put(_Reading(wish, partial(self._read_if_wished, wish, PREVIEW_S)))

    def _read_if_wished(self, wish: Wish, duration_s: float, _: Job) -> Samples | None:
        # Whoever has gone on meanwhile is not kept waiting for a song that nobody wants.
        if self._wish is not wish:
            return None
        kept = self._kept.get(wish.heard)
        return self._reads(wish.path, wish.start_s, duration_s) if kept is None else kept

    def _read_if_missing(self, wish: Wish, _: Job) -> Samples | None:
        wanted = any(wish is each for each in self._soon)
        if not wanted or wish.heard in self._kept:
            return None
        return self._reads(wish.path, wish.start_s, PREVIEW_S)

    def _put(self, job: _Reading) -> None:
        if self._lane is None:
            self._lane = Lane("previews", self._read.emit)
        self._lane.put(job)

    def _take(self, job: _Reading, samples: Samples | None, error: Exception | None) -> None:
        wish = job.wish
        if samples is not None and job.is_whole:
            self._kept[wish.heard] = samples
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        if wish is not self._wish:
            return
        if error is not None:
            self._wish = None
            self._player.stop()
            self.failed.emit(sentence(error))
            self.lost.emit(wish.song)
        elif samples is not None and wish is not self._begun:
            self._play(wish, samples)
        elif samples is not None:
            self._player.lengthen_piece(_key_of(wish), samples)

    def _play(self, wish: Wish, samples: Samples) -> None:
        self._begun = wish
        self._player.play_piece(_key_of(wish), samples, wish.name)
        self.began.emit(wish.song)
