"""Nothing keeps the GUI thread from answering while a round is played."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .busy import AS_FRAMES, always_slow

pytestmark = pytest.mark.timeout(300)


@AS_FRAMES
def test_no_event_of_a_round_of_twelve_pieces_takes_that_many_frames(
    tune: Path, own_home: Path, frames: int
) -> None:
    (own_home / "config").mkdir(parents=True)
    kept = {"pieces": 12, "opponent": "continuity", "motion": True}
    (own_home / "config" / "settings.json").write_text(json.dumps(kept))
    assert not always_slow(frames, "watched_round.py", str(tune))
