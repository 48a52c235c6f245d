"""The songs of a training job."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

from musicpuzzle.errors import DataError
from musicpuzzle.jobs import TrainingJob
from musicpuzzle.paths import user_cache_dir

from .folder import Report, Track, tracks_for_training
from .shards import Progress, Shards
from .songs import Song


def songs_of(job: TrainingJob, *, report: Report, progress: Progress) -> list[Song]:
    """Songs for training and validation, their log-mels prepared where they are not yet.

    Without folders of audio these are all songs of the shards.

    Raises:
        DataError: there is no song to train on.
    """
    shards = Shards(Path(job.shards) if job.shards else user_cache_dir() / "shards")
    # Validation and statistics use the first.
    speeds = sorted(set(job.speeds), key=lambda speed: abs(math.log(speed)))
    if job.data:
        tracks = _tracks([Path(folder) for folder in job.data], job.validation, report)
        songs = shards.prepare(tracks, speeds, report=report, progress=progress)
    elif job.shards:
        songs = shards.songs(speeds, report=report)
    else:
        raise DataError("There is nothing to train on: name a folder of audio or of shards.")
    if not any(song.split == "train" for song in songs):
        raise DataError("There is not one song to train on.")
    return songs


def _tracks(folders: Sequence[Path], validation: float, report: Report) -> list[Track]:
    """Tracks of all folders. Songs are held out by lot only if no list holds any out."""
    tracks = [t for folder in folders for t in tracks_for_training(folder, 0.0, report=report)]
    if any(track.split == "validation" for track in tracks):
        return tracks

    def told_already(sentence: str) -> None:
        """Damaged rows were reported when the lists were first read."""

    return [
        track
        for folder in folders
        for track in tracks_for_training(folder, validation, report=told_already)
    ]
