from __future__ import annotations

from pathlib import Path

import pytest

from musicpuzzle.errors import ModelError
from trainer.evaluate.players import GamePlayers, is_player, weights_path


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


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no\.safetensors: the model cannot be read"):
        GamePlayers((str(tmp_path / "no.safetensors"),)).digests()


def test_the_players_are_the_games_opponents() -> None:
    assert GamePlayers(("waveform",)).player("waveform").name == "waveform"
