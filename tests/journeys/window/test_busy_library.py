"""Nothing keeps the GUI thread from answering on the Library page, however many songs there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from musicpuzzle.library.analysis import ANALYSIS
from musicpuzzle.library.opening import open_library

from .busy import AS_FRAMES, always_slow

pytestmark = pytest.mark.timeout(300)
SONGS = 50_000


def fill() -> None:
    """The person's own library, with songs that lie nowhere."""
    words = ("Rock", "Polka", "Ambient", "Samba", "Chamber")
    songs = [
        (f"c{k}", f"Song {7919 * k % SONGS}", f"Artist {k % 997}", words[k % 5], 60 + k % 120)
        for k in range(SONGS)
    ]
    files = [(f"/music/{k:06}.mp3".encode(), f"c{k}") for k in range(SONGS)]
    with open_library() as library, library.writing() as connection:
        connection.executemany(
            "INSERT INTO songs (content, title, artist, genre, tempo_bpm, key, duration_s,"
            f" loudness_lufs, sections, analysis) VALUES (?, ?, ?, ?, ?, 3, 180, -14, '[]',"
            f" {ANALYSIS})",
            songs,
        )
        connection.executemany(
            "INSERT INTO files (path, size, mtime_ns, content, status, reason, analysis, added_s)"
            f" VALUES (?, 1, 1, ?, 'indexed', '', {ANALYSIS}, 0)",
            files,
        )


@AS_FRAMES
def test_no_event_among_fifty_thousand_songs_takes_that_many_frames(
    own_home: Path, frames: int
) -> None:
    fill()
    assert not always_slow(frames, "watched_library.py")
