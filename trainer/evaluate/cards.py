"""The figures of a model on its card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from musicpuzzle.errors import DataError
from musicpuzzle.files import write_atomically
from musicpuzzle.models.card import card_path, read_card

from .players import weights_path
from .rows import Row


def card_metrics(rows: Iterable[Row], split: str) -> dict[str, float]:
    """Figures by name: test_global_accuracy_n4_0.25_plain, and the same with _low and _high."""
    metrics: dict[str, float] = {}
    for row in rows:
        kind = "disguised" if row["disguised"] else "plain"
        game = "" if row["game"] == "jigsaw" else f"{row['game']}_"
        gap = "" if row["gap_s"] is None else f"{row['gap_s']:g}_"
        name = f"{split}_{game}global_accuracy_n{row['pieces']}_{gap}{kind}"
        metrics[name] = round(row["global_accuracy"], 4)
        metrics[f"{name}_low"] = round(row["global_low"], 4)
        metrics[f"{name}_high"] = round(row["global_high"], 4)
    return metrics


def write_cards(rows: Iterable[Row], split: str) -> None:
    """Put the figures of each model into its card; other figures stay as they are.

    Raises:
        DataError: a card cannot be written.
        ModelError: a card cannot be read, or what lies beside the weights is none.
    """
    own: dict[str, list[Row]] = {}
    for row in rows:
        own.setdefault(row["opponent"], []).append(row)
    for name, its_rows in own.items():
        weights = weights_path(name)
        if weights is not None:
            _add(weights, card_metrics(its_rows, split))


def _add(weights: Path, metrics: Mapping[str, float]) -> None:
    card, path = read_card(weights), card_path(weights)
    try:
        write_atomically(path, replace(card, metrics={**card.metrics, **metrics}).to_json())
    except OSError as error:
        raise DataError(f"{path}: the card cannot be renewed ({error.strerror})") from error
