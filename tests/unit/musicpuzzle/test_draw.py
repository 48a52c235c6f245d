from __future__ import annotations

from itertools import permutations

from musicpuzzle.draw import below, permutation, uniform


def test_draws_are_the_same_everywhere() -> None:
    # Written down once: a change would turn every puzzle with a known seed into another.
    assert uniform("start", "ab12", 7, 0.25) == 0.5614817560555059
    assert permutation(6, "deal", 3) == (1, 5, 0, 2, 3, 4)


def test_numbers_and_texts_are_different_parts() -> None:
    assert uniform(1) != uniform("1")
    assert uniform("ab", "c") != uniform("a", "bc")


def test_draws_fill_their_range_evenly() -> None:
    draws = [uniform("even", index) for index in range(4000)]
    assert 0.0 <= min(draws) < 0.01
    assert 0.99 < max(draws) < 1.0
    assert abs(sum(draws) / len(draws) - 0.5) < 0.02
    assert {below(5, "whole", index) for index in range(200)} == {0, 1, 2, 3, 4}


def test_every_permutation_comes() -> None:
    drawn = {permutation(4, "all", index) for index in range(400)}
    assert drawn == set(permutations(range(4)))
