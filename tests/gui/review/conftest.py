"""A finished round by hand, and the page that looks back on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gui.context import Context
from gui.play.deal import Deal
from gui.review import ReviewPage, Subject
from gui.review.session import Phase

PATIENCE_MS = 30_000


@pytest.fixture
def subject(make_hand_deal: Callable[..., Deal]) -> Subject:
    """Four pieces, the two in the middle of the truth the wrong way round, against chance."""
    deal = make_hand_deal(4, piece_s=2.5)
    first, second, third, last = deal.puzzle.truth
    return Subject(deal.puzzle, deal.pieces, (first, third, second, last), "chance", "Chance")


@pytest.fixture
def page(context: Context, qtbot: Any) -> Iterator[ReviewPage]:
    """The page, shown, with nothing to look back on."""
    page = ReviewPage(context)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    yield page
    page.close_review()
    page.close()


@pytest.fixture
def reviewed(page: ReviewPage, subject: Subject, qtbot: Any) -> ReviewPage:
    """The page with the review of the round, the first mistake explained."""
    page.look(subject)
    session, words = page.session, page.view.words

    def is_whole() -> bool:
        explained = session.phase is Phase.READY and session.explanation is not None
        return explained and len(words.mistakes) == len(session.mistakes)

    qtbot.waitUntil(is_whole, timeout=PATIENCE_MS)
    return page
