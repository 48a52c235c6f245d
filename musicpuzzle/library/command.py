"""The command `scan`: a library is brought to what lies in its folders."""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from musicpuzzle.errors import LibraryError
from musicpuzzle.library.control import ScanControl
from musicpuzzle.library.ear import find_ear
from musicpuzzle.library.events import obey, to_line
from musicpuzzle.library.folders import add_folders, folders_of
from musicpuzzle.library.library import Library
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.report import ScanProgress, ScanReport
from musicpuzzle.library.scan import scan
from musicpuzzle.terminal import in_one_line, tell
from musicpuzzle.words import many

_BAR = 24


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the command."""
    parser.add_argument(
        "folder",
        metavar="DIR",
        nargs="?",
        help="a folder of songs, which belongs to the library from then on (all that do)",
    )
    parser.add_argument(
        "--library", type=Path, metavar="FILE", help="the library's file (your own library)"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print one JSON object")
    how.add_argument(
        "--events",
        action="store_true",
        help="print a line of JSON for each step; pause, resume and cancel are read as lines, and"
        " the end of the input cancels",
    )


def run(arguments: argparse.Namespace) -> int:
    """Scan, print what was found, and return the exit code.

    Raises:
        LibraryError: the folder or the library cannot be used.
    """
    with open_library(arguments.library) as library:
        for notice in library.notices:
            tell(notice)
        folders = None
        if arguments.folder is not None:
            folders = add_folders(library, [arguments.folder])
        elif not folders_of(library):
            raise LibraryError("There is no folder in the library yet: name one to scan.")
        if arguments.events:
            return _told(library, folders)
        terminal = sys.stderr.isatty()
        found = scan(library, folders, embedder=find_ear(), report=_show if terminal else _ignore)
        if terminal:
            sys.stderr.write("\r\x1b[K")
    for folder, reason in found.unread:
        tell(f"{folder}: {reason}.")
    write: Callable[[str], Any] = sys.stdout.write
    write(json.dumps(to_json(found)) + "\n" if arguments.json else _in_words(found))
    return 0


def to_json(found: ScanReport) -> dict[str, Any]:
    """What the command prints with --json."""
    return {
        "found": found.found,
        "indexed": found.indexed,
        "skipped": [{"path": path, "reason": reason} for path, reason in found.skipped],
        "seconds": round(found.seconds, 3),
    }


def _told(library: Library, folders: tuple[str, ...] | None) -> int:
    """Scan for another program, which reads and writes lines."""
    control = ScanControl()
    threading.Thread(target=obey, args=(sys.stdin, control), daemon=True).start()

    def write(event: ScanProgress | ScanReport) -> None:
        sys.stdout.write(to_line(event))
        sys.stdout.flush()

    write(scan(library, folders, embedder=find_ear(), control=control, report=write))
    return 0


def _in_words(found: ScanReport) -> str:
    files = many(found.found, "file")
    lines = [f"{files} found, {found.indexed:,} in the library, {found.seconds:.1f} s."]
    if found.news:
        lines.append(f"Since the last scan: {found.news}.")
    lines += [f"{path}: {reason}" for path, reason in found.skipped]
    return "".join(f"{in_one_line(line)}\n" for line in lines)


def _ignore(progress: ScanProgress) -> None:
    """There is nobody to look at it."""


def _show(progress: ScanProgress) -> None:
    """One line on the terminal, over the last one."""
    if progress.stage == "looking":
        sys.stderr.write("Looking through the folders ...")
        return
    bar = "█" * round(_BAR * progress.share)
    left = "" if progress.left_s is None else f", {_duration(progress.left_s)} left"
    sys.stderr.write(
        f"\r\x1b[K{bar:░<{_BAR}} {progress.share:4.0%}  {progress.done} of {progress.total}{left}"
    )
    sys.stderr.flush()


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
