"""What is asked for last is what is found, however soon it follows the question before."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.explore.query import SHOWN, Query
from musicpuzzle.explore.search import SearchError, Space, Weights

from .conftest import made_up

SPACE = Space.of(made_up(60).embeddings)
TEMPO = Weights(0, 0, 0, 1)


@pytest.fixture
def query(qapp: QApplication) -> Iterator[Query]:
    owner = QObject()
    query = Query(owner)
    query.search_in(SPACE)
    yield query
    query.close()


def best(like: list[int], weights: Weights) -> list[int]:
    found: list[int] = SPACE.like(like).best(weights, SHOWN).songs.tolist()
    return found


def found(query: Query) -> list[int]:
    return [] if query.ranking is None else query.ranking.songs.tolist()


def test_only_the_last_question_is_answered(query: Query, qtbot: Any) -> None:
    ranked: list[list[int]] = []
    query.ranked.connect(lambda: ranked.append(found(query)))
    for song in range(20):
        query.ask([song])
    assert query.like == (19,)
    qtbot.waitUntil(lambda: not query.is_busy)
    assert ranked == [best([19], Weights())]
    query.ask([3])
    query.clear()
    assert not query.is_busy
    assert query.ranking is None
    query.ask([4])
    qtbot.waitUntil(lambda: not query.is_busy)
    assert ranked[1:] == [[], best([4], Weights())]


def test_what_counts_may_change_while_songs_are_compared(query: Query, qtbot: Any) -> None:
    query.ask([7])
    query.weigh(TEMPO)
    qtbot.waitUntil(lambda: not query.is_busy)
    assert found(query) == best([7], TEMPO)
    query.weigh(None)
    query.ask([8])
    qtbot.waitUntil(lambda: not query.is_busy)
    assert query.ranking is None
    query.weigh(Weights())
    assert found(query) == best([8], Weights())


def test_a_way_is_forgotten_when_another_song_is_asked_for(query: Query, qtbot: Any) -> None:
    with pytest.raises(SearchError, match="Pin a song first"):
        query.lead(9)
    query.ask([3])
    query.lead(9)
    qtbot.waitUntil(lambda: bool(query.way))
    assert list(query.way) == SPACE.way(3, 9, Weights())
    query.lead(12)
    query.ask([5])
    qtbot.waitUntil(lambda: not query.is_busy)
    assert query.way == ()
    assert found(query) == best([5], Weights())
    query.weigh(None)
    with pytest.raises(SearchError, match="above 0 for something"):
        query.lead(9)


def test_closing_gives_up_what_is_compared(query: Query) -> None:
    query.ask([3])
    query.close()
    query.close()
    assert not query.is_busy
    assert query.ranking is None


def test_what_goes_wrong_is_told_and_no_other_song_s_results_are_shown(
    query: Query, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SearchError("The songs cannot be compared.")

    query.ask([8])
    qtbot.waitUntil(lambda: not query.is_busy)
    monkeypatch.setattr(Space, "like", fail)
    with qtbot.waitSignal(query.failed) as told:
        query.ask([3])
    assert told.args == ["The songs cannot be compared."]
    assert not query.is_busy
    assert query.ranking is None
    query.weigh(TEMPO)
    assert query.ranking is None


def test_a_way_that_cannot_be_found_leaves_the_results_to_come(
    query: Query, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SearchError("There is no way.")

    query.ask([8])
    qtbot.waitUntil(lambda: not query.is_busy)
    monkeypatch.setattr(Space, "way", fail)
    with qtbot.waitSignal(query.failed):
        query.ask([3])
        query.lead(9)
    assert not query.is_busy
    assert found(query) == best([3], Weights())
    assert query.way == ()
