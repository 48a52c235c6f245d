from __future__ import annotations

import pytest

from musicpuzzle.audio.progress import Progress


def test_a_part_of_a_part_counts_in_the_whole() -> None:
    shares: list[float] = []
    whole = Progress(shares.append)
    whole.part(0.5, 1.0).part(0.0, 0.5).at(0.5)
    whole.at(1.0)
    assert shares == [pytest.approx(0.625), 1.0]


def test_what_is_given_up_is_not_reported() -> None:
    shares: list[float] = []

    def give_up() -> None:
        raise StopIteration

    with pytest.raises(StopIteration):
        Progress(shares.append, give_up).part(0.2, 0.4).at(0.5)
    assert shares == []
