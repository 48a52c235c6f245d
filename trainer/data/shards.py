"""Log-mels of songs on disk, computed once.

A shard is one song at one speed: a plain numpy file, float16 (mels, frames), named by the content
of the recording. Shards lie in a folder named by the feature configuration, beside an index that
says what the songs are, so that a copy of the folder is all that training elsewhere needs: no audio
file and no library that reads audio.
"""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from musicpuzzle.errors import AudioError, DataError
from musicpuzzle.features.logmel import MELS, piece_log_mel
from musicpuzzle.files import write_atomically
from musicpuzzle.games.medleys import medley_parts
from musicpuzzle.models.card import FEATURES

from .folder import Report, Track
from .songs import Song, StoredLogMel

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index says of a recording; `parts` as `Song` has them."""

    title: str
    artist: str
    licence: str
    source: str
    style: str
    split: str
    parts: Sequence[Sequence[float]] = ()


def configuration_name() -> str:
    """Name of the folder for shards of this program's features."""
    text = json.dumps(FEATURES, sort_keys=True)
    return f"logmel-{blake2b(text.encode(), digest_size=4).hexdigest()}"


class Shards:
    """Prepared songs in a folder.

    Attributes:
        folder: of this feature configuration, inside the folder given.
    """

    def __init__(self, root: Path) -> None:
        self.folder = root / configuration_name()
        self._index = self.folder / "index.json"
        self._seen = self.folder / "files.json"

    def prepare(
        self,
        tracks: Sequence[Track],
        speeds: Sequence[float],
        *,
        report: Report,
        progress: Progress = lambda done, total: None,
    ) -> list[Song]:
        """The songs of `tracks`; what is not there yet is computed and kept.

        Args:
            tracks: which songs. Two files of the same content are one song.
            speeds: a log-mel for each, pitch and tempo together.
            report: takes a sentence for each song that cannot be used.
            progress: is told how many songs are done, of how many. What it raises ends the work;
                songs that are done stay done.

        Raises:
            DataError: not one song can be used, or a list of medleys is damaged.
            OSError: the folder cannot be written.
        """
        identities = self._identities(tracks, report)
        todo = [key for key in identities if not self._has(key, speeds)]
        self._compute({key: identities[key].path for key in todo}, speeds, report, progress)
        entries = {key: _entry(track) for key, track in identities.items()}
        self._write_index({**self._read_index(), **entries})
        return self._load(entries, speeds, lambda sentence: None)

    def songs(self, speeds: Sequence[float], *, report: Report) -> list[Song]:
        """All songs of the index that may be trained on or validated with.

        Raises:
            DataError: there is no index, or not one song has all the speeds.
        """
        entries = self._read_index()
        if not entries:
            raise DataError(f"{self.folder.parent}: there are no prepared songs in this folder.")
        usable = {key: entry for key, entry in entries.items() if entry.split != "test"}
        return self._load(usable, speeds, report)

    def path(self, recording_id: str, speed: float) -> Path:
        """Where the shard of a recording at a speed lies."""
        return self.folder / f"{recording_id}-{speed:g}.npy"

    def _identities(self, tracks: Sequence[Track], report: Report) -> dict[str, Track]:
        """Tracks by the hash of their content; a file that has not changed is not read again."""
        from musicpuzzle.audio.identity import recording_id

        seen = _read_json(self._seen)
        identities: dict[str, Track] = {}
        for track in tracks:
            try:
                stat = track.path.stat()
                stamp = [stat.st_size, stat.st_mtime_ns]
                name = str(track.path.resolve())
                known = seen.get(name, [])
                key = known[2] if known[:2] == stamp else recording_id(track.path)
            except (AudioError, OSError) as error:
                report(_sentence(track.path, error))
                continue
            seen[name] = [*stamp, key]
            if key in identities:
                report(f"{track.path}: is a copy of {identities[key].path}, it is left out.")
            else:
                identities[key] = track
        write_atomically(self._seen, json.dumps(seen))
        return identities

    def _has(self, recording_id: str, speeds: Iterable[float]) -> bool:
        return all(_open(self.path(recording_id, speed)) is not None for speed in speeds)

    def _compute(
        self, paths: dict[str, Path], speeds: Sequence[float], report: Report, progress: Progress
    ) -> None:
        def one(key: str) -> str | None:
            try:
                self._transform(key, paths[key], speeds)
            except AudioError as error:
                return _sentence(paths[key], error)
            return None

        pool = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="shards")
        try:
            for done, problem in enumerate(pool.map(one, paths), start=1):
                if problem is not None:
                    report(problem)
                progress(done, len(paths))
        finally:
            pool.shutdown(cancel_futures=True)

    def _transform(self, key: str, path: Path, speeds: Sequence[float]) -> None:
        from musicpuzzle.audio.clip import Clip
        from musicpuzzle.audio.decode import read_clip

        clip = read_clip(path)
        mono = clip.mono()[None]
        for speed in speeds:
            # Samples that claim a higher rate play faster and higher.
            bands = piece_log_mel(Clip(mono, round(clip.sample_rate_hz * speed)))
            if not bands.shape[1]:
                raise AudioError(path, "is too short to learn from")
            content = io.BytesIO()
            np.save(content, bands.astype(np.float16))
            write_atomically(self.path(key, speed), content.getvalue())

    def _load(
        self, entries: dict[str, Entry], speeds: Sequence[float], report: Report
    ) -> list[Song]:
        songs = []
        for key, entry in sorted(entries.items()):
            found = [_open(self.path(key, speed)) for speed in speeds]
            variants = tuple(variant for variant in found if variant is not None)
            if len(variants) == len(speeds):
                who = (entry.title, entry.artist, entry.licence, entry.source, entry.split)
                parts = tuple((start_s, end_s) for start_s, end_s in entry.parts)
                songs.append(Song(key, *who, variants, parts))
            else:
                report(f"{entry.title}: has no shard for every speed, it is left out.")
        if not songs:
            raise DataError(f"{self.folder.parent}: not one song can be used.")
        return songs

    def _read_index(self) -> dict[str, Entry]:
        try:
            return {key: Entry(**entry) for key, entry in _read_json(self._index).items()}
        except TypeError as error:
            raise DataError(f"{self._index}: is no index of shards ({error}).") from error

    def _write_index(self, entries: dict[str, Entry]) -> None:
        rows = {key: asdict(entry) for key, entry in sorted(entries.items())}
        write_atomically(self._index, json.dumps(rows, indent=0, ensure_ascii=False))


def _entry(track: Track) -> Entry:
    who = (track.title, track.artist, track.licence, track.source, track.style, track.split)
    return Entry(*who, medley_parts(track.path) or ())


def _sentence(path: Path, error: AudioError | OSError) -> str:
    reason = str(error) if isinstance(error, AudioError) else f"{path}: {error.strerror}"
    return f"{reason.rstrip('.')}; the song is left out."


def _read_json(path: Path) -> dict[str, Any]:
    """The object in a file of this folder, empty where there is none or it is damaged."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def _open(path: Path) -> StoredLogMel | None:
    """The shard in a file, or None where there is none or it is damaged."""
    try:
        bands: StoredLogMel = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    good = bands.ndim == 2 and bands.shape[0] == MELS and bands.dtype == np.float16
    return bands if good else None
