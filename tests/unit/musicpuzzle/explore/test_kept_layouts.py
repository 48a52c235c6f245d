"""Layouts on disk: known by content, whole or not there, and old songs never move."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.explore.kept_layouts import Layout, arranged, facing, keep, kept, marks_of, path_of
from musicpuzzle.explore.laying import lay_out
from musicpuzzle.explore.projection import principal_layout
from musicpuzzle.explore.views import unit_spaces, vectors_of

from .material import made_up

UNITS = unit_spaces(made_up(60).embeddings)
MARKS = marks_of(UNITS)
LAYOUT = Layout(principal_layout(vectors_of(UNITS, "mood")) * 2, is_final=True)


def test_what_was_kept_comes_back_in_any_order(tmp_path: Path) -> None:
    keep("mood", MARKS, LAYOUT, tmp_path)
    other = np.random.default_rng(0).permutation(60)
    found = arranged("mood", UNITS[other], MARKS[other], tmp_path)
    assert (found.is_final, found.n_placed) == (True, 0)
    np.testing.assert_array_equal(found.positions, LAYOUT.positions[other])


def test_new_songs_are_placed_once_and_old_ones_stay(tmp_path: Path) -> None:
    keep("mood", MARKS[:40], Layout(LAYOUT.positions[:40], is_final=True), tmp_path)
    found = arranged("mood", UNITS, MARKS, tmp_path)
    assert (found.is_final, found.n_placed) == (True, 20)
    np.testing.assert_array_equal(found.positions[:40], LAYOUT.positions[:40])
    # Even without the songs that they were placed by, and those come back where they were.
    alone = arranged("mood", UNITS[40:], MARKS[40:], tmp_path)
    np.testing.assert_array_equal(alone.positions, found.positions[40:])
    np.testing.assert_array_equal(
        arranged("mood", UNITS, MARKS, tmp_path).positions, found.positions
    )


def test_only_songs_of_today_count_as_placed(tmp_path: Path) -> None:
    keep("mood", MARKS[:40], Layout(LAYOUT.positions[:40], is_final=True), tmp_path)
    assert arranged("mood", UNITS[:50], MARKS[:50], tmp_path).n_placed == 10
    assert arranged("mood", UNITS[:45], MARKS[:45], tmp_path).n_placed == 5
    # Gone and come back, songs are what they were, also where others came meanwhile.
    assert arranged("mood", UNITS[5:42], MARKS[5:42], tmp_path).n_placed == 2
    assert arranged("mood", UNITS[20:], MARKS[20:], tmp_path).n_placed == 20
    assert arranged("mood", UNITS[:42], MARKS[:42], tmp_path).n_placed == 2


def test_a_file_that_does_not_say_which_were_placed_still_counts(tmp_path: Path) -> None:
    path = path_of("mood", tmp_path)
    np.savez(path, marks=MARKS, positions=LAYOUT.positions, n_placed=7)
    found = arranged("mood", UNITS, MARKS, tmp_path)
    assert (found.is_final, found.n_placed) == (True, 0)
    np.testing.assert_array_equal(found.positions, LAYOUT.positions)


def test_other_songs_and_no_file_give_the_principal_axes(tmp_path: Path) -> None:
    expected = principal_layout(vectors_of(UNITS, "mood"))
    for _ in range(2):
        found = arranged("mood", UNITS, MARKS, tmp_path)
        assert not found.is_final
        np.testing.assert_array_equal(found.positions, expected)
        keep("mood", MARKS + np.uint64(1), LAYOUT, tmp_path)


@pytest.mark.parametrize(("n_known", "n_songs"), [(1, 60), (14, 60), (10, 20), (1, 2)])
def test_where_too_few_songs_are_known_all_are_laid_out_anew(
    tmp_path: Path, n_known: int, n_songs: int
) -> None:
    keep("mood", MARKS[:n_known], Layout(LAYOUT.positions[:n_known], is_final=True), tmp_path)
    units, marks = UNITS[:n_songs], MARKS[:n_songs]
    found = arranged("mood", units, marks, tmp_path)
    assert not found.is_final
    expected = principal_layout(vectors_of(units, "mood"))
    np.testing.assert_array_equal(found.positions, expected)
    # What was kept is left for the layout that replaces it.
    before = kept("mood", tmp_path)
    assert before is not None
    assert len(before[0]) == n_known


@pytest.mark.parametrize(("n_known", "n_songs"), [(15, 60), (11, 20), (8, 9)])
def test_a_quarter_of_known_songs_or_most_of_few_stay_where_they_are(
    tmp_path: Path, n_known: int, n_songs: int
) -> None:
    keep("mood", MARKS[:n_known], Layout(LAYOUT.positions[:n_known], is_final=True), tmp_path)
    found = arranged("mood", UNITS[:n_songs], MARKS[:n_songs], tmp_path)
    assert found.is_final
    np.testing.assert_array_equal(found.positions[:n_known], LAYOUT.positions[:n_known])


def test_songs_that_were_away_come_back_to_their_places(tmp_path: Path) -> None:
    keep("mood", MARKS[:50], Layout(LAYOUT.positions[:50], is_final=True), tmp_path)
    lay_out("mood", UNITS[50:], MARKS[50:], tmp_path)
    few = arranged("mood", UNITS[50:], MARKS[50:], tmp_path)
    assert few.is_final
    again = arranged("mood", UNITS, MARKS, tmp_path)
    assert again.is_final
    np.testing.assert_array_equal(again.positions[:50], LAYOUT.positions[:50])
    assert again.n_placed == 10
    # Who lays them out anew once they are there wants no older places.
    anew = lay_out("mood", UNITS, MARKS, tmp_path)
    np.testing.assert_array_equal(
        arranged("mood", UNITS, MARKS, tmp_path).positions, anew.positions
    )
    assert not np.array_equal(anew.positions[:50], LAYOUT.positions[:50])


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 and no more", b"\x93NUMPY"])
def test_a_damaged_file_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    path_of("all", tmp_path).write_bytes(damage)
    assert kept("all", tmp_path) is None


def test_a_map_that_cannot_be_kept_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(DataError, match="the map cannot be kept"):
        keep("all", MARKS, LAYOUT, tmp_path / "file")


def test_marks_tell_every_song_by_its_content() -> None:
    assert len(set(MARKS.tolist())) == 60
    np.testing.assert_array_equal(marks_of(UNITS[::-1]), MARKS[::-1])


def test_a_view_faces_the_reference() -> None:
    is_placed = np.arange(60) < 3
    turned = Layout(LAYOUT.positions[:, ::-1].copy(), is_final=True, is_placed=is_placed)
    found = facing(turned, LAYOUT)
    np.testing.assert_allclose(found.positions, LAYOUT.positions, atol=1e-5)
    assert found.n_placed == 3
