"""How long work says how far it is, and how it is given up."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Report = Callable[[float], None]
"""Is told which share of the work is done, 0 to 1, never less than before."""

Check = Callable[[], None]
"""Is called between two chunks of the work; it may raise to give up."""


def unreported(share: float) -> None:
    """A `Report` that nobody reads."""


def unchecked() -> None:
    """A `Check` that never gives up."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A stretch of some work, from the share `first` to the share `last` of the whole.

    Attributes:
        report: is told how far the whole is.
        check: is asked at every step whether to give up.
    """

    report: Report = unreported
    check: Check = unchecked
    first: float = 0.0
    last: float = 1.0

    def at(self, share: float) -> None:
        """Say that `share` of this stretch is done, and ask whether to go on."""
        self.check()
        self.report(self._whole(share))

    def part(self, first: float, last: float) -> Progress:
        """The stretch of this stretch from the share `first` to the share `last` of it."""
        return Progress(self.report, self.check, self._whole(first), self._whole(last))

    def _whole(self, share: float) -> float:
        return self.first + share * (self.last - self.first)
