from __future__ import annotations

from pathlib import Path

import pytest

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games import opponents
from musicpuzzle.games.opponents import offered_names, opponent, opponent_names, plays
from musicpuzzle.games.settings import GAMES


def test_every_opponent_has_its_name() -> None:
    assert set(opponent_names()) == {
        "sen", "sen-plus", "sn", "cin", "ccsn", "tsn", "opn", "chance", "continuity", "waveform",
        "pulse", "segue",
    }  # fmt: skip
    assert opponent_names()[0] == "sen-plus"
    for name in opponent_names():
        assert opponent(name).name == name


def test_an_opponent_is_made_once() -> None:
    assert opponent("sen") is opponent("sen")
    assert opponent("sen") is not opponent("sn")


def test_a_trained_model_is_an_opponent() -> None:
    assert opponent("runs/mine.safetensors").name == "runs/mine.safetensors"


@pytest.mark.parametrize("name", ["", "nobody", "__init__", "SEN"])
def test_an_unknown_name_gives_a_sentence(name: str) -> None:
    with pytest.raises(PuzzleError, match=f"no opponent '{name}'; there are sen-plus, segue, sen"):
        opponent(name)


def test_networks_are_offered_with_their_model_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opponents, "asset", tmp_path.joinpath)
    assert offered_names() == ("pulse", "waveform", "continuity", "chance")
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "sn.safetensors").write_bytes(b"")
    assert offered_names() == ("sn", "pulse", "waveform", "continuity", "chance")


def test_segue_plays_medleys_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opponents, "asset", tmp_path.joinpath)
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "segue.safetensors").write_bytes(b"")
    assert [plays("segue", game) for game in GAMES] == [False, False, True]
    assert all(plays("chance", game) for game in GAMES)
    assert "segue" in offered_names("medley")
    assert "segue" not in offered_names("jigsaw")
    assert "segue" in offered_names()
