"""A song in blocks is the song."""

from __future__ import annotations

import numpy as np
import pytest
import soxr

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.decode import read_blocks, read_clip
from musicpuzzle.audio.stream import blocks_of, mono_stream
from musicpuzzle.errors import AudioError


@pytest.mark.parametrize("name", ["song.flac", "song.ogg", "song.mp3", "song.wma", "song.ts"])
def test_the_blocks_of_a_file_are_the_whole_of_it(song_files, name):
    whole = read_clip(song_files / name)
    blocks = list(read_blocks(song_files / name))
    assert len(blocks) > 1
    assert {block.sample_rate_hz for block in blocks} == {whole.sample_rate_hz}
    joined = np.concatenate([block.samples for block in blocks], axis=1)
    assert joined.shape == whole.samples.shape
    assert np.abs(joined - whole.samples).max() < 1e-6


def test_what_libsndfile_cannot_finish_is_finished_by_ffmpeg(song_files, tmp_path):
    cut = tmp_path / "cut.flac"
    content = (song_files / "song.flac").read_bytes()
    cut.write_bytes(content[: len(content) * 3 // 4])
    whole = read_clip(cut)
    joined = np.concatenate([block.samples for block in read_blocks(cut)], axis=1)
    assert whole.duration_s > 7
    assert np.array_equal(joined, whole.samples)


def test_what_is_no_sound_gives_a_sentence(tmp_path):
    path = tmp_path / "text.ogg"
    path.write_text("no sound")
    for wrong in (path, tmp_path / "gone.wav"):
        with pytest.raises(AudioError, match=wrong.name):
            list(read_blocks(wrong))


@pytest.mark.parametrize("rate_hz", [22_050, 44_100, 48_000])
def test_the_stream_is_the_song_resampled_at_once(rate_hz, made_song):
    clip = Clip(made_song(13.0, rate_hz), rate_hz)
    parts = list(mono_stream(blocks_of(clip), 22_050))
    assert len(parts) > 1
    at_once = soxr.resample(clip.mono(), rate_hz, 22_050, quality="HQ")
    joined = np.concatenate(parts)
    assert joined.dtype == np.float32
    assert len(joined) == len(at_once)
    assert np.abs(joined - at_once).max() < 1e-5


def test_silence_of_no_length_streams_nothing():
    assert list(mono_stream(blocks_of(Clip(np.zeros((2, 0), np.float32), 8_000)), 22_050)) == []
