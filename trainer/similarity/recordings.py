"""Recordings as the similarity network learns from them: log-mels and tempi computed once.

What their list says of style is their genre; their tempo is what the beat tracker hears; of mood
and instruments nothing is known.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.decode import read_clip
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.audio.resample import resample
from musicpuzzle.errors import AudioError
from musicpuzzle.features import beats
from musicpuzzle.features.logmel import log_mel_array
from musicpuzzle.features.short_mel import (
    FRAMES,
    MELS,
    SAMPLE_RATE_HZ,
    levelled,
    short_log_mel_array,
)
from musicpuzzle.files import write_atomically
from musicpuzzle.models.card import SHORT_FEATURES
from musicpuzzle.paths import user_cache_dir

from ..data.folder import Track
from .songs import LabelledSong, Stored, with_samples

Report = Callable[[str], None]
Progress = Callable[[int, int], None]

# The curator's words for what is no genre.
_NO_GENRES = frozenset({"", "game", "other", "soundtrack", "world", "comedy"})


def recorded_songs(
    tracks: Sequence[Track], *, report: Report, progress: Progress, samples: bool = False
) -> list[LabelledSong]:
    """The recordings of a list that can be used, each content once.

    Args:
        tracks: of any folders.
        report: takes a sentence for each file that is left out.
        progress: takes how many are done, and of how many.
        samples: whether they keep their samples, for networks that see waveforms.
    """
    songs: dict[str, LabelledSong] = {}
    for done, track in enumerate(tracks, start=1):
        try:
            identity = recording_id(track.path)
            if identity not in songs:
                song = _song(track, identity)
                songs[identity] = with_samples(song, _mono(track.path)) if samples else song
        except AudioError as error:
            report(f"{str(error).rstrip('.')}; the song is left out.")
        progress(done, len(tracks))
    return list(songs.values())


def _song(track: Track, identity: str) -> LabelledSong:
    bands, tempo_bpm = _features(track.path, identity)
    return LabelledSong(
        identity, "recorded", track.split, levelled(bands).astype(np.float16),
        title=track.title, artist=track.artist, licence=track.licence, source=track.source,
        genre="" if track.style in _NO_GENRES else track.style, tempo_bpm=tempo_bpm,
    )  # fmt: skip


def _folder() -> Path:
    text = json.dumps(SHORT_FEATURES, sort_keys=True)
    return user_cache_dir() / f"short-mel-{blake2b(text.encode(), digest_size=4).hexdigest()}"


def _features(path: Path, identity: str) -> tuple[Stored, float]:
    """Log-mel and tempo of a file: from the cache, or computed and put there.

    Raises:
        AudioError: it cannot be read or is too short.
    """
    stored = _folder() / f"{identity}.npz"
    try:
        with stored.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
            bands, tempo_bpm = file["bands"], float(file["tempo_bpm"])
        if bands.ndim == 2 and bands.shape[0] == MELS and bands.dtype == np.float16:
            return bands, tempo_bpm
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        pass  # not there yet, or damaged: computed anew
    bands, tempo_bpm = compute_features(path)
    content = io.BytesIO()
    np.savez(content, bands=bands, tempo_bpm=np.float64(tempo_bpm))
    write_atomically(stored, content.getvalue())
    return bands, tempo_bpm


def compute_features(path: Path) -> tuple[Stored, float]:
    """Log-mel, float16 (128, frames), and tempo in beats a minute, 0 where nothing beats.

    Raises:
        AudioError: the file cannot be read or is too short.
    """
    mono = _mono(path)
    bands = short_log_mel_array(mono)
    if bands.shape[1] < FRAMES:
        raise AudioError(path, "is shorter than three seconds")
    tempo_bpm = beats.tempo_bpm(beats.rise_of(log_mel_array(mono)))
    return bands.astype(np.float16), tempo_bpm or 0.0


def _mono(path: Path) -> NDArray[np.float32]:
    clip = read_clip(path)
    mono: NDArray[np.float32] = resample(
        Clip(clip.mono()[None], clip.sample_rate_hz), SAMPLE_RATE_HZ
    ).samples[0]
    return mono
