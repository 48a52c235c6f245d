"""The player: the window's one way to make a sound.

It lives in the GUI thread. The sound card's callback turns a `Deck`; without a card the wall clock
turns it, so that play lines run and ends are reported all the same. The window polls `state()`
some 30 times a second; nothing is ever signalled from the callback.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal

from .deck import Deck, Epoch, Take, idle_take
from .device import LOST, Opened, SoundCard
from .lane import Lane
from .program import SAMPLE_RATE_HZ, Kind, Program, build, follow

SILENCE_DBFS = -120.0

# A card that plays renders a block every 6 ms; the rest is patience with a machine that is busy.
LOST_AFTER_S = 1.5
RETRY_AFTER_S = 5.0
CLOSE_TIMEOUT_S = 2.0


@dataclass(frozen=True)
class PlayState:
    """What sounds now.

    Attributes:
        kind: "silent", "piece", "row" or "song"; "silent" also once the sound has come to its end.
        label: what the transport shows, empty in silence.
        key: of the piece that sounds; None in silence.
        position_s: from the start of the whole (for a row, of its first piece).
        duration_s: of the whole.
        piece_position_s: from the start of the piece that sounds.
        playing: False in a pause and in silence.
        ended: True from the moment that the last sound came to its end by itself.
    """

    kind: Kind = "silent"
    label: str = ""
    key: Hashable = None
    position_s: float = 0.0
    duration_s: float = 0.0
    piece_position_s: float = 0.0
    playing: bool = False
    ended: bool = False


class Player(QObject):
    """Plays one thing at a time: a piece, a row of pieces or a song.

    Samples are float32 (2, frames) or mono at 44,100 Hz and must not be changed afterwards. Every
    call returns at once; a sound begins with the next block of the sound card.
    """

    notice_changed = Signal(str)
    """The new `notice`: a sentence to be shown, or empty."""

    devices_changed = Signal()
    """`devices()` may have another answer now."""

    _opened = Signal(int, object)

    def __init__(
        self, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """A silent player; `open` looks for a sound device. `clock` gives seconds."""
        super().__init__(parent)
        self._clock = clock
        self._card = SoundCard()
        self._lane = Lane("sound device")
        self._deck = Deck()
        self._volume = 1.0
        self._notice = ""
        self._devices: tuple[str, ...] = ()
        self._wanted: str | None = None
        self._request = 0
        self._has_card = False
        self._latency_s = 0.0
        self._turned_at_s = clock()
        self._blocks_seen = 0
        self._retry_at_s = math.inf
        self._opened.connect(self._take_over, Qt.ConnectionType.QueuedConnection)

    def open(self, device: str | None = None) -> None:
        """Look for sound devices and open one by name, or the default; what plays goes on.

        It happens in the background: `notice`, `available` and `devices()` tell how it went.
        """
        self._find(device, drop=False)

    def close(self) -> None:
        """Stop, give the sound device back and end the background thread; may be repeated."""
        self._request += 1
        self._retry_at_s = math.inf
        self.stop()
        self._use(Deck(self._deck.gain), has_card=False)
        self._lane.close(self._card.close, CLOSE_TIMEOUT_S)

    @property
    def available(self) -> bool:
        """Whether a sound device is open."""
        return self._has_card

    @property
    def notice(self) -> str:
        """What to tell the person about the sound device; empty if all is as it was asked for."""
        return self._notice

    @property
    def latency_s(self) -> float:
        """From the callback to the device's output as PortAudio states it; 0 without a device."""
        return self._latency_s

    @property
    def holes(self) -> int:
        """How often the open device ran out of sound because the machine was busy elsewhere."""
        return self._deck.holes

    def devices(self) -> tuple[str, ...]:
        """Names of the devices that were found when one was opened last."""
        return self._devices

    @property
    def volume(self) -> float:
        """The volume control's position, 0 to 1; loudness goes with its cube, as ears like it."""
        return self._volume

    @volume.setter
    def volume(self, volume: float) -> None:
        self._volume = min(max(volume, 0.0), 1.0)
        self._deck.gain = self._volume**3

    def play_piece(self, key: Hashable, samples: NDArray[Any], label: str) -> None:
        """Play a lone piece from its beginning, with 3 ms of fade at both ends."""
        self._begin(build("piece", label, [(key, samples)]))

    def lengthen_piece(self, key: Hashable, samples: NDArray[Any]) -> None:
        """Let the lone piece with that key go on in more of the same sound, from its beginning.

        It goes on where it is, or where it had ended; nothing happens if another thing plays.
        """
        take, frame = self._place()
        program = take.program
        if program.kind == "piece" and key in program.start_of:
            longer = build("piece", program.label, [(key, samples)])
            epoch = Epoch() if take.ended_at(frame) else take.epoch
            self._deck.next_take = Take(longer, epoch, frame, take.running)

    def play_row(
        self,
        items: Sequence[tuple[Hashable, NDArray[Any]]],
        start_index: int = 0,
        label: str = "",
    ) -> None:
        """Play pieces one after the other without gap, click or fade between, from one of them on.

        Raises:
            IndexError: no piece stands at start_index.
            ValueError: a key stands twice.
        """
        program = build("row", label, items)
        self._begin(program, program.spans[start_index].start)

    def update_row(self, items: Sequence[tuple[Hashable, NDArray[Any]]]) -> None:
        """Follow an edit of the row that plays or is held; nothing happens if no row is.

        The piece that sounds goes on and then meets its new neighbour. If it was taken away, the
        piece that has its place now takes over with a crossfade of 3 ms. An empty row is stopped.

        Raises:
            ValueError: a key stands twice.
        """
        take, frame = self._place()
        if take.program.kind != "row" or take.ended_at(frame):
            return
        program = build("row", take.program.label, items)
        if not program.n_frames:
            self.stop()
            return
        start = follow(take.program, frame, program)
        self._deck.next_take = Take(program, take.epoch, start, take.running)

    def play_song(self, samples: NDArray[Any], label: str) -> None:
        """Play a whole song from its beginning."""
        self._begin(build("song", label, [(None, samples)]))

    def pause(self) -> None:
        """Hold what plays where it is, with a fade of 3 ms."""
        self._set_running(False)

    def resume(self) -> None:
        """Go on after a pause, with a fade of 3 ms."""
        self._set_running(True)

    def stop(self) -> None:
        """Fall silent with a fade of 3 ms and forget what played."""
        self._place()
        self._deck.next_take = idle_take()

    def seek(self, position_s: float) -> None:
        """Go to a position of what plays or is held, in seconds from its start."""
        take, frame = self._place()
        if not take.ended_at(frame):
            wanted = round(position_s * SAMPLE_RATE_HZ)
            self._begin(take.program, min(max(wanted, 0), take.program.n_frames), take.running)

    def level(self) -> float:
        """Peak since the last call, in dBFS, not below SILENCE_DBFS."""
        peak, self._deck.peak = self._deck.peak, 0.0
        return max(20 * math.log10(peak), SILENCE_DBFS) if peak > 0 else SILENCE_DBFS

    def state(self) -> PlayState:
        """What sounds now; also the moment at which a device that has gone is noticed."""
        take, frame = self._place()
        program = take.program
        if program.kind == "silent":
            return PlayState()
        if take.ended_at(frame):
            return PlayState(ended=True)
        span = program.spans[program.span_at(frame)]
        return PlayState(
            kind=program.kind,
            label=program.label,
            key=span.key,
            position_s=frame / SAMPLE_RATE_HZ,
            duration_s=program.n_frames / SAMPLE_RATE_HZ,
            piece_position_s=(frame - span.start) / SAMPLE_RATE_HZ,
            playing=take.running,
        )

    def _begin(self, program: Program, start: int = 0, running: bool = True) -> None:
        self._place()
        if self._clock() >= self._retry_at_s:
            self.open(self._wanted)
        self._deck.next_take = Take(program, Epoch(), start, running)

    def _set_running(self, running: bool) -> None:
        take, frame = self._place()
        if take.running != running and not take.ended_at(frame):
            self._deck.next_take = Take(take.program, take.epoch, frame, running)

    def _place(self) -> tuple[Take, int]:
        """Where the deck is, after turning it by the wall clock if no sound card does."""
        now_s = self._clock()
        if self._has_card:
            if self._deck.blocks != self._blocks_seen:
                self._blocks_seen = self._deck.blocks
                self._turned_at_s = now_s
            elif now_s - self._turned_at_s > LOST_AFTER_S:
                self._lose_card()
        else:
            frames = int((now_s - self._turned_at_s) * SAMPLE_RATE_HZ)
            self._turned_at_s += frames / SAMPLE_RATE_HZ
            self._deck.skip(frames)
        return self._deck.position()

    def _lose_card(self) -> None:
        self._find(self._wanted, drop=True)
        self._set_notice(LOST)

    def _find(self, device: str | None, *, drop: bool) -> None:
        """Open a device in the background; until then the wall clock turns a deck of its own."""
        self._wanted = device
        self._retry_at_s = math.inf
        self._request += 1
        request, gain, card = self._request, self._deck.gain, self._card

        def job() -> None:
            if request == self._request:
                self._opened.emit(request, card.open(device, gain, drop=drop))

        self._use(Deck(gain), has_card=False)
        self._lane.submit(job)

    def _take_over(self, request: int, opened: Opened) -> None:
        """Go on with the device that was opened, or by the wall clock if there is none."""
        if request != self._request:
            return
        if opened.deck is not None:
            self._use(opened.deck, has_card=True, latency_s=opened.latency_s)
        else:
            self._retry_at_s = self._clock() + RETRY_AFTER_S
        self._devices = opened.devices
        self.devices_changed.emit()
        self._set_notice(opened.notice)

    def _use(self, deck: Deck, *, has_card: bool, latency_s: float = 0.0) -> None:
        """Let another deck go on where this one is; the old one fades out, if a card turns it."""
        take, frame = self._deck.position() if self._has_card else self._place()
        self._deck.next_take = idle_take()
        deck.gain = self._deck.gain
        deck.next_take = Take(take.program, Epoch(), frame, take.running)
        self._deck = deck
        self._has_card = has_card
        self._latency_s = latency_s
        self._blocks_seen = deck.blocks
        self._turned_at_s = self._clock()

    def _set_notice(self, notice: str) -> None:
        if notice != self._notice:
            self._notice = notice
            self.notice_changed.emit(notice)
