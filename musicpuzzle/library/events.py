"""A scan in a process of its own: what it says line by line, and what it can be told.

So a window keeps its processor time to itself, and loses nothing when either of them dies.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from musicpuzzle.library.control import ScanControl
from musicpuzzle.library.report import ScanProgress, ScanReport

PAUSE, RESUME, CANCEL = "pause", "resume", "cancel"
_PROGRESS, _REPORT = "progress", "report"


def to_line(event: ScanProgress | ScanReport) -> str:
    """One line of JSON, with its end."""
    kind = _PROGRESS if isinstance(event, ScanProgress) else _REPORT
    return json.dumps({"event": kind, **asdict(event)}) + "\n"


def from_line(line: str) -> ScanProgress | ScanReport:
    """The event of a line.

    Raises:
        ValueError: it is none.
    """
    try:
        values: dict[str, Any] = json.loads(line)
        kind = values.pop("event")
        if kind == _PROGRESS:
            return ScanProgress(**values)
        for name in ("skipped", "unread"):
            values[name] = tuple((path, reason) for path, reason in values[name])
        return ScanReport(**values)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"{line!r} is no event of a scan") from error


def obey(lines: Iterable[str], control: ScanControl) -> None:
    """Do what each line asks for; when they end, whoever wrote them is gone: give up."""
    for line in lines:
        word = line.strip()
        if word == PAUSE:
            control.pause()
        elif word == RESUME:
            control.resume()
        elif word == CANCEL:
            control.cancel()
    control.cancel()
