"""Slow calls one after the other, away from the window's thread."""

from __future__ import annotations

import threading

from gui.sound.lane import Lane


def test_jobs_run_in_order_in_a_thread_that_close_ends() -> None:
    lane = Lane("a lane")
    ran: list[tuple[int, str]] = []
    for number in range(3):
        lane.submit(lambda number=number: ran.append((number, threading.current_thread().name)))
    lane.close(lambda: ran.append((99, threading.current_thread().name)), 5)
    assert ran == [(number, "a lane") for number in (0, 1, 2, 99)]
    assert "a lane" not in [thread.name for thread in threading.enumerate()]


def test_a_lane_that_never_ran_has_nothing_to_close() -> None:
    ran: list[int] = []
    Lane("idle").close(lambda: ran.append(1), 5)
    assert not ran


def test_close_does_not_wait_for_a_driver_that_hangs() -> None:
    lane, release = Lane("hanging"), threading.Event()
    lane.submit(lambda: release.wait(20) and None)
    lane.close(lambda: None, 0.05)
    ran = threading.Event()
    lane.submit(ran.set)
    assert ran.wait(5)
    lane.close(lambda: None, 5)
    release.set()
