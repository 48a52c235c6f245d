"""Questions are fair, informative, and never asked twice."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicpuzzle.explore.judging.agreement import ASKED, weights_of
from musicpuzzle.explore.judging.judgements import Asked
from musicpuzzle.explore.judging.log import entry_of
from musicpuzzle.explore.judging.questions import (
    Question,
    draw,
    question_of,
)
from musicpuzzle.explore.search import Space

from ..material import made_up


def space_of(n: int, seed: int = 0) -> tuple[Space, list[str]]:
    return Space.of(made_up(n, seed, noise=0.5).embeddings), [f"content {k}" for k in range(n)]


def many(n_songs: int, n_questions: int, dimension: str = "genre") -> list[Question]:
    space, contents = space_of(n_songs)
    asked: set[Asked] = set()
    found = []
    for _ in range(n_questions):
        question = draw(space, contents, dimension, asked)
        assert question is not None
        asked.add(question.judgement(contents, [0.0] * n_songs, is_a=True).asked)
        found.append(question)
    return found


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 6), st.sampled_from(ASKED), st.integers(0, 9))
def test_every_question_is_asked_once_and_then_none(n: int, dimension: str, seed: int) -> None:
    space, contents = space_of(n, seed)
    asked: set[Asked] = set()
    while (question := draw(space, contents, dimension, asked)) is not None:
        assert len(set(question.songs)) == 3
        key = question.judgement(contents, [0.0] * n, is_a=len(asked) % 2 == 0).asked
        assert key not in asked
        asked.add(key)
    expected = {
        (dimension, contents[anchor], frozenset((contents[a], contents[b])))
        for anchor in range(n)
        for a, b in combinations(sorted({*range(n)} - {anchor}), 2)
    }
    assert asked == expected


def test_the_same_progress_draws_the_same_question() -> None:
    assert many(20, 12) == many(20, 12)
    assert many(20, 12) != many(20, 12, "mood")


def test_anchors_are_even_and_a_is_nearer_half_of_the_time() -> None:
    n_songs, n_questions = 12, 600
    space, _ = space_of(n_songs)
    found = many(n_songs, n_questions)
    counts = Counter(question.anchor for question in found)
    expected = n_questions / n_songs
    # Chi-square with 11 degrees of freedom: 31 is exceeded by one in a thousand.
    assert sum((counts[k] - expected) ** 2 / expected for k in range(n_songs)) < 31
    nearer = 0
    for question in found:
        scores = space.like([question.anchor]).scores(weights_of("genre"))
        nearer += bool(scores[question.a] > scores[question.b])
    assert nearer / n_questions == pytest.approx(0.5, abs=0.07)


def test_ranks_lie_evenly_on_a_logarithmic_scale_and_apart() -> None:
    n_songs = 200
    space, _ = space_of(n_songs)
    ranks = []
    for question in many(n_songs, 300):
        scores = space.like([question.anchor]).scores(weights_of("genre"))
        scores[question.anchor] = -np.inf
        order = np.argsort(-scores, kind="stable").tolist()
        pair = sorted(order.index(song) + 1 for song in (question.a, question.b))
        assert pair[1] >= 2 * pair[0]
        ranks.append(pair)
    nearer, farther = np.log(np.array(ranks).T) / np.log(n_songs)
    # Of two even draws the smaller lies near a third of the way, the larger near two thirds;
    # that they are apart moves both outwards a little.
    assert nearer.mean() == pytest.approx(0.27, abs=0.06)
    assert farther.mean() == pytest.approx(0.72, abs=0.06)


def test_copies_and_songs_that_cannot_be_heard_are_never_asked_about() -> None:
    space, contents = space_of(6)
    contents[4] = contents[1]
    asked: set[Asked] = set()
    songs: set[int] = set()
    while (question := draw(space, contents, "", asked, {5})) is not None:
        songs.update(question.songs)
        asked.add(question.judgement(contents, [0.0] * 6, is_a=True).asked)
    assert songs == {0, 1, 2, 3}


def test_an_answer_leads_back_to_its_question() -> None:
    contents = ["x", "y", "z"]
    question = Question("tempo", 2, 0, 1)
    for is_a in (True, False):
        own = question.judgement(contents, [1.0, 2.0, 3.0], is_a=is_a)
        assert own.nearer == ("x" if is_a else "y")
        assert own.starts_s == ((3.0, 1.0, 2.0) if is_a else (3.0, 2.0, 1.0))
        entry = entry_of(own, as_a="nearer" if is_a else "farther")
        assert question_of(entry, contents) == question
        assert question_of(entry, ["x", "y", "w"]) is None
