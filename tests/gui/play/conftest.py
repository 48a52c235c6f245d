"""The window for runs of puzzles that are made at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gui.lanes import Job
from gui.play import turns
from gui.play.deal import Deal, Request
from gui.window import MainWindow


@pytest.fixture
def quick(
    playing: MainWindow, make_hand_deal: Callable[..., Deal], monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """The window, in which puzzles are made by hand as a mode asks for them."""

    def make(request: Request, job: Job) -> Deal:
        settings = request.settings
        deal = make_hand_deal(settings.pieces, settings.piece_s, settings.gap_s)
        puzzle = replace(deal.puzzle, seed=request.seed)
        return replace(deal, puzzle=puzzle, job_id=job.job_id)

    monkeypatch.setattr(turns, "make_deal", make)
    return playing
