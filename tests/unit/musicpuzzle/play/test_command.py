from __future__ import annotations

import json

import pytest

from musicpuzzle.cli import main
from musicpuzzle.play import command
from musicpuzzle.play.history import History
from musicpuzzle.play.ladder import Ladder, load_ladder
from musicpuzzle.play.log import RoundLog

from .conftest import made_up_ladder, make_record


@pytest.fixture
def ladder(monkeypatch: pytest.MonkeyPatch) -> Ladder:
    ladder = made_up_ladder()
    monkeypatch.setattr(command, "load_ladder", lambda: ladder)
    return ladder


def test_it_prints_the_ladder_from_the_top(
    ladder: Ladder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["rate"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    lines = out.splitlines()
    assert lines[0] == "Jigsaw"
    assert lines[1].split()[:4] == ["1600", "±", "40", "SEN"]
    assert lines[2].split()[:4] == ["1000", "±", "50", "Chance"]
    assert all(line.split()[0] == "unrated" for line in lines[3:])
    assert "sequencing" not in out.lower()


def test_the_person_stands_among_the_opponents(
    ladder: Ladder, capsys: pytest.CaptureFixture[str]
) -> None:
    history = History(RoundLog(), ladder)
    kept = history.finish(make_record(1), rated=True)
    history.finish(make_record(2, game="sequencing"), rated=True)
    assert main(["rate", "--game", "jigsaw"]) == 0
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()][2] == "You"
    assert main(["rate", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["date"], shown["command"]) == ("2026-01-01", "made up")
    assert list(shown["games"]) == ["jigsaw", "sequencing"]
    names = [row["opponent"] for row in shown["games"]["jigsaw"]]
    assert names[:3] == ["sen", "you", "chance"]
    own = shown["games"]["jigsaw"][1]
    assert kept.change is not None
    assert own["rating"] == round(kept.change.after.value, 1)
    assert own["deviation"] >= round(kept.change.after.deviation, 1)
    assert own["rounds"] == 1
    sen = shown["games"]["jigsaw"][0]
    assert (sen["share_of_next"], sen["equal_to_next"], sen["rounds"]) == (0.7, False, 500)


def test_a_torn_log_is_told_and_the_ladder_shown(
    ladder: Ladder, capsys: pytest.CaptureFixture[str]
) -> None:
    log = RoundLog()
    log.add(lambda _: make_record(1))
    with log.path.open("a") as file:
        file.write('{"schema"')
    assert main(["rate"]) == 0
    out, err = capsys.readouterr()
    assert err.count("\n") == 1
    assert "not written to its end" in err
    assert "Jigsaw" in out


def test_faults_are_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = RoundLog().path
    folder.mkdir(parents=True)
    assert main(["rate"]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"{folder}: the rounds cannot be read")
    with pytest.raises(SystemExit):
        main(["rate", "--game", "chess"])
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_measurement_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "load_ladder", Ladder)
    assert main(["rate"]) == 0
    assert capsys.readouterr().out == "No opponent has been measured yet.\n"
    assert isinstance(load_ladder(), Ladder)
