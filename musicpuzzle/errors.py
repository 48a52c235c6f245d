"""The errors a person may see. Each message is one sentence that names the thing and the reason."""

from __future__ import annotations

from os import PathLike, fspath


class MusicPuzzleError(Exception):
    """Base of every error that is shown to a person as it is."""


class AudioError(MusicPuzzleError):
    """A sound file that cannot be used.

    Attributes:
        path: the file as it was given.
        reason: the rest of the sentence, without the file's name.
    """

    def __init__(self, path: str | PathLike[str], reason: str) -> None:
        self.path = fspath(path)
        self.reason = reason
        super().__init__(f"{self.path}: {reason}")


class PuzzleError(MusicPuzzleError):
    """A puzzle that cannot be made with these settings, or a move that the rules do not allow."""


class ModelError(MusicPuzzleError):
    """A model file or card that cannot be used."""


class DataError(MusicPuzzleError):
    """A data folder, track list or shard that cannot be used."""


class SettingsError(MusicPuzzleError):
    """A setting that cannot be read or has no such value."""


class LibraryError(MusicPuzzleError):
    """A library of songs, or a folder of it, that cannot be opened, scanned or changed."""
