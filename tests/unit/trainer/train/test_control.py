"""Asking a run to end."""

from __future__ import annotations

import io
import signal
import time

import pytest

from trainer.train.control import StopRequest


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_asks_and_the_second_interrupts(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with StopRequest() as stop:
        assert not stop.asked
        signal.raise_signal(number)
        assert stop.reason == "stopped"
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
    assert signal.getsignal(number) is before


def test_the_first_reason_holds() -> None:
    stop = StopRequest()
    stop.ask("cancelled")
    stop.ask("stopped")
    assert stop.reason == "cancelled"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [("", "stopped"), ("stop\n", "stopped"), ("\ncancel\n", "cancelled")],
)
def test_standard_input_asks(monkeypatch: pytest.MonkeyPatch, lines: str, reason: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    stop = StopRequest()
    stop.watch_standard_input()
    deadline = time.monotonic() + 5.0
    while not stop.asked and time.monotonic() < deadline:
        time.sleep(0.001)
    assert stop.reason == reason
