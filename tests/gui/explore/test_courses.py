"""The course of a song on the map."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gui.explore import courses
from gui.explore.courses import ANOTHER_EAR, find_course
from gui.explore.explorer import Explorer
from gui.lanes import Job
from musicpuzzle.errors import AudioError, ModelError
from musicpuzzle.explore.course import Course, Stretch
from musicpuzzle.explore.views import VIEWS

PATIENCE_MS = 30_000


def made_up_course(song: int) -> Course:
    places = np.linspace([-0.5, 0], [0.5, 0.2], 50).astype(np.float32)
    stretches = {view: Stretch(places, (20,)) for view in VIEWS}
    return Course(song, 1.5 * np.arange(50), stretches)


def test_a_pinned_song_shows_its_course(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(courses, "find_course", lambda _, song, __: made_up_course(song))
    assert not explorer.panel.course.isVisible()
    explorer.pin(4)
    before = explorer.map.grab().toImage()
    explorer.panel.course.click()
    qtbot.waitUntil(lambda: explorer.map.marked.course is not None, timeout=PATIENCE_MS)
    assert explorer.map.marked.moments == ("0:30",)
    assert explorer.map.grab().toImage() != before
    explorer.show_view("mood")
    assert explorer.map.marked.course is not None
    explorer.pin(5)
    assert explorer.map.marked.course is None
    assert not explorer.panel.course.isChecked()


def test_a_song_that_cannot_be_heard_has_none(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def fail(*_: object) -> Course:
        raise AudioError("4.wav", "is gone")

    monkeypatch.setattr(courses, "find_course", fail)
    explorer.pin(4)
    with qtbot.waitSignal(explorer.failed) as told:
        explorer.panel.course.click()
    assert told.args == ["4.wav: is gone"]
    assert not explorer.panel.course.isChecked()


def test_only_the_model_that_heard_the_map_is_asked(
    explorer: Explorer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from musicpuzzle.models import embedder

    class Other:
        name = "another"

    monkeypatch.setattr(embedder, "load_embedder", Other)
    assert explorer.atlas is not None
    songs = replace(explorer.atlas.collection, model="the one")
    atlas = replace(explorer.atlas, collection=songs)
    with pytest.raises(ModelError, match="Another model") as told:
        find_course(atlas, 0, Job(lambda _: None))
    assert str(told.value) == ANOTHER_EAR
