"""The sound card. The only module that knows sounddevice; it loads it when a device is opened."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, ClassVar

from .deck import Deck
from .program import CHANNELS, SAMPLE_RATE_HZ, Samples
from .quiet import native_messages_in_log, silence_alsa

log = logging.getLogger(__name__)

# Enough that a busy program leaves no hole, and short enough that a click is answered at once.
# PortAudio chooses the blocks' length, as it advises: some four of them make up the latency.
LATENCY_S = 0.03

# How long a thread may keep the callback waiting for the interpreter. Python's own 5 ms, taken
# by every busy thread in turn, would eat up the latency.
SWITCH_INTERVAL_S = 0.001

TRIAL_TIMEOUT_S = 10.0
PLAY_OUT_TIMEOUT_S = 0.25

SILENT = "you can play, but you will hear nothing."
NO_DEVICE = f"No sound device was found: {SILENT}"
NO_LIBRARY = f"The sound library PortAudio is not installed: {SILENT}"
LOST = f"The sound device does not answer any more: {SILENT}"


@dataclass(frozen=True)
class Opened:
    """What came of an attempt to open a sound device.

    Attributes:
        deck: the deck that a device turns from now on; None if there is none.
        notice: what the person should know, empty if all is as it was asked for.
        devices: names of all devices that play stereo.
        latency_s: from the callback to the device's output, as PortAudio states it.
    """

    deck: Deck | None
    notice: str
    devices: tuple[str, ...]
    latency_s: float = 0.0


class SoundCard:
    """One output stream of PortAudio. Every call may take long and belongs in one single lane.

    While another card of this process is open, newly plugged devices are not found.
    """

    _n_open: ClassVar[int] = 0

    def __init__(self) -> None:
        self._stream: Any = None
        self._deck = Deck()
        self._switch_interval_s = sys.getswitchinterval()

    def open(self, device: str | None, gain: float, *, drop: bool = False) -> Opened:
        """Open a device by name, or the default; look for devices anew. Raises nothing.

        Args:
            device: a name from `Opened.devices`; None is the system's default.
            gain: the deck's gain from its first block on.
            drop: the device that is open does not answer, so do not wait for it.
        """
        self.close(drop=drop)
        if not _library_survives_its_start():
            return Opened(None, NO_DEVICE, ())
        with native_messages_in_log():
            try:
                return self._open(_load(rescan=not SoundCard._n_open), device, gain)
            except (ImportError, OSError):
                return Opened(None, NO_LIBRARY, ())
            except Exception:
                # Whatever a driver does, the program goes on silently.
                log.debug("opening a sound device failed", exc_info=True)
                return Opened(None, NO_DEVICE, ())

    def close(self, *, drop: bool = False) -> None:
        """Play out what the device holds (a fade, so that it ends without a click), or drop it."""
        stream, self._stream = self._stream, None
        if stream is not None:
            SoundCard._n_open -= 1
            sys.setswitchinterval(self._switch_interval_s)
            if not drop:
                self._play_out(stream.latency)
            with native_messages_in_log():
                stream.abort(ignore_errors=True)
                stream.close(ignore_errors=True)

    def _play_out(self, latency_s: float) -> None:
        """Wait until the fade that was handed to the deck last has been heard."""
        deadline_s = time.monotonic() + PLAY_OUT_TIMEOUT_S
        while self._deck.now[0] is not self._deck.next_take and time.monotonic() < deadline_s:
            time.sleep(0.005)
        # PortAudio's own stop does not wait: ALSA drops what it holds, and a sound server as much.
        time.sleep(2 * latency_s)

    def _open(self, sounddevice: ModuleType, device: str | None, gain: float) -> Opened:
        found = _stereo_outputs(sounddevice)
        names = tuple(found)
        deck = Deck(gain)
        notice = ""
        if device is not None:
            if device in found and self._start(sounddevice, found[device], deck):
                return Opened(deck, "", names, self._stream.latency)
            notice = (
                f"The sound device “{device}” cannot be used: the system's default plays instead."
            )
        if not found or not self._start(sounddevice, None, deck):
            return Opened(None, NO_DEVICE, names)
        return Opened(deck, notice, names, self._stream.latency)

    def _start(self, sounddevice: ModuleType, index: int | None, deck: Deck) -> bool:
        """Start a stream; False if it cannot be."""
        stream = None
        try:
            stream = sounddevice.OutputStream(
                samplerate=SAMPLE_RATE_HZ,
                device=index,
                channels=CHANNELS,
                dtype="float32",
                latency=LATENCY_S,
                callback=_callback(deck),
            )
            stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            if stream is not None:
                stream.close(ignore_errors=True)
            log.debug("a sound device could not be opened: %s", error)
            return False
        self._stream, self._deck = stream, deck
        SoundCard._n_open += 1
        self._switch_interval_s = sys.getswitchinterval()
        sys.setswitchinterval(min(self._switch_interval_s, SWITCH_INTERVAL_S))
        return True


def _callback(deck: Deck) -> Callable[[Samples, int, Any, Any], None]:
    def fill(out: Samples, frames: int, times: Any, status: Any) -> None:
        if status:
            deck.holes += 1
        deck.render(out)

    return fill


def _library_survives_its_start() -> bool:
    """Whether PortAudio can be started here, tried in a child.

    On Linux it ends the whole process by a failed assertion if ALSA is set up in a way that it does
    not expect: without any device, for one.
    """
    if not sys.platform.startswith("linux"):
        return True
    try:
        trial = subprocess.run(
            [sys.executable, "-c", "import sounddevice"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=TRIAL_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    # 1 is an exception in Python; it will be met, and understood, in this process too.
    return trial.returncode in (0, 1)


def _load(*, rescan: bool) -> ModuleType:
    """sounddevice; with rescan, with devices that were plugged in since it was loaded."""
    loaded_before = "sounddevice" in sys.modules
    import sounddevice

    if loaded_before and rescan:
        # PortAudio looks for devices only as it starts, and there is no public way to restart it.
        # Ending it frees every open stream.
        while sounddevice._initialized:
            sounddevice._terminate()
        sounddevice._initialize()
    silence_alsa()
    module: ModuleType = sounddevice
    return module


def _stereo_outputs(sounddevice: ModuleType) -> dict[str, int]:
    """Name to index of the default host interface's devices that play two channels."""
    indices = sounddevice.query_hostapis(sounddevice.default.hostapi)["devices"]
    devices = [sounddevice.query_devices(index) for index in indices]
    return {
        device["name"]: index
        for index, device in zip(indices, devices, strict=True)
        if device["max_output_channels"] >= CHANNELS
    }
