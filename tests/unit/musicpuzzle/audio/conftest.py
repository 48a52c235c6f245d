"""Sound to read back: a made song, and a writer for every kind of file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import av
import numpy as np
import pytest
import soundfile

SONG_RATE_HZ = 44_100
SONG_S = 12.0
REMUXED = {
    "song.flv": "song.m4a",
    "song.ts": "song.m4a",
    "aac.mkv": "song.m4a",
    "mp3.mkv": "song.mp3",
    "vorbis.mkv": "song.ogg",
}
DEPTHS = {"wavpack": "s16p", "tta": "s16"}


def make_song(seconds: float, sample_rate_hz: int, channels: int = 2) -> np.ndarray:
    """float32 (channels, samples): a rising tone that beats, so that every place is told apart."""
    time_s = np.arange(round(seconds * sample_rate_hz)) / sample_rate_hz
    tones = []
    for channel in range(channels):
        low = 180 + 40 * channel
        phase = 2 * np.pi * (low * time_s + 0.1 * low * time_s**2)
        swell = 0.6 + 0.4 * np.sin(2 * np.pi * (1.7 + channel) * time_s)
        tones.append(0.5 * swell * np.sin(phase) + 0.1 * np.sin(3.3 * phase))
    return np.array(tones, np.float32)


def encode(
    path: Path,
    samples: np.ndarray,
    sample_rate_hz: int,
    codec: str,
    *,
    container: str | None = None,
    options: dict[str, str] | None = None,
    quality: int | None = None,
    sample_format: str | None = None,
    video: bool = False,
) -> Path:
    """Write sound with one of FFmpeg's coders; `quality` asks for a variable bit rate."""
    layout = {1: "mono", 2: "stereo", 6: "5.1"}[len(samples)]
    with av.open(str(path), "w", format=container, options=options or {}) as file:
        film = file.add_stream("mpeg4", rate=5) if video else None
        stream = file.add_stream(codec, rate=sample_rate_hz, layout=layout)
        context = stream.codec_context
        if quality is None:
            stream.bit_rate = 128_000
        else:
            context.qscale, context.global_quality = True, quality * 118
        context.format = sample_format or context.format
        context.open()
        if film is not None:
            _film(file, film)
        whole = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), "fltp", layout)
        whole.sample_rate, whole.pts = sample_rate_hz, 0
        cutter = av.AudioResampler(
            context.format, layout, sample_rate_hz, frame_size=context.frame_size or 1024
        )
        for frame in [*cutter.resample(whole), *cutter.resample(None)]:
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def _film(file: av.container.OutputContainer, stream: av.VideoStream) -> None:
    stream.width, stream.height, stream.pix_fmt = 32, 32, "yuv420p"
    for number in range(3):
        frame = av.VideoFrame.from_ndarray(np.full((32, 32, 3), 80 * number, np.uint8), "rgb24")
        file.mux(stream.encode(frame))
    file.mux(stream.encode(None))


def _remux(source: Path, target: Path) -> None:
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        stream = new.add_stream_from_template(old.streams.audio[0])
        for packet in old.demux(old.streams.audio[0]):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)


@pytest.fixture(scope="session")
def song() -> np.ndarray:
    """float32 (2, samples), 12 s at 44,100 Hz."""
    return make_song(SONG_S, SONG_RATE_HZ)


@pytest.fixture(scope="session")
def song_files(tmp_path_factory: pytest.TempPathFactory, song: np.ndarray) -> Path:
    """A folder with the song in every kind of file, named song.SUFFIX."""
    folder = tmp_path_factory.mktemp("songs")
    for suffix in ("wav", "flac", "ogg", "aiff", "w64", "caf", "au"):
        soundfile.write(folder / f"song.{suffix}", song.T, SONG_RATE_HZ)
    soundfile.write(
        folder / "song.opus", make_song(SONG_S, 48_000).T, 48_000, format="OGG", subtype="OPUS"
    )
    for name, codec, container in [
        ("song.mp3", "libmp3lame", None),
        ("song.mp2", "mp2", None),
        ("song.m4a", "aac", "mp4"),
        ("alac.m4a", "alac", "mp4"),
        ("song.aac", "aac", "adts"),
        ("song.wma", "wmav2", "asf"),
        ("song.ac3", "ac3", None),
    ]:
        encode(folder / name, song, SONG_RATE_HZ, codec, container=container)
    for codec, suffix in [("wavpack", "wv"), ("tta", "tta")]:
        encode(folder / f"song.{suffix}", song, SONG_RATE_HZ, codec, sample_format=DEPTHS[codec])
    encode(folder / "song.mp4", song, SONG_RATE_HZ, "aac", video=True)
    encode(folder / "song.webm", make_song(SONG_S, 48_000), 48_000, "libopus")
    # A guess of the length from the bit rate is far off in this one.
    swelling = song * np.linspace(0, 1, song.shape[1], dtype=np.float32) ** 8
    bare = {"write_xing": "0", "id3v2_version": "0"}
    encode(folder / "vbr.mp3", swelling, SONG_RATE_HZ, "libmp3lame", options=bare, quality=4)
    for target, source in REMUXED.items():
        _remux(folder / source, folder / target)
    return folder


@pytest.fixture
def write() -> Callable[..., Path]:
    """The function `encode`."""
    return encode


@pytest.fixture
def made_song() -> Callable[..., np.ndarray]:
    """The function `make_song`."""
    return make_song
