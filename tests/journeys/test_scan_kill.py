"""A scan that is killed, more than once, and goes on where it was."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.library.backup import damage_of

SONGS, BROKEN = 12, 3
RATE_HZ = 22_050
PATIENCE_S = 120.0
MARK_S = 999.0


@pytest.fixture
def music(tmp_path: Path) -> Path:
    folder = tmp_path / "music"
    folder.mkdir()
    for seed in range(SONGS):
        noise = 0.1 * np.random.default_rng(seed).normal(size=8 * RATE_HZ)
        soundfile.write(folder / f"{seed:02}.flac", noise.astype(np.float32), RATE_HZ)
    for number in range(BROKEN):
        (folder / f"{number:02} broken.mp3").write_bytes(b"no sound" * number)
    return folder


def start(music: Path, database: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "musicpuzzle", "scan", str(music), "--json"]
    return subprocess.Popen(
        [*command, "--library", str(database)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def analysed(database: Path) -> int:
    """How many songs are written down."""
    if not database.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM songs").fetchone()[0])
    except sqlite3.OperationalError:  # it is just being made
        return 0


def kill_after(songs: int, music: Path, database: Path) -> None:
    """Start a scan, and kill it as soon as so many songs are written down."""
    process = start(music, database)
    deadline = time.monotonic() + PATIENCE_S
    while analysed(database) < songs:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_killed_scan_goes_on_where_it_was(music: Path, tmp_path: Path) -> None:
    database = tmp_path / "library.sqlite"
    kill_after(2, music, database)
    kill_after(analysed(database) + 2, music, database)
    before = analysed(database)
    assert 4 <= before < SONGS
    assert damage_of(database) is None
    with closing(sqlite3.connect(database)) as connection:
        waiting = "SELECT count(*) FROM files WHERE status = 'waiting'"
        assert connection.execute(waiting).fetchone()[0] >= SONGS - before
        # What is analysed once more would lose this mark.
        connection.execute("UPDATE songs SET duration_s = ?", (MARK_S,))
        connection.commit()
    out, err = start(music, database).communicate(timeout=PATIENCE_S)
    assert err == ""
    found = json.loads(out)
    assert (found["found"], found["indexed"]) == (SONGS + BROKEN, SONGS)
    assert len(found["skipped"]) == BROKEN
    with closing(sqlite3.connect(database)) as connection:
        marked = connection.execute("SELECT count(*) FROM songs WHERE duration_s = ?", (MARK_S,))
        assert marked.fetchone() == (before,)
        assert connection.execute("SELECT count(*) FROM songs").fetchone() == (SONGS,)
