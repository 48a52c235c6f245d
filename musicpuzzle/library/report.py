"""What a scan says of itself while it runs and when it ends. Without what analyses songs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["looking", "analysing"]


@dataclass(frozen=True, slots=True)
class ScanProgress:
    """How far a scan is.

    Attributes:
        stage: looking through the folders, or analysing what is new.
        done, total: files of those to be analysed.
        share: 0 to 1, by bytes.
        left_s: seconds that the rest takes, None as long as nobody can tell.
        path: the file it is at, or empty.
    """

    stage: Stage
    done: int = 0
    total: int = 0
    share: float = 0.0
    left_s: float | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class ScanReport:
    """What a scan found.

    Attributes:
        found: files with the suffix of a sound file; always `indexed` and those in `skipped`.
        indexed: how many of them are in the library.
        skipped: path and reason of each other one.
        unread: folders that could not be looked into, with the reason.
        new, changed, moved, vanished: how many were found to be so; a moved one is not new.
        analysed: how many songs were decoded.
        stopped: True where it was given up; the rest waits, and is listed as waiting.
        seconds: how long it took.
    """

    found: int
    indexed: int
    skipped: tuple[tuple[str, str], ...]
    unread: tuple[tuple[str, str], ...]
    new: int
    changed: int
    moved: int
    vanished: int
    analysed: int
    stopped: bool
    seconds: float

    @property
    def news(self) -> str:
        """What is other than at the last scan, as "3 new, 1 gone"; empty where nothing is."""
        counts = (
            (self.new, "new"),
            (self.changed, "changed"),
            (self.moved, "moved"),
            (self.vanished, "gone"),
        )
        return ", ".join(f"{count:,} {word}" for count, word in counts if count)
