from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.paths import user_cache_dir
from trainer.data.folder import list_tracks
from trainer.similarity.recordings import recorded_songs
from trainer.similarity.songs import LabelledSong

RATE_HZ = 22_050


def read(folder: Path) -> list[LabelledSong]:
    told: list[str] = []
    songs = recorded_songs(
        list_tracks(folder, "all"), report=told.append, progress=lambda done, total: None
    )
    assert told == []
    return songs


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 cut off", b"nothing of the kind"])
def test_what_was_kept_of_a_recording_and_is_damaged_is_computed_anew(
    tmp_path: Path, damage: bytes
) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, 5 * RATE_HZ)
    soundfile.write(tmp_path / "song.wav", noise, RATE_HZ)
    [before] = read(tmp_path)
    [kept] = user_cache_dir().glob("short-mel-*/*.npz")
    kept.write_bytes(damage)
    [after] = read(tmp_path)
    np.testing.assert_array_equal(after.bands, before.bands)
    assert len(kept.read_bytes()) > len(damage)
