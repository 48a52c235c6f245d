from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.play import log as log_module
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.records import RoundRecord, to_line

from .conftest import make_record


def add(log: RoundLog, record: RoundRecord) -> RoundRecord:
    return log.add(lambda _: record)


def test_what_is_added_is_there_next_time(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rounds.jsonl"
    log = RoundLog(path)
    assert log.records == ()
    records = tuple(make_record(number) for number in range(3))
    for record in records:
        assert add(log, record) == record
    assert RoundLog(path).records == log.records == records
    assert log.get("round 1") == records[1]
    assert log.get("round 9") is None
    assert path.read_text() == "".join(to_line(record) + "\n" for record in records)


def test_the_log_lies_among_what_cannot_be_computed_again(own_home: Path) -> None:
    add(RoundLog(), make_record(1))
    assert (own_home / "data" / "rounds.jsonl").is_file()


@pytest.mark.parametrize("kept", [1, 40, -2, -1])
def test_a_line_torn_by_a_kill_is_set_aside_and_nothing_else_lost(
    tmp_path: Path, kept: int
) -> None:
    path = tmp_path / "rounds.jsonl"
    whole = [to_line(make_record(number)).encode() + b"\n" for number in range(3)]
    torn = whole[2][:kept]
    path.write_bytes(b"".join(whole[:2]) + torn)
    log = RoundLog(path)
    assert [record.round_id for record in log.records] == ["round 0", "round 1"]
    assert len(log.problems) == 1
    assert "not written to its end" in log.problems[0]
    assert (tmp_path / "rounds.jsonl.torn").read_bytes() == torn + b"\n"
    # It is told once, and the file is as if the round had never been begun.
    add(log, make_record(3))
    again = RoundLog(path)
    assert again.problems == []
    assert [record.round_id for record in again.records] == ["round 0", "round 1", "round 3"]


def test_damaged_lines_are_left_out_and_named(tmp_path: Path) -> None:
    path = tmp_path / "rounds.jsonl"
    lines = [to_line(make_record(number)) for number in range(3)]
    lines[1] = lines[1][:50]
    path.write_text("\n".join(lines) + "\n")
    log = RoundLog(path)
    assert [record.round_id for record in log.records] == ["round 0", "round 2"]
    assert len(log.problems) == 1
    assert log.problems[0].startswith(f"{path}: line 2 is left out")
    assert path.read_text() == "\n".join(lines) + "\n"
    path.write_text("\n".join([*lines, "{}", ""]))
    assert "2 lines are left out" in RoundLog(path).problems[0]


def test_reading_a_long_log_tells_how_far_it_is_and_leaves_the_collector_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_module, "_LINES_A_REPORT", 2)
    monkeypatch.setattr(log_module, "_MANY_BYTES", 1)
    path = tmp_path / "rounds.jsonl"
    path.write_text("".join(to_line(make_record(number)) + "\n" for number in range(6)))
    shares: list[float] = []
    asked: list[bool] = []

    def report(share: float) -> None:
        shares.append(share)
        asked.append(gc.isenabled())

    log = RoundLog(path, report=report)
    assert len(log.records) == 6
    assert [round(share, 1) for share in shares] == [0.3, 0.7, 1.0]
    assert asked == [False] * 3
    assert gc.isenabled()
    gc.unfreeze()


def test_a_round_is_kept_once(tmp_path: Path) -> None:
    log = RoundLog(tmp_path / "rounds.jsonl")
    first = add(log, make_record(1, joins=3))
    assert add(log, make_record(1, joins=1)) == first
    assert len(log.records) == len(RoundLog(log.path).records) == 1


def test_two_programs_see_each_others_rounds(tmp_path: Path) -> None:
    one, other = (RoundLog(tmp_path / "rounds.jsonl") for _ in range(2))
    add(one, make_record(1))
    known: list[str] = []

    def make(records: tuple[RoundRecord, ...]) -> RoundRecord:
        known.extend(record.round_id for record in records)
        return make_record(2)

    other.add(make)
    assert known == ["round 1"]
    one.refresh()
    assert [record.round_id for record in one.records] == ["round 1", "round 2"]
    one.path.unlink()
    one.refresh()
    add(one, make_record(3))
    assert [record.round_id for record in one.records] == ["round 3"]


WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.records import from_line
log = RoundLog(Path(sys.argv[1]))
record = from_line(Path(sys.argv[2]).read_text())
print("ready", flush=True)
for number in range(int(sys.argv[4])):
    log.add(lambda _: replace(record, round_id=f"{sys.argv[3]} {number}"))
    print(number, flush=True)
"""


def writer(folder: Path, name: str, rounds: int) -> subprocess.Popen[str]:
    (folder / "one.json").write_text(to_line(make_record(1)))
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            WRITER,
            str(folder / "rounds.jsonl"),
            str(folder / "one.json"),
            name,
            str(rounds),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )


def test_programs_that_write_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    writers = [writer(tmp_path, name, 20) for name in ("a", "b")]
    for process in writers:
        process.communicate(timeout=120)
        assert process.returncode == 0
    log = RoundLog(tmp_path / "rounds.jsonl")
    assert log.problems == []
    expected = {f"{name} {number}" for name in ("a", "b") for number in range(20)}
    assert {record.round_id for record in log.records} == expected
    assert len(log.records) == 40


@pytest.mark.skipif(os.name != "posix", reason="a kill that cannot be caught")
def test_what_was_said_to_be_kept_survives_a_kill(tmp_path: Path) -> None:
    process = writer(tmp_path, "a", 100_000)
    assert process.stdout is not None
    for _ in range(6):
        process.stdout.readline()
    time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    said = 5 + len(process.stdout.readlines())
    process.wait()
    process.stdout.close()
    log = RoundLog(tmp_path / "rounds.jsonl")
    assert said <= len(log.records) <= said + 1
    add(log, make_record(1))
    assert RoundLog(log.path).problems == []


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    log = RoundLog(tmp_path / "file" / "rounds.jsonl")
    with pytest.raises(DataError, match="cannot be kept"):
        add(log, make_record(1))
    folder = tmp_path / "rounds.jsonl"
    folder.mkdir()
    with pytest.raises(DataError, match=r"rounds\.jsonl: the rounds cannot be read"):
        RoundLog(folder)
