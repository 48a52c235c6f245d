"""Which songs an evaluation plays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from musicpuzzle.audio.identity import recording_id
from musicpuzzle.draw import uniform
from musicpuzzle.errors import AudioError, DataError
from musicpuzzle.games.medleys import Span, medley_parts
from musicpuzzle.games.settings import Game

from ..data.folder import Track, list_tracks

SPLITS = ("train", "validation", "test", "all")


@dataclass(frozen=True, slots=True)
class Song:
    """A song to cut puzzles from.

    Attributes:
        path: its file.
        recording_id: its content.
        artist: who made it; a song of an unknown artist has one of its own.
        parts: of a composed medley, from where to where each song in it lasts, in seconds.
    """

    path: Path
    recording_id: str
    artist: str
    parts: tuple[Span, ...] = ()

    @property
    def drawn_by(self) -> str:
        """What its puzzles are drawn by: its content, but of a composed medley its name.

        Another build of the synthesiser or of the coder writes the same medley in other bytes.
        """
        return self.path.stem if self.parts else self.recording_id

    def is_good_for(self, game: Game, pieces: int) -> bool:
        """Whether it is the kind of song that such puzzles are made of."""
        if game == "medley":
            return pieces <= len(self.parts)
        return not self.parts


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A song, or a number of its puzzles, that the figures do without.

    Attributes:
        path: its file.
        reason: the rest of the sentence.
        puzzles: how many puzzles could not be cut, 0 if the whole song is left out.
        usual: True where that is nothing to speak of: few songs have six sections that differ.
    """

    path: Path
    reason: str
    puzzles: int = 0
    usual: bool = False

    def __str__(self) -> str:
        what = f"{self.puzzles} puzzles are" if self.puzzles else "the file is"
        return f"{self.path}: {self.reason} ({what} left out)"


def choose_songs(
    folder: Path, *, split: str, count: int | None, seed: int
) -> tuple[list[Song], list[LeftOut]]:
    """The songs of one split of a folder, and the files among them that cannot be read.

    Args:
        folder: of audio, with or without a tracks.csv.
        split: one of SPLITS.
        count: how many to draw by the seed; None for all. A smaller draw is part of a larger one.
        seed: of the draw.

    Raises:
        DataError: the folder has no such songs, or its list of medleys is damaged.
    """
    tracks = list_tracks(folder, split)
    if not tracks:
        which = "songs" if split == "all" else f"songs of the split {split}"
        raise DataError(f"{folder}: there are no {which} in it")
    if count is not None:
        tracks = drawn_tracks(tracks, folder, count, seed)
    songs: dict[str, Song] = {}
    left_out = []
    for track in tracks:
        path = track.path
        try:
            identity = recording_id(path)
        except AudioError as error:
            left_out.append(LeftOut(path, error.reason))
            continue
        if identity in songs:
            left_out.append(LeftOut(path, f"it is a copy of {songs[identity].path}"))
            continue
        artist = track.artist.strip()
        parts = medley_parts(path) or ()
        songs[identity] = Song(path, identity, artist or f"unknown artist of {identity}", parts)
    return list(songs.values()), left_out


def drawn_tracks(tracks: Sequence[Track], folder: Path, count: int, seed: int) -> list[Track]:
    """So many tracks of a folder, drawn by the seed; a smaller draw is part of a larger one."""

    def lot(track: Track) -> float:
        path = track.path
        inside = path.relative_to(folder) if path.is_relative_to(folder) else path
        return uniform("song", seed, inside.as_posix())

    drawn = set(sorted(tracks, key=lot)[:count])
    return [track for track in tracks if track in drawn]
