"""Sound files: Opus, Ogg Vorbis and FLAC, written whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

from .headroom import tamed

Stereo = NDArray[np.float32]

# Format: bits a second of Opus; the others have none.
OPUS_BIT_RATE = 72_000
OPUS_RATE_HZ = 48_000
FORMATS = ("opus", "ogg", "flac")
CEILING_DBFS = -1.3  # of what a lossy file gives back
_ROUNDS = 4
_PLAIN_TAGS = ("title", "artist", "license", "genre")


def write_sound(
    path: Path,
    samples: Stereo,
    sample_rate_hz: int,
    sound_format: str,
    tags: Mapping[str, str],
    *,
    bit_rate: int | None = None,
) -> None:
    """Encode (channels, samples) into `path`; there are one or two channels.

    A lossy file whose coding overshoots CEILING_DBFS is coded again, softer around the overshoot.
    Opus and FLAC give the same bytes for the same samples; an Ogg Vorbis stream bears a random
    serial number.

    Args:
        path: where to; its neighbour holds the unfinished file.
        samples: float32 in [-1, 1].
        sample_rate_hz: of the samples; Opus is resampled to 48 kHz.
        sound_format: one of FORMATS; also the suffix of `path`.
        tags: title, artist and so on.
        bit_rate: bits a second of Opus.

    Raises:
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        for _ in range(_ROUNDS):
            if sound_format == "opus":
                _write_opus(temporary, samples, sample_rate_hz, bit_rate or OPUS_BIT_RATE, tags)
            else:
                _write_plain(temporary, samples, sample_rate_hz, sound_format, tags)
            if sound_format == "flac":
                break
            decoded, rate_hz = soundfile.read(temporary, dtype="float32", always_2d=True)
            softer = tamed(samples, sample_rate_hz, decoded.T, rate_hz, CEILING_DBFS)
            if softer is None:
                break
            samples = softer
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write_plain(
    path: Path, samples: Stereo, sample_rate_hz: int, sound_format: str, tags: Mapping[str, str]
) -> None:
    container, subtype = {"ogg": ("OGG", "VORBIS"), "flac": ("FLAC", "PCM_24")}[sound_format]
    channels = len(samples)
    with soundfile.SoundFile(
        path, "w", sample_rate_hz, channels,
        subtype=subtype, format=container, compression_level=0.6,
    ) as file:  # fmt: skip
        for name, text in tags.items():
            if name in _PLAIN_TAGS and text:
                setattr(file, name, text)
        # libsndfile's Vorbis encoder overflows its stack when it is given minutes at once.
        for start in range(0, samples.shape[1], sample_rate_hz):
            file.write(np.ascontiguousarray(samples[:, start : start + sample_rate_hz].T))


def _write_opus(
    path: Path, samples: Stereo, sample_rate_hz: int, bit_rate: int, tags: Mapping[str, str]
) -> None:
    fine = samples.T
    if sample_rate_hz != OPUS_RATE_HZ:
        fine = soxr.resample(fine, sample_rate_hz, OPUS_RATE_HZ, quality="VHQ")
    layout = "mono" if len(samples) == 1 else "stereo"
    # Without bitexact the Ogg pages carry a random serial number.
    with av.open(str(path), "w", format="opus", options={"fflags": "+bitexact"}) as container:
        container.metadata.update(tags)
        stream = container.add_stream("libopus", rate=OPUS_RATE_HZ, layout=layout)
        stream.codec_context.flags |= 1 << 23  # bitexact: the encoder's version stays out as well
        stream.codec_context.bit_rate = bit_rate
        # Free variable rate overshoots by a fifth on dense music.
        stream.codec_context.options = {"vbr": "constrained"}
        block = OPUS_RATE_HZ // 2
        for start in range(0, len(fine), block):
            piece = np.ascontiguousarray(fine[start : start + block].reshape(1, -1), np.float32)
            frame = av.AudioFrame.from_ndarray(piece, format="flt", layout=layout)
            frame.sample_rate = OPUS_RATE_HZ
            frame.time_base = Fraction(1, OPUS_RATE_HZ)
            frame.pts = start
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
