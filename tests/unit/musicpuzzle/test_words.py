from __future__ import annotations

import pytest

from musicpuzzle.words import many


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 songs"), (1, "1 song"), (2, "2 songs"), (12_345, "12,345 songs")]
)
def test_so_many_of_something(count: int, words: str) -> None:
    assert many(count, "song") == words
