"""Whatever is wrong with a file, one sentence says so, and nothing else is written anywhere."""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

from musicpuzzle.audio.decode import probe, read_clip
from musicpuzzle.errors import AudioError

TRICK_SUFFIXES = ["mp3", "wav", "flac", "ogg", "m4a", "aac", "wma", "au", "snd", "vox", "gsm"]
TRICK_SUFFIXES += ["raw", "ac3", "aiff", "srt", "m3u8"]
NO_SOUND_FILE = "is not a sound file, or of a kind that is not known"
DAMAGED = "is damaged, or not a sound file"


@pytest.fixture(autouse=True)
def silent_streams(capfd: pytest.CaptureFixture[str]):
    """Libraries written in C write to the standard streams where Python does not see it."""
    yield
    assert capfd.readouterr() == ("", "")


def refused(path: Path) -> str:
    """The sentence with which both ways to open `path` refuse it, without its name."""
    sentences = set()
    for use in (probe, read_clip):
        with pytest.raises(AudioError) as caught:
            use(path)
        assert caught.value.path == str(path)
        assert "\n" not in str(caught.value)
        sentences.add(str(caught.value).removeprefix(f"{path}: "))
    assert len(sentences) == 1
    return sentences.pop()


def test_a_missing_file(tmp_path):
    assert refused(tmp_path / "gone.mp3") == "there is no such file"


def test_a_folder(tmp_path):
    assert refused(tmp_path) == "is a folder, not a sound file"


def test_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    assert refused(tmp_path / "pipe.wav") == "is not a file"


@pytest.mark.parametrize("suffix", ["mp3", "wav", "m4a", ""])
def test_an_empty_file(tmp_path, suffix):
    path = tmp_path / f"empty.{suffix}"
    path.touch()
    assert refused(path) == "is empty"


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    def forbidden(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "secret.wav"
    path.write_bytes(b"RIFF")
    monkeypatch.setattr(Path, "open", forbidden)
    assert refused(path) == "may not be read: permission denied"


@pytest.mark.parametrize("suffix", TRICK_SUFFIXES)
@pytest.mark.parametrize("kind", ["text", "picture", "noise", "playlist", "zeros"])
def test_what_is_no_sound_under_the_name_of_sound(tmp_path, suffix, kind):
    path = tmp_path / f"trick.{suffix}"
    path.write_bytes(TRICKS[kind]())
    assert refused(path) in {NO_SOUND_FILE, DAMAGED}


def _text() -> bytes:
    return b"Dear diary, today I renamed a text file to see what happens.\n" * 40


def _picture() -> bytes:
    def part(name: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + check

    rows = zlib.compress(np.random.default_rng(1).bytes(64 * 193))
    head = part(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", rows) + part(b"IEND", b"")


def _playlist() -> bytes:
    return b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/part.ts\n"


TRICKS: dict[str, Callable[[], bytes]] = {
    "text": _text,
    "picture": _picture,
    "noise": lambda: np.random.default_rng(7).bytes(100_000),
    "playlist": _playlist,
    "zeros": lambda: bytes(50_000),
}


def test_a_program_that_looks_a_little_like_mp3(tmp_path):
    # Machine code and tables often hold the pattern that starts a frame of MPEG audio.
    random = np.random.default_rng(3)
    parts = [b"\xff\xfb\x90\x64" + random.bytes(int(random.integers(300, 600))) for _ in range(200)]
    path = tmp_path / "program.mp3"
    path.write_bytes(b"".join(parts))
    assert refused(path) in {NO_SOUND_FILE, DAMAGED}


def test_a_film_without_sound(tmp_path):
    path = tmp_path / "mute.mp4"
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
        frame = av.VideoFrame.from_ndarray(np.zeros((32, 32, 3), np.uint8), "rgb24")
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    assert refused(path) == "has no sound in it"


@pytest.mark.parametrize("name", ["song.m4a", "song.wma", "song.flac", "song.ogg", "song.wav"])
def test_only_the_first_bytes(song_files, tmp_path, name):
    path = tmp_path / name
    path.write_bytes((song_files / name).read_bytes()[:30])
    assert re.match("is damaged|is not a sound file", refused(path))


def test_an_m4a_that_was_never_finished(song_files, tmp_path):
    path = tmp_path / "song.m4a"
    content = (song_files / "song.m4a").read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert re.match("is damaged|is not a sound file", refused(path))


def test_a_wav_without_samples(tmp_path):
    path = tmp_path / "hollow.wav"
    soundfile.write(path, np.zeros((0, 2), np.float32), 44_100)
    assert re.match("is damaged|is not a sound file", refused(path))


TRUNCATED = ["song.wav", "song.flac", "song.ogg", "song.opus", "song.mp3", "vbr.mp3", "song.aac"]
TRUNCATED += ["song.wma", "song.aiff", "song.ts", "mp3.mkv", "front.m4a", "song.w64"]


@pytest.mark.parametrize("name", TRUNCATED)
def test_what_was_written_before_the_break_is_used(song_files, tmp_path, write, song, name):
    if name == "front.m4a":
        first = {"movflags": "faststart"}
        write(song_files / name, song, 44_100, "aac", container="mp4", options=first)
    content = (song_files / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(content[: len(content) * 3 // 5])
    whole, rest = read_clip(song_files / name), read_clip(path)
    assert 4 < rest.duration_s < 11
    info = probe(path)
    assert round(info.duration_s * info.sample_rate_hz) == rest.n_samples
    window = read_clip(path, start_s=2.5, duration_s=1.0)
    start = round(2.5 * whole.sample_rate_hz)
    wanted = whole.samples[:, start : start + window.n_samples]
    assert window.duration_s == 1.0
    assert np.abs(window.samples - wanted).max() < 2e-3
    with pytest.raises(AudioError, match=r"ends or breaks off before 11\.5 s"):
        read_clip(path, start_s=11.5, duration_s=0.2)


@pytest.mark.parametrize("name", ["song.mp3", "song.flac", "song.ogg", "song.aac", "song.wma"])
@pytest.mark.parametrize("filler", ["zeros", "noise"])
def test_damage_in_the_middle_spares_what_is_before(song_files, tmp_path, name, filler):
    content = bytearray((song_files / name).read_bytes())
    middle = len(content) // 2
    hole = TRICKS[filler]()[:3000]
    content[middle : middle + len(hole)] = hole
    path = tmp_path / name
    path.write_bytes(bytes(content))
    whole = read_clip(song_files / name, start_s=1.0, duration_s=1.0)
    part = read_clip(path, start_s=1.0, duration_s=1.0)
    assert np.abs(part.samples - whole.samples).max() < 2e-3
    assert 4 < read_clip(path).duration_s <= read_clip(song_files / name).duration_s + 0.1


@pytest.mark.parametrize("extra", ["tags", "bad tag", "junk before", "junk behind"])
def test_an_mp3_with_more_than_music_in_it(song_files, tmp_path, extra):
    music = (song_files / "song.mp3").read_bytes()
    start = music.index(b"\xff\xfb")
    text = b"COMM\x00\x00\x00\x04\x00\x00\x00eng" + b"TXXX\x00\x00\x00\x02\x00\x00\x01\x02"
    path = tmp_path / "tagged.mp3"
    path.write_bytes(
        {
            "tags": music + b"TAG" + bytes(125),
            "bad tag": b"ID3\x03\x00\x00\x00\x00\x02\x00" + text + bytes(231) + music[start:],
            "junk before": np.random.default_rng(5).bytes(3000) + music,
            "junk behind": music + b"APETAGEX" + np.random.default_rng(6).bytes(600),
        }[extra]
    )
    whole = read_clip(song_files / "song.mp3")
    clip = read_clip(path)
    assert clip.duration_s == pytest.approx(whole.duration_s, abs=0.1)
    # The header that tells the coder's delay may be lost with what is before it.
    delays = [
        delay
        for delay in (0, 1105, 529 + 576 + 1152, 1152)
        if np.abs(
            clip.samples[:, 44_100 + delay : 88_200 + delay] - whole.samples[:, 44_100:88_200]
        ).max()
        < 2e-3
    ]
    assert delays


def _wav(stated_bytes: int, samples: np.ndarray) -> bytes:
    content = (samples.T * 32767).astype("<i2").tobytes()
    kind = struct.pack("<IHHIIHH", 16, 1, 2, 44_100, 176_400, 4, 16)
    return (
        b"RIFF"
        + struct.pack("<I", 0)
        + b"WAVEfmt "
        + kind
        + struct.pack("<4sI", b"data", stated_bytes)
        + content
    )


@pytest.mark.parametrize("stated_bytes", [0, 5_000_000, 0xFFFFFFFF])
def test_a_wav_that_was_streamed(tmp_path, song, stated_bytes):
    path = tmp_path / "stream.wav"
    path.write_bytes(_wav(stated_bytes, song))
    assert probe(path).duration_s == 12
    assert np.abs(read_clip(path).samples - song).max() < 2**-14
    part = read_clip(path, start_s=7, duration_s=2)
    assert np.abs(part.samples - song[:, 308_700:396_900]).max() < 2**-14


def test_a_flac_that_does_not_know_its_length(song_files, tmp_path, song):
    content = bytearray((song_files / "song.flac").read_bytes())
    # The last 36 bits of the 18 bytes before the checksum: how many samples there are.
    content[21] &= 0xF0
    content[22:26] = bytes(4)
    path = tmp_path / "stream.flac"
    path.write_bytes(bytes(content))
    assert probe(path).duration_s == 12
    assert np.abs(read_clip(path).samples - song).max() < 2**-14
    part = read_clip(path, start_s=7, duration_s=2)
    assert np.abs(part.samples - song[:, 308_700:396_900]).max() < 2**-14
