"""Test songs in one small file: log-mels in 8 bits, compressed, with their labels."""

from __future__ import annotations

import io
import json
import lzma
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from musicpuzzle.errors import DataError
from musicpuzzle.features.short_mel import FRAMES, MELS
from musicpuzzle.files import write_atomically

from .songs import LabelledSong, Stored
from .stored import labelled

STEP = 1.0 / 28.0
"""Between two values of a log-mel: so fine that 162 songs stay just below 4 MB."""

# A value tells more of the next than its place in a word of four bytes does.
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9, "lc": 4, "lp": 0, "pb": 0}]

KEPT_FRAMES = 4 * FRAMES
"""Four windows of each song, 12 s."""


def write_packed(
    path: Path, songs: Sequence[tuple[Stored, Mapping[str, object]]], about: Mapping[str, object]
) -> None:
    """Write songs, each its log-mel, float16 (128, frames), and its labels.

    Raises:
        DataError: a song is shorter than KEPT_FRAMES.
        OSError: the file cannot be written.
    """
    if any(bands.shape[1] < KEPT_FRAMES for bands, _ in songs):
        raise DataError(f"{path}: a song has fewer than {KEPT_FRAMES} frames.")
    levels = np.stack([bands[:, :KEPT_FRAMES].astype(np.float32) / STEP for bands, _ in songs])
    content = io.BytesIO()
    np.savez(
        content,
        levels=np.clip(np.round(levels), 0, 255).astype(np.uint8),
        labels=np.array(json.dumps([dict(labels) for _, labels in songs])),
        about=np.array(json.dumps(dict(about))),
    )
    write_atomically(path, lzma.compress(content.getvalue(), filters=_FILTERS))


def read_packed(path: Path) -> list[LabelledSong]:
    """The songs of a file, for tests.

    Raises:
        DataError: it is no such file.
    """
    try:
        with np.load(io.BytesIO(lzma.decompress(path.read_bytes())), allow_pickle=False) as file:
            levels, labels = file["levels"], json.loads(str(file["labels"]))
        if levels.ndim != 3 or levels.shape[1] != MELS or levels.dtype != np.uint8:
            raise ValueError(f"log-mels of the shape {levels.shape}")
        bands = (levels * np.float32(STEP)).astype(np.float16)
        return [labelled(own, its, "test") for own, its in zip(bands, labels, strict=True)]
    except (
        OSError, ValueError, KeyError, TypeError, lzma.LZMAError, zipfile.BadZipFile,
    ) as error:  # fmt: skip
        raise DataError(f"{path}: holds no test songs ({error}).") from error
