from __future__ import annotations

import pytest

from gui.history.words import change_words, own_words, rival_words, song_words
from musicpuzzle.play.history import History
from musicpuzzle.play.records import RoundRecord, SongRef
from musicpuzzle.play.stats import outcome_of

from .conftest import make_record


@pytest.mark.parametrize(
    ("record", "own", "rival"),
    [
        (make_record(1), "1500, all right", ""),
        (make_record(1, exact=False), "667, 2 of 3 joins", ""),
        (make_record(1, exact=None), "gave up", ""),
        (make_record(1, rival=False), "1500, all right", "SEN 667, you won"),
        (make_record(1, exact=False, rival=True), "667, 2 of 3 joins", "SEN 1500, you lost"),
        # Of equal points the quicker player wins.
        (make_record(1, rival=True), "1500, all right", "SEN 1500, you lost"),
        (make_record(1, opponent="sen"), "1500, all right", "SEN could not play"),
    ],
)
def test_both_results_in_words(record: RoundRecord, own: str, rival: str) -> None:
    assert own_words(record) == own
    assert rival_words(record) == rival
    assert bool(outcome_of(record)) == (record.rival is not None)


def test_a_change_of_rating_is_the_difference_of_what_was_shown(history: History) -> None:
    up = history.finish(make_record(1), rated=True)
    down = history.finish(make_record(2, exact=None), rated=True)
    assert up.change is not None
    assert down.change is not None
    gain = round(up.change.after.value) - 1500
    loss = round(up.change.after.value) - round(down.change.after.value)
    assert gain > 0
    assert loss > 0
    assert change_words(up) == f"{1500 + gain} (+{gain})"
    assert change_words(down) == f"{1500 + gain - loss} (−{loss})"
    assert change_words(make_record(3)) == ""


def test_a_title_that_two_pieces_share_is_told_once() -> None:
    songs = tuple(SongRef(name, "x", title) for name, title in (("a", "A"), ("b", "B"), ("c", "A")))
    assert song_words(make_record(1, songs=songs)) == "A, B"
