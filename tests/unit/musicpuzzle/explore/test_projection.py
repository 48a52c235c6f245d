"""Layouts: neighbours are kept, the same songs give the same map, and old songs stay."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Progress
from musicpuzzle.explore.projection import (
    FEWEST,
    aligned,
    neighbour_layout,
    placed,
    principal_layout,
    scaled,
)
from musicpuzzle.explore.views import unit_spaces, vectors_of

from .material import made_up

Floats = NDArray[np.float32]


def vectors(n: int) -> Floats:
    return vectors_of(unit_spaces(made_up(n).embeddings), "genre")


def share_kept(high: Floats, low: Floats, count: int = 10) -> float:
    """How many of the nearest songs in the space are among the nearest on the map, by sorting."""
    near = []
    for points in (high, low):
        away = np.linalg.norm(points[:, None] - points, axis=2)
        np.fill_diagonal(away, np.inf)
        near.append(away.argsort(axis=1)[:, :count])
    kept = [len(set(a) & set(b)) for a, b in zip(near[0].tolist(), near[1].tolist(), strict=True)]
    return float(np.mean(kept)) / count


def test_the_principal_axes_are_those_of_the_singular_values() -> None:
    songs = vectors(80)
    centred = songs - songs.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    expected = scaled(centred @ axes[:2].T)
    found = principal_layout(songs)
    np.testing.assert_allclose(np.abs(found), np.abs(expected), atol=1e-4)
    # Mirroring all songs mirrors no sign of an axis.
    np.testing.assert_allclose(principal_layout(-songs), -found, atol=1e-4)


def test_one_song_and_equal_songs_have_a_place() -> None:
    assert principal_layout(vectors(1)).tolist() == [[0.0, 0.0]]
    assert np.isfinite(principal_layout(np.ones((5, 64), np.float32))).all()


def test_the_final_map_keeps_neighbours_and_is_the_same_each_time() -> None:
    songs = vectors(90)
    first = principal_layout(songs)
    shares: list[float] = []
    found = neighbour_layout(songs, first, Progress(shares.append), iterations=(60, 90))
    assert share_kept(songs, found) > share_kept(songs, first) + 0.1
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    np.testing.assert_array_equal(neighbour_layout(songs, first, iterations=(60, 90)), found)


def test_a_final_map_can_be_given_up() -> None:
    class GivenUpError(Exception):
        pass

    def check() -> None:
        if len(shares) > 3:
            raise GivenUpError

    shares: list[float] = []
    songs = vectors(60)
    with pytest.raises(GivenUpError):
        neighbour_layout(songs, principal_layout(songs), Progress(shares.append, check))
    assert len(shares) == 4


def test_so_few_songs_stay_on_their_axes() -> None:
    songs = vectors(FEWEST - 1)
    first = principal_layout(songs)
    assert neighbour_layout(songs, first) is first


def test_a_later_song_goes_among_its_like() -> None:
    songs, layout = vectors(200), principal_layout(vectors(200))
    found = placed(songs[:20] + np.float32(1e-4), songs, layout)
    near = np.linalg.norm(found - layout[:20], axis=1)
    apart = np.linalg.norm(layout - layout[100], axis=1)
    assert np.median(near) < 0.1 * np.median(apart)


def test_between_two_groups_a_song_goes_into_one() -> None:
    groups = np.repeat(np.eye(2, dtype=np.float32), 60, axis=0)
    positions = np.repeat(np.array([[-1, 0], [1, 0]], np.float32), 60, axis=0)
    undecided = np.array([[0.71, 0.7], [0.7, 0.71]], np.float32)
    np.testing.assert_allclose(placed(undecided, groups, positions), [[-1, 0], [1, 0]], atol=1e-5)
    # Also where its neighbours are in both.
    few = slice(53, 67)
    found = placed(undecided[:1], groups[few], positions[few])[0]
    assert abs(abs(found[0]) - 1) < 0.2


def test_a_turned_and_mirrored_map_is_turned_back() -> None:
    layout = principal_layout(vectors(50))
    angle = 0.7
    turn = np.array([[np.cos(angle), np.sin(angle)], [np.sin(angle), -np.cos(angle)]])
    moved = (layout @ turn + 3).astype(np.float32)
    np.testing.assert_allclose(aligned(moved, layout), layout, atol=1e-5)


def test_scaled_puts_all_but_the_outermost_within_one() -> None:
    points = scaled(np.random.default_rng(0).normal(5, 40, (1000, 2)).astype(np.float32))
    assert abs(np.median(points)) < 0.05
    assert np.mean(np.hypot(*points.T) <= 1) == pytest.approx(0.99, abs=0.002)
