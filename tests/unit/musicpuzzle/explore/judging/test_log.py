"""The person's answers on disk."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.explore.judging.judgements import Judgement, head, read_judgements
from musicpuzzle.explore.judging.log import JudgementLog, entry_of

FIRST, SECOND = Judgement("a", "b", "c", "mood"), Judgement("b", "c", "d")


def answers(log: JudgementLog) -> list[Judgement]:
    return [entry.judgement for entry in log.entries]


def test_an_answer_is_on_the_disk_and_the_file_is_a_list_of_answers(tmp_path: Path) -> None:
    path = tmp_path / "of" / "mine.csv"
    log = JudgementLog(path)
    log.add([entry_of(FIRST), entry_of(SECOND, skipped=True)])
    assert answers(JudgementLog(path)) == [FIRST, SECOND]
    assert read_judgements(path) == [FIRST]


def test_undo_takes_back_what_the_person_did_last_and_nothing_imported(tmp_path: Path) -> None:
    log = JudgementLog(tmp_path / "log.csv")
    log.add([entry_of(FIRST, as_a="farther"), entry_of(SECOND, source="list.csv")])
    before = log.path.read_bytes()
    taken = log.undo()
    assert taken is not None
    assert (taken.judgement, taken.as_a) == (FIRST, "farther")
    assert log.path.read_bytes().startswith(before)
    assert answers(log) == [SECOND]
    assert log.undo() is None
    log.add([entry_of(FIRST)])
    assert read_judgements(log.path) == [SECOND, FIRST]
    # What was answered after the model had been heard is kept, but nothing to hold it against.
    assert log.reconsidered == {FIRST.asked}
    assert (log.answers(), log.answers(imported=True)) == ([], [SECOND])


def test_a_line_that_was_cut_by_a_kill_is_left_out_and_told(tmp_path: Path) -> None:
    log = JudgementLog(tmp_path / "log.csv")
    log.add([entry_of(FIRST), entry_of(SECOND)])
    log.path.write_bytes(log.path.read_bytes()[:-9])
    again = JudgementLog(log.path)
    assert answers(again) == [FIRST]
    assert "1 line is damaged" in again.problem
    again.add([entry_of(SECOND)])
    assert answers(JudgementLog(log.path)) == [FIRST, SECOND]


KILLED = """
import sys
from pathlib import Path
from musicpuzzle.explore.judging.judgements import Judgement
from musicpuzzle.explore.judging.log import JudgementLog, entry_of
log = JudgementLog(Path(sys.argv[1]))
number = 0
while True:
    log.add([entry_of(Judgement("a", "b", f"c{number}"))])
    print(number, flush=True)
    number += 1
"""


def test_what_was_confirmed_is_there_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(5):
            process.stdout.readline()
        process.kill()
        confirmed = 5 + len(process.stdout.readlines())
    kept = read_judgements(path)
    assert len(kept) in (confirmed, confirmed + 1)
    log = JudgementLog(path)
    log.add([entry_of(SECOND)])
    assert answers(log)[-1] == SECOND


def test_an_export_never_takes_the_place_of_the_log(tmp_path: Path) -> None:
    (tmp_path / "of").mkdir()
    log = JudgementLog(tmp_path / "of" / "mine.csv")
    link = tmp_path / "link.csv"
    link.symlink_to(log.path)
    for path in (log.path, tmp_path / "of" / ".." / "of" / "mine.csv", link):
        with pytest.raises(DataError, match=r"\.csv: your answers are kept in it"):
            log.export(path)
    assert not log.path.exists()
    log.add([entry_of(FIRST), entry_of(SECOND, skipped=True)])
    before = log.path.read_bytes()
    for path in (log.path, link):
        with pytest.raises(DataError, match="export them to another file"):
            log.export(path)
    assert log.path.read_bytes() == before
    log.export(tmp_path / "other.csv")
    assert read_judgements(tmp_path / "other.csv") == [FIRST]


def test_two_windows_add_to_one_file(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    mine, yours = JudgementLog(path), JudgementLog(path)

    def add_many(log: JudgementLog, name: str) -> None:
        for number in range(20):
            log.add([entry_of(Judgement("a", name, str(number)))])

    threads = [threading.Thread(target=add_many, args=each) for each in ((mine, "m"), (yours, "y"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mine.refresh()
    assert len(mine.entries) == 40
    assert mine.problem == ""
    assert path.read_text().count(head()) == 1


def test_a_file_that_is_another_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("shopping list\nmilk\n")
    with pytest.raises(DataError, match="is no list of answers"):
        JudgementLog(path)
    assert path.read_text() == "shopping list\nmilk\n"
    (tmp_path / "file").touch()
    log = JudgementLog(tmp_path / "file" / "log.csv")
    with pytest.raises(DataError, match="the answer cannot be kept"):
        log.add([entry_of(FIRST)])
