"""Positives and negatives: what they share, and what they must not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from musicpuzzle.models.subspaces import DIMENSIONS
from trainer.similarity.relations import relations
from trainer.similarity.songs import CLASSES, LabelledSong
from trainer.similarity.triplets import draw_triplets

BANDS = np.zeros((128, 129), np.float16)


@st.composite
def song_lists(draw: st.DrawFn) -> list[LabelledSong]:
    some = st.sampled_from
    songs = []
    for number in range(draw(st.integers(3, 9))):
        lead = draw(some(("", *CLASSES[:3])))
        others = draw(st.frozensets(some(CLASSES[:5])))
        songs.append(
            LabelledSong(
                str(number), draw(some(("generated", "recorded"))), "test", BANDS,
                artist=draw(some(("", "a", "b", "c"))), source=draw(some(("", "x", "y", "z"))),
                genre=draw(some(("", "g", "h"))), mood=draw(some(("", "m", "n"))),
                lead=lead, classes=others | ({lead} - {""}),
                tempo_bpm=draw(some((0.0, 60.0, 64.0, 80.0, 120.0, 127.0, 240.0))),
            )
        )  # fmt: skip
    return songs


def _strangers(a: LabelledSong, b: LabelledSong) -> bool:
    if a.origin != b.origin:
        return False
    own = not a.artist or a.artist != b.artist
    return a.origin == "generated" or (own and (not a.source or a.source != b.source))


def _is_right(dimension: str, anchor: LabelledSong, near: LabelledSong, far: LabelledSong) -> bool:
    if dimension == "tempo":
        ratio = max(anchor.tempo_bpm, far.tempo_bpm) / min(anchor.tempo_bpm, far.tempo_bpm)
        apart = ratio > 1.1 and not 2 / 1.1 <= ratio <= 2 * 1.1
        return apart and abs(anchor.tempo_bpm - near.tempo_bpm) <= 5
    if dimension == "instruments":
        return anchor.lead == near.lead != "" and anchor.lead not in far.classes
    own, other, third = (getattr(song, dimension) for song in (anchor, near, far))
    return bool(own and own == other and third and third != own)


@settings(max_examples=30)
@given(song_lists())
def test_triplets_are_what_they_shall_be(songs: Sequence[LabelledSong]) -> None:
    for triplets in draw_triplets(songs, 20, seed=3):
        for places in triplets.places:
            anchor, near, far = (songs[int(k)] for k in places)
            assert len(set(places.tolist())) == 3
            assert _strangers(anchor, near)
            # The negative shares the anchor's source as often as the positive: never.
            assert _strangers(anchor, far)
            assert _is_right(triplets.dimension, anchor, near, far)


@settings(max_examples=30)
@given(song_lists())
def test_nobody_is_positive_and_negative_or_its_own(songs: Sequence[LabelledSong]) -> None:
    found = relations(songs)
    assert found.positives.shape == (len(DIMENSIONS), len(songs), len(songs))
    assert not (found.positives & found.negatives).any()
    for matrix in (*found.positives, *found.negatives):
        assert not matrix.diagonal().any()


def test_the_same_seed_draws_the_same_and_anchors_count_alike(toys: list[LabelledSong]) -> None:
    first, again = (draw_triplets(toys, 200, seed) for seed in (1, 1))
    assert [t.places.tolist() for t in first] == [t.places.tolist() for t in again]
    assert [t.dimension for t in first] == list(DIMENSIONS)
    assert first[0].places.tolist() != draw_triplets(toys, 200, 2)[0].places.tolist()
    assert len(set(first[0].places[:, 0].tolist())) > 0.9 * len(toys)
    for triplets in draw_triplets(toys, 6_000, 1):
        assert len(triplets.places) == 6_000
        _, counts = np.unique(triplets.places[:, 0], return_counts=True)
        # As often as chance has it: six deviations of a binomial draw.
        mean = 6_000 / len(counts)
        assert abs(counts - mean).max() < 6 * np.sqrt(mean)


def test_slow_tempi_are_near_or_far_and_never_both() -> None:
    bands = np.zeros((128, 129), np.float16)
    found = relations(
        [
            LabelledSong(f"{bpm}", "generated", "train", bands, tempo_bpm=bpm)
            for bpm in (45.5, 50.4, 70)
        ]
    )
    near, far = (side[DIMENSIONS.index("tempo")] for side in (found.positives, found.negatives))
    assert near[0, 1]
    assert not far[0, 1]
    assert far[0, 2]
