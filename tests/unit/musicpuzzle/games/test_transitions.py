from __future__ import annotations

from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games import round as rounds
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.transitions import Transitions, casual_result, listen

RATE_HZ = 22_050


def costing(costs: np.ndarray) -> Transitions:
    return Transitions(key=costs, tempo=costs, level=costs, colour=costs)


@given(st.integers(3, 5), st.integers(0, 50))
def test_the_share_is_the_rank_among_all_orders(n: int, seed: int) -> None:
    costs = np.random.default_rng(seed).integers(0, 3, size=(n, n)) / 2
    judge = costing(costs)
    shares = {order: judge.share_of_worse(order) for order in permutations(range(n))}
    sums = {order: sum(costs[a, b] for a, b in pairwise(order)) for order in shares}
    assert np.mean(list(shares.values())) == pytest.approx(0.5)
    for one in list(shares)[:10]:
        worse = sum(sums[other] > sums[one] + 1e-9 for other in sums)
        equal = sum(abs(sums[other] - sums[one]) < 1e-9 for other in sums) - 1
        assert shares[one] == pytest.approx((worse + equal / 2) / (len(sums) - 1))


def test_many_pieces_are_held_against_random_orders() -> None:
    costs = np.ones((12, 12))
    best = tuple(np.random.default_rng(1).permutation(12).tolist())
    costs[best[:-1], best[1:]] = 0
    judge = costing(costs)
    assert judge.share_of_worse(best) > 0.9999
    assert judge.share_of_worse(best) == judge.share_of_worse(best)
    assert 0 <= judge.share_of_worse(best[::-1]) < 0.5


def test_an_order_names_each_piece_once() -> None:
    with pytest.raises(PuzzleError, match="each piece once"):
        costing(np.ones((3, 3))).share_of_worse((0, 1, 1))


def piece(bpm: float, tonic_hz: float, first_gain: float = 1.0, last_gain: float = 1.0) -> Clip:
    """8 s of a major scale on a beat, swelling from one gain to another."""
    rng = np.random.default_rng(round(bpm))
    time_s = np.arange(8 * RATE_HZ) / RATE_HZ
    sound = np.zeros_like(time_s)
    step = round(60 / bpm * RATE_HZ)
    for beat, at in enumerate(range(0, len(sound) - step, step)):
        semitone = (0, 4, 7, 12, 11, 9, 7, 5, 4, 2)[beat % 10]
        note_s = time_s[:step]
        tone = np.sin(2 * np.pi * tonic_hz * 2 ** (semitone / 12) * note_s)
        sound[at : at + step] += 0.3 * tone * np.exp(-3 * note_s)
        sound[at : at + 400] += 0.1 * rng.normal(size=400) * np.exp(-np.arange(400) / 80)
    swell = np.geomspace(first_gain, last_gain, len(sound))
    return Clip((sound * swell)[None].astype(np.float32), RATE_HZ)


def test_the_judge_hears_keys_tempi_and_levels() -> None:
    c, g, f_sharp = 261.6, 392.0, 370.0
    heard = listen(
        [piece(100, c), piece(100, g), piece(100, f_sharp), piece(140, c), piece(100, c, 0.1, 1.0)]
    )
    assert heard.key[0, 1] == pytest.approx(1 / 6)
    assert heard.key[0, 2] == 1.0
    assert heard.tempo[0, 1] < 0.05
    assert heard.tempo[0, 3] > 0.8
    assert heard.level[0, 4] > 0.9
    assert heard.level[4, 0] < 0.4
    assert heard.colour[0, 1] < heard.colour[0, 2] + 0.5
    for table in (heard.key, heard.tempo, heard.level, heard.colour):
        assert table.shape == (5, 5)
        assert ((table >= 0) & (table <= 1)).all()


def test_what_has_neither_key_nor_beat_is_judged_too() -> None:
    silence = Clip(np.zeros((2, 2 * RATE_HZ), np.float32), RATE_HZ)
    heard = listen([silence, piece(100, 261.6), silence])
    assert heard.key[0, 1] == heard.tempo[0, 1] == 0.5
    assert 0 <= heard.share_of_worse((0, 1, 2)) <= 1


def test_listening_can_be_given_up() -> None:
    def give_up() -> None:
        raise StopIteration

    with pytest.raises(StopIteration):
        listen([piece(100, 261.6)], check=give_up)


def test_a_casual_round_is_worth_the_share() -> None:
    settings = PuzzleSettings(pieces=3, game="medley")
    fragments = tuple(Fragment(song, 0, 10) for song in "abc")
    puzzle = Puzzle("", 100, settings, 1, fragments, (1, 0, 2))
    costs = np.array([[0.0, 0.1, 0.4], [0.9, 0.0, 0.2], [0.8, 0.7, 0.0]])
    begun = rounds.start(puzzle, at_s=5.0)
    with pytest.raises(PuzzleError, match="not over"):
        casual_result(begun, costing(costs))
    share, result = casual_result(rounds.play_order(begun, (0, 1, 2), 9.0), costing(costs))
    assert (share, result.points, result.seconds) == (1.0, 1000, 4.0)
