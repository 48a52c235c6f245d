"""The command `agree`: how the model and the person agree; answers in and out."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from musicpuzzle.explore.gather import gathered_from
from musicpuzzle.explore.judging.agreement import ASKED, Agreement, Agreements, agreements_of
from musicpuzzle.explore.judging.log import JudgementLog
from musicpuzzle.explore.judging.recordings import import_list
from musicpuzzle.explore.search import Space
from musicpuzzle.library.places import default_database
from musicpuzzle.terminal import in_one_line, tell
from musicpuzzle.words import many


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the command."""
    parser.add_argument(
        "--import", dest="lists", type=Path, nargs="+", default=[], metavar="FILE.csv",
        help="take over answers about your recordings: our own form, or the public dim-sim's",
    )  # fmt: skip
    parser.add_argument(
        "--export", type=Path, metavar="FILE.csv", help="write your own answers to a file"
    )
    parser.add_argument(
        "--library", type=Path, metavar="FILE", help="the library's file (your own library)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Import and export what is asked for, print how far the model agrees, and return the code.

    Raises:
        DataError: answers cannot be read or written.
        LibraryError: the library cannot be read.
    """
    log = JudgementLog()
    collection = gathered_from(arguments.library or default_database())
    for notice in (*collection.notices, log.problem):
        if notice:
            tell(notice)
    imported = [import_list(path, log, collection) for path in arguments.lists]
    own = [entry for entry in log.own if entry.did == "answered"]
    if arguments.export is not None:
        log.export(arguments.export)
    space = Space.of(collection.embeddings)
    found = {
        whose: agreements_of(log.answers(imported=imports), collection.contents, space)
        for whose, imports in (("own", False), ("imported", True))
    }
    if arguments.json:
        shown: dict[str, Any] = {
            "file": str(log.path), "model": collection.model, "songs": len(collection),
            "answered": len(own), "left_open": len(log.own) - len(own),
            **{whose: each.to_json() for whose, each in found.items()},
            "imports": [each.to_json() for each in imported],
        }  # fmt: skip
        sys.stdout.write(json.dumps(shown) + "\n")
        return 0
    lines = [each.words for each in imported]
    if arguments.export is not None:
        lines.append(f"{arguments.export}: {many(len(own), 'answer')}.")
    lines += _lines("You", found["own"])
    if found["imported"].total.n or found["imported"].unusable:
        lines += _lines("Imported", found["imported"])
    sys.stdout.write("\n".join(map(in_one_line, lines)) + "\n")
    return 0


def _lines(whose: str, found: Agreements) -> list[str]:
    total = found.total
    if not total.n and not found.unusable:
        return [f"{whose}: no answer yet."]
    lines = [f"{whose}: {many(total.n, 'answer')}, of which the model shares {_share(total)}."]
    lines += [
        f"  {asked or 'overall':<12} {_share(found.by[asked])}"
        for asked in ASKED
        if found.by[asked].n
    ]
    if found.unusable:
        lines.append(f"  {many(found.unusable, 'answer')} about songs that are not in the library.")
    return lines


def _share(found: Agreement) -> str:
    low, high = found.interval
    if not found.n:
        return "none"
    return f"{found.agreed} of {found.n}: {found.agreed / found.n:.2f} ({low:.2f} to {high:.2f})"
