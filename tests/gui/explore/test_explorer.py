"""Searching, and what is done with a selection."""

from __future__ import annotations

import csv
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu

from gui.explore.colouring import PLAIN, STEPS
from gui.explore.explorer import Explorer
from gui.explore.page import ExplorePage
from gui.explore.panel import NOT_FOUND, NOTHING_COUNTS, WAY_HINT, Chip
from gui.explore.results import Row
from musicpuzzle.explore.collection import Numbers
from musicpuzzle.explore.find import Texts
from musicpuzzle.explore.search import DIMENSIONS, Weights

PATIENCE_MS = 30_000


def settle(explorer: Explorer) -> None:
    """Let events come until songs have been compared."""
    while explorer.query.is_busy:
        time.sleep(0.001)
        QApplication.processEvents()


def show(explorer: Explorer, **columns: Any) -> None:
    """Show the same songs, some columns of which are others."""
    assert explorer.atlas is not None
    collection = replace(explorer.atlas.collection, **columns)
    texts = Texts.of(collection)
    explorer.take_atlas(replace(explorer.atlas, collection=collection, texts=texts))


def shown(explorer: Explorer) -> list[Row]:
    """The rows of the list, once songs have been compared."""
    settle(explorer)
    return [row for row in explorer.panel.list.rows if row.isVisible()]


def shown_songs(explorer: Explorer) -> list[int]:
    return [row.result.song for row in shown(explorer) if row.result is not None]


def test_results_follow_the_sliders_and_their_bars_add_up(explorer: Explorer) -> None:
    explorer.pin(7)
    assert explorer.atlas is not None
    likeness = explorer.atlas.space.like([7])
    for name in ("genre", "mood", "instruments"):
        explorer.panel.sliders.sliders[name].setValue(0)
    weights = Weights(0, 0, 0, 1, 0)
    best = likeness.best(weights, 24)
    assert shown_songs(explorer) == best.songs.tolist()
    for row, score in zip(shown(explorer), best.scores.tolist(), strict=True):
        assert row.result is not None
        assert sum(row.result.parts) == pytest.approx(score, abs=1e-5)
        assert row.result.parts[:3] == (0, 0, 0)
        assert f"likeness {100 * score:.0f}" in row.accessibleName()
    explorer.panel.sliders.sliders["tempo"].setValue(0)
    assert shown(explorer) == []
    assert explorer.panel.hint.text() == NOTHING_COUNTS


def test_several_songs_and_less_like_this(explorer: Explorer) -> None:
    explorer.pin(7)
    first, second = shown_songs(explorer)[:2]
    explorer.panel.list.more.emit(first)
    explorer.panel.list.less.emit(second)
    assert explorer.query.like == (7, first)
    assert explorer.query.unlike == (second,)
    assert explorer.map.marked.unlike == (second,)
    assert explorer.atlas is not None
    best = explorer.atlas.space.like([7, first], [second]).best(Weights(), 24)
    assert shown_songs(explorer) == best.songs.tolist()
    explorer.query.drop(7)
    explorer.query.drop(second)
    assert (explorer.query.like, explorer.query.unlike) == ((first,), ())


def test_what_can_be_done_with_pinned_songs_is_offered_with_them(explorer: Explorer) -> None:
    panel = explorer.panel
    offers = (panel.way, panel.course, panel.clear)
    assert [each.isVisible() for each in offers] == [False, False, False]
    explorer.pin(7)
    assert [each.isVisible() for each in offers] == [True, True, True]
    panel.list.more.emit(shown_songs(explorer)[0])
    assert [each.isVisible() for each in offers] == [False, False, True]


def test_tab_goes_from_the_search_to_the_pinned_songs_below_it(explorer: Explorer) -> None:
    panel = explorer.panel
    explorer.query.ask([7, 9], [3])
    drops = [chip.drop for chip in panel.findChildren(Chip)]
    assert len(drops) == 3
    following = panel.box.nextInFocusChain()
    for drop in drops:
        while not following.focusPolicy() & Qt.FocusPolicy.TabFocus:
            following = following.nextInFocusChain()
        assert following is drop
        following = following.nextInFocusChain()


def test_the_cross_of_a_chip_follows_the_theme(explorer: Explorer) -> None:
    explorer.pin(1)
    settle(explorer)
    (chip,) = explorer.panel.findChildren(Chip)
    size = chip.drop.iconSize()
    before = chip.drop.icon().pixmap(size).toImage()
    theme = explorer.map.theme
    theme.choose("light" if theme.tokens.dark else "dark")
    after = chip.drop.icon().pixmap(size).toImage()
    assert after != before
    assert after == theme.icon("cross").pixmap(size).toImage()


def test_a_long_name_of_a_pinned_song_ends_in_dots(explorer: Explorer, qtbot: Any) -> None:
    assert explorer.atlas is not None
    collection, long = explorer.atlas.collection, "A name of one song " * 9
    titles = (long, *collection.titles[1:])
    atlas = replace(explorer.atlas, collection=replace(collection, titles=titles))
    explorer.show_atlas(atlas)
    explorer.pin(0)
    (chip,) = explorer.panel.findChildren(Chip)
    qtbot.waitUntil(lambda: chip.words.text().endswith("…"))
    metrics = chip.words.fontMetrics()
    assert metrics.horizontalAdvance(chip.words.text()) <= chip.words.width()
    assert long in chip.words.accessibleName()


def test_songs_are_found_by_text_and_pinned(explorer: Explorer, qtbot: Any) -> None:
    box = explorer.panel.box
    QTest.keyClicks(box, "song 11")
    qtbot.waitUntil(lambda: shown_songs(explorer) == [11])
    QTest.mouseClick(shown(explorer)[0], Qt.MouseButton.LeftButton)
    assert explorer.query.like == (11,)
    box.setText("no such song")
    qtbot.waitUntil(explorer.panel.hint.isVisible)
    assert explorer.panel.hint.text() == NOT_FOUND
    assert not explorer.panel.heading.isVisible()
    box.clear()
    qtbot.waitUntil(lambda: len(shown(explorer)) == 24)


def test_a_way_leads_from_the_pinned_song_to_the_next_that_is_clicked(explorer: Explorer) -> None:
    explorer.pin(3)
    explorer.panel.way.click()
    assert (explorer.panel.hint.isVisible(), explorer.panel.hint.text()) == (True, WAY_HINT)
    explorer.pin(40)
    settle(explorer)
    assert not explorer.panel.hint.isVisible()
    assert explorer.atlas is not None
    way = explorer.atlas.space.way(3, 40, Weights())
    assert list(explorer.query.way) == way
    assert shown_songs(explorer) == way
    assert explorer.map.marked.way == tuple(way)
    assert not explorer.panel.way.isChecked()
    explorer.pin(5)
    assert explorer.map.marked.way == ()


def test_rows_are_walked_by_keys(explorer: Explorer) -> None:
    explorer.pin(3)
    rows = shown(explorer)
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    song = rows[1].result
    QTest.keyClick(rows[1], Qt.Key.Key_Return)
    assert song is not None
    assert explorer.query.like == (song.song,)


def test_the_list_is_one_stop_of_tab_and_shows_where_the_keys_are(
    explorer: Explorer, qtbot: Any
) -> None:
    explorer.pin(3)
    rows, bar = shown(explorer), explorer.panel.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    rows[0].setFocus()
    for _ in rows[1:]:
        QTest.keyClick(explorer.focusWidget(), Qt.Key.Key_Down)
    assert rows[-1].hasFocus()
    assert bar.value() == bar.maximum()
    stops = [row for row in rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [rows[-1]]
    QTest.keyClick(rows[-1], Qt.Key.Key_Tab)
    assert explorer.focusWidget() not in rows
    bar.setValue(0)
    rows[-1].setFocus()
    assert bar.value() == bar.maximum()
    last = rows[-1].result
    assert last is not None
    QTest.keyClick(rows[-1], Qt.Key.Key_Minus)
    assert explorer.query.unlike == (last.song,)
    settle(explorer)
    # Other songs are listed now, from the first on.
    assert bar.value() == 0
    assert rows[0].hasFocus()
    first = rows[0].result
    assert first is not None
    QTest.keyClick(rows[0], Qt.Key.Key_Plus)
    assert explorer.query.like == (3, first.song)


def test_a_word_of_the_legend_selects_its_songs(explorer: Explorer) -> None:
    assert explorer.atlas is not None
    explorer.colour_by("mood")
    kind = explorer.legend.entries()[0].kind
    explorer.legend.entries()[0].click()
    column = explorer.atlas.collection.words["mood"]
    expected = column.codes == column.values.index(kind.name)
    np.testing.assert_array_equal(explorer.map.selection, expected)


def test_a_corrected_tempo_changes_colours_and_legend_and_nothing_else(explorer: Explorer) -> None:
    chosen = np.arange(60) % 3 == 0
    explorer.pin(7)
    explorer.map.take_selection(chosen)
    explorer.colour_by("tempo")
    tempo = np.full(60, 100, np.float32)
    tempo[30:] = 120
    show(explorer, numbers={"tempo": Numbers(tempo, "BPM")})
    assert explorer.map._how is not None
    assert explorer.map._how.codes.tolist() == [0] * 30 + [STEPS - 1] * 30
    assert {"100 BPM", "120 BPM"} < {each.text() for each in explorer.legend.findChildren(QLabel)}
    assert explorer.query.like == (7,)
    np.testing.assert_array_equal(explorer.map.selection, chosen)
    show(explorer, numbers={})
    assert explorer.legend.colour.findText("Tempo") == -1
    assert explorer.legend.colour.currentText() == "Genre"


def test_a_corrected_title_is_read_everywhere_and_the_song_stays_pinned(explorer: Explorer) -> None:
    explorer.pin(7)
    assert explorer.atlas is not None
    titles = [*explorer.atlas.collection.titles]
    titles[7] = "Corrected"
    show(explorer, titles=tuple(titles))
    chip = explorer.panel.chips.itemAt(0).widget()
    assert isinstance(chip, Chip)
    assert "Corrected" in chip.words.accessibleName()
    assert explorer.map.collection is explorer.atlas.collection
    explorer.panel.box.setText("corrected")
    explorer.panel.show_results()
    assert shown_songs(explorer) == [7]
    assert explorer.query.like == (7,)


def test_the_colour_stays_what_was_chosen_when_songs_change(explorer: Explorer) -> None:
    def show_anew(**columns: Any) -> None:
        assert explorer.atlas is not None
        collection = replace(explorer.atlas.collection, **columns)
        explorer.show_atlas(replace(explorer.atlas, collection=collection))

    assert explorer.atlas is not None
    words, colour = explorer.atlas.collection.words, explorer.legend.colour
    explorer.colour_by(PLAIN)
    show_anew()
    assert colour.currentText() == "Nothing"
    explorer.colour_by("mood")
    show_anew(words={"genre": words["genre"]})
    assert colour.currentText() == "Genre"
    show_anew(words=words)
    assert colour.currentText() == "Mood"


def test_the_ends_of_a_scale_are_written_as_years_are(explorer: Explorer) -> None:
    years = np.linspace(1951, 2019, 60).astype(np.float32)
    show(explorer, numbers={"year": Numbers(years)})
    explorer.colour_by("year")
    words = [each.text() for each in explorer.legend.findChildren(QLabel) if each.isVisible()]
    assert words == ["Colour by", "1953", "2017"]


def test_the_menu_of_a_song_offers_what_can_be_done(explorer: Explorer) -> None:
    map_ = explorer.map
    map_.setFocus()
    map_.marked.focus = 2
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5))
    QApplication.sendEvent(map_, event)
    menu = explorer.findChild(QMenu)
    assert isinstance(menu, QMenu)
    is_on = {action.text(): action.isEnabled() for action in menu.actions()}
    assert is_on == {
        "Play": True,
        "Pin": True,
        "More like this too": False,
        "Less like this": True,
        "Way from the pinned song": False,
    }
    menu.actions()[1].trigger()
    menu.close()
    assert explorer.query.like == (2,)


def test_a_selection_becomes_puzzles(page: ExplorePage, explorer: Explorer, qtbot: Any) -> None:
    assert explorer.atlas is not None
    paths = explorer.atlas.collection.paths
    songs = np.zeros(60, np.bool_)
    songs[10:40] = True
    explorer.map.take_selection(songs)
    with qtbot.waitSignal(page.jigsaw_wanted) as jigsaw:
        explorer.bar.jigsaw.click()
    assert jigsaw.args[0] in paths[10:40]
    chosen = {}
    for hard in (True, False):
        with qtbot.waitSignal(page.medley_wanted) as medley:
            explorer.bar.medley_wanted.emit(hard)
        chosen[hard] = [paths.index(path) for path in medley.args[0]]
        assert len(set(chosen[hard])) == 6
        assert set(chosen[hard]) <= set(range(10, 40))
    units = explorer.atlas.space.units()
    like = {hard: units[songs_] @ units[songs_].T for hard, songs_ in chosen.items()}
    assert like[True].mean() > like[False].mean()


@pytest.mark.parametrize("kind", ["playlist", "table", "training_set"])
def test_a_selection_becomes_a_file(
    page: ExplorePage, explorer: Explorer, kind: str, tmp_path: Path, qtbot: Any
) -> None:
    songs = np.zeros(60, np.bool_)
    songs[[1, 4]] = True
    explorer.map.take_selection(songs)
    getattr(explorer.bar, kind).trigger()
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    path = tmp_path / f"songs.{dialog.defaultSuffix()}"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: path.name in page.line.text(), timeout=PATIENCE_MS)
    lines = path.read_text(encoding="utf-8").splitlines()
    if kind == "playlist":
        assert lines[1::2] == ["#EXTINF:2,Somebody - Song 1", "#EXTINF:2,Somebody - Song 4"]
    elif kind == "training_set":
        rows = list(csv.DictReader(lines))
        assert [row["path"] for row in rows] == [str(tmp_path / "1.wav"), str(tmp_path / "4.wav")]
        assert {row["split"] for row in rows} == {"train", "validation"}
    else:
        assert [row[1] for row in csv.reader(lines)] == ["title", "Song 1", "Song 4"]


def test_what_is_under_the_pointer_sounds(explorer: Explorer, qtbot: Any) -> None:
    explorer.map.point_at(1)
    qtbot.waitUntil(lambda: explorer.previews.sounding == 1, timeout=PATIENCE_MS)
    explorer.map.point_at(2)
    qtbot.waitUntil(lambda: explorer.previews.sounding == 2, timeout=PATIENCE_MS)
    explorer.map.point_at(-1)
    assert explorer.previews.sounding is None
    explorer.tools.hear.click()
    explorer.map.point_at(3)
    qtbot.wait(80)
    assert explorer.previews.sounding is None
    with qtbot.waitSignal(explorer.failed) as told:
        explorer.hear(50)
    assert "50.wav" in told.args[0]


def test_other_songs_are_shown_in_silence(explorer: Explorer, qtbot: Any) -> None:
    explorer.hear(1)
    qtbot.waitUntil(lambda: explorer.previews.sounding == 1, timeout=PATIENCE_MS)
    show(explorer)
    assert explorer.previews.sounding == 1
    assert explorer.atlas is not None
    explorer.show_atlas(explorer.atlas)
    assert explorer.previews.sounding is None


def test_every_control_has_a_name_and_a_tip(explorer: Explorer) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QLineEdit, QScrollBar

    explorer.pin(3)
    for kind in (QAbstractButton, QAbstractSlider, QComboBox, QLineEdit):
        for control in explorer.findChildren(kind):
            own = not isinstance(control, QScrollBar) and control.isVisible()
            if own and not control.objectName().startswith("qt_"):
                assert control.accessibleName() or getattr(control, "text", str)(), control
                assert control.toolTip() or isinstance(control.parent(), QLineEdit), control
    assert set(DIMENSIONS) < set(explorer.panel.sliders.sliders)
