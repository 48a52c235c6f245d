"""What a folder of MIDI holds, and for which split it may be used."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from musicpuzzle.errors import DataError

from ..compose.chance import stream
from ..data.folder import LIST_NAME, Report, Track, list_tracks, read_list

LISTS = ("midi.csv", LIST_NAME)
SUFFIXES = (".mid", ".midi", ".kar", ".rmi")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that is not rendered: its name in the folder, and why."""

    name: str
    reason: str


def pieces_of(folder: Path, report: Report) -> tuple[list[Track], bool]:
    """The MIDI files of a folder by its list, else by name; and whether a list gives their split.

    Args:
        folder: with a midi.csv or tracks.csv, or without.
        report: takes a sentence for each row of the list that cannot be used.

    Raises:
        DataError: there is no such folder, its list cannot be read, or it holds no MIDI file.
    """
    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder.")
    listing = next((folder / name for name in LISTS if (folder / name).is_file()), None)
    if listing:
        tracks, has_split = read_list(listing, report)
    else:
        paths = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES)
        tracks, has_split = [Track(path, path.stem) for path in paths if path.is_file()], False
    if not tracks:
        raise DataError(f"{folder}: there is no MIDI file in this folder.")
    return tracks, has_split


def sample(pieces: Sequence[Track], folder: Path, count: int, seed: int) -> list[Track]:
    """So many of the pieces, drawn by the seed; a smaller draw is part of a larger one."""

    def lot(piece: Track) -> float:
        return stream(seed, "piece", piece.path.relative_to(folder).as_posix()).random()

    drawn = set(sorted(pieces, key=lot)[:count])
    return [piece for piece in pieces if piece in drawn]


class Splits:
    """Says for which split a piece may be used beside a folder of recordings.

    What shares its source or artist with recordings belongs where they belong: no source and no
    artist stands on both sides.
    """

    def __init__(self, recordings: Path | None, test_sources: Collection[str], report: Report):
        """Read the recordings' list.

        Args:
            recordings: their folder; None for none.
            test_sources: sources that are held out for tests.
            report: takes a sentence for each row of their list that cannot be used.

        Raises:
            DataError: the list cannot be read.
        """
        self._test_sources = set(test_sources)
        self._known: dict[tuple[str, str], set[str]] = defaultdict(set)
        for track in list_tracks(recordings, report=report) if recordings else ():
            for key in _names(track):
                self._known[key].add(track.split)

    def assign(self, piece: Track, *, has_split: bool) -> Track | str:
        """The piece with its split, or why it belongs to none.

        Args:
            piece: of the folder of MIDI.
            has_split: True where its own list says the split.
        """
        found = {split for key in _names(piece) for split in self._known.get(key, ())}
        own = piece.split if has_split else "train"
        if piece.source in self._test_sources:
            own = "test"
        if len(found) > 1:
            return "shares source or artist with recordings of several splits"
        if has_split and found - {own}:
            return f"is listed for {own}, but shares source or artist with recordings for " + min(
                found
            )
        return replace(piece, split=min(found, default=own))


def _names(track: Track) -> list[tuple[str, str]]:
    pairs = (("source", track.source), ("artist", track.artist))
    return [(kind, name.casefold()) for kind, name in pairs if name]
