from __future__ import annotations

from math import hypot, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.play.difficulty import Kind, Measured, predict
from musicpuzzle.play.rating import LARGEST_DEVIATION


def plane(kind: Kind) -> float:
    return 1400 + 150 * log2(kind.pieces) + 70 * log2(1 + 50 * kind.gap_s) + 35 * kind.disguised


GRID = tuple(
    Kind(pieces, gap_s, disguised)
    for pieces in (3, 4, 6, 8)
    for gap_s in (0.0, 0.25, 0.5, 1.0)
    for disguised in (False, True)
)
anything = st.builds(Kind, st.integers(3, 12), st.floats(0, 1), st.booleans())


@given(anything)
def test_a_plane_is_found_again_everywhere(kind: Kind) -> None:
    measured = [Measured(each, plane(each), 20) for each in GRID]
    predicted = predict(measured, 80, kind)
    assert predicted.value == pytest.approx(plane(kind))
    assert predicted.deviation == pytest.approx(hypot(20, 80))


@given(st.lists(st.floats(800, 2200), min_size=len(GRID), max_size=len(GRID)))
def test_a_measured_kind_has_its_own_rating(ratings: list[float]) -> None:
    pairs = zip(GRID, ratings, strict=True)
    measured = [Measured(kind, rating, 30) for kind, rating in pairs]
    for each in measured:
        found = predict(measured, 40, each.kind)
        assert (found.value, found.deviation) == (each.rating, 50)
    # Close to it the rating is close, too.
    near = predict(measured, 40, Kind(4, 0.25 + 1e-9)).value
    assert near == pytest.approx(predict(measured, 40, Kind(4, 0.25)).value, abs=1e-3)


def test_beyond_the_measured_it_goes_on_in_their_direction() -> None:
    measured = [Measured(Kind(pieces), 1500 + 10 * pieces**1.5, 30) for pieces in (3, 4, 6)]
    more = [predict(measured, 0, Kind(pieces)).value for pieces in range(6, 13)]
    assert more == sorted(more)
    assert more[-1] > more[0] + 50
    assert predict(measured, 0, Kind(12)).deviation > 30


def test_one_kind_says_something_of_all_and_none_says_nothing() -> None:
    assert predict([Measured(Kind(4), 1550, 30)], 0, Kind(8, 1.0)).value == pytest.approx(1550)
    guesses = [predict([], 50, Kind(pieces, gap_s)) for pieces, gap_s in ((3, 0), (6, 0), (6, 1))]
    assert [guess.value for guess in guesses] == sorted({guess.value for guess in guesses})
    assert {guess.deviation for guess in guesses} == {LARGEST_DEVIATION}
