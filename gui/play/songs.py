"""Which songs puzzles are made of: the bundled ones, or a file or folder that a person opened."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from musicpuzzle.errors import AudioError, DataError
from musicpuzzle.paths import asset


@dataclass(frozen=True, slots=True)
class Song:
    """A song by its file; the title is only shown when the puzzle is solved."""

    path: Path
    title: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where songs are drawn from.

    Attributes:
        name: what the window calls it.
        songs: what there is to draw from.
        kept: what the settings keep to find it again; empty for the bundled songs.
        problems: one sentence for each file that was left out.
    """

    name: str
    songs: tuple[Song, ...]
    kept: str = ""
    problems: tuple[str, ...] = ()


STARTER_SONGS = "Starter songs"
MOST_TOLD = 3


def has_starter_songs() -> bool:
    """Whether songs are bundled."""
    return asset("songs", "songs.json").is_file()


def starter_songs() -> Source:
    """The bundled songs.

    Raises:
        DataError: their list is damaged.
    """
    listing = asset("songs", "songs.json")
    if not listing.is_file():
        return Source(STARTER_SONGS, ())
    try:
        entries = json.loads(listing.read_text(encoding="utf-8"))
        if isinstance(entries, dict):
            entries = entries["songs"]
        songs = tuple(Song(asset("songs", entry["file"]), entry["title"]) for entry in entries)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{listing}: the list of starter songs cannot be read.") from error
    return Source(STARTER_SONGS, songs)


def open_paths(paths: Sequence[Path], check: Callable[[], None]) -> Source:
    """Songs from files and folders; broken files are left out with a sentence each.

    A folder's files are looked at only when their turn comes: there may be thousands. `check` is
    called between chunks of the work and may raise to give up.

    Raises:
        DataError: there is no song in them.
    """
    from musicpuzzle.audio.decode import find_audio, probe

    songs: list[Song] = []
    problems: list[str] = []
    usable: list[Path] = []
    for path in paths:
        check()
        if path.is_dir():
            found = find_audio(path)
            songs += [Song(file, file.stem) for file in found]
            usable += [path] if found else []
            continue
        try:
            probe(path, check=check)
        except AudioError as error:
            problems.append(str(error))
        else:
            songs.append(Song(path, path.stem))
            usable.append(path)
    if not songs and problems:
        raise DataError("\n".join(told_of(problems)))
    if not songs:
        raise DataError(f"{paths[0]}: there is no song in this folder.")
    return Source(_name(usable, songs), tuple(songs), str(usable[0]), tuple(problems))


def composed_medleys(songs: Sequence[Song]) -> tuple[Song, ...]:
    """Those songs that a medleys.json beside them knows as composed medleys.

    Raises:
        DataError: such a list is damaged.
    """
    from musicpuzzle.games.medleys import NAME, read_medleys

    folders = {song.path.parent for song in songs}
    known = {folder: read_medleys(folder) for folder in folders if (folder / NAME).is_file()}
    return tuple(song for song in songs if song.path.name in known.get(song.path.parent, {}))


def told_of(problems: Sequence[str]) -> tuple[str, ...]:
    """What a person reads of problems with songs: the first few, and how many more there are."""
    # A line that says "one more" takes as much room as the one more itself.
    shown = MOST_TOLD if len(problems) > MOST_TOLD + 1 else len(problems)
    told = [words if words.endswith(".") else f"{words}." for words in problems[:shown]]
    if len(problems) > shown:
        told.append(f"{len(problems) - shown} other files cannot be used either.")
    return tuple(told)


def _name(paths: Sequence[Path], songs: Sequence[Song]) -> str:
    if len(songs) == 1:
        return songs[0].path.name
    where = paths[0].name if len(paths) == 1 else "Opened"
    return f"{where} ({len(songs)} songs)"
