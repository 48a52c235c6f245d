from __future__ import annotations

import pytest

from musicpuzzle.words import many, number_words


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 songs"), (1, "1 song"), (2, "2 songs"), (12_345, "12,345 songs")]
)
def test_so_many_of_something(count: int, words: str) -> None:
    assert many(count, "song") == words


def test_numbers_are_written_without_powers_of_ten() -> None:
    years = [number_words(value, "") for value in (1969.0, 2024.0)]
    assert years == ["1969", "2024"]
    lengths = [number_words(value, "s") for value in (1234.5, 999.7, 99.97, 61.63, 0.25)]
    assert lengths == ["1234 s", "1000 s", "100 s", "61.6 s", "0.25 s"]
    assert number_words(-9.34, "LUFS") == "-9.34 LUFS"
