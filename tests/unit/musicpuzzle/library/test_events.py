from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from musicpuzzle.library.control import ScanControl, ScanStoppedError
from musicpuzzle.library.events import from_line, obey, to_line
from musicpuzzle.library.report import ScanProgress, ScanReport


@pytest.mark.parametrize(
    "event",
    [
        ScanProgress("looking"),
        ScanProgress("analysing", 3, 9, 0.25, 1.5, "/m/\udcff.mp3"),
        ScanReport(2, 1, (("/m/a", "is empty"),), (("/n", "no"),), 1, 0, 0, 0, 2, False, 0.5),
    ],
)
def test_an_event_comes_back_from_its_line(event: ScanProgress | ScanReport) -> None:
    line = to_line(event)
    assert line.count("\n") == 1
    assert from_line(line) == event


@pytest.mark.parametrize("line", ["", "[]", '{"event": "report"}', '{"event": "progress", "a": 1}'])
def test_another_line_is_none(line: str) -> None:
    with pytest.raises(ValueError, match=r"no event|Expecting"):
        from_line(line)


def test_lines_hold_let_go_and_give_up() -> None:
    control = ScanControl()
    told = []

    def lines() -> Iterator[str]:
        yield "pause\n"
        told.append(control.paused)
        yield "resume\n"
        told.append(control.paused)
        yield "sing\n"
        control.check()

    obey(lines(), control)
    assert told == [True, False]
    with pytest.raises(ScanStoppedError):
        control.check()


def test_a_scan_whose_reader_is_gone_gives_up(music: Path, database: Path) -> None:
    command = [sys.executable, "-m", "musicpuzzle", "scan", str(music), "--events"]
    done = subprocess.run(
        [*command, "--library", str(database)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    last = json.loads(done.stdout.splitlines()[-1])
    assert last["event"] == "report"
    assert last["stopped"]
    assert last["found"] == last["indexed"] + len(last["skipped"])
