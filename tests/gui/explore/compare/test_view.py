"""A person compares songs, by keys alone and by mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from gui.explore.compare.judge import INSTEAD
from gui.explore.compare.view import CompareView
from gui.explore.compare.words import ALL_ASKED, LINE, TITLE, TOO_FEW
from gui.explore.page import ExplorePage
from gui.lanes import Job
from gui.widgets import Bar
from gui.window import MainWindow
from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.judging.judgements import read_judgements
from musicpuzzle.explore.judging.log import JudgementLog

from ..conftest import PATIENCE_MS, keep_layouts, made_up

MakePage = Callable[[Callable[[Job], Collection]], ExplorePage]


def audible(songs: Collection, count: int) -> Collection:
    """The first songs of some, all of which have a file."""
    few = made_up(count)
    return replace(few, paths=songs.paths[:count])


@pytest.fixture
def make_view(
    make_page: MakePage, maps: Path, songs: Collection, qtbot: Any
) -> Callable[[int], CompareView]:
    def make(count: int) -> CompareView:
        few = audible(songs, count)
        keep_layouts(few, maps)
        page = make_page(lambda _: few)
        qtbot.waitUntil(lambda: page.explorer.atlas is not None, timeout=PATIENCE_MS)
        page.explorer.map.setFocus()
        QTest.keyClick(page.explorer.map, Qt.Key.Key_C)
        view = page.comparing
        qtbot.waitUntil(lambda: view.turn is not None, timeout=PATIENCE_MS)
        assert page.faces.currentWidget() is view
        return view

    return make


@pytest.fixture
def view(make_view: Callable[[int], CompareView]) -> CompareView:
    """The comparison of four songs."""
    return make_view(4)


@pytest.fixture
def press(view: CompareView, qtbot: Any) -> Callable[..., None]:
    """Presses a key and waits for the turn that it brings."""

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        before = view.turn
        QTest.keyClick(view, key, modifier)
        qtbot.waitUntil(lambda: view.turn is not before, timeout=PATIENCE_MS)

    return press


def test_all_of_it_by_keys(view: CompareView, press: Callable[..., None], qtbot: Any) -> None:
    said: list[str] = []
    view.said.connect(said.append)
    assert view.cards[0].play.hasFocus()
    assert view.accessibleName() == view.question.text()
    assert view.turn is not None
    assert view.turn.question is not None
    for key, song in zip(
        (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3), view.turn.question.songs, strict=True
    ):
        QTest.keyClick(view, key)
        qtbot.waitUntil(lambda song=song: view._previews.sounding == song, timeout=PATIENCE_MS)
        view.show_state(view._context.player.state())
        assert [card.play.sounds for card in view.cards].count(True) == 1
    # Nothing names a song, nor tells what the model says, before the answer.
    assert view._context.player.state().label == "B"
    assert (view.verdict.text(), view.songs.isVisible()) == ("", False)
    press(Qt.Key.Key_A)
    assert view._previews.sounding is None
    assert view.verdict.text().startswith("You said A")
    assert view.songs.text().startswith("The first: Song ")
    assert view.verdict.text() in said[-1]
    press(Qt.Key.Key_B)
    press(Qt.Key.Key_S)
    assert view.verdict.text() == ""
    path = JudgementLog().path
    assert len(read_judgements(path)) == 2
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(read_judgements(path)) == 1
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_the_keys_stay_where_they_are_or_go_to_what_there_is_to_do(
    make_view: Callable[[int], CompareView], qtbot: Any
) -> None:
    view = make_view(3)

    def press_space() -> None:
        before, focus = view.turn, view.window().focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: view.turn is not before, timeout=PATIENCE_MS)

    view.skip.setFocus()
    press_space()
    assert view.skip.hasFocus()
    view.undo.setFocus()
    press_space()
    # There is nothing more to take back.
    assert view.skip.hasFocus()
    for _ in range(3):
        press_space()
    assert view.done.action.hasFocus()


def test_songs_that_are_read_again_take_no_focus(view: CompareView, qtbot: Any) -> None:
    page = view.window()
    assert isinstance(page, ExplorePage)
    view.back.setFocus()
    page.read()
    qtbot.waitUntil(lambda: page._job is None, timeout=PATIENCE_MS)
    assert view.back.hasFocus()


def test_by_mouse_and_in_another_sense(view: CompareView, qtbot: Any) -> None:
    view.choices["mood"].click()
    qtbot.waitUntil(
        lambda: view.question.text() == "Which is more like the first in mood: A or B?",
        timeout=PATIENCE_MS,
    )
    for number in (1, 2):
        before = view.turn
        view.cards[number].answer.click()
        qtbot.waitUntil(lambda before=before: view.turn is not before, timeout=PATIENCE_MS)
    own = [entry.judgement.dimension for entry in JudgementLog().own]
    assert own == ["mood", "mood"]
    assert view.turn is not None
    found = view.turn.own
    assert found.by["mood"].n == found.total.n == 2
    assert f"{found.total.agreed} of 2" in view.agreement.rows["mood"][2].text()
    assert view.agreement.rows["mood"][2].isVisible()
    assert not view.agreement.rows["genre"][2].isVisible()


def test_three_songs_come_to_an_end(make_view: Callable[[int], CompareView], qtbot: Any) -> None:
    view = make_view(3)
    for _ in range(3):
        before = view.turn
        QTest.keyClick(view, Qt.Key.Key_A)
        qtbot.waitUntil(lambda before=before: view.turn is not before, timeout=PATIENCE_MS)
    assert view.faces.currentWidget() is view.done
    words = view.done.words.text()
    assert words.startswith("You said A")
    assert ALL_ASKED in words
    assert " of 3: " in words
    view.choices["genre"].click()
    qtbot.waitUntil(lambda: view.faces.currentWidget() is not view.done, timeout=PATIENCE_MS)


def test_two_songs_are_too_few(make_view: Callable[[int], CompareView], qtbot: Any) -> None:
    view = make_view(2)
    assert view.faces.currentWidget() is view.few
    assert view.few.words.text() == TOO_FEW
    with qtbot.waitSignal(view.library_wanted):
        view.few.action.click()


def test_a_file_that_has_gone_is_told_and_not_asked_about(
    make_view: Callable[[int], CompareView], qtbot: Any
) -> None:
    # The fifth song has no file.
    view = make_view(5)
    gone = 4
    while gone not in asked(view):
        before = view.turn
        QTest.keyClick(view, Qt.Key.Key_S)
        qtbot.waitUntil(lambda before=before: view.turn is not before, timeout=PATIENCE_MS)
    before, n_kept = view.turn, len(JudgementLog().own)
    view.cards[asked(view).index(gone)].play.click()
    qtbot.waitUntil(lambda: view.turn is not before, timeout=PATIENCE_MS)
    (bar,) = [each for each in view.window().findChildren(Bar) if each.isVisible()]
    assert "4.wav" in bar.text.text()
    assert view.verdict.text() == INSTEAD
    assert gone not in asked(view)
    assert len(JudgementLog().own) == n_kept


def asked(view: CompareView) -> tuple[int, int, int]:
    assert view.turn is not None
    assert view.turn.question is not None
    return view.turn.question.songs


def test_answers_go_out_and_come_in(
    view: CompareView, press: Callable[..., None], tmp_path: Path, qtbot: Any
) -> None:
    assert not view.exports.isEnabled()
    press(Qt.Key.Key_A)
    view.exports.trigger()
    (dialog,) = view.window().findChildren(QFileDialog)
    path = tmp_path / "mine.csv"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    qtbot.waitUntil(path.exists, timeout=PATIENCE_MS)
    assert read_judgements(path) == read_judgements(JudgementLog().path)
    theirs = tmp_path / "theirs.csv"
    theirs.write_text("anchor,nearer,farther\n0,1,2\n0,1,99\n")
    view.import_list()
    dialog = view.window().findChildren(QFileDialog)[-1]
    before = view.turn
    dialog.fileSelected.emit(str(theirs))
    dialog.reject()
    qtbot.waitUntil(lambda: view.turn is not before, timeout=PATIENCE_MS)
    assert view.verdict.text().startswith("theirs.csv: 1 of 2 answers can be used, 1 of them new")
    assert "Imported answers: " in view.agreement.more.text()


def test_answers_are_not_exported_over_themselves(
    view: CompareView, press: Callable[..., None], qtbot: Any
) -> None:
    press(Qt.Key.Key_A)
    press(Qt.Key.Key_S)
    path = JudgementLog().path
    before = path.read_bytes()
    view.exports.trigger()
    (dialog,) = view.window().findChildren(QFileDialog)
    with qtbot.waitSignal(view._saver.failed, timeout=PATIENCE_MS) as told:
        dialog.fileSelected.emit(str(path))
    dialog.reject()
    assert "your answers are kept in it" in told.args[0]
    assert path.read_bytes() == before


def test_a_file_that_is_another_is_told_and_can_be_mended(page: ExplorePage, qtbot: Any) -> None:
    path = JudgementLog().path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("milk\n")
    page.compare.click()
    view = page.comparing
    qtbot.waitUntil(lambda: view.faces.currentWidget() is view.broken, timeout=PATIENCE_MS)
    assert "is no list of answers" in view.broken.words.text()
    path.unlink()
    view.broken.action.click()
    qtbot.waitUntil(lambda: view.turn is not None, timeout=PATIENCE_MS)
    assert (page.title.text(), page.line.text()) == (TITLE, LINE)
    assert not page.save.isVisible()


def test_the_cards_are_as_high_as_one_another(view: CompareView) -> None:
    assert len({card.height() for card in view.cards}) == 1
    assert [card.answer.isVisible() for card in view.cards] == [False, True, True]


def test_every_control_has_a_name_and_a_tip(view: CompareView) -> None:
    for control in view.findChildren(QAbstractButton):
        if control.isVisible():
            assert control.accessibleName(), control
            assert control.toolTip(), control


def test_a_choice_is_as_wide_as_its_bold_word_chosen_or_not(view: CompareView) -> None:
    for choice in view.choices.values():
        bold = QFont(choice.font())
        bold.setWeight(QFont.Weight.DemiBold)
        needed = QFontMetrics(bold).horizontalAdvance(choice.text())
        widths = []
        for is_chosen in (True, False):
            choice.setAutoExclusive(False)
            choice.setChecked(is_chosen)
            widths.append(choice.sizeHint().width())
        assert widths[0] == widths[1] >= needed


def test_the_window_s_clock_moves_the_line_of_what_sounds(
    window: MainWindow, songs: Collection, maps: Path, qtbot: Any
) -> None:
    four = audible(songs, 4)
    page = window.explore
    page._gather, page._folder = (lambda _: four), maps
    keep_layouts(four, maps)
    window.show_page("explore")
    qtbot.waitUntil(lambda: page.explorer.atlas is not None, timeout=PATIENCE_MS)
    page.compare.click()
    view = page.comparing
    qtbot.waitUntil(lambda: view.turn is not None, timeout=PATIENCE_MS)
    QTest.keyClick(view, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: view.cards[1].line.value() > 0, timeout=PATIENCE_MS)
    assert view.cards[0].line.value() == view.cards[2].line.value() == 0
    # Esc leaves the comparison; elsewhere in the window it means another thing.
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert page.faces.currentWidget() is page.explorer
    assert window._context.player.state().kind == "silent"
