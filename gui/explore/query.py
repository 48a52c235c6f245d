"""What is searched for by likeness, and what is found; no widgets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from musicpuzzle.explore.search import Likeness, Ranking, SearchError, Space, Weights

from ..lanes import Job, Lane

SHOWN = 24
"""So many results are shown."""


class Query(QObject):
    """The songs to be like, those to be unlike, and what counts how much.

    Comparing all songs with one takes longer than a frame, and a busy machine makes it several. So
    it is done in a lane of its own, as the others may be busy for long; to weigh what was found
    again takes the GUI thread a millisecond or two.

    Signals:
        asked: other songs are searched for.
        ranked: the results are others, or in another order.
        failed: one sentence.

    Attributes:
        like, unlike: the songs, by number.
        weights: see `Weights`.
        ranking: the best results; None where nothing is searched for, nothing counts, or songs
            could not be compared. While they are compared it is that of before.
        way: a way from one song to another that is shown in place of the results.
    """

    asked = Signal()
    ranked = Signal()
    failed = Signal(str)
    _done = Signal(object, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._space: Space | None = None
        self._likeness: Likeness | None = None
        self.like: tuple[int, ...] = ()
        self.unlike: tuple[int, ...] = ()
        self.weights: Weights | None = Weights()
        self.ranking: Ranking | None = None
        self.way: tuple[int, ...] = ()
        # Made for the first search: a page that nobody opens needs no thread.
        self._lane: Lane | None = None
        self._comparing: Job | None = None
        self._leading: Job | None = None
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether songs are compared or a way is looked for; `ranked` says that this is over."""
        return self._comparing is not None or self._leading is not None

    def close(self) -> None:
        """End the lane; may be repeated."""
        self._forget_jobs()
        lane, self._lane = self._lane, None
        if lane is not None:
            lane.close()

    def search_in(self, space: Space | None) -> None:
        """Search among other songs."""
        self._space = space
        self.clear()

    def clear(self) -> None:
        """Search for nothing."""
        self.ask((), ())

    def ask(self, like: Sequence[int], unlike: Sequence[int] = ()) -> None:
        """Search for songs like some and unlike others."""
        like, unlike, space = tuple(like), tuple(unlike), self._space
        self.like, self.unlike, self.way = like, unlike, ()
        self._forget_jobs()
        self.asked.emit()
        if space is not None and (like or unlike):
            weights = self.weights

            def compare(_: Job) -> tuple[Likeness, Weights | None, Ranking | None]:
                likeness = space.like(like, unlike)
                return likeness, weights, likeness.best(weights, SHOWN) if weights else None

            self._comparing = self._do(compare, self._take, self._fail_to_compare)
        else:
            self._likeness = None
            self._rank()

    def add(self, song: int, *, unlike: bool = False) -> None:
        """Let one more song count, on the side of what is to be like or unlike."""
        like = tuple(each for each in self.like if each != song)
        less = tuple(each for each in self.unlike if each != song)
        self.ask(like if unlike else (*like, song), (*less, song) if unlike else less)

    def drop(self, song: int) -> None:
        """Let a song count no more."""
        self.ask(
            [each for each in self.like if each != song],
            [each for each in self.unlike if each != song],
        )

    def weigh(self, weights: Weights | None) -> None:
        """Let other dimensions count; None where nothing does."""
        self.weights = weights
        self._rank()

    def lead(self, last: int) -> None:
        """Find a way from the first song that is searched for to another.

        Raises:
            SearchError: there is no song to begin with, or nothing counts.
        """
        if self._space is None or not self.like:
            raise SearchError("Pin a song first: a way leads from there to another.")
        if self.weights is None:
            raise SearchError("A way needs a weight above 0 for something.")
        space, first, weights = self._space, self.like[0], self.weights
        self._forget_way()
        self._leading = self._do(
            lambda _: space.way(first, last, weights), self._take_way, self._fail_to_lead
        )

    def _take(self, found: tuple[Likeness, Weights | None, Ranking | None]) -> None:
        self._comparing = None
        self._likeness, weights, self.ranking = found
        if weights is self.weights:
            self.ranked.emit()
        else:
            self._rank()

    def _take_way(self, way: list[int]) -> None:
        self._leading, self.way = None, tuple(way)
        self.ranked.emit()

    def _do(
        self, work: Callable[[Job], Any], slot: Callable[[Any], None], fail: Callable[[str], None]
    ) -> Job:
        if self._lane is None:
            self._lane = Lane("likeness", self._done.emit)
        job = Job(work).success(slot).failure(fail)
        self._lane.put(job)
        return job

    def _fail_to_compare(self, sentence: str) -> None:
        # What was found before was found for other songs.
        self._comparing = self._likeness = None
        self.failed.emit(sentence)
        self._rank()

    def _fail_to_lead(self, sentence: str) -> None:
        self._leading = None
        self.failed.emit(sentence)
        self.ranked.emit()

    def _forget_way(self) -> None:
        if self._leading is not None:
            self._leading.cancel()
            self._leading = None

    def _forget_jobs(self) -> None:
        self._forget_way()
        if self._comparing is not None:
            self._comparing.cancel()
            self._comparing = None

    @Slot(object, object, object)
    def _deliver(self, job: Job, result: object, error: Exception | None) -> None:
        job.deliver(result, error)

    def _rank(self) -> None:
        if self._likeness is None or self.weights is None:
            self.ranking = None
        else:
            self.ranking = self._likeness.best(self.weights, SHOWN)
        self.ranked.emit()
