"""What makes the order of a medley true is in its plan."""

from __future__ import annotations

import itertools

import pytest

from musicpuzzle.errors import MusicPuzzleError
from trainer.compose.medley.plan import LONGEST_S, PARTS, SHORTEST_S, MedleyPlan, draw_medley
from trainer.compose.splits import HELD_OUT_STYLES, draw_seed, split_of, styles_of
from trainer.compose.styles import STYLES

SPLITS = ("train", "validation", "test")


def plans() -> list[tuple[str, MedleyPlan]]:
    return [
        (split, draw_medley(draw_seed(3, split, "medley", k), PARTS[k % 4], styles_of(split)))
        for split in SPLITS
        for k in range(16)
    ]


PLANS = plans()


def test_tempi_go_one_way_in_small_steps() -> None:
    rising = 0
    for _, plan in PLANS:
        tempi = [part.spec.tempo_bpm for part in plan.parts]
        steps = {round(b / a, 3) for a, b in itertools.pairwise(tempi)}
        if min(steps) < 1:
            steps = {round(1 / step, 3) for step in steps}
        else:
            rising += 1
        assert all(1.04 <= step <= 1.08 for step in steps), tempi
    assert 10 < rising < len(PLANS) - 10


def test_keys_fall_by_fifths_or_keep_their_tonic() -> None:
    stays = 0
    for _, plan in PLANS:
        tonics = [part.spec.tonic for part in plan.parts]
        moves = [(b - a) % 12 for a, b in itertools.pairwise(tonics)]
        assert set(moves) <= {0, 5}
        assert (0, 0) not in itertools.pairwise(moves)
        stays += moves.count(0)
    assert stays > 10


def test_who_sings_the_second_voice_leads_next_and_nobody_leads_twice() -> None:
    for _, plan in PLANS:
        leads = [part.spec.lead for part in plan.parts]
        assert [part.second for part in plan.parts[:-1]] == leads[1:]
        assert len({*leads, plan.parts[-1].second}) == len(leads) + 1


def test_the_songs_differ() -> None:
    for _, plan in PLANS:
        for factor in ("style", "mood", "seed"):
            assert len({getattr(part.spec, factor) for part in plan.parts}) == len(plan.parts)
        energies = [part.energy for part in plan.parts]
        assert energies == sorted(set(energies))


def test_parts_last_about_a_quarter_of_a_minute() -> None:
    for _, plan in PLANS:
        for part in plan.parts:
            metre = STYLES[part.spec.style].metre
            # The last part has the bar of its last chord besides, and slows before it.
            bars = part.bars + (1.4 if part is plan.parts[-1] else 0.0)
            seconds = bars * metre.bar_q * 60 / part.spec.tempo_bpm / metre.beat_q
            assert 0.97 * SHORTEST_S <= seconds <= 1.03 * LONGEST_S


def test_tempi_suit_the_styles_as_far_as_they_can() -> None:
    natural = near = count = 0
    for _, plan in PLANS:
        for part in plan.parts:
            low, high = STYLES[part.spec.style].tempo
            count += 1
            natural += low <= part.spec.tempo_bpm <= high
            near += 0.7 * low <= part.spec.tempo_bpm <= 1.4 * high
    assert natural > 0.5 * count
    assert near == count


def test_splits_share_neither_seeds_nor_styles_with_the_tests() -> None:
    seeds: dict[str, set[int]] = {split: set() for split in SPLITS}
    styles: dict[str, set[str]] = {split: set() for split in SPLITS}
    for split, plan in PLANS:
        assert split_of(plan.seed) == split
        seeds[split].add(plan.seed)
        styles[split] |= {part.spec.style for part in plan.parts}
    assert not styles["test"] & (styles["train"] | styles["validation"])
    assert styles["test"] <= set(HELD_OUT_STYLES)
    assert all(len(found) == 16 for found in seeds.values())
    assert [split_of(seed) for seed in (0, 2**32 - 1)] == ["train", "test"]


def test_a_seed_is_a_medley() -> None:
    assert draw_medley(5, 4, sorted(STYLES)) == draw_medley(5, 4, sorted(STYLES, reverse=True))
    first, second = draw_medley(5, 4, sorted(STYLES)), draw_medley(6, 4, sorted(STYLES))
    assert not {p.spec.seed for p in first.parts} & {p.spec.seed for p in second.parts}


def test_each_song_wants_a_style_of_its_own() -> None:
    with pytest.raises(MusicPuzzleError, match="4 songs needs 4 styles, there are 2"):
        draw_medley(1, 4, ["pop", "rock", "pop"])
