from __future__ import annotations

from pathlib import Path

import pytest

from musicpuzzle.errors import ModelError
from musicpuzzle.models.card import ModelCard
from trainer.evaluate.cards import write_cards
from trainer.evaluate.rows import Row


def row(opponent: str) -> Row:
    return Row(
        opponent=opponent,
        game="jigsaw",
        pieces=4,
        gap_s=0.25,
        disguised=True,
        puzzles=320,
        pair_accuracy=0.7,
        global_accuracy=0.58123,
        global_low=0.52,
        global_high=0.64,
        seconds_per_puzzle=0.05,
    )


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    card = ModelCard("sn", 12, "train", 0, 100, 3, 0.5, metrics={"pair_accuracy_0.25": 0.75})
    (tmp_path / "net.json").write_text(card.to_json())
    (tmp_path / "net.safetensors").write_bytes(b"weights")
    return tmp_path / "net.safetensors"


def test_figures_are_added_and_the_others_stay(weights: Path) -> None:
    write_cards([row(str(weights)), row("chance")], "test")
    card = ModelCard.from_json(weights.with_suffix(".json").read_text(), "card")
    assert card.metrics == {
        "pair_accuracy_0.25": 0.75,
        "test_global_accuracy_n4_0.25_disguised": 0.5812,
        "test_global_accuracy_n4_0.25_disguised_low": 0.52,
        "test_global_accuracy_n4_0.25_disguised_high": 0.64,
    }
    assert card.steps == 100


def test_a_missing_or_damaged_card_is_named(weights: Path) -> None:
    weights.with_suffix(".json").write_text("{}")
    with pytest.raises(ModelError, match=r"net\.json"):
        write_cards([row(str(weights))], "test")
    weights.with_suffix(".json").unlink()
    with pytest.raises(ModelError, match=r"net\.json: there is no such file"):
        write_cards([row(str(weights))], "test")
