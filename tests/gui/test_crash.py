from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.crash import CrashReporter


@pytest.fixture
def reporter(qapp: QApplication) -> Iterator[CrashReporter]:
    reporter = CrashReporter(qapp)
    yield reporter
    if reporter.dialog is not None:
        reporter.dialog.reject()
    reporter.setParent(None)


def fail(reporter: CrashReporter) -> None:
    try:
        raise RuntimeError("the tray is upside down")
    except RuntimeError as error:
        reporter.report(type(error), error, error.__traceback__)


@pytest.mark.expects_log
def test_the_dialog_says_what_and_copies_details(reporter: CrashReporter) -> None:
    fail(reporter)
    assert reporter.dialog is not None
    assert reporter.dialog.isVisible()
    reporter.dialog.copy()
    copied = QGuiApplication.clipboard().text()
    assert "RuntimeError: the tray is upside down" in copied
    assert "Traceback" in copied
    assert "Python 3." in copied


@pytest.mark.expects_log
def test_one_dialog_at_a_time(reporter: CrashReporter) -> None:
    fail(reporter)
    first = reporter.dialog
    fail(reporter)
    assert reporter.dialog is first
    assert first is not None
    first.accept()
    assert reporter.dialog is None


@pytest.mark.expects_log
def test_another_thread_reports_in_the_gui_thread(reporter: CrashReporter, qtbot: Any) -> None:
    thread = threading.Thread(target=fail, args=(reporter,))
    thread.start()
    thread.join()
    assert reporter.dialog is None
    qtbot.waitUntil(lambda: reporter.dialog is not None)


def test_ctrl_c_quits_without_a_dialog(
    reporter: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    quits: list[bool] = []
    monkeypatch.setattr(QApplication, "quit", lambda: quits.append(True))
    reporter.report(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert quits == [True]
    assert reporter.dialog is None


def test_it_becomes_the_one_excepthook(
    reporter: CrashReporter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    reporter.install()
    assert sys.excepthook == reporter.report
