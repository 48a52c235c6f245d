"""A sound card that is not there: a private PulseAudio server whose output can be recorded.

ALSA's default device leads to a null sink by a configuration of its own, so that a program finds it
the way it finds any sound card. Nothing of the system's or the user's settings is read or changed;
it needs no hardware and runs as any user, root included.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 44_100
CHANNELS = 2
FRAME_BYTES = 4 * CHANNELS
START_TIMEOUT_S = 20.0
SETTLE_FRAMES = SAMPLE_RATE_HZ // 10

SERVER_SCRIPT = f"""
load-module module-null-sink sink_name=ears format=float32le rate={SAMPLE_RATE_HZ} channels=2
load-module module-native-protocol-unix socket={{socket}} auth-anonymous=1
"""
ALSA_CONFIG = """
pcm.!default {{ type pulse server "unix:{socket}" }}
ctl.!default {{ type pulse server "unix:{socket}" }}
"""
# A real-time thread that is kept from sleeping would be killed by its own safeguard.
SERVER_OPTIONS = (
    "--daemonize=no",
    "--exit-idle-time=-1",
    "--use-pid-file=no",
    "--realtime=no",
)
# A test run that crashes leaves nothing behind.
DIE_WITH_PARENT = ("setpriv", "--pdeathsig", "TERM")
RECORDER_OPTIONS = (
    "--device=ears.monitor",
    "--raw",
    "--latency-msec=10",
    "--format=float32le",
    f"--rate={SAMPLE_RATE_HZ}",
    f"--channels={CHANNELS}",
)


class Recording:
    """What the sink played from the moment that the recording began, as it grows."""

    def __init__(self, sink: NullSink, file: Path) -> None:
        self._sink = sink
        self._file = file
        self._first = self._recorded()
        self._end: int | None = None

    def samples(self) -> NDArray[np.float32]:
        """float32 (2, frames) at 44,100 Hz, up to now or to the recording's end."""
        end = self._recorded() if self._end is None else self._end
        count = CHANNELS * (end - self._first)
        with self._file.open("rb") as file:
            file.seek(self._first * FRAME_BYTES)
            frames = np.frombuffer(file.read(4 * count), dtype="<f4").reshape(-1, CHANNELS)
        return np.ascontiguousarray(frames.T)

    def finish(self) -> None:
        """End the recording when all that sounded before the call has arrived."""
        wanted = self._recorded() + SETTLE_FRAMES
        self._sink.wait_until(lambda: self._recorded() >= wanted, "the recording stands still")
        self._end = wanted

    def _recorded(self) -> int:
        return self._file.stat().st_size // FRAME_BYTES


class NullSink:
    """A running server whose output is recorded from its start on.

    Attributes:
        env: variables for a program that shall play here; a test that plays in its own process
            finds them set already.
    """

    def __init__(self, folder: Path) -> None:
        """Start a server that keeps its files in a folder of its own."""
        self._folder = folder
        socket = folder / "native"
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        (folder / "alsa.conf").write_text(ALSA_CONFIG.format(socket=socket))
        script = folder / "server.pa"
        script.write_text(SERVER_SCRIPT.format(socket=socket))
        self.env = {
            "ALSA_CONFIG_PATH": str(folder / "alsa.conf"),
            "PULSE_SERVER": f"unix:{socket}",
            "PULSE_RUNTIME_PATH": str(runtime),
            "PULSE_STATE_PATH": str(folder / "state"),
            "PULSE_COOKIE": str(folder / "cookie"),
            "PULSE_CLIENTCONFIG": os.devnull,
        }
        self._log = (folder / "server.log").open("wb")
        self._server = self._start(
            ["pulseaudio", "-n", "-F", str(script), *SERVER_OPTIONS], self._log
        )
        self._recorder: subprocess.Popen[bytes] | None = None
        self.wait_until(socket.exists, "the server does not start")
        # Unless it is recorded, a null sink wakes every two seconds only: too late for low latency.
        self._file = folder / "recording.raw"
        with self._file.open("wb") as out:
            self._recorder = self._start(["parec", *RECORDER_OPTIONS], out)
        self.wait_until(lambda: self._file.stat().st_size > 0, "nothing can be recorded")

    @contextlib.contextmanager
    def recording(self) -> Iterator[Recording]:
        """Record what sounds; the samples can be read meanwhile and afterwards."""
        recording = Recording(self, self._file)
        yield recording
        recording.finish()

    def close(self) -> None:
        """Stop the server, as if the sound card were unplugged; may be repeated."""
        if self._recorder is not None:
            _end(self._recorder)
        _end(self._server)
        self._log.close()

    def wait_until(self, ready: Callable[[], bool], complaint: str) -> None:
        """Wait for something the server does; RuntimeError if it takes too long or has ended."""
        deadline_s = time.monotonic() + START_TIMEOUT_S
        while not ready():
            self.check()
            if time.monotonic() > deadline_s:
                raise RuntimeError(f"{complaint}: {self._messages()}")
            time.sleep(0.01)

    def check(self) -> None:
        """RuntimeError if the server or its recorder has ended."""
        for process in (self._server, self._recorder):
            if process is not None and process.poll() is not None:
                raise RuntimeError(f"{process.args!r} ended: {process.poll()}, {self._messages()}")

    def _start(self, command: list[str], out: IO[bytes]) -> subprocess.Popen[bytes]:
        env = os.environ | self.env | {"HOME": str(self._folder)}
        return subprocess.Popen([*DIE_WITH_PARENT, *command], env=env, stdout=out, stderr=self._log)

    def _messages(self) -> str:
        return (self._folder / "server.log").read_text(errors="replace")


@contextlib.contextmanager
def running_null_sink() -> Iterator[NullSink]:
    """A server for as long as the context lasts."""
    # A short path of its own: a socket's name must stay under 108 characters.
    with TemporaryDirectory(prefix="ears-") as folder:
        sink = NullSink(Path(folder))
        try:
            yield sink
        finally:
            sink.close()


def position_in(recorded: NDArray[np.float32], expected: NDArray[np.float32]) -> int:
    """The frame of a recording at which the expected sound fits best; both float32 (2, frames)."""
    size = recorded.shape[1] + expected.shape[1]
    spectrum = np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(expected, size))
    fits = np.fft.irfft(spectrum, size).sum(axis=0)
    return int(np.argmax(fits[: recorded.shape[1] - expected.shape[1] + 1]))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
