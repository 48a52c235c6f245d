"""Which files may hold sound: by name in folders, by kind before they are opened."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from musicpuzzle.errors import AudioError

_SUFFIXES = (
    ".3gp .aac .ac3 .aif .aifc .aiff .amr .ape .au .caf .dsf .flac .m4a .m4b .mka .mp2 .mp3 .mp4 "
    ".oga .ogg .opus .tak .tta .w64 .wav .weba .webm .wma .wv"
)
AUDIO_SUFFIXES = frozenset(_SUFFIXES.split())


def is_audio_name(path: str | os.PathLike[str]) -> bool:
    """True when the name ends like a sound file and is not hidden."""
    name = Path(path)
    return name.suffix.lower() in AUDIO_SUFFIXES and not name.name.startswith(".")


def find_audio(folder: str | os.PathLike[str]) -> list[Path]:
    """All sound files below `folder`, by name, in one order on every machine.

    Hidden files and folders and folders that may not be read are passed over. Linked folders are
    followed, each real folder once, so that a link to a parent does no harm.

    Raises:
        AudioError: `folder` does not exist or is not a folder.
    """
    top = Path(folder)
    if not top.exists():
        raise AudioError(folder, "there is no such folder")
    if not top.is_dir():
        raise AudioError(folder, "is a file, not a folder")
    found = [path for path in _files_below(top) if is_audio_name(path) and path.is_file()]
    return sorted(found, key=lambda path: _sort_key(path.relative_to(top)))


def check_file(path: str | os.PathLike[str]) -> None:
    """Make sure that `path` is a file with content that may be read.

    Raises:
        AudioError: it is missing, a folder, something else than a file, empty or forbidden.
    """
    file = Path(path)
    try:
        if file.is_dir():
            raise AudioError(path, "is a folder, not a sound file")
        if not file.exists():
            raise AudioError(path, "there is no such file")
        if not file.is_file():
            raise AudioError(path, "is not a file")
        with file.open("rb") as handle:
            if not handle.read(1):
                raise AudioError(path, "is empty")
    except PermissionError as error:
        raise AudioError(path, "may not be read: permission denied") from error
    except (OSError, ValueError) as error:
        raise AudioError(path, f"cannot be read: {_short(error)}") from error


def _short(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _files_below(top: Path) -> Iterator[Path]:
    seen: set[Path] = set()
    for parent, folders, names in os.walk(top, followlinks=True):
        here = Path(parent).resolve()
        if here in seen:
            folders.clear()
            continue
        seen.add(here)
        # The order decides through which link a folder is found first.
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent) / name for name in names)


def _sort_key(path: Path) -> tuple[list[str], str]:
    return [part.casefold() for part in path.parts], str(path)
