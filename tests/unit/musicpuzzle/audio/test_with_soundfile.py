"""libsndfile gets what it reads well and quietly, and nothing else."""

from __future__ import annotations

import io

import pytest

from musicpuzzle.audio import with_soundfile
from musicpuzzle.audio.with_soundfile import NotForSoundfileError


class Failing(io.RawIOBase):
    """A disk that fails behind the first block."""

    def __init__(self, content: bytes) -> None:
        self._content = io.BytesIO(content)

    def readinto(self, buffer):
        if self._content.tell() > 20_000:
            raise OSError(5, "Input/output error")
        return self._content.readinto(buffer)

    def read(self, size=-1):
        return self._content.read(size)

    def seek(self, offset, whence=0):
        return self._content.seek(offset, whence)

    def tell(self):
        return self._content.tell()


@pytest.mark.parametrize("name", ["song.wav", "song.flac"])
def test_a_failing_disk_prints_nothing(song_files, monkeypatch, capfd, name):
    path = song_files / name
    content = path.read_bytes()
    monkeypatch.setattr(type(path), "open", lambda path, mode: Failing(content))
    with pytest.raises(NotForSoundfileError):
        with_soundfile.read(path, 0.0, None)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["song.mp3", "vbr.mp3", "song.mp2", "song.m4a", "song.wma"])
def test_mpeg_audio_and_the_unknown_are_left_to_ffmpeg(song_files, name):
    for use in (with_soundfile.probe, lambda path: with_soundfile.read(path, 0.0, 1.0)):
        with pytest.raises(NotForSoundfileError):
            use(song_files / name)


@pytest.mark.parametrize(
    "name", ["song.wav", "song.flac", "song.ogg", "song.opus", "song.aiff", "song.caf", "song.w64"]
)
def test_what_libsndfile_reads_stays_with_it(song_files, name):
    assert with_soundfile.probe(song_files / name).duration_s == 12
    assert with_soundfile.read(song_files / name, 3.0, 1.5).duration_s == 1.5
