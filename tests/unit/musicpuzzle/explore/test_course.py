"""The course of a song: where its windows go, with an ear that hears what the test says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import soundfile
from numpy.typing import NDArray

from musicpuzzle.explore.course import course_of
from musicpuzzle.explore.projection import principal_layout
from musicpuzzle.explore.search import Space
from musicpuzzle.explore.views import vectors_of
from musicpuzzle.models.embedder import TRAJECTORY_S

from .material import made_up

SONGS = made_up(40)


class Ear:
    """Hears the first half of a song like one song of the map, the second half like another."""

    def __init__(self, first: int, second: int) -> None:
        rows = [SONGS.embeddings[first]] * 12 + [SONGS.embeddings[second]] * 12
        self._rows = np.stack(rows)

    def trajectory(
        self, samples: NDArray[np.float32], *, check: Callable[[], None]
    ) -> NDArray[np.float32]:
        assert samples.ndim == 1
        check()
        return self._rows


def test_a_song_goes_from_one_place_to_another_and_turns_there(tmp_path: Path) -> None:
    genres = SONGS.words["genre"].codes
    first = 0
    second = int(np.flatnonzero(genres != genres[first])[0])
    path = tmp_path / "song.wav"
    noise = 0.1 * np.random.default_rng(0).standard_normal(4 * 8000)
    soundfile.write(path, noise.astype(np.float32), 8000)
    space = Space.of(SONGS.embeddings)
    layout = principal_layout(vectors_of(space.units(), "genre"))
    course = course_of(3, path, cast(Any, Ear(first, second)), space, {"genre": layout})
    assert course.song == 3
    np.testing.assert_allclose(course.starts_s, TRAJECTORY_S * np.arange(24))
    stretch = course.stretches["genre"]
    assert stretch.turns == (12,)
    away = np.linalg.norm(stretch.places[:, None] - layout[[first, second]], axis=2)
    assert away[0, 0] < away[0, 1]
    assert away[-1, 1] < away[-1, 0]
    # It goes over in some steps, not in one.
    steps = np.linalg.norm(np.diff(stretch.places, axis=0), axis=1)
    assert steps.max() < 0.6 * np.linalg.norm(stretch.places[0] - stretch.places[-1])
