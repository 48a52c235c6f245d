"""What is searched for by likeness, and what is found; no widgets."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from musicpuzzle.explore.search import Likeness, Ranking, SearchError, Space, Weights

SHOWN = 24
"""So many results are shown."""


class Query(QObject):
    """The songs to be like, those to be unlike, and what counts how much.

    Signals:
        asked: other songs are searched for.
        ranked: the results are others, or in another order.

    Attributes:
        like, unlike: the songs, by number.
        weights: see `Weights`.
        ranking: the best results; None where nothing is searched for, or nothing counts.
        way: a way from one song to another that is shown in place of the results.
    """

    asked = Signal()
    ranked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._space: Space | None = None
        self._likeness: Likeness | None = None
        self.like: tuple[int, ...] = ()
        self.unlike: tuple[int, ...] = ()
        self.weights: Weights | None = Weights()
        self.ranking: Ranking | None = None
        self.way: tuple[int, ...] = ()

    def search_in(self, space: Space | None) -> None:
        """Search among other songs."""
        self._space = space
        self.clear()

    def clear(self) -> None:
        """Search for nothing."""
        self.ask((), ())

    def ask(self, like: Sequence[int], unlike: Sequence[int] = ()) -> None:
        """Search for songs like some and unlike others."""
        self.like, self.unlike, self.way = tuple(like), tuple(unlike), ()
        self._likeness = None
        if self._space is not None and (self.like or self.unlike):
            self._likeness = self._space.like(self.like, self.unlike)
        self.asked.emit()
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
        self.way = tuple(self._space.way(self.like[0], last, self.weights))
        self.ranked.emit()

    def _rank(self) -> None:
        if self._likeness is None or self.weights is None:
            self.ranking = None
        else:
            self.ranking = self._likeness.best(self.weights, SHOWN)
        self.ranked.emit()
