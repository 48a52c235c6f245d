"""Songs are compared by keyboard alone in the real window, before and after it is closed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.cli import main
from musicpuzzle.explore.judging.judgements import Entry, entries_of
from musicpuzzle.explore.judging.log import JudgementLog
from musicpuzzle.explore.kept_layouts import Layout, keep, marks_of
from musicpuzzle.explore.views import VIEWS
from musicpuzzle.library.analysis import ANALYSIS, DIMENSIONS
from musicpuzzle.library.embeddings import add_embedding
from musicpuzzle.library.opening import open_library

from ..display import Program

pytestmark = pytest.mark.timeout(300)
RATE_HZ = 22_050
SONGS = 3
QUESTIONS = SONGS
"""Each song is the first once; then the two others are A and B."""
PATIENCE_S = 0.5


@pytest.fixture
def songs(own_home: Path, tmp_path: Path) -> None:
    """Three songs in the person's library, as if they had been listened to and laid out."""
    rng = np.random.default_rng(5)
    embeddings = rng.standard_normal((SONGS, DIMENSIONS)).astype(np.float32)
    with open_library() as library, library.writing() as connection:
        for number, embedding in enumerate(embeddings):
            path, content = tmp_path / f"{number}.flac", f"content {number}"
            soundfile.write(path, 0.1 * rng.standard_normal(2 * RATE_HZ), RATE_HZ)
            connection.execute(
                "INSERT INTO songs (content, title, duration_s, loudness_lufs, sections, analysis,"
                " embedded_by, typical_s) VALUES (?, ?, 2, -14, '[]', ?, 'ear', 0)",
                (content, f"Song {number}", ANALYSIS),
            )
            connection.execute(
                "INSERT INTO files (path, size, mtime_ns, content, status, reason, analysis,"
                " added_s) VALUES (?, 1, 1, ?, 'indexed', '', ?, 0)",
                (str(path).encode(), content, ANALYSIS),
            )
            add_embedding(connection, library.path, content, embedding)
    for view in VIEWS:
        places = rng.uniform(-1, 1, (SONGS, 2)).astype(np.float32)
        keep(view, marks_of(embeddings), Layout(places, is_final=True))


def press_until(program: Program, keys: Sequence[str], condition: Callable[[], bool]) -> None:
    """Press keys again and again: what is pressed before its time counts for nothing."""

    def look() -> str:
        program.hands.press(*keys)
        deadline_s = time.monotonic() + PATIENCE_S
        while not condition() and time.monotonic() < deadline_s:
            time.sleep(0.02)
        return "so" if condition() else ""

    program.until(look, f"{keys} do nothing")


def lines() -> list[Entry]:
    """All that was kept, in its order."""
    path = JudgementLog().path
    return entries_of(path.read_text())[0] if path.exists() else []


def all_are_answered() -> bool:
    return len(JudgementLog().own) == QUESTIONS


def n_taken_back() -> int:
    return [each.did for each in lines()].count("undone")


def test_answers_are_kept_and_still_count_after_a_restart(
    start: Callable[..., Program], songs: None, tune: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = start(str(tune), "--seed", "11")
    # The map is offered a moment after the window stands. An answer too many does no harm: there
    # are no more questions.
    press_until(program, ["ctrl+2", "c", "1", "2", "3", "a"], lambda: bool(lines()))
    press_until(program, ["a"], all_are_answered)
    press_until(program, ["BackSpace"], lambda: n_taken_back() > 0)
    press_until(program, ["b"], all_are_answered)
    program.hands.press("ctrl+q")
    assert program.finish() == (0, "")
    before, standing, n_back = lines(), JudgementLog().own, n_taken_back()
    *answered, back = before[: QUESTIONS + 1]
    assert [each.did for each in (*answered, back)] == ["answered"] * QUESTIONS + ["undone"]
    assert back.entry_id == answered[-1].entry_id
    last, anew = answered[-1].judgement, standing[-1].judgement
    assert (anew.nearer, anew.farther) == (last.farther, last.nearer)
    program = start(str(tune), "--seed", "11")
    # All has been asked, so A answers nothing; then the last answer of before is taken back.
    press_until(program, ["ctrl+2", "c", "a", "BackSpace"], lambda: n_taken_back() > n_back)
    press_until(program, ["a"], all_are_answered)
    program.hands.press("ctrl+q")
    assert program.finish() == (0, "")
    after = lines()
    back = after[len(before)]
    assert after[: len(before)] == before
    assert (back.did, back.entry_id) == ("undone", standing[-1].entry_id)
    assert main(["agree", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["songs"], found["answered"], found["left_open"]) == (SONGS, QUESTIONS, 0)
