from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gui.history.archive import Archive, thinned
from gui.history.columns import COLUMNS, ranks_of
from musicpuzzle.play.history import History
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.stats import RatingPoint

from .conftest import BEGIN, made_up_ladder, make_record


def archive_of(path: Path) -> Archive:
    return Archive(lambda: History(RoundLog(path), made_up_ladder()))


def test_only_what_is_new_is_reckoned(history: History) -> None:
    history.finish(make_record(1), rated=True)
    path = history.log.path
    with path.open("a") as file:
        file.write("no round\n")
    archive = archive_of(path)
    shares: list[float] = []
    first = archive.read(shares.append)
    assert shares == sorted(shares)
    assert 0.5 < shares[0] < shares[-1] <= 1.0
    assert len(first.records) == 1
    assert first.ratings["jigsaw"][0].value > 1500
    assert first.rated == {"jigsaw": 1}
    assert [str(path) in problem for problem in first.problems] == [True]
    again = archive.read()
    assert again.records is first.records
    assert again.problems == first.problems
    history.log.refresh()
    history.finish(make_record(2), rated=False)
    third = archive.read()
    assert len(third.records) == 2


def test_the_ladder_has_the_games_that_were_measured_or_played(history: History) -> None:
    path = history.log.path
    assert set(archive_of(path).read().ladder) == {"jigsaw"}
    history.finish(make_record(1, game="sequencing"), rated=True)
    ladder = archive_of(path).read().ladder
    assert set(ladder) == {"jigsaw", "sequencing"}
    assert ladder["sequencing"][0].is_person


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60), st.integers(3, 20))
def test_thinned_lines_keep_their_ends(minutes: list[int], most: int) -> None:
    points = [
        RatingPoint(BEGIN + timedelta(minutes=minute), 1500.0 + k, 60.0)
        for k, minute in enumerate(sorted(minutes))
    ]
    kept = thinned(points, most)
    assert len(kept) <= max(most, 1) or len(kept) == len(points)
    assert len(kept) <= most
    assert kept[0] == points[0]
    assert kept[-1] == points[-1]
    assert set(kept) <= set(points)
    assert kept == sorted(kept)


def test_ranks_sort_as_the_keys_do() -> None:
    records = tuple(
        make_record(
            k, exact=(True, False, None)[k % 3], rival=(None, True)[k % 2], pieces=3 + k % 4
        )
        for k in (3, 1, 7, 5, 2)
    )
    ranks = ranks_of(records)
    assert ranks.shape == (len(COLUMNS), 5)
    for column, row in zip(COLUMNS, ranks, strict=True):
        by_rank = [records[k] for k in np.argsort(row, kind="stable")]
        assert by_rank == sorted(records, key=column.key)
