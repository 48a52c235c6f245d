"""What the page says where there are no songs, and what it shows while they are read."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize

from musicpuzzle.library.scan import ScanReport

from ..theme.tokens import Sizes

LINE = "The songs in your folders. What you correct here stays, and your files stay as they are."
EMPTY = "Add the folders that your music lies in: drop them here, or choose one."
FAILED = "Your library could not be read."
ROWS, ROW_HEIGHT, GAP = 12, 22, 12


def boxes(size: QSize, sizes: Sizes) -> Iterator[QRectF]:
    """The rows of the table that will be there."""
    height, gap = sizes.px(ROW_HEIGHT), sizes.px(GAP)
    for row in range(ROWS):
        yield QRectF(0, row * (height + gap), size.width(), height)


def report_words(found: ScanReport) -> str:
    """One sentence about a scan that is over."""
    news = [
        f"{count:,} {word}"
        for count, word in (
            (found.new, "new"),
            (found.changed, "changed"),
            (found.moved, "moved"),
            (found.vanished, "gone"),
        )
        if count
    ]
    words = f"{found.indexed:,} of {found.found:,} files are in the library"
    return f"{words}; {', '.join(news)}." if news else f"{words}; nothing has changed."
