from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.games.solve import solve
from musicpuzzle.review.report import review_songs
from musicpuzzle.review.scores import accuracy_per_cent

SETTINGS = PuzzleSettings(pieces=4, gap_s=0.1, total_s=6.0)


@pytest.fixture(scope="module")
def songs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Three files of 8 s of a rising tone each, from other pitches."""
    folder = tmp_path_factory.mktemp("report")
    time_s = np.arange(8 * 22_050) / 22_050
    paths = []
    for number in range(3):
        paths.append(folder / f"{number}.flac")
        sound = 0.3 * np.sin(2 * np.pi * ((200 + 90 * number) * time_s + 60 * time_s**2))
        soundfile.write(paths[-1], sound, 22_050)
    return paths


@pytest.mark.parametrize("numbers", [(2, 1, 3, 4), (4, 3, 2, 1), (1, 2, 3, 4)])
def test_all_is_numbered_by_the_true_order(songs: list[Path], numbers: tuple[int, ...]) -> None:
    report = review_songs(songs[0], SETTINGS, 5, "continuity", rival="Continuity", numbers=numbers)
    found = report.to_json()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    solved = solve(songs[0], SETTINGS, 5, "continuity").to_json()
    assert {key: found[key] for key in ("shuffled", "truth")} == {
        key: solved[key] for key in ("shuffled", "truth")
    }
    assert found["opponent_order"] == solved["order"]
    assert found["order"] == list(numbers)
    wrong = [list(pair) for pair in pairwise(numbers) if pair[1] != pair[0] + 1]
    assert [each["join"] for each in found["wrong"]] == wrong
    for each in found["wrong"]:
        assert f"#{each['join'][0]} to #{each['join'][1]}" in each["decisive"][0]
    odds = np.array([[-np.inf if x is None else x for x in row] for row in found["log_odds"]])
    # A rising tone goes on where it stopped: the true joins are what continuity hears best.
    assert [int(row.argmax()) for row in odds[:3]] == [1, 2, 3]
    shares = np.array([[x or 0.0 for x in row] for row in found["per_cent"]])
    assert np.allclose(shares.sum(axis=1), 100)
    assert np.allclose(shares[0, 1] / shares[0, 2], np.exp(odds[0, 1] - odds[0, 2]))
    places = tuple(number - 1 for number in numbers)
    assert found["accuracy"] == pytest.approx(accuracy_per_cent(odds, places))


def test_without_an_order_the_opponents_own_is_looked_at(songs: list[Path]) -> None:
    report = review_songs(songs[0], SETTINGS, 1, "chance", rival="Chance")
    found = report.to_json()
    assert found["order"] == found["opponent_order"]
    assert found["accuracy"] == found["opponent_accuracy"] == 100.0
    assert all(each["decisive"][0].startswith("Chance joined #") for each in found["wrong"])
    assert not any("You" in line for line in report.lines())


def test_a_medley_of_ones_own_has_a_judge_and_no_wrong_joins(songs: list[Path]) -> None:
    settings = PuzzleSettings(3, game="medley")
    report = review_songs(songs, settings, 1, "chance", rival="Chance", numbers=(3, 1, 2))
    found = report.to_json()
    assert (found["truth"], found["wrong"]) == (None, [])
    assert found["order"] == [3, 1, 2]
    assert 0 <= found["judge"] <= 1
    assert found["songs"] == [str(path) for path in songs]
    assert "No order is the right one" in "\n".join(report.lines())


@pytest.mark.parametrize("numbers", [(1, 2, 3), (1, 2, 3, 3), (0, 1, 2, 3), (1, 2, 3, 5)])
def test_what_is_no_order_is_found_out_before_the_song_is_read(numbers: tuple[int, ...]) -> None:
    with pytest.raises(PuzzleError, match="does not name each of the pieces 1 to 4 once"):
        review_songs("missing.wav", SETTINGS, 1, "chance", rival="Chance", numbers=numbers)
