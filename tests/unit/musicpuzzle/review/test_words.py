from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.opponents.thinking import Thought, decide
from musicpuzzle.games.puzzle import Fragment, Puzzle
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.review.evidence import (
    MapEvidence,
    Moments,
    NoEvidence,
    Place,
    SpectraEvidence,
)
from musicpuzzle.review.evidence_words import evidence_words, method_words
from musicpuzzle.review.parts import Parts, PulseEvidence, Repetition
from musicpuzzle.review.review import Review, gap_of, look_back
from musicpuzzle.review.rows import row_of
from musicpuzzle.review.words import (
    MISLEADING,
    NOTHING_APART,
    cell_words,
    mistake_words,
    pair_words,
    per_cent,
    summary_words,
)

from .material import clip, make_puzzle, tone

LOW_HZ = (110.0, 146.8, 87.3, 196.0, 65.4)


def thought_of(log_odds: np.ndarray) -> Thought:
    order, told = decide(log_odds)
    return Thought(order, told, 0.0, {})


def chain() -> list[Clip]:
    """Four pieces in true order; each ends with the low note that the next begins with."""
    return [
        clip(np.concatenate([tone(LOW_HZ[k], 1.0), tone(LOW_HZ[k + 1], 1.0)])) for k in range(4)
    ]


def make_review(order: tuple[int, ...], log_odds: np.ndarray | None = None) -> Review:
    """Dealt as in the song: the truth is A B C D."""
    odds = np.zeros((4, 4)) if log_odds is None else log_odds
    return look_back(make_puzzle((0, 1, 2, 3)), chain(), order, "SEN", thought_of(odds))


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "under 1 %"),
        (0.0099, "under 1 %"),
        (0.01, "1 %"),
        (0.916, "92 %"),
        (0.995, "over 99 %"),
    ],
)
def test_shares(share: float, words: str) -> None:
    assert per_cent(share) == words


def test_a_mistake_is_told_by_scores_and_by_what_sets_the_joins_apart() -> None:
    odds = np.zeros((4, 4))
    odds[1, 2], odds[1, 3] = np.log(92.0), np.log(3.0)
    odds[1, 0] = np.log(5.0)
    review = make_review((0, 1, 3, 2), odds)
    assert review.you.wrong == ((1, 3), (3, 2))
    scores, why = mistake_words(review, (1, 3))
    assert scores == "You joined B to D; SEN gave that join 3 %, and 92 % to B then C."
    assert why == "The low notes of B run on into C. The low notes change from B to D."


def test_a_join_that_the_opponent_made_too_is_told_so() -> None:
    odds = np.zeros((4, 4))
    odds[1, 3] = 2.0
    words = mistake_words(make_review((0, 1, 3, 2), odds), (1, 3))
    assert words[0].startswith(
        "You joined B to D, and so did SEN: it gave that join 79 %, and 11 %"
    )


def test_a_mistake_of_the_opponent_alone_is_told_as_its_own() -> None:
    odds = np.zeros((4, 4))
    odds[1, 3] = 2.0
    review = make_review((), odds)
    scores = mistake_words(review, (1, 3))[0]
    assert scores == "SEN joined B to D; it gave that join 79 %, and 11 % to B then C."


def test_after_the_last_piece_nothing_follows() -> None:
    words = mistake_words(make_review((0, 1, 3, 2)), (3, 2))
    assert words[0] == "You joined D to C, but D is the last piece."
    assert words[1] == "SEN gave that join 33 %."
    assert words[2] == "The low notes change from D to C."


def test_what_misleads_is_called_so_and_what_nothing_tells_apart_too() -> None:
    pieces = chain()
    # C begins with another note than B ends with, and D with the very one.
    trap = [pieces[0], pieces[1], pieces[3], pieces[2]]
    review = look_back(
        make_puzzle((0, 1, 2, 3)), trap, (0, 1, 3, 2), "SEN", thought_of(np.zeros((4, 4)))
    )
    why = mistake_words(review, (1, 3))[1]
    assert (
        why == f"{MISLEADING} The low notes of B run on into D. The low notes change from B to C."
    )
    alike = look_back(
        make_puzzle((0, 1, 2, 3)),
        [pieces[0]] * 4,
        (0, 1, 3, 2),
        "SEN",
        thought_of(np.zeros((4, 4))),
    )
    assert mistake_words(alike, (1, 3))[1:] == (NOTHING_APART,)


def test_cells_say_what_a_screen_reader_needs() -> None:
    odds = np.zeros((4, 4))
    odds[1, 2] = 3.0
    review = make_review((0, 1, 3, 2), odds)
    assert cell_words(review, (1, 2)) == "B then C: 91 %, right, SEN's join"
    assert cell_words(review, (1, 3)).startswith("B then D: 5 %, wrong, your join")


def test_any_pair_is_told_by_score_and_measures() -> None:
    odds = np.zeros((4, 4))
    odds[0, 1] = 1.5
    first, *measured = pair_words(make_review((0, 1, 2, 3), odds), (0, 1))
    assert first == "SEN gives B 69 % among all that could follow A (log-odds +1.5)."
    assert "The low notes of A run on into B." in measured
    assert "B begins as loud as A ends." in measured


def test_the_summary() -> None:
    review = make_review((0, 1, 3, 2))
    assert summary_words(review) == (
        "You found 1 of 3 joins.",
        "By SEN's ear your order is worth 100 %.",
    )
    nearly = replace(review, your_accuracy=99.9)
    assert summary_words(nearly)[1].endswith("99 %.")
    assert summary_words(make_review(())) == ("You gave up.",)


def test_a_medley_of_own_songs_is_told_without_right_and_wrong() -> None:
    fragments = tuple(Fragment(f"song {k}", 0, 88_200) for k in range(3))
    puzzle = Puzzle("", 44_100, PuzzleSettings(3, game="medley"), 1, fragments, (2, 0, 1))
    review = look_back(puzzle, chain()[:3], (0, 1, 2), "SEN", thought_of(np.zeros((3, 3))))
    assert review.truth is None
    assert review.gap_s is None
    assert cell_words(review, (0, 1)).startswith("A then B: 50 %, your join")
    assert summary_words(review)[-1] == "Pieces of different songs have no right order."


def test_every_mistake_of_every_order_can_be_told() -> None:
    odds = np.random.default_rng(2).normal(0, 3, (4, 4))
    heard = make_review((0, 1, 2, 3), odds)
    for order in permutations(range(4)):
        review = replace(heard, you=row_of(heard.puzzle, order))
        for pair in review.you.wrong:
            words = mistake_words(review, pair)
            assert all(line.endswith(".") for line in words)
            assert len(words) >= 2


def test_the_gap_is_known_where_it_is_the_same_everywhere() -> None:
    assert gap_of(make_puzzle((0, 1, 2))) == 0.0
    assert gap_of(make_puzzle((0, 1, 2), gap_s=0.25)) == pytest.approx(0.25, abs=1e-3)
    uneven = make_puzzle((0, 1, 2))
    later = replace(uneven.fragments[2], start_sample=uneven.fragments[2].start_sample + 2000)
    assert gap_of(replace(uneven, fragments=(*uneven.fragments[:2], later))) is None


def test_evidence_is_told_in_seconds_and_scores() -> None:
    axis = np.array([-0.2, -0.1])
    first = Moments(axis, np.zeros(2, np.float32), (-0.31, -0.06), -0.1)
    second = Moments(-axis, np.zeros(2, np.float32), (0.03, 0.29), 0.55)
    planes = np.zeros((1, 2, 2), np.float32)
    place = Place(0, (-1.2, -0.95), (0.5, 0.75), 2.0)
    found = MapEvidence((1, 2), 0.5, planes, planes, axis, -axis, place, 0.45, first, second)
    assert evidence_words(found, "ABCD") == (
        "In B, what counts most sounds 0.3 to 0.1 s before its end: the score goes from +0.5 to"
        " -0.1 without it.",
        "In C, what counts most sounds 0.0 to 0.3 s after its start: the score stays at +0.5"
        " without it.",
        "On the map, what counts most is 1.2 to 0.9 s before the end of B beside 0.5 to 0.8 s into"
        " C: the score goes from +0.5 to +2.0 without it.",
        "The whole map: the score stays at +0.5 without it.",
    )
    spectra = SpectraEvidence((0, 3), 1.0, axis, axis, axis, (900.0, 1100.0), 0.634)
    assert evidence_words(spectra, "ABCD") == (
        "The end of A and the start of D differ most from 900 to 1100 Hz: 63 % of their distance.",
    )
    assert evidence_words(NoEvidence((0, 1), "It guesses."), "ABCD") == ("It guesses.",)
    assert method_words(NoEvidence((0, 1), "It guesses.")) == ""
    assert "curves" not in method_words(spectra)


def parts_of(alone: np.ndarray, pulse: np.ndarray, gap_s: float | None) -> Parts:
    empty = np.zeros(0, np.float32)
    return Parts(alone, pulse, gap_s, np.zeros(0), empty, empty, np.zeros((4, 4, 0), np.float32))


@pytest.mark.parametrize(
    ("alone", "pulse", "gap_s", "words"),
    [
        ((0.5, 0.0), (0.0, 2.0), 0.25, "The beat decided: C goes on where B stopped if 0.25 s"),
        ((0.5, 0.0), (0.0, 2.0), 0.0, "The beat decided: C goes on where B stopped."),
        ((0.0, 0.5), (2.0, 0.0), 0.5, "The beat misled SEN: D would go on where B stopped if 0.50"),
        ((0.0, 0.5), (2.0, 0.0), 0.0, "The beat misled SEN: D would go on where B stopped if noth"),
        ((0.0, 0.5), (0.0, 2.0), 0.25, None),
        ((0.5, 0.0), (0.0, 0.2), 0.25, None),
        ((0.5, 0.0), (0.0, 2.0), None, None),
    ],
)
def test_the_beat_is_told_where_it_turned_the_choice(
    alone: tuple[float, float], pulse: tuple[float, float], gap_s: float | None, words: str | None
) -> None:
    made, added = np.zeros((2, 4, 4))
    # Of B then D, which is wrong, and of B then C.
    made[1, 3], made[1, 2] = alone
    added[1, 3], added[1, 2] = pulse
    review = make_review((0, 1, 3, 2), made + added)
    told = mistake_words(review, (1, 3), parts_of(made, added, gap_s))
    if words is None:
        assert told == mistake_words(review, (1, 3))
    else:
        assert told[1].startswith(words)
        assert told[2:] == mistake_words(review, (1, 3))[1:]


def test_the_score_is_told_in_its_parts() -> None:
    axis = np.array([-0.2, -0.1])
    moments = Moments(axis, np.zeros(2, np.float32), (-0.31, -0.06), -0.1)
    planes = np.zeros((1, 2, 2), np.float32)
    place = Place(0, (-1.2, -0.95), (0.5, 0.75), 2.0)
    lags = np.linspace(0.5, 1.01, 20)
    curve = np.sin(9 * lags).astype(np.float32)
    weights = np.full(20, 0.05, np.float32)
    same = Repetition(lags, weights, curve, 0.3 * curve + 1.0)
    assert same.agreement == pytest.approx(1.0)
    beat = PulseEvidence((1, 2), 1.5, 0.25, likeliest=2, likeliest_alone=3, repetition=same)
    found = MapEvidence(
        (1, 2), -0.5, planes, planes, axis, -axis, place, -0.45, moments, moments, beat
    )
    told = evidence_words(found, "ABCD")
    assert told[:3] == (
        "The beat decided: C goes on where B stopped if 0.25 s are left out.",
        "The score is +1.0: -0.5 by the two pieces alone, +1.5 by the beat if 0.25 s are left out.",
        "What comes again within the pieces and from B to C agrees by +1.00, where 1 is most.",
    )
    assert "the score of the two alone goes from -0.5 to -0.1 without it" in told[3]
    assert "bar" in method_words(found)
    short = replace(same, lags_s=lags / 10)
    told = evidence_words(replace(found, pulse=replace(beat, repetition=short)), "ABCD")
    assert told[2].endswith("agrees by +1.00, where 1 is most, but over 0.05 s of lags only.")
    lost = replace(beat, likeliest=0, likeliest_alone=2)
    assert evidence_words(replace(found, pulse=lost), "ABCD")[0] == (
        "The beat decided against it: A goes on where B stopped if 0.25 s are left out."
    )
    none = replace(beat, gap_s=None, repetition=None, log_odds=0.2)
    assert evidence_words(replace(found, pulse=none), "ABCD")[:2] == (
        "The score is -0.3: -0.5 by the two pieces alone, +0.2 by the beat.",
        "No beat goes on through all pieces, so it says the same of every join.",
    )
    assert evidence_words(lost, "ABCD")[0].startswith("By the beat, A goes on where B stopped")
