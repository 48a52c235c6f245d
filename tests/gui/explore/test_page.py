"""The page's states, and the final map that comes about beside it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from gui.context import Context
from gui.explore import layouts
from gui.explore.canvas import Marked
from gui.explore.faces import LINE, MANY_PLACED, WITHOUT_NEIGHBOURS
from gui.explore.overlay import Pencil
from gui.explore.page import ExplorePage
from gui.lanes import Job
from gui.widgets import Bar
from musicpuzzle.errors import DataError
from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.kept_layouts import kept

from .conftest import PATIENCE_MS, keep_layouts, made_up

MakePage = Callable[[Callable[[Job], Collection]], ExplorePage]


def half_of(songs: Collection) -> Collection:
    half = len(songs) // 2
    few = made_up(half)
    return replace(few, embeddings=songs.embeddings[:half])


def told(page: ExplorePage) -> list[str]:
    return [bar.text.text() for bar in page.findChildren(Bar) if bar.isVisible()]


def test_without_songs_it_leads_to_the_library(make_page: MakePage, qtbot: Any) -> None:
    page = make_page(lambda _: made_up(0))
    qtbot.waitUntil(lambda: page.faces.currentWidget() is page.empty, timeout=PATIENCE_MS)
    assert page.empty.action.hasFocus()
    with qtbot.waitSignal(page.library_wanted):
        page.empty.action.click()
    assert not page.save.isVisible()


def test_the_keys_begin_on_the_map(page: ExplorePage) -> None:
    assert page.explorer.map.hasFocus()
    page.save.setFocus()
    page.hide()
    page.show()
    page.activateWindow()
    assert not page.explorer.map.hasFocus()


def test_a_song_that_is_marked_twice_is_named_once(
    page: ExplorePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    named: list[str] = []
    monkeypatch.setattr(Pencil, "name_of", lambda _, mark, __: named.append(mark.name))
    map_ = page.explorer.map
    map_.setFocus()
    map_.marked = Marked(under=4, focus=4, pinned=(4,), way=(4, 7, 9))
    map_.grab()
    assert named == ["Song 4 – Somebody", "Song 7 – Somebody", "Song 9 – Somebody"]


def test_no_song_of_the_whole_map_is_hidden_by_what_lies_over_it(page: ExplorePage) -> None:
    map_ = page.explorer.map
    places = np.random.default_rng(3).uniform(-1, 1, map_.positions.shape).astype(np.float32)
    places[:2] = [[-1, 1], [-1, -1]]
    map_.move_songs(places)
    boxes = map_.taken_boxes()
    assert len(boxes) == 2
    for x, y in zip(map_.xs.tolist(), map_.ys.tolist(), strict=True):
        assert not any(box.contains(x, y) for box in boxes)


def test_while_songs_are_read_it_can_be_given_up(make_page: MakePage, qtbot: Any) -> None:
    may_go_on = threading.Event()

    def gather(_: Job) -> Collection:
        may_go_on.wait(20)
        return made_up(5)

    page = make_page(gather)
    assert page.faces.currentWidget() is page.busy
    page.busy.cancel.click()
    assert page.faces.currentWidget() is page.failed
    may_go_on.set()
    qtbot.waitUntil(lambda: not page._context.lanes.jobs, timeout=PATIENCE_MS)
    assert page.explorer.atlas is None


def test_what_fails_is_told_and_can_be_tried_again(
    make_page: MakePage, maps: Path, qtbot: Any
) -> None:
    songs, problems = made_up(5), [DataError("library.sqlite: is on fire.")]
    keep_layouts(songs, maps)

    def gather(_: Job) -> Collection:
        if problems:
            raise problems.pop()
        return songs

    page = make_page(gather)
    qtbot.waitUntil(lambda: page.faces.currentWidget() is page.failed, timeout=PATIENCE_MS)
    assert page.failed.words.text() == "library.sqlite: is on fire."
    assert page.failed.action.hasFocus()
    page.failed.action.click()
    qtbot.waitUntil(lambda: page.faces.currentWidget() is page.explorer, timeout=PATIENCE_MS)
    # The button has gone, and the keys are not lost with it.
    assert page.explorer.map.hasFocus()


def test_a_later_failure_leaves_the_map(page: ExplorePage, qtbot: Any) -> None:
    def gather(_: Job) -> Collection:
        raise DataError("The library has gone.")

    page._gather = gather
    page.refresh()
    qtbot.waitUntil(lambda: told(page) == ["The library has gone."], timeout=PATIENCE_MS)
    assert page.faces.currentWidget() is page.explorer


def test_many_songs_that_came_later_are_worth_a_word(
    make_page: MakePage, maps: Path, qtbot: Any
) -> None:
    songs = made_up(40)
    keep_layouts(half_of(songs), maps)
    page = make_page(lambda _: songs)
    qtbot.waitUntil(lambda: told(page) == [MANY_PLACED], timeout=PATIENCE_MS)
    assert not page.layouts.is_busy


@pytest.fixture
def home_maps(monkeypatch: pytest.MonkeyPatch, own_home: Path) -> Path:
    """The folder that the process beside the window keeps its layouts in."""
    return own_home / "data" / "maps"


def test_the_final_map_comes_about_beside_the_window(
    context: Context, home_maps: Path, qtbot: Any
) -> None:
    # So few songs stay on their axes: what takes time is tested elsewhere.
    songs = made_up(11)
    page = ExplorePage(context, lambda _: songs)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.layouts.is_busy, timeout=PATIENCE_MS)
    assert WITHOUT_NEIGHBOURS in page.line.text()
    assert [job.name for job in context.lanes.jobs if job.name] == [layouts.NAME]
    qtbot.waitUntil(lambda: not page.layouts.is_busy, timeout=PATIENCE_MS)
    atlas = page.explorer

    def is_final() -> bool:
        return atlas.atlas is not None and not atlas.atlas.unfinished

    qtbot.waitUntil(is_final, timeout=PATIENCE_MS)
    assert page.line.text() == LINE
    found = kept("all", home_maps)
    assert found is not None
    np.testing.assert_array_equal(page.explorer.map.positions, found[1])
    page.close_page()
    page.close()


def test_laying_out_goes_on_for_the_same_songs_and_begins_anew_for_others(
    context: Context, home_maps: Path, qtbot: Any
) -> None:
    songs = [made_up(3000)]
    page = ExplorePage(context, lambda _: replace(songs[0]))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.layouts._process is not None, timeout=PATIENCE_MS)
    process = page.layouts._process

    def read() -> None:
        page.refresh()
        qtbot.waitUntil(lambda: page._job is None, timeout=PATIENCE_MS)

    songs[0] = replace(songs[0], numbers={})
    read()
    assert page.explorer.atlas is not None
    assert page.explorer.atlas.collection.numbers == {}
    assert page.layouts._process is process
    songs[0] = made_up(2900)
    read()
    qtbot.waitUntil(lambda: page.layouts._process is not None, timeout=PATIENCE_MS)
    assert page.layouts._process is not process
    songs[0] = made_up(0)
    read()
    assert page.faces.currentWidget() is page.empty
    assert not page.layouts.is_busy
    assert page.layouts._process is None
    page.close_page()
    page.close()


def test_a_view_that_was_kept_while_songs_were_read_is_shown_too(
    make_page: MakePage, songs: Collection, maps: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(layouts.Layouts, "start", lambda *_: None)
    page = make_page(lambda _: replace(songs))
    qtbot.waitUntil(lambda: page.explorer.atlas is not None, timeout=PATIENCE_MS)

    def wait_for_lane() -> None:
        is_done = threading.Event()
        page._context.lanes.io(lambda _: is_done.set())
        assert is_done.wait(20)

    # Read, but not shown yet: no event is delivered meanwhile.
    page.read()
    wait_for_lane()
    keep_layouts(songs, maps)
    page.layouts.done.emit("mood")
    wait_for_lane()
    assert page.explorer.atlas is not None
    assert "mood" in page.explorer.atlas.unfinished

    def is_final() -> bool:
        return page.explorer.atlas is not None and "mood" not in page.explorer.atlas.unfinished

    qtbot.waitUntil(is_final, timeout=PATIENCE_MS)


def test_laying_out_can_be_given_up_among_the_jobs(
    context: Context, home_maps: Path, qtbot: Any
) -> None:
    page = ExplorePage(context, lambda _: made_up(3000))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.layouts._process is not None, timeout=PATIENCE_MS)
    process = page.layouts._process
    assert process is not None
    assert page.layouts.job is not None
    page.layouts.job.cancel()
    assert not page.layouts.is_busy
    assert context.lanes.jobs == []
    assert page.anew.isEnabled()
    assert kept("all", home_maps) is None
    page.close_page()
    page.close()


def test_a_process_that_breaks_is_told(
    context: Context, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    monkeypatch.setattr(layouts, "MODULE", "musicpuzzle.explore.views")
    page = ExplorePage(context, lambda _: made_up(11))
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: told(page) == [layouts.ENDED], timeout=PATIENCE_MS)
    assert page.faces.currentWidget() is page.explorer
    page.close_page()
    page.close()


def test_songs_that_may_be_others_are_read_when_the_page_is_next_shown(
    make_page: MakePage, songs: Collection, maps: Path, qtbot: Any
) -> None:
    keep_layouts(songs, maps)
    reads: list[int] = []

    def gather(_: Job) -> Collection:
        reads.append(1)
        return songs

    page = make_page(gather)
    qtbot.waitUntil(lambda: page.explorer.atlas is not None, timeout=PATIENCE_MS)
    page.explorer.pin(3)
    page.hide()
    page.show()
    assert len(reads) == 1
    page.outdate()
    page.hide()
    page.show()
    qtbot.waitUntil(lambda: len(reads) == 2 and page._job is None, timeout=PATIENCE_MS)
    # They are the same, so what was chosen stays.
    assert page.explorer.query.like == (3,)


def test_hiding_the_page_silences_it(page: ExplorePage, qtbot: Any) -> None:
    page.explorer.hear(0)
    qtbot.waitUntil(lambda: page.explorer.previews.sounding == 0, timeout=PATIENCE_MS)
    page.hide()
    assert page.explorer.previews.sounding is None


def test_the_map_is_saved_as_a_picture(page: ExplorePage, tmp_path: Path, qtbot: Any) -> None:
    from PySide6.QtWidgets import QFileDialog

    for suffix, begin in (("png", b"\x89PNG"), ("svg", b"<?xml")):
        page.ask_picture()
        dialog = page.findChild(QFileDialog)
        assert isinstance(dialog, QFileDialog)
        path = tmp_path / f"map.{suffix}"
        dialog.fileSelected.emit(str(path))
        dialog.reject()
        qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
        assert path.read_bytes().startswith(begin)
        qtbot.waitUntil(lambda: page.findChild(QFileDialog) is None)
