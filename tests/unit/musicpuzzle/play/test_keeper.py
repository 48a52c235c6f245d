from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.games import round as rules
from musicpuzzle.play.keeper import Keeper
from musicpuzzle.play.unfinished import Unfinished

from .test_unfinished import half_played


@pytest.fixture
def keeper(tmp_path: Path) -> Iterator[Keeper]:
    keeper = Keeper(tmp_path / "unfinished")
    yield keeper
    keeper.close()


def reopened(folder: Path) -> str | None:
    """The id of the round that the next program finds."""
    keeper = Keeper(folder)
    try:
        found = keeper.load()
        return found.round_id if isinstance(found, Unfinished) else None
    finally:
        keeper.close()


def test_the_newest_move_is_what_comes_back(keeper: Keeper, tmp_path: Path) -> None:
    assert keeper.load() is None
    round_ = half_played().round
    for position in range(5):
        if round_.row[position] is None:
            round_ = rules.place(round_, round_.tray[0], position)
            keeper.save(replace(half_played(), round=round_, elapsed_s=40.0 + position))
    keeper.close()
    again = Keeper(tmp_path / "unfinished")
    found = again.load()
    again.close()
    assert isinstance(found, Unfinished)
    assert found.round.layout == round_.layout
    assert found.elapsed_s == 44.0
    assert again.problem == keeper.problem == ""


def test_saving_does_not_hold_the_caller_up(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []

    def slow(handle: int) -> None:
        synced.append(handle)
        time.sleep(0.05)

    monkeypatch.setattr(os, "fsync", slow)
    begun = time.perf_counter()
    for number in range(100):
        keeper.save(replace(half_played(), elapsed_s=float(number)))
    assert time.perf_counter() - begun < 4.0  # one by one it would be more than five
    keeper.flush()
    assert 1 <= len(synced) < 80
    found = keeper.load()
    assert isinstance(found, Unfinished)
    assert found.elapsed_s == 99.0


def test_a_round_that_is_over_leaves_nothing(keeper: Keeper, tmp_path: Path) -> None:
    keeper.save(half_played())
    keeper.flush()
    assert keeper.load() is not None
    keeper.clear()
    keeper.flush()
    assert keeper.load() is None
    keeper.clear()


def test_each_program_has_a_round_of_its_own(tmp_path: Path) -> None:
    one, other = Keeper(tmp_path), Keeper(tmp_path)
    one.save(replace(half_played(), round_id="one"))
    other.save(replace(half_played(), round_id="other"))
    one.flush()
    one.clear()
    one.close()
    other.close()
    # The first file is free as well, but there is a round in the second.
    assert reopened(tmp_path) == "other"


KILLED = """
import os, sys
from pathlib import Path
from musicpuzzle.play.keeper import Keeper
from musicpuzzle.play.unfinished import unfinished_from_json
import json
keeper = Keeper(Path(sys.argv[1]))
keeper.save(unfinished_from_json(json.loads(sys.argv[2])))
keeper.flush()
Path(sys.argv[1], ".round-0.json.half").write_text("{")
os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name != "posix", reason="a kill that cannot be caught")
def test_a_round_survives_a_kill(tmp_path: Path) -> None:
    stored = json.dumps(half_played().to_json())
    command = [sys.executable, "-c", KILLED, str(tmp_path), stored]
    done = subprocess.run(command, check=False, timeout=120)
    assert done.returncode == -9
    assert reopened(tmp_path) == "round"
    assert not list(tmp_path.glob(".*half"))


def test_a_damaged_file_is_put_aside_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "round-0.json").write_text('{"schema": 1, "id": ')
    keeper = Keeper(tmp_path)
    assert keeper.load() is None
    assert "round-0.json: the half-played round cannot be read" in keeper.problem
    assert (tmp_path / "round-0.damaged").is_file()
    keeper.save(half_played())
    keeper.close()
    assert keeper.problem == ""
    assert reopened(tmp_path) == "round"


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path, keeper: Keeper) -> None:
    keeper.save(half_played())
    keeper.flush()
    folder = tmp_path / "unfinished"
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
    folder.write_text("")
    keeper.save(half_played())
    keeper.flush()
    assert "cannot be kept" in keeper.problem
    with pytest.raises(DataError, match="no round can be kept there"):
        Keeper(folder)
