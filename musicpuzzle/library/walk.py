"""Every file below some folders whose name ends like a sound file's: the one count of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from musicpuzzle.audio.names import AUDIO_SUFFIXES
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.errors import LibraryError

HIDDEN_REASON = "is a hidden file"


@dataclass(frozen=True, slots=True)
class Found:
    """A file with the suffix of a sound file.

    Attributes:
        path: absolute.
        size: bytes, -1 where the file cannot be looked at.
        mtime_ns: when it was last changed, in ns since 1970.
        reason: why it is not for the library, the rest of a sentence; empty where it may be.
    """

    path: str
    size: int
    mtime_ns: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Walk:
    """What lies below some folders.

    Attributes:
        files: in the order of their paths.
        unread: folders that could not be looked into, each with the reason.
    """

    files: tuple[Found, ...]
    unread: tuple[tuple[str, str], ...]


def outermost(folders: Iterable[str]) -> tuple[str, ...]:
    """The folders as absolute paths, without those that lie in another one."""
    absolute = sorted({os.path.normpath(Path(folder).absolute()) for folder in folders})
    kept: list[str] = []
    for folder in absolute:
        if not any(is_below(folder, other) for other in kept):
            kept.append(folder)
    return tuple(kept)


def is_below(path: str, folder: str) -> bool:
    """True when an absolute path is a folder or lies in it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def check_folder(folder: str) -> None:
    """Make sure that a folder can be looked into.

    Raises:
        LibraryError: it is missing, something else, or may not be read.
    """
    try:
        with os.scandir(folder):
            pass
    except OSError as error:
        raise LibraryError(f"{folder}: {_why(error)}.") from error
    except ValueError as error:
        raise LibraryError(f"{folder!r}: {error}.") from error


def walk(folders: Iterable[str], *, check: Check = unchecked) -> Walk:
    """Find the sound files below folders.

    Linked folders are followed, each real folder once, so that a link to a parent does no harm.
    Hidden files and what lies in hidden folders are found, and not for the library.

    Args:
        folders: absolute paths, none in another one.
        check: called before each folder; what it raises gives up.
    """
    files: list[Found] = []
    unread: list[tuple[str, str]] = []
    seen: set[tuple[int, int]] = set()
    todo = [(folder, False) for folder in reversed(list(folders))]
    # They come last: a hidden link must not hide a folder that can be seen.
    hidden_ones: list[tuple[str, bool]] = []
    while todo or hidden_ones:
        check()
        folder, hidden = (todo or hidden_ones).pop()
        try:
            here = Path(folder).stat()
            if (here.st_dev, here.st_ino) in seen:
                continue
            seen.add((here.st_dev, here.st_ino))
            with os.scandir(folder) as entries:
                listed = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            unread.append((folder, _why(error)))
            continue
        for entry in reversed(listed):
            if _is_folder(entry):
                is_hidden = hidden or _is_hidden(entry)
                (hidden_ones if is_hidden else todo).append((entry.path, is_hidden))
        files += _sounding(listed, hidden)
    return Walk(tuple(sorted(files, key=lambda file: file.path)), tuple(unread))


def _sounding(entries: Iterable[os.DirEntry[str]], hidden: bool) -> Iterator[Found]:
    for entry in entries:
        _, dot, suffix = entry.name.rpartition(".")
        if dot + suffix.lower() in AUDIO_SUFFIXES and not _is_folder(entry):
            yield _found(entry, hidden or _is_hidden(entry))


def _found(entry: os.DirEntry[str], hidden: bool) -> Found:
    reason = HIDDEN_REASON if hidden else ""
    try:
        seen = entry.stat()
    except OSError as error:
        return Found(entry.path, -1, 0, reason or _why(error))
    if not stat.S_ISREG(seen.st_mode):
        reason = "is not a file"
    return Found(entry.path, seen.st_size, seen.st_mtime_ns, reason)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith(".")


def _why(error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "there is no such file or folder"
        case PermissionError():
            return "may not be read: permission denied"
        case NotADirectoryError():
            return "is a file, not a folder"
    return f"cannot be read: {error.strerror or error}"
