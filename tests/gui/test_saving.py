"""A file that was asked for is written, whatever becomes of the window."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from gui.context import Context
from gui.saving import Saver, Write
from musicpuzzle.files import write_or_tell


@pytest.fixture
def saver(context: Context) -> Iterator[Saver]:
    owner = QWidget()
    yield Saver(context, owner)
    owner.deleteLater()


@pytest.fixture
def held(context: Context) -> threading.Event:
    """Keeps the lane of files busy until it is set."""
    go_on = threading.Event()
    context.lanes.io(lambda _: go_on.wait(timeout=60))
    return go_on


def prepare(path: Path) -> Write:
    return lambda: write_or_tell(path, "asked for")


def test_what_waits_for_the_lane_is_written_when_the_window_closes(
    saver: Saver, held: threading.Event, context: Context, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    saver.write(path, prepare)
    threading.Timer(0.05, held.set).start()
    context.lanes.close()
    assert path.read_text() == "asked for"


def test_what_is_given_up_in_the_list_of_jobs_is_not_written(
    saver: Saver, held: threading.Event, context: Context, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    saver.write(path, prepare)
    (job,) = [job for job in context.lanes.jobs if job.name == "Writing list.csv"]
    job.cancel()
    held.set()
    context.lanes.close()
    assert not path.exists()
