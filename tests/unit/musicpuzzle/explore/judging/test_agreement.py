"""How often a model answers as a person does."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from musicpuzzle.explore.judging.agreement import (
    ASKED,
    Agreement,
    agreements_of,
    leads,
    weights_of,
    wilson,
)
from musicpuzzle.explore.judging.judgements import Judgement
from musicpuzzle.explore.search import Space
from musicpuzzle.explore.views import SPACES

from ..material import made_up

N = 9
EMBEDDINGS = made_up(N).embeddings * np.float32(3)
SPACE = Space.of(EMBEDDINGS)
CONTENTS = [f"content {song}" for song in range(N)]
TRIPLETS = st.permutations(range(N)).map(lambda order: tuple(order[:3]))


@given(st.integers(0, 500), st.data())
def test_the_interval_is_that_of_scipy(n: int, data: st.DataObject) -> None:
    agreed = data.draw(st.integers(0, n))
    if n == 0:
        assert wilson(0, 0) == (0.0, 1.0)
        return
    found = binomtest(agreed, n).proportion_ci(0.95, method="wilson")
    assert wilson(agreed, n) == pytest.approx((found.low, found.high), abs=1e-12)


@given(TRIPLETS, st.sampled_from(ASKED))
def test_a_lead_is_a_difference_of_plain_cosines(
    triplet: tuple[int, int, int], dimension: str
) -> None:
    part = SPACES[dimension] if dimension else slice(None)  # type: ignore[index]
    anchor, second, third = EMBEDDINGS[list(triplet), part].astype(np.float64)

    def cosine(one: np.ndarray, two: np.ndarray) -> float:
        return float(one @ two / np.linalg.norm(one) / np.linalg.norm(two))

    (found,) = leads(SPACE, dimension, np.array([triplet]))
    assert found == pytest.approx(cosine(anchor, second) - cosine(anchor, third), abs=1e-5)
    scores = SPACE.like([triplet[0]]).scores(weights_of(dimension))
    assert found == pytest.approx(scores[triplet[1]] - scores[triplet[2]], abs=1e-5)


def test_answers_are_counted_by_what_was_asked() -> None:
    scores = SPACE.like([0]).scores(weights_of("mood"))
    scores[0] = np.nan
    most, least = CONTENTS[int(np.nanargmax(scores))], CONTENTS[int(np.nanargmin(scores))]
    first = CONTENTS[0]
    found = agreements_of(
        [
            Judgement(first, most, least, "mood"),
            Judgement(first, most, least, "mood"),
            Judgement(first, least, most, "mood"),
            Judgement(first, "a song that has gone", least, "genre"),
        ],
        CONTENTS,
        SPACE,
    )
    assert found.by["mood"] == Agreement(3, 2)
    assert found.total == Agreement(3, 2)
    assert found.unusable == 1
    shown = found.to_json()
    assert list(shown) == ["total", "overall", *ASKED[1:], "unusable"]
    assert shown["mood"]["share"] == pytest.approx(2 / 3, abs=1e-4)
    assert shown["genre"] == {"n": 0, "agreed": 0, "share": None, "low": 0.0, "high": 1.0}


def test_a_model_that_hears_no_difference_agrees_with_nobody() -> None:
    space = Space.of(np.zeros((3, 256), np.float32))
    found = agreements_of([Judgement(*CONTENTS[:3])], CONTENTS[:3], space)
    assert found.total == Agreement(1, 0)
