"""Log-mels on disk: computed once, known by content, usable without audio."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.decode import read_clip
from musicpuzzle.errors import DataError
from musicpuzzle.features.logmel import piece_log_mel
from trainer.data import shards as module
from trainer.data.folder import Track
from trainer.data.shards import Shards

WriteSong = Callable[..., Path]


def fail(sentence: str) -> None:
    raise AssertionError(sentence)


def track(path: Path, split: str = "train") -> Track:
    return Track(path, path.stem, "Ana", "CC0-1.0", "here", "rock", split)


def test_a_shard_is_the_songs_log_mel(tmp_path: Path, write_song: WriteSong) -> None:
    path = write_song("a.wav")
    (song,) = Shards(tmp_path / "s").prepare([track(path)], [1.0], report=fail)
    assert (song.title, song.artist, song.split) == ("a", "Ana", "train")
    (bands,) = song.variants
    assert bands.dtype == np.float16
    np.testing.assert_allclose(bands, piece_log_mel(read_clip(path)), atol=0.01)


def test_speed_changes_pitch_and_tempo_together(tmp_path: Path, write_song: WriteSong) -> None:
    path = write_song("a.wav")
    (song,) = Shards(tmp_path / "s").prepare([track(path)], [1.0, 1.25], report=fail)
    plain, fast = song.variants
    assert fast.shape[1] < plain.shape[1]
    expected = piece_log_mel(Clip(read_clip(path).samples, 20_000))
    np.testing.assert_allclose(fast, expected, atol=0.01)


def test_nothing_is_computed_twice(tmp_path: Path, write_song: WriteSong) -> None:
    tracks = [track(write_song("a.wav")), track(write_song("b.wav", seed=1))]
    shards = Shards(tmp_path / "s")
    first = shards.prepare(tracks, [1.0], report=fail)
    with (
        patch.object(module, "piece_log_mel", side_effect=AssertionError),
        patch("musicpuzzle.audio.identity.recording_id", side_effect=AssertionError),
    ):
        again = shards.prepare(tracks, [1.0], report=fail)
    assert [song.recording_id for song in again] == [song.recording_id for song in first]


def test_songs_are_known_by_content(tmp_path: Path, write_song: WriteSong) -> None:
    path = write_song("01.wav")
    shards = Shards(tmp_path / "s")
    (before,) = shards.prepare([track(path)], [1.0], report=fail)
    write_song("01.wav", seconds=3.0, seed=1)
    (after,) = shards.prepare([track(path)], [1.0], report=fail)
    assert after.recording_id != before.recording_id
    assert after.variants[0].shape != before.variants[0].shape


def test_copies_are_one_song(tmp_path: Path, write_song: WriteSong) -> None:
    told: list[str] = []
    tracks = [track(write_song("a.wav")), track(write_song("copy.wav"))]
    songs = Shards(tmp_path / "s").prepare(tracks, [1.0], report=told.append)
    assert len(songs) == 1
    assert "is a copy of" in told[0]


def test_broken_songs_are_left_out_with_a_sentence(tmp_path: Path, write_song: WriteSong) -> None:
    good, short = write_song("a.wav"), write_song("short.wav", seconds=0.05)
    broken, empty = good.with_name("broken.wav"), good.with_name("empty.wav")
    broken.write_bytes(b"RIFF and then nothing that is sound")
    empty.write_bytes(b"")
    gone = good.with_name("gone.wav")
    told: list[str] = []
    tracks = [track(path) for path in (broken, empty, good, gone, short)]
    songs = Shards(tmp_path / "s").prepare(tracks, [1.0], report=told.append)
    assert [song.title for song in songs] == ["a"]
    for name in ("broken.wav", "empty.wav", "gone.wav", "short.wav"):
        (sentence,) = [line for line in told if name in line]
        assert sentence.endswith("; the song is left out.")


def test_without_one_good_song_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not one song can be used"):
        Shards(tmp_path / "s").prepare([track(tmp_path / "gone.wav")], [1.0], report=len)


def test_damaged_shards_are_computed_again(tmp_path: Path, write_song: WriteSong) -> None:
    path = write_song("a.wav")
    shards = Shards(tmp_path / "s")
    (song,) = shards.prepare([track(path)], [1.0], report=fail)
    good = np.array(song.variants[0])
    for damage in (b"", b"\x93NUMPY\x01\x00", b"nonsense"):
        shards.path(song.recording_id, 1.0).write_bytes(damage)
        (again,) = shards.prepare([track(path)], [1.0], report=fail)
        np.testing.assert_array_equal(again.variants[0], good)
    np.save(shards.path(song.recording_id, 1.0), good.astype(np.float32))
    (again,) = shards.prepare([track(path)], [1.0], report=fail)
    assert again.variants[0].dtype == np.float16


def test_a_copied_folder_is_enough(tmp_path: Path, write_song: WriteSong) -> None:
    tracks = [track(write_song("a.wav")), track(write_song("b.wav", seed=1), "validation")]
    tracks.append(track(write_song("c.wav", seed=2), "test"))
    Shards(tmp_path / "s").prepare(tracks, [1.0, 0.9], report=fail)
    shutil.copytree(tmp_path / "s", tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "music")
    shutil.rmtree(tmp_path / "s")
    songs = Shards(tmp_path / "elsewhere").songs([0.9], report=fail)
    assert {song.title: song.split for song in songs} == {"a": "train", "b": "validation"}
    assert {song.licence for song in songs} == {"CC0-1.0"}
    told: list[str] = []
    with pytest.raises(DataError, match="not one song"):
        Shards(tmp_path / "elsewhere").songs([1.5], report=told.append)
    assert "a: has no shard for every speed, it is left out." in told


def test_an_unusable_index_gives_a_sentence(tmp_path: Path) -> None:
    shards = Shards(tmp_path / "s")
    with pytest.raises(DataError, match="no prepared songs"):
        shards.songs([1.0], report=fail)
    shards.folder.mkdir(parents=True)
    (shards.folder / "index.json").write_text(json.dumps({"key": {"name": "x"}}))
    with pytest.raises(DataError, match="is no index of shards"):
        shards.songs([1.0], report=fail)


def test_progress_counts_to_the_end_and_may_interrupt(
    tmp_path: Path, write_song: WriteSong
) -> None:
    tracks = [track(write_song(f"{k}.wav", seed=k)) for k in range(3)]
    calls: list[tuple[int, int]] = []
    Shards(tmp_path / "s").prepare(
        tracks, [1.0], report=fail, progress=lambda done, total: calls.append((done, total))
    )
    assert calls == [(1, 3), (2, 3), (3, 3)]

    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Shards(tmp_path / "t").prepare(tracks, [1.0], report=fail, progress=interrupt)
