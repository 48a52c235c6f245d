"""Songs shared out among processes, with a bar that shows the time left."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from typing import Any

from tqdm import tqdm

from musicpuzzle.errors import MusicPuzzleError
from musicpuzzle.games.opponents import CancelledError

from ..processes import end_with_parent
from .outcomes import Asked
from .plan import Plan
from .play import Played, play_song
from .players import Players
from .songs import Song

LOOK_S = 0.3


@dataclass(frozen=True, slots=True)
class Job:
    """A song and what is still to be asked about it."""

    song: Song
    todo: tuple[Asked, ...]


def play_all(
    jobs: Sequence[Job], plan: Plan, players: Players, *, workers: int, quiet: bool = False
) -> Iterator[Played]:
    """Play all songs, and give what came of each as soon as it is there.

    Args:
        jobs: the songs.
        plan: what is measured.
        players: who plays; goes to the processes by pickle.
        workers: how many processes; 1 plays in this one.
        quiet: no bar.

    Raises:
        MusicPuzzleError: an opponent cannot play, or a process has died.
    """
    questions = sum(len(job.todo) for job in jobs)
    with tqdm(
        total=questions, unit=" answers", disable=quiet or not questions, mininterval=_between_s()
    ) as bar:
        if workers <= 1 or len(jobs) <= 1:
            for job in jobs:
                yield play_song(job.song, job.todo, plan, players, _Here(bar))
        else:
            yield from _in_processes(jobs, plan, players, min(workers, len(jobs)), bar)


def _between_s() -> float:
    """Seconds between two looks of the bar: in a log each is a line."""
    return 0.5 if sys.stderr.isatty() else 30.0


@dataclass(frozen=True, slots=True)
class _Here:
    """Watches play in this process, where Ctrl-C needs no help."""

    bar: tqdm[Any]

    def cancelled(self) -> bool:
        return False

    def advance(self, questions: int) -> None:
        self.bar.update(questions)


def _in_processes(
    jobs: Sequence[Job], plan: Plan, players: Players, workers: int, bar: tqdm[Any]
) -> Iterator[Played]:
    # A forked child would share the locks that torch's threads hold at that moment.
    context = get_context("spawn")
    stop, answered = context.Event(), context.Value("q", 0)
    threads = max(1, (os.cpu_count() or 1) // workers)
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(stop, answered, players, threads)
    )
    try:
        with _deaf_to_ctrl_c():
            waiting = {pool.submit(_play, job, plan) for job in jobs}
        while waiting:
            done, waiting = wait(waiting, timeout=LOOK_S, return_when=FIRST_COMPLETED)
            bar.update(answered.value - bar.n)
            for future in done:
                yield _result(future)
    finally:
        stop.set()
        pool.shutdown(cancel_futures=True)


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Processes started here do not hear Ctrl-C, which reaches a whole group: we tell them.

    It is held back, not ignored, so that one pressed meanwhile counts afterwards.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _result(future: Future[Played]) -> Played:
    try:
        return future.result()
    except BrokenProcessPool as error:
        raise MusicPuzzleError(
            "One of the processes that play has died, perhaps for want of memory: try again with"
            " fewer --workers."
        ) from error


@dataclass(frozen=True, slots=True)
class _Child:
    """What a process that plays has from its parent, who watches through it."""

    stop: Event
    answered: Synchronized[int]
    players: Players

    def cancelled(self) -> bool:
        return self.stop.is_set()

    def advance(self, questions: int) -> None:
        with self.answered.get_lock():
            self.answered.value += questions


_child: _Child | None = None


def _begin(stop: Event, answered: Synchronized[int], players: Players, threads: int) -> None:
    import torch

    global _child  # noqa: PLW0603 - a process pool hands its children nothing else
    _child = _Child(stop, answered, players)
    torch.set_num_threads(threads)
    # Inherited only where processes inherit it, so not on Windows.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def _play(job: Job, plan: Plan) -> Played:
    assert _child is not None
    try:
        return play_song(job.song, job.todo, plan, _child.players, _child)
    except CancelledError:
        return Played()
    except MusicPuzzleError as error:
        # Some of these errors cannot be unpickled, which would look like a process that died.
        raise MusicPuzzleError(str(error)) from None
