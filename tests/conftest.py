"""What every test gets: a home of its own, no network, and failure on whatever it leaves behind.

Warnings are errors by pytest's own configuration (see pyproject.toml); here log lines and threads
are held to the same standard.
"""

from __future__ import annotations

import logging
import os
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from musicpuzzle.paths import HOME_VARIABLE

# Owned by libraries for the life of the process; nobody can join them.
LASTING_THREADS = ("pytest_timeout", "tqdm", "QtThread", "Dummy-")
GRACE_S = 2.0
# What a test could find the person's screen and sound by.
OUTWARD = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "PULSE_SERVER",
    "PIPEWIRE_REMOTE",
    "DBUS_SESSION_BUS_ADDRESS",
)
FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")

# A slow moment of the machine is no fault of the code, and the same commit gives the same verdict.
hypothesis.settings.register_profile(
    "project", deadline=None, derandomize=True, database=None, print_blob=False
)
hypothesis.settings.load_profile("project")


def pytest_configure(config: pytest.Config) -> None:
    """Turn the run, and the processes it starts, away from the person's folders and screen."""
    home = Path(tempfile.mkdtemp(prefix="mp-"))
    for name in FOLDERS:
        folder = home / name.lower()
        folder.mkdir(mode=0o700)
        os.environ[name] = str(folder)
    for name in OUTWARD:
        os.environ.pop(name, None)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if "PYTEST_XDIST_WORKER" in os.environ:
        # Workers whose libraries each take all cores wait for one another most of the time.
        os.environ["OMP_NUM_THREADS"] = "1"
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for settings, cache and data that is the test's alone."""
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return home


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail on any connection that would leave the machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        local = self.family == getattr(socket, "AF_UNIX", None) or (
            isinstance(address, tuple) and address[0] in {"localhost", "127.0.0.1", "::1"}
        )
        if not local:
            pytest.fail(f"the test reaches for the network: {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_unexpected_log(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    """Fail on any log record from WARNING on, unless the test is marked `expects_log`."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    bad = [record for record in records if record.levelno >= logging.WARNING]
    assert not bad, [record.getMessage() for record in bad]


@pytest.fixture(autouse=True)
def no_leaked_threads() -> Iterator[None]:
    """Fail when a thread that the test started still runs after it."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + GRACE_S
    while leaked := _leaked(before):
        if time.monotonic() > deadline:
            raise AssertionError(f"threads left running: {[thread.name for thread in leaked]}")
        time.sleep(0.01)


def _leaked(before: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before
        and thread.is_alive()
        and not thread.name.startswith(LASTING_THREADS)
    ]
