from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from gui.context import Context
from gui.history import rounds_model
from gui.history.archive import Archive, Reading
from gui.history.columns import DATE, PIECES, YOU
from gui.history.rounds_model import RoundsModel
from gui.history.rounds_table import RoundsTable
from musicpuzzle.play.history import History

from .conftest import make_record

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
ROUNDS = [
    make_record(0, game="sequencing", mode="rated"),
    make_record(1, exact=False, pieces=6),
    make_record(2, exact=None, pieces=6, mode="storm"),
    make_record(3, pieces=3),
    make_record(4, exact=False, pieces=6, mode="storm"),
]


@pytest.fixture
def reading(history: History) -> Reading:
    for record in ROUNDS:
        history.finish(record, rated=record.mode == "rated")
    return Archive(lambda: history).read()


@pytest.fixture
def model(context: Context, reading: Reading) -> RoundsModel:
    model = RoundsModel(context.lanes)
    model.show_reading(reading)
    return model


def shown(model: RoundsModel) -> list[int]:
    return [int(model.record(row).round_id.split()[1]) for row in range(model.rowCount())]


def test_the_newest_is_first_and_of_equals_too(model: RoundsModel) -> None:
    assert shown(model) == [4, 3, 2, 1, 0]
    model.sort(PIECES, DOWN)
    assert shown(model) == [4, 2, 1, 0, 3]
    model.sort(PIECES, UP)
    assert shown(model) == [3, 0, 4, 2, 1]
    model.sort(YOU, UP)
    assert shown(model) == [2, 4, 1, 3, 0]
    model.sort(DATE, UP)
    assert shown(model) == [0, 1, 2, 3, 4]


def test_games_and_modes_are_chosen_together(model: RoundsModel) -> None:
    model.choose("jigsaw", None)
    assert shown(model) == [4, 3, 2, 1]
    model.choose("jigsaw", "storm")
    assert shown(model) == [4, 2]
    model.choose("sequencing", "storm")
    assert shown(model) == []
    assert model.total == 5
    model.choose(None, None)
    assert shown(model) == [4, 3, 2, 1, 0]


def test_what_is_current_stays_with_its_round(model: RoundsModel) -> None:
    model.choose("jigsaw", None)
    kept = QPersistentModelIndex(model.index(model.row_of("round 3"), 2))
    model.sort(PIECES, UP)
    assert (kept.row(), kept.column()) == (model.row_of("round 3"), 2) == (0, 2)
    assert model.row_of("round 0") == -1


def test_cells_say_their_column_to_screen_readers(model: RoundsModel) -> None:
    cell = model.index(0, PIECES)
    assert cell.data() == "6"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Pieces: 6"


def test_only_rows_that_are_seen_are_put_into_words(
    qtbot: Any,
    context: Context,
    model: RoundsModel,
    reading: Reading,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    import numpy as np

    times = 10_000
    many = Reading(
        records=reading.records * times,
        ranks=np.tile(reading.ranks, times),
        kinds=np.tile(reading.kinds, times),
        ratings={},
        rated={},
        accuracies=[],
        bests=reading.bests,
        ladder={},
    )
    asked: set[int] = set()
    original = RoundsModel.record

    def record(self: RoundsModel, row: int) -> Any:
        asked.add(row)
        return original(self, row)

    monkeypatch.setattr(rounds_model.RoundsModel, "record", record)
    table = RoundsTable(context.theme, model)
    qtbot.addWidget(table)
    table.resize(900, 500)
    model.show_reading(many)
    with qtbot.waitExposed(table):
        table.show()
    qtbot.waitUntil(lambda: bool(asked))
    model.sort(PIECES, DOWN)
    table.scrollToBottom()
    table.grab()
    assert model.rowCount() == 5 * times
    assert model.rowCount() - 1 in asked
    assert len(asked) < 200
    table.close()
