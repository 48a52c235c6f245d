"""`agree` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from musicpuzzle.cli import FAILED, main
from musicpuzzle.explore.judging.judgements import Judgement, read_judgements
from musicpuzzle.explore.judging.log import JudgementLog, entry_of

from ..library import EAR, damage, keep
from ..material import made_up


@pytest.fixture
def library(tmp_path: Path) -> list[str]:
    path = tmp_path / "library.sqlite"
    keep(path, made_up(9))
    return ["--library", str(path)]


def names(*numbers: int) -> list[str]:
    return [f"content {number}" for number in numbers]


def test_answers_come_in_and_go_out_and_agreement_is_told(
    library: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = Judgement(*names(0, 1, 2), "genre")
    log = JudgementLog()
    log.add([entry_of(own), entry_of(Judgement(*names(3, 1, 2)), skipped=True)])
    given, taken = tmp_path / "theirs.csv", tmp_path / "mine.csv"
    given.write_text(f"anchor,nearer,farther\n{','.join(names(3, 4, 5))}\nx,y,z\n")
    flags = [*library, "--import", str(given), "--export", str(taken)]
    assert main(["agree", *flags, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["model"], found["songs"], found["left_open"]) == (EAR, 9, 1)
    assert found["own"]["genre"]["n"] == found["own"]["total"]["n"] == 1
    assert found["imported"]["overall"]["n"] == 1
    assert found["imports"] == [{"name": "theirs.csv", "total": 2, "usable": 1, "new": 1}]
    assert read_judgements(taken) == [own]
    assert main(["agree", *flags]) == 0
    words = capsys.readouterr().out
    assert "You: 1 answer, of which the model shares" in words
    assert "Imported: 1 answer" in words
    assert "theirs.csv: 1 of 2 answers can be used, 0 of them new" in words


def test_nothing_yet_and_lists_that_are_none(
    library: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["agree", *library]) == 0
    assert capsys.readouterr().out == "You: no answer yet.\n"
    assert not JudgementLog().path.exists()
    gone = tmp_path / "gone.csv"
    assert main(["agree", *library, "--import", str(gone)]) == FAILED
    assert "gone.csv: cannot be read" in capsys.readouterr().err


def test_answers_are_not_exported_over_themselves(
    library: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    log = JudgementLog()
    log.add([entry_of(Judgement(*names(3, 1, 2)), skipped=True)])
    before = log.path.read_bytes()
    assert main(["agree", *library, "--export", str(log.path)]) == FAILED
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "your answers are kept in it" in err
    assert log.path.read_bytes() == before


def test_a_library_that_was_restored_is_told(
    library: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    damage(Path(library[1]))
    assert main(["agree", *library, "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["songs"] == 9
    assert "library.backup.sqlite was restored" in err
    assert main(["agree", *library]) == 0
    assert capsys.readouterr().err == ""
