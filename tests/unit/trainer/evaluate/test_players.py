from __future__ import annotations

from pathlib import Path

import pytest

from musicpuzzle.errors import ModelError
from musicpuzzle.games import opponents
from musicpuzzle.models.card import ModelCard
from trainer.evaluate.players import (
    OPPONENTS,
    GamePlayers,
    is_player,
    offered_players,
    weights_path,
)


def test_names_and_files_of_models_are_players() -> None:
    assert is_player("sen-plus")
    assert is_player("waveform")
    assert is_player("run/best.safetensors")
    assert not is_player("best")


def test_other_weights_have_another_digest(tmp_path: Path) -> None:
    names = tuple(str(tmp_path / f"{name}.safetensors") for name in "abc")
    for name, content in zip(names, (b"one", b"two", b"one"), strict=True):
        Path(name).write_bytes(content)
    a, b, c, chance = GamePlayers((*names, "chance")).digests().values()
    assert a == c != b
    assert chance == ""
    assert weights_path("chance") is None


def test_those_are_measured_whose_models_are_bundled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opponents, "asset", tmp_path.joinpath)
    (tmp_path / "models").mkdir()
    for name in ("opn", "sen"):
        (tmp_path / "models" / f"{name}.safetensors").write_bytes(b"")
    assert offered_players() == ("sen", "opn", "chance", "continuity", "waveform", "pulse")
    assert set(OPPONENTS) == set(opponents.opponent_names())


def test_parameters_stand_on_the_cards(tmp_path: Path) -> None:
    weights = tmp_path / "net.safetensors"
    card = ModelCard("sn", 12, "train", 0, 100, 3, 0.5)
    weights.with_suffix(".json").write_text(card.to_json())
    players = GamePlayers((str(weights), "waveform"))
    assert players.parameters() == {str(weights): 12, "waveform": 0}
    weights.with_suffix(".json").unlink()
    with pytest.raises(ModelError, match=r"net\.json: there is no such file"):
        players.parameters()


def test_a_missing_model_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainer.evaluate.players.asset", tmp_path.joinpath)
    with pytest.raises(ModelError, match=r"tsn\.safetensors: there is no such file"):
        GamePlayers(("chance", "tsn")).digests()
    with pytest.raises(ModelError, match=r"no\.safetensors: there is no such file"):
        GamePlayers((str(tmp_path / "no.safetensors"),)).digests()


def test_the_players_are_the_games_opponents() -> None:
    assert GamePlayers(("waveform",)).player("waveform").name == "waveform"
