"""What a person did to their library, one line of JSON for each deed, only ever added to.

All else in the database can be computed again. The database remembers up to which byte of the
journal it has followed; a restored, older one follows what came since.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from musicpuzzle import line_log
from musicpuzzle.library.tags import FIELDS, bpm_of, year_of

Did = Literal["add folder", "remove folder", "correct", "remove song", "put song back"]


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that a person did.

    Attributes:
        did: what.
        subject: the folder's path, or the identity of the song's content.
        field: which tag was corrected, else empty.
        value: what it says now; None for what the file says.
    """

    did: Did
    subject: str
    field: str = ""
    value: str | None = None


class _Line(msgspec.Struct):
    at: str
    did: Did
    subject: str
    field: str
    value: str | None


def append(journal: Path, deeds: Iterable[Deed]) -> None:
    """Add deeds; they are on the disk before this returns.

    Raises:
        OSError: they cannot be written.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    lines = b"".join([_line(now, deed) for deed in deeds])
    if lines:
        line_log.append(journal, lines)


def size_of(journal: Path) -> int:
    """Its length in bytes, 0 where there is none.

    Raises:
        OSError: it cannot be looked at.
    """
    return journal.stat().st_size if journal.exists() else 0


def read_after(journal: Path, start: int) -> tuple[list[Deed], int, int]:
    """The deeds from byte `start` on.

    Returns:
        The deeds, the byte after the last whole line, and how many lines could not be read, or make
        no sense.

    Raises:
        OSError: it cannot be read.
    """
    if size_of(journal) <= start:
        return [], start, 0
    with journal.open("rb") as file:
        file.seek(start)
        content = file.read()
    whole = content.rfind(b"\n") + 1
    lines = [line for line in content[:whole].split(b"\n") if line]
    deeds = [deed for line in lines if (deed := _parsed(line)) is not None]
    return deeds, start + whole, len(lines) - len(deeds)


_ENCODE, _DECODE = msgspec.json.Encoder().encode, msgspec.json.Decoder(Deed).decode


def _line(at: str, deed: Deed) -> bytes:
    """A line of the journal."""
    # The standard library alone takes ten times as long, and one may take all songs out of a large
    # library; but it knows names that are not text.
    try:
        return _ENCODE(_Line(at, deed.did, deed.subject, deed.field, deed.value)) + b"\n"
    except UnicodeError:
        return json.dumps({"at": at, **asdict(deed)}).encode() + b"\n"


def _parsed(line: bytes) -> Deed | None:
    """The deed of a line; None where it is damaged."""
    try:
        deed = _DECODE(line)
    except (ValueError, RecursionError):
        try:
            deed = msgspec.convert(json.loads(line), Deed)
        except (ValueError, RecursionError):
            return None
    return deed if _makes_sense(deed) else None


def _makes_sense(deed: Deed) -> bool:
    """Whether the database can keep what was done, and read it again."""
    try:
        if deed.did in ("add folder", "remove folder"):
            return bool(os.fsencode(deed.subject)) and "\0" not in deed.subject
        deed.subject.encode()
        return deed.did != "correct" or (
            deed.field in FIELDS and (not deed.value or _can_be(deed.field, deed.value))
        )
    except ValueError:
        return False


def _can_be(field: str, value: str) -> bool:
    """Whether a tag can say this; raises ValueError where it is no text, or no number."""
    if field in ("bpm", "year"):
        return float(value) == (bpm_of(value) if field == "bpm" else year_of(value))
    return bool(value.encode())
