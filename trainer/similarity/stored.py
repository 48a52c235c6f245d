"""Generated and rendered songs on disk: one file each, with log-mel and labels."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.errors import DataError
from musicpuzzle.features.short_mel import MELS, levelled
from musicpuzzle.files import write_atomically

from .songs import CLASS_OF, GENERATED, RENDERED, LabelledSong, Stored, with_samples

LICENCE = "CC0-1.0"
ARTIST = "Music Puzzle"
_SUFFIX = ".npz"


def song_path(folder: Path, split: str, seed: object, kind: str = "") -> Path:
    """Where a song of a folder is kept; the same seed makes another song of each kind."""
    return folder / f"{split}-{kind}{'-' if kind else ''}{seed}{_SUFFIX}"


def write_song(
    folder: Path,
    split: str,
    bands: Stored,
    labels: Mapping[str, object],
    *,
    samples: NDArray[np.float32] | None = None,
    kind: str = "",
) -> Path:
    """Write one song, whole or not at all, to its `song_path`.

    Args:
        folder: for all songs.
        split: train, validation or test.
        bands: float16 (128, frames).
        labels: what is known of it.
        samples: float32 (samples,) at 22,050 Hz, where they are to be kept.
        kind: what songs are called that are made in another way than most.

    Raises:
        OSError: the folder cannot be written.
    """
    content = io.BytesIO()
    arrays: dict[str, Any] = {"bands": bands, "labels": np.array(json.dumps(dict(labels)))}
    if samples is not None:
        arrays["samples"] = samples.astype(np.float16)
    np.savez(content, **arrays)
    path = song_path(folder, split, labels["seed"], kind)
    write_atomically(path, content.getvalue())
    return path


def read_songs(folder: Path) -> list[LabelledSong]:
    """All generated songs of a folder, by name.

    Raises:
        DataError: there is no such folder, none in it, or one that is damaged.
    """
    paths = sorted(folder.glob(f"*{_SUFFIX}"))
    if not paths:
        raise DataError(f"{folder}: there are no generated songs in it.")
    return [_read(path) for path in paths]


def labelled(bands: Stored, labels: Mapping[str, object], split: str) -> LabelledSong:
    """A song from its log-mel, float16 (128, frames), and its labels; levelled.

    Raises:
        KeyError, TypeError, ValueError: a label is missing or no such label.
    """
    if labels.get("origin") == RENDERED:
        return _rendered(bands, labels, split)
    instruments = labels["instruments"]
    if not isinstance(instruments, dict):
        raise TypeError("the instruments are no object")
    classes = {CLASS_OF[str(each)] for each in instruments.values() if each in CLASS_OF}
    return LabelledSong(
        f"generated {labels['seed']}", GENERATED, split, levelled(bands).astype(np.float16),
        artist=ARTIST, licence=LICENCE, source="composed", genre=str(labels["style"]),
        mood=str(labels["mood"]), lead=CLASS_OF[str(labels["lead"])],
        classes=frozenset(classes), tempo_bpm=float(str(labels["tempo_bpm"])),
    )  # fmt: skip


def _rendered(bands: Stored, labels: Mapping[str, object], split: str) -> LabelledSong:
    title, artist, licence, source, genre, lead = (
        str(labels[name]) for name in ("title", "artist", "licence", "source", "genre", "lead")
    )
    classes = labels["classes"]
    if not isinstance(classes, list):
        raise TypeError("the classes are no list")
    return LabelledSong(
        f"rendered {labels['seed']}", RENDERED, split, levelled(bands).astype(np.float16),
        title=title, artist=artist, licence=licence, source=source, genre=genre, lead=lead,
        classes=frozenset(str(each) for each in classes),
        tempo_bpm=float(str(labels["tempo_bpm"])),
    )  # fmt: skip


def _read(path: Path) -> LabelledSong:
    try:
        with np.load(path, allow_pickle=False) as file:
            bands, labels = file["bands"], json.loads(str(file["labels"]))
            samples = file.get("samples")
        if bands.ndim != 2 or bands.shape[0] != MELS or bands.dtype != np.float16:
            raise ValueError(f"log-mels of the shape {bands.shape}")
        song = labelled(bands, labels, path.name.split("-")[0])
        return song if samples is None else with_samples(song, samples)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise DataError(f"{path}: is no generated song ({error}).") from error
