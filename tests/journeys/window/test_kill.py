"""The program is killed in the middle of a round, and the round is there when it starts again."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from ..display import Program

pytestmark = pytest.mark.timeout(300)


def kept_row(home: Path) -> list[int | None]:
    """The row of the half-played round on the disk; empty where there is none."""
    files = list(home.rglob("round-*.json"))
    if not files:
        return []
    places: list[int | None] = json.loads(files[0].read_text())["round"]["layout"]["places"]
    return places


def test_kill_9_in_a_round_and_start_again(
    start: Callable[..., Program], tune: Path, own_home: Path
) -> None:
    program = start(str(tune), "--seed", "11")
    program.until_title("^Jigsaw")
    program.hands.press("c", "1", "a", "3")
    program.until(lambda: str(kept_row(own_home) == [2, None, 0, None] or ""), "nothing is kept")
    os.kill(program.pid, signal.SIGKILL)
    program.finish()
    program = start()
    program.until_title("^Jigsaw")
    # The undo stack has come back too, and the row goes on where it was.
    program.hands.press("ctrl+z", "b", "2")
    program.until(lambda: str(kept_row(own_home) == [2, 1, None, None] or ""), "the row is lost")
    program.hands.press("a", "3", "d", "4", "ctrl+Return")
    program.until_title("win|order|joins")
    program.hands.press("ctrl+q")
    assert program.finish() == (0, "")
    (log,) = own_home.rglob("rounds.jsonl")
    (record,) = [json.loads(line) for line in log.read_text().splitlines()]
    assert record["person"]["order"] == [2, 1, 0, 3]
    assert kept_row(own_home) == []
