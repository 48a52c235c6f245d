from __future__ import annotations

import pytest

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.opponents import opponent, opponent_names


def test_every_opponent_has_its_name() -> None:
    assert set(opponent_names()) == {
        "sen", "sen-plus", "sn", "chance", "continuity", "waveform",
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
    with pytest.raises(PuzzleError, match=f"no opponent '{name}'; there are sen-plus, sen, sn"):
        opponent(name)
