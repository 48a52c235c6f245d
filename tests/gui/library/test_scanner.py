"""The process of a scan, where it does what it should not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QProcess

from gui.context import Context
from gui.library import scanner
from gui.library.scanner import Scanner


class Unwilling(QProcess):
    """A process that fails before `start` returns, as on Windows."""

    def start(self, *_: object) -> None:  # type: ignore[override]
        self.errorOccurred.emit(QProcess.ProcessError.FailedToStart)


def test_a_scan_that_cannot_be_started_is_told_and_not_listed(
    context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanner, "QProcess", Unwilling)
    owner, told = QObject(), []
    scan = Scanner(context.lanes, owner, tmp_path / "library.sqlite")
    scan.failed.connect(told.append)
    scan.start()
    assert told == ["The scan could not be started."]
    assert not scan.is_running
    assert context.lanes.jobs == []
