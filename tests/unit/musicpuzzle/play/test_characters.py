from __future__ import annotations

from musicpuzzle.games.opponents import opponent_names
from musicpuzzle.play.characters import character_of


def test_every_opponent_has_a_name_and_one_short_line() -> None:
    characters = [character_of(name) for name in opponent_names()]
    assert all(len(each.line) < 80 and each.line.endswith(".") for each in characters)
    assert len({each.title for each in characters}) == len(characters)
    assert not any("Trained by you" in each.line for each in characters)


def test_a_model_of_ones_own_is_called_by_its_file() -> None:
    assert character_of("runs/mine.safetensors").title == "mine"
    assert character_of("model.safetensors").title == "model"


def test_the_best_model_of_a_run_is_called_by_its_run() -> None:
    assert character_of("runs/mine/model.safetensors").title == "mine"
