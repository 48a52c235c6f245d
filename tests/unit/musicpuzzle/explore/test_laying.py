"""Laying out in a process of its own: it tells how far it is, and ends with its parent."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from musicpuzzle.explore.kept_layouts import arranged, marks_of
from musicpuzzle.explore.laying import FAILED, lay_out
from musicpuzzle.explore.projection import aligned
from musicpuzzle.explore.views import unit_spaces

from .material import made_up

ROOT = Path(__file__).parents[4]
# So few that they stay on their axes: what takes time is tested in test_projection.
SONGS = made_up(11).embeddings


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "musicpuzzle.explore.laying", *arguments],
        cwd=ROOT,
        env=os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_process_lays_out_what_a_window_then_finds(tmp_path: Path) -> None:
    path = tmp_path / "songs.npy"
    np.save(path, SONGS)
    with start(str(path), "mood", "all") as process:
        assert process.stdout is not None
        events = [json.loads(line) for line in process.stdout]
    assert process.returncode == 0
    assert not path.exists()
    assert [event["view"] for event in events if event.get("done")] == ["all", "mood"]
    assert arranged("mood", unit_spaces(SONGS), marks_of(SONGS)).is_final
    assert not arranged("tempo", unit_spaces(SONGS), marks_of(SONGS)).is_final


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with start(str(tmp_path / "gone.npy"), "all") as process:
        assert process.stdout is not None
        events = [json.loads(line) for line in process.stdout]
    assert process.returncode == FAILED
    assert "gone.npy" in events[0]["failed"]


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    path = tmp_path / "songs.npy"
    np.save(path, made_up(2000).embeddings)
    with start(str(path), "all") as process:
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(60) == FAILED


def test_a_view_faces_the_view_of_all(tmp_path: Path) -> None:
    units, marks = unit_spaces(SONGS), marks_of(SONGS)
    whole = lay_out("all", units, marks, tmp_path)
    mood = lay_out("mood", units, marks, tmp_path)
    np.testing.assert_allclose(aligned(mood.positions, whole.positions), mood.positions, atol=1e-4)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_very_few_songs_have_a_map(tmp_path: Path, n: int) -> None:
    units, marks = unit_spaces(SONGS[:n]), marks_of(SONGS[:n])
    assert np.isfinite(lay_out("genre", units, marks, tmp_path).positions).all()
