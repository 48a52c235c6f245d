"""What every test gets: its own home, and failure on log lines and threads nobody expected."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicpuzzle.paths import HOME_VARIABLE

# Owned by libraries for the life of the process; nobody can join them.
LASTING_THREADS = ("pytest_timeout", "tqdm", "QtThread", "Dummy-")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for settings, cache and data that is the test's alone."""
    home = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    return home


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
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
    deadline = time.monotonic() + 2.0
    while leaked := _leaked(before):
        if time.monotonic() > deadline:
            raise AssertionError(f"threads left running: {[thread.name for thread in leaked]}")
        time.sleep(0.01)


def _leaked(before: set[threading.Thread]) -> list[threading.Thread]:
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before and thread.is_alive() and not thread.name.startswith(LASTING_THREADS)
    ]
