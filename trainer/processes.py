"""Work shared out among processes; what is begun when the user cancels becomes whole."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from typing import TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_processes(
    work: Callable[[Job], Result], jobs: Sequence[Job], workers: int
) -> Iterator[tuple[int, Result]]:
    """(number, result) of the jobs as they are finished.

    Args:
        work: does one job; a function of a module, since it goes to the processes by its name.
        jobs: what to do.
        workers: how many processes; 1 works in this one.

    Raises:
        Exception: what `work` raises; what was finished before has been given.
        KeyboardInterrupt: the user cancelled; what the processes had begun is given first.
    """
    if workers <= 1:
        for number, job in enumerate(jobs):
            yield number, work(job)
        return
    given: set[int] = set()
    with _pool(workers) as pool:
        running = {pool.submit(work, job): number for number, job in enumerate(jobs)}
        try:
            for future in as_completed(running):
                given.add(running[future])
                yield running[future], future.result()
        except KeyboardInterrupt:
            pool.shutdown(wait=True, cancel_futures=True)
            for future, number in running.items():
                if number not in given and not future.cancelled() and future.exception() is None:
                    yield number, future.result()
            raise


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # Fresh processes: a fork would inherit whatever threads the parent has.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    try:
        yield pool
    finally:
        # What nobody has begun is not begun any more when the user cancels.
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    # Ctrl-C reaches every process of the terminal; a worker finishes its job instead of dying.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """A parent that was killed cannot say so, and its children would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
