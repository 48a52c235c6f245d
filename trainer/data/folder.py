"""Which songs a folder holds: its tracks.csv, or simply the audio files in it.

Such a list, under any name, stands for a folder too: its songs may lie anywhere.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import blake2b
from pathlib import Path, PurePosixPath

from musicpuzzle.errors import DataError
from musicpuzzle.files import write_atomically
from musicpuzzle.terminal import tell

LIST_NAME = "tracks.csv"
SPLITS = ("train", "validation", "test")

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Track:
    """A song of a folder.

    Attributes:
        path: its file, beginning with the folder as it was given.
        title: its name; the file's name where nothing says more.
        artist: who made it, or empty.
        licence: under which it may be used, or empty.
        source: where it comes from, or empty.
        style: a curator's word (in the list "style", else "genre"), or empty.
        split: train, validation or test; test where no list says.
    """

    path: Path
    title: str
    artist: str = ""
    licence: str = ""
    source: str = ""
    style: str = ""
    split: str = "test"


def list_tracks(folder: Path, split: str = "all", *, report: Report = tell) -> list[Track]:
    """The songs of one split of a folder, in the order of its list, else by name.

    Args:
        folder: with a tracks.csv or without; or a list.
        split: train, validation, test or all. Without a column `split` every song is test.
        report: takes a sentence for each row of the list that cannot be used.

    Raises:
        DataError: there is no such folder, its list cannot be read, or it holds no songs at all.
    """
    tracks, _ = _read(folder, report)
    return [track for track in tracks if split in ("all", track.split)]


def tracks_for_training(folder: Path, validation: float, *, report: Report = tell) -> list[Track]:
    """The songs of a folder that training may use, each marked train or validation.

    Where the list has a column `split` it decides, and test songs are left out. Else all songs are
    for training but a share of `validation`, drawn by a hash of their names: always the same songs.

    Args:
        folder: with a tracks.csv or without; or a list.
        validation: share held out where no list decides, 0 to 1.
        report: takes a sentence for each row of the list that cannot be used.

    Raises:
        DataError: as for `list_tracks`.
    """
    tracks, has_split = _read(folder, report)
    if has_split:
        return [track for track in tracks if track.split != "test"]
    by_lot = sorted(tracks, key=lambda track: _lot(track.path, folder))
    held_out = {track.path for track in by_lot[: round(validation * len(tracks))]}
    return [
        replace(track, split="validation" if track.path in held_out else "train")
        for track in tracks
    ]


def _lot(path: Path, folder: Path) -> bytes:
    inside = path.relative_to(folder) if path.is_relative_to(folder) else path
    # A name may hold bytes that are no characters.
    name = inside.as_posix().encode(errors="surrogateescape")
    return blake2b(name, digest_size=8).digest()


def _read(folder: Path, report: Report) -> tuple[list[Track], bool]:
    listing = folder if folder.is_file() else folder / LIST_NAME
    if not folder.exists():
        raise DataError(f"{folder}: there is no such folder.")
    if listing.is_file():
        tracks, has_split = read_list(listing, report)
    else:
        tracks, has_split = _from_files(folder), False
    if not tracks:
        where = "list" if folder.is_file() else "folder"
        raise DataError(f"{folder}: there is no music in this {where}.")
    return tracks, has_split


def _from_files(folder: Path) -> list[Track]:
    from musicpuzzle.audio.decode import find_audio

    return [Track(path, _title(path)) for path in find_audio(folder)]


def _title(path: Path) -> str:
    """The name of a file as it can be written anywhere: without bytes that are no characters."""
    return path.stem.encode(errors="replace").decode()


def read_list(listing: Path, report: Report) -> tuple[list[Track], bool]:
    """The tracks of a list, and whether it says which split they belong to.

    Args:
        listing: a CSV file with a column `path`, which begins at its folder or is absolute.
        report: takes a sentence for each row that cannot be used.

    Raises:
        DataError: the list cannot be read.
    """
    try:
        text = listing.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{listing}: cannot be read ({error}).") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restval="")
    columns = reader.fieldnames or []
    if "path" not in columns:
        raise DataError(f"{listing}: has no column 'path'.")
    tracks: dict[Path, Track] = {}
    try:
        for row in reader:
            track = _track(row, listing.parent)
            if isinstance(track, str):
                report(f"{listing}, line {reader.line_num}: {track}, the row is left out.")
            else:
                tracks.setdefault(track.path, track)
    except csv.Error as error:
        raise DataError(f"{listing}, line {reader.line_num}: {error}.") from error
    return list(tracks.values()), "split" in columns


def _track(row: dict[str, str], folder: Path) -> Track | str:
    """The row's track, or what is wrong with it."""
    name = row["path"].strip()
    relative = PurePosixPath(name.replace("\\", "/"))
    if not name:
        return "the path is empty"
    if ".." in relative.parts:
        return f"{name!r} lies outside the folder"
    path = Path(name)
    if not path.is_absolute():
        path = folder / relative
    if not path.is_file():
        return f"there is no file {name!r}"
    split = row.get("split", "test").strip()
    if split not in SPLITS:
        return f"{split!r} is no split"
    words = dict(_words(row))
    return Track(path, words.pop("title") or _title(path), split=split, **words)


def _words(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    for column in ("title", "artist", "licence", "source", "style"):
        word = row.get(column, "").strip()
        yield column, row.get("genre", "").strip() if column == "style" and not word else word


def write_list(
    folder: Path,
    tracks: Sequence[Track],
    more: Sequence[Mapping[str, object]] = (),
    *,
    with_split: bool = True,
) -> None:
    """Write the list of a folder, whole or not at all.

    Args:
        folder: holds the tracks.
        tracks: in order.
        more: further columns, for every track the same ones; none when empty.
        with_split: without it all tracks are for tests, and training draws its own.

    Raises:
        OSError: the folder cannot be written.
    """
    columns = [field.name for field in fields(Track) if with_split or field.name != "split"]
    text = io.StringIO()
    writer = csv.DictWriter(text, [*columns, *(more[0] if more else ())], lineterminator="\n")
    writer.writeheader()
    for track, further in zip(tracks, more or [{}] * len(tracks), strict=True):
        row = {name: getattr(track, name) for name in columns}
        row["path"] = track.path.relative_to(folder).as_posix()
        writer.writerow({**row, **further})
    write_atomically(folder / LIST_NAME, text.getvalue())
