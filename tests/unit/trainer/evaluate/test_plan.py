from __future__ import annotations

import numpy as np

from trainer.evaluate.plan import Cell, Deal, Plan, opponent_seed, piece_disguises


def test_the_grid_is_the_one_that_was_asked_for() -> None:
    plan = Plan(("sen",))
    assert len(list(plan.deals())) == 4 * 4 * 4
    assert len(list(plan.cells())) == 4 * 4 * 2
    narrow = Plan(("sen",), pieces=(4,), gaps_s=(0.25,), disguises=(True,), puzzles_per_song=2)
    assert list(narrow.deals()) == [Deal("jigsaw", 4, 0.25, 0), Deal("jigsaw", 4, 0.25, 1)]
    assert list(narrow.cells()) == [Cell("jigsaw", 4, 0.25, True)]


def test_a_gap_is_for_the_jigsaw_alone() -> None:
    plan = Plan(("sen",), (3, 4), (0.0, 0.5), puzzles_per_song=1, games=("jigsaw", "medley"))
    assert list(plan.deals()) == [
        Deal("jigsaw", 3, 0.0, 0),
        Deal("jigsaw", 3, 0.5, 0),
        Deal("jigsaw", 4, 0.0, 0),
        Deal("jigsaw", 4, 0.5, 0),
        Deal("medley", 3, None, 0),
        Deal("medley", 4, None, 0),
    ]
    assert Cell("medley", 4, None, True) in list(plan.cells())
    assert plan.settings(Deal("medley", 4, None, 0)).game == "medley"
    seeds = {plan.puzzle_seed("a", deal) for deal in plan.deals()}
    assert len(seeds) == 6


def test_the_seeds_of_the_jigsaw_stay_what_they_were() -> None:
    """Outcomes that are kept in files are of puzzles drawn by them."""
    assert Plan(("sen",)).puzzle_seed("song", Deal("jigsaw", 4, 0.25, 0)) == 7275306713216526


def test_each_puzzle_has_a_seed_of_its_own_that_no_other_choice_changes() -> None:
    plan = Plan(("sen",))
    seeds = {plan.puzzle_seed(song, deal) for song in ("a", "b") for deal in plan.deals()}
    assert len(seeds) == 128
    assert all(0 <= seed < 2**53 for seed in seeds)
    other = Plan(("waveform", "sn"), disguises=(False,), puzzles_per_song=1)
    for deal in other.deals():
        assert other.puzzle_seed("a", deal) == plan.puzzle_seed("a", deal)
    deal = Deal("jigsaw", 4, 0.25, 0)
    assert Plan(("sen",), seed=1).puzzle_seed("a", deal) != plan.puzzle_seed("a", deal)
    assert plan.puzzle_seed("a", Deal("jigsaw", 4, 1, 0)) == plan.puzzle_seed(
        "a", Deal("jigsaw", 4, 1.0, 0)
    )


def test_disguises_are_uniform_within_six_decibels() -> None:
    drawn = [each for seed in range(500) for each in piece_disguises(seed, 4)]
    for values in ([each.gain_db for each in drawn], [each.tilt_db for each in drawn]):
        assert -6 <= min(values) < -5.9
        assert 5.9 < max(values) <= 6
        assert abs(np.mean(values)) < 0.3
        assert abs(np.std(values) - 12 / np.sqrt(12)) < 0.1
    both = np.corrcoef([each.gain_db for each in drawn], [each.tilt_db for each in drawn])
    assert abs(both[0, 1]) < 0.07
    assert piece_disguises(3, 4) == piece_disguises(3, 4)


def test_an_opponent_draws_apart_from_the_puzzle() -> None:
    assert len({7, opponent_seed(7, disguised=False), opponent_seed(7, disguised=True)}) == 3
