"""What the page says where there are no songs, and what it shows while they are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize

from musicpuzzle.library.report import ScanReport

from .. import faces
from ..theme.theme import Theme
from ..theme.tokens import Sizes

if TYPE_CHECKING:
    from musicpuzzle.features.sections import Section

LINE = "The songs in your folders. What you correct here stays, and your files stay as they are."
EMPTY = "Drop the folders of your music here, or choose one."
READING = "Reading your library"
FAILED = "Your library could not be read. Once what is said above is mended, try again."
GIVEN_UP = "Reading your library was given up."
GOES_ON = "The last scan was not finished; it goes on from there."
ROWS, ROW_HEIGHT, GAP = 12, 22, 12
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MOST_SECTIONS = 8


class BusyFace(faces.BusyFace):
    """The rows of the table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _boxes, name=READING, tip="Do not read it now")

    def details_box(self) -> QRect:
        """Below the rows."""
        height, sizes = self.details.sizeHint().height(), self._theme.sizes
        top = ROWS * (sizes.px(ROW_HEIGHT) + sizes.px(GAP))
        return QRect(0, max(0, min(top, self.height() - height)), self.width(), height)


def _boxes(size: QSize, sizes: Sizes) -> Iterator[QRectF]:
    """The rows of the table that will be there."""
    height, gap = sizes.px(ROW_HEIGHT), sizes.px(GAP)
    for row in range(ROWS):
        yield QRectF(0, row * (height + gap), size.width(), height)


def sections_words(sections: Sequence[Section]) -> str:
    """Such as "Sections: A 0:00, B 0:17, A 0:51"; repeats have one letter."""
    if not sections:
        return ""
    parts = []
    for section in sections[:MOST_SECTIONS]:
        minutes, seconds = divmod(int(section.start_s), 60)
        letter = LETTERS[section.label % len(LETTERS)]
        parts.append(f"{letter} {minutes}:{seconds:02}")
    more = ", …" if len(sections) > MOST_SECTIONS else ""
    return f"Sections: {', '.join(parts)}{more}"


def report_words(found: ScanReport) -> str:
    """One sentence about a scan that is over."""
    words = f"{found.indexed:,} of {found.found:,} files are in the library"
    listened = f"{found.analysed:,} listened to" if found.analysed else "nothing has changed"
    return f"{words}; {found.news or listened}."
