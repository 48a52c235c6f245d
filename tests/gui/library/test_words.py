"""What a scan says while it runs and when it is over."""

from __future__ import annotations

import pytest

from gui.library.faces import report_words
from gui.library.scan_bar import held_words, progress_words
from musicpuzzle.library.report import ScanProgress, ScanReport


def test_progress_is_told_in_words() -> None:
    assert progress_words(ScanProgress("looking")) == "Looking through your folders"
    working = ScanProgress("analysing", 1, 1200, 0.1, 3725.0)
    assert held_words(working) == "Held: 1 of 1,200 listened to"
    assert progress_words(working) == "Listening to your songs: 1 of 1,200, 1:02:05 left"


@pytest.mark.parametrize(
    ("new", "analysed", "words"),
    [(3, 3, "3 new"), (0, 8, "8 listened to"), (0, 0, "nothing has changed")],
)
def test_a_scan_that_is_over_is_told_in_words(new: int, analysed: int, words: str) -> None:
    found = ScanReport(
        found=12, indexed=10, skipped=(), unread=(), new=new, changed=0, moved=0, vanished=0,
        analysed=analysed, stopped=False, seconds=1.0,
    )  # fmt: skip
    assert report_words(found) == f"10 of 12 files are in the library; {words}."
