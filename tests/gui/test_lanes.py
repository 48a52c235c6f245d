from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QThread

from gui.lanes import Job, Lanes, sentence
from musicpuzzle.errors import DataError


class Listener(QObject):
    """What a page is to its jobs."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[object] = []
        self.sentences: list[str] = []
        self.threads: list[QThread] = []

    def take(self, result: object) -> None:
        self.results.append(result)
        self.threads.append(QThread.currentThread())

    def fail(self, words: str) -> None:
        self.sentences.append(words)
        self.threads.append(QThread.currentThread())


@pytest.fixture
def lanes(qapp: Any) -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.close()


@pytest.fixture
def listener(qapp: Any) -> Listener:
    return Listener()


def test_a_result_arrives_in_the_gui_thread(lanes: Lanes, listener: Listener, qtbot: Any) -> None:
    seen: list[str] = []

    def work(job: Job) -> int:
        seen.append(threading.current_thread().name)
        return 7

    lanes.io(work).success(listener.take).failure(listener.fail)
    qtbot.waitUntil(lambda: listener.results == [7])
    assert seen == ["io"]
    assert listener.threads == [QThread.currentThread()]
    assert listener.sentences == []


def test_a_failure_arrives_as_a_sentence(lanes: Lanes, listener: Listener, qtbot: Any) -> None:
    def work(job: Job) -> None:
        raise DataError("song.mp3: is empty")

    lanes.io(work).success(listener.take).failure(listener.fail)
    qtbot.waitUntil(lambda: listener.sentences == ["song.mp3: is empty"])
    assert listener.results == []


@pytest.mark.expects_log
def test_an_unexpected_error_is_logged_and_still_told(
    lanes: Lanes, listener: Listener, qtbot: Any, caplog: pytest.LogCaptureFixture
) -> None:
    def work(job: Job) -> None:
        raise ZeroDivisionError("by nothing")

    lanes.models(work).failure(listener.fail)
    qtbot.waitUntil(lambda: len(listener.sentences) == 1)
    assert "ZeroDivisionError" in listener.sentences[0]
    assert caplog.records[-1].exc_info is not None


def test_a_cancelled_job_reports_nothing(lanes: Lanes, listener: Listener, qtbot: Any) -> None:
    begun, go_on = threading.Event(), threading.Event()
    noticed: list[bool] = []

    def work(job: Job) -> int:
        begun.set()
        go_on.wait(5)
        noticed.append(job.cancelled())
        return 1

    job = lanes.io(work).success(listener.take)
    assert begun.wait(5)
    with qtbot.waitSignal(lanes.jobs_changed):
        job.cancel()
        go_on.set()
    assert noticed == [True]
    assert lanes.jobs == []
    assert listener.results == []


def test_a_job_cancelled_before_its_turn_is_not_begun(
    lanes: Lanes, listener: Listener, qtbot: Any
) -> None:
    go_on = threading.Event()
    done: list[str] = []
    lanes.io(lambda _: go_on.wait(5))
    second = lanes.io(lambda _: done.append("second")).success(listener.take)
    lanes.io(lambda _: done.append("third")).success(listener.take)
    second.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: len(listener.results) == 1)
    assert done == ["third"]


def test_one_worker_does_its_jobs_in_order_and_the_lanes_run_beside_each_other(
    lanes: Lanes, listener: Listener, qtbot: Any
) -> None:
    meet = threading.Barrier(2, timeout=5)
    lanes.models(lambda _: meet.wait() >= 0).success(listener.take)
    lanes.io(lambda _: meet.wait() >= 0).success(listener.take)
    qtbot.waitUntil(lambda: listener.results == [True, True])
    for number in range(20):
        lanes.io(lambda _, number=number: number).success(listener.take)
    qtbot.waitUntil(lambda: len(listener.results) == 22)
    assert listener.results[2:] == list(range(20))


def test_ids_grow(lanes: Lanes) -> None:
    ids = [lanes.io(lambda _: None).job_id, lanes.models(lambda _: None).job_id]
    assert ids == sorted(set(ids))


def test_progress_gives_a_time_left(lanes: Lanes, listener: Listener, qtbot: Any) -> None:
    reported, go_on = threading.Event(), threading.Event()

    begin = threading.Event()

    def work(job: Job) -> None:
        begin.wait(5)
        job.begin()
        time.sleep(0.05)
        job.report(0.5)
        reported.set()
        go_on.wait(5)

    job = lanes.io(work, "Reading").success(listener.take)
    assert job.left_s is None
    begin.set()
    assert reported.wait(5)
    left_s = job.left_s
    assert left_s is not None
    assert 0.04 < left_s <= job.running_s
    go_on.set()
    qtbot.waitUntil(lambda: listener.results == [None])


def test_only_bound_methods_of_gui_objects_are_reported_to(lanes: Lanes, qtbot: Any) -> None:
    job = lanes.io(lambda _: None)
    with pytest.raises(TypeError, match="bound methods"):
        job.success(lambda result: None)
    with pytest.raises(TypeError, match="bound methods"):
        job.failure([].append)


def test_closing_cancels_and_ends_both_threads(qapp: Any, listener: Listener) -> None:
    lanes = Lanes()
    begun, stopped = threading.Event(), threading.Event()

    def work(job: Job) -> None:
        begun.set()
        while not job.cancelled():
            time.sleep(0.001)
        stopped.set()

    lanes.models(work).success(listener.take)
    assert begun.wait(5)
    lanes.close()
    qapp.processEvents()
    assert stopped.is_set()
    assert listener.results == []


def test_closing_cancels_also_what_stands_behind_work_that_goes_from_the_list(
    qapp: Any, listener: Listener
) -> None:
    lanes = Lanes()
    giver_up = GiverUp(lanes)
    giver_up.job = lanes.list_job("Elsewhere", giver_up.give_up)
    behind = lanes.io(lambda _: 1)
    lanes.close()
    assert behind.cancelled()


class GiverUp(QObject):
    """Does what no lane does, until somebody gives it up."""

    def __init__(self, lanes: Lanes) -> None:
        super().__init__()
        self.lanes = lanes
        self.job: Job | None = None

    def give_up(self, job: Job) -> None:
        assert job is self.job
        self.lanes.unlist(job)


def test_sentences() -> None:
    assert sentence(DataError("a: b")) == "a: b"
    assert sentence(ValueError("x")) == "Something unexpected went wrong (ValueError: x)."
