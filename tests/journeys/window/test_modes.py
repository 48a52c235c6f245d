"""A Streak to its end or over a kill, and a Replay, by keyboard alone in the real window."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from musicpuzzle.games.puzzle import Puzzle

from ..display import Program

pytestmark = pytest.mark.timeout(300)


def kept_puzzle(program: Program, home: Path, before: Puzzle | None) -> Puzzle:
    """The puzzle that is played now, once it is another one than before."""
    found: list[Puzzle] = []

    def look() -> str:
        for path in home.rglob("round-*.json"):
            kept = json.loads(path.read_text())
            if kept["round"] is None:
                continue
            puzzle = Puzzle.from_json(kept["round"]["puzzle"])
            if kept["mode"]["mode"] != "casual" and puzzle != before:
                found.append(puzzle)
                return "there"
        return ""

    program.until(look, "there is no other puzzle")
    return found[0]


def solve(program: Program, puzzle: Puzzle, *, wrong: bool = False) -> None:
    order = list(puzzle.truth)
    if wrong:
        order[0], order[1] = order[1], order[0]
    for place, piece in enumerate(order):
        program.hands.press("abcdefgh"[piece], str(place + 1))
    program.hands.press("ctrl+Return")


def begin_streak(program: Program, home: Path) -> Puzzle:
    """The first puzzle of a Streak, which was put right."""
    program.until_title("^Jigsaw")
    program.hands.press("ctrl+m", "Down", "Down", "Down", "Down", "Return")
    first = kept_puzzle(program, home, None)
    solve(program, first)
    program.until_title("^Right!")
    return first


def test_a_streak_and_a_replay_by_keyboard(
    start: Callable[..., Program], tune: Path, own_home: Path
) -> None:
    program = start(str(tune), "--seed", "11")
    first = begin_streak(program, own_home)
    program.hands.press("ctrl+n")
    second = kept_puzzle(program, own_home, first)
    solve(program, second, wrong=True)
    program.until_title("^The streak ends")
    program.hands.press("ctrl+m", "Up", "Return")
    assert kept_puzzle(program, own_home, None) == second
    solve(program, second)
    program.until_title("win|order")
    program.hands.press("ctrl+n")
    program.until_title("^That was all")
    program.hands.press("ctrl+q")
    assert program.finish() == (0, "")
    (log,) = own_home.rglob("rounds.jsonl")
    rounds = [json.loads(line) for line in log.read_text().splitlines()]
    assert [each["mode"] for each in rounds] == ["streak", "streak", "replay"]
    assert [each["person"]["exact"] for each in rounds] == [True, False, True]


def test_a_streak_goes_on_after_a_kill_and_is_not_closed_without_a_question(
    start: Callable[..., Program], tune: Path, own_home: Path
) -> None:
    program = start(str(tune), "--seed", "11")
    first = begin_streak(program, own_home)
    program.until(lambda: between(own_home), "the run is not kept")
    os.kill(program.pid, signal.SIGKILL)
    program.finish()
    program = start()
    # The result of its last round is back.
    program.until_title("^Right!")
    program.hands.press("Return")
    solve(program, kept_puzzle(program, own_home, first), wrong=True)
    program.until_title("^The streak ends")
    program.hands.press("ctrl+n")
    kept_puzzle(program, own_home, None)
    program.until_title("^Jigsaw")
    # The first only asks.
    program.hands.press("ctrl+q", "Left", "space")
    assert program.finish() == (0, "")
    (log,) = own_home.rglob("rounds.jsonl")
    rounds = [json.loads(line) for line in log.read_text().splitlines()]
    assert [each["person"]["exact"] for each in rounds] == [True, False]
    assert len({each["run"] for each in rounds}) == 1


def between(home: Path) -> str:
    """Says so once a run without a round is on the disk."""
    kept = [json.loads(path.read_text()) for path in home.rglob("round-*.json")]
    return "there" if [each["round"] for each in kept] == [None] else ""
