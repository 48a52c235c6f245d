from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QFileDialog, QLabel

from gui.context import Context
from gui.history.page import LADDER, PROGRESS, ROUNDS, HistoryPage
from gui.play.session import Phase
from gui.widgets import Bar
from gui.window import MainWindow
from musicpuzzle.play.history import History
from musicpuzzle.play.records import RoundRecord

from .conftest import PATIENCE_MS, make_record

Show = Callable[..., HistoryPage]
ROUNDS_PLAYED = (
    make_record(1, mode="rated", rival=False),
    make_record(2, mode="rated"),
    make_record(3, exact=False, pieces=6, gap_s=0.5),
    make_record(4, game="sequencing", mode="rated", exact=None),
)


def bars(page: HistoryPage) -> list[str]:
    return [bar.text.text() for bar in page.findChildren(Bar) if bar.isVisible()]


def choose(box: QComboBox, words: str) -> None:
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_without_rounds_one_button_leads_to_play(shown: Show, qtbot: Any) -> None:
    page = shown()
    assert page.faces.currentWidget() is page.empty
    assert not page.export.isEnabled()
    with qtbot.waitSignal(page.play_wanted):
        qtbot.mouseClick(page.empty.action, Qt.MouseButton.LeftButton)
    page.tabs.setCurrentIndex(LADDER)
    assert page.faces.currentWidget() is page.ladder
    assert page.ladder.model.rowCount() >= 4


def test_without_a_rating_one_button_leads_to_one(shown: Show, qtbot: Any) -> None:
    page = shown(make_record(1))
    rating = page.progress.rating
    assert rating.none.isVisible()
    assert not rating.plot.isVisible()
    with qtbot.waitSignal(page.rated_wanted):
        qtbot.mouseClick(rating.play, Qt.MouseButton.LeftButton)


def test_the_progress_of_some_rounds(shown: Show, qtbot: Any) -> None:
    page = shown(*ROUNDS_PLAYED)
    progress = page.progress
    assert page.faces.currentWidget() is progress
    assert progress.numbers.values["rounds"].text() == "4"
    assert progress.numbers.values["in_a_row"].text() == "2"
    assert progress.rating.plot.isVisible()
    assert "Jigsaw" in progress.rating.plot.accessibleDescription()
    table = progress.accuracy.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert (
        progress.accuracy.words.text()
        .replace("\u00a0", " ")
        .startswith("Jigsaw, 6 pieces, gap 0.5 s: you found 80 % of the joins in 1 round")
    )
    choose(progress.accuracy.game, "Sequencing")
    assert progress.accuracy.model.index(0, 0).data() == "0 %"


def test_a_round_is_found_and_opened_by_keys(shown: Show, qtbot: Any) -> None:
    page = shown(*ROUNDS_PLAYED)
    page.tabs.setFocus()
    qtbot.keyClick(page.tabs, Qt.Key.Key_Right)
    assert page.tabs.currentIndex() == ROUNDS
    rounds = page.rounds
    rounds.table.setFocus()
    qtbot.keyClick(rounds.table, Qt.Key.Key_Down)
    chosen: list[RoundRecord] = []
    page.round_chosen.connect(chosen.append)
    qtbot.keyClick(rounds.table, Qt.Key.Key_Return)
    assert [record.round_id for record in chosen] == ["round 3"]
    choose(rounds.sorting, "Oldest first")
    current = rounds.current()
    assert current is not None
    assert current.round_id == "round 3"
    assert rounds.model.record(0).round_id == "round 1"
    choose(rounds.mode, "Rated")
    assert rounds.count.text() == "3 of 4 rounds"
    choose(rounds.game, "Medley")
    assert rounds.none.isVisible()
    assert not rounds.table.isVisible()


def test_a_click_on_a_head_sorts_and_the_chooser_says_so(shown: Show, qtbot: Any) -> None:
    page = shown(*ROUNDS_PLAYED)
    page.tabs.setCurrentIndex(ROUNDS)
    head = page.rounds.table.horizontalHeader()
    at = QPoint(head.sectionPosition(3) + 10, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.rounds.sorting.currentText() == "By song"
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert page.rounds.sorting.currentIndex() == -1
    assert page.rounds.model.sorting == (3, Qt.SortOrder.DescendingOrder)


def test_only_a_round_whose_song_is_there_can_be_played_again(
    shown: Show, song: Path, context: Context, qtbot: Any
) -> None:
    page = shown(make_record(1, path=song), make_record(2))
    page.tabs.setCurrentIndex(ROUNDS)
    wanted: list[RoundRecord] = []
    page.again_wanted.connect(wanted.append)
    qtbot.waitUntil(lambda: not context.lanes.jobs)
    assert not page.rounds.again.isEnabled()
    qtbot.keyClick(page.rounds.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: bool(page.rounds.again.isEnabled()))
    qtbot.keyClick(page.rounds.table, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert [record.round_id for record in wanted] == ["round 1"]


def test_new_rounds_are_there_when_the_page_is_shown_again(
    shown: Show, history: History, context: Context, qtbot: Any
) -> None:
    page = shown(make_record(1))
    page.tabs.setCurrentIndex(ROUNDS)
    page.hide()
    history.finish(make_record(2), rated=False)
    page.show()
    qtbot.waitUntil(lambda: not context.lanes.jobs, timeout=PATIENCE_MS)
    assert page.rounds.model.record(0).round_id == "round 2"
    current = page.rounds.current()
    assert current is not None
    assert current.round_id == "round 1"


def test_the_ladder_shows_the_person_among_the_opponents(shown: Show) -> None:
    page = shown(
        make_record(1, exact=False, mode="rated"), make_record(2, game="sequencing", mode="rated")
    )
    page.tabs.setCurrentIndex(LADDER)
    titles = [place.title for place in page.ladder.model.places]
    assert titles.index("SEN-plus") < titles.index("You") < titles.index("Chance")
    choose(page.ladder.game, "Sequencing")
    assert page.ladder.model.places[0].title == "You"


def test_a_damaged_line_is_told_once(
    shown: Show, history: History, context: Context, qtbot: Any
) -> None:
    history.finish(make_record(1), rated=False)
    with history.log.path.open("a") as file:
        file.write('{"schema": 1}\n')
    page = shown()
    assert page.progress.numbers.values["rounds"].text() == "1"
    qtbot.waitUntil(lambda: len(bars(page)) == 1)
    assert f"{history.log.path}: line 2 is left out" in bars(page)[0]
    page.clear_bars()
    page.read()
    qtbot.waitUntil(lambda: not context.lanes.jobs, timeout=PATIENCE_MS)
    assert bars(page) == []


def test_a_log_that_cannot_be_read_says_why_and_can_be_tried_again(
    shown: Show, history: History, context: Context, qtbot: Any
) -> None:
    history.log.path.mkdir(parents=True)
    page = shown()
    assert page.faces.currentWidget() is page.failed
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert str(history.log.path) in bars(page)[0]
    history.log.path.rmdir()
    qtbot.mouseClick(page.failed.action, Qt.MouseButton.LeftButton)
    assert page.faces.currentWidget() is page.busy
    qtbot.waitUntil(lambda: not context.lanes.jobs, timeout=PATIENCE_MS)
    assert page.faces.currentWidget() is page.empty
    assert bars(page) == []


def test_reading_that_was_cancelled_in_the_list_can_be_tried_again(
    shown: Show, context: Context
) -> None:
    page = shown()
    page._reading = None
    page.read()
    assert page.faces.currentWidget() is page.busy
    context.lanes.jobs[-1].cancel()
    assert page.faces.currentWidget() is page.failed


def accept(page: HistoryPage, path: Path, kind: str = "") -> None:
    dialog = page.findChild(QFileDialog) or page.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    if kind:
        dialog.selectNameFilter(kind)
    dialog.selectFile(str(path))
    dialog.accept()


def test_the_rounds_are_exported_whole(
    shown: Show, tmp_path: Path, context: Context, qtbot: Any
) -> None:
    page = shown(*ROUNDS_PLAYED)
    qtbot.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    accept(page, tmp_path / "rounds.csv")
    qtbot.waitUntil(lambda: not context.lanes.jobs)
    with (tmp_path / "rounds.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [f"round {k}" for k in (1, 2, 3, 4)]
    assert page.line.text() == "Saved as rounds.csv."


def test_an_export_that_fails_is_one_sentence(shown: Show, tmp_path: Path, qtbot: Any) -> None:
    page = shown(*ROUNDS_PLAYED)
    (tmp_path / "file").write_text("no folder")
    page.ask_export()
    dialog = page.window().findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "file" / "rounds.csv"))
    dialog.reject()
    qtbot.waitUntil(lambda: bool(bars(page)))
    assert len(bars(page)) == 1
    assert "rounds.csv: it cannot be written" in bars(page)[0]


def test_the_plot_is_saved_by_keys(
    shown: Show, tmp_path: Path, context: Context, qtbot: Any
) -> None:
    page = shown(*ROUNDS_PLAYED)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    accept(page, tmp_path / "plot.svg")
    qtbot.waitUntil(lambda: not context.lanes.jobs)
    assert (tmp_path / "plot.svg").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize("size", [(772, 520), (1128, 700), (2400, 1340)])
def test_nothing_is_cut_off(shown: Show, size: tuple[int, int], qtbot: Any) -> None:
    page = shown(*ROUNDS_PLAYED)
    page.resize(*size)
    for tab in (PROGRESS, ROUNDS, LADDER):
        page.tabs.setCurrentIndex(tab)
        qtbot.wait(10)
        assert (page.width(), page.height()) == size
        seen = [each for each in page.findChildren(QAbstractButton) if each.isVisible()]
        seen += [each for each in page.findChildren(QLabel) if each.isVisible()]
        for each in seen:
            corner = each.mapTo(page, QPoint(each.width(), each.height()))
            assert corner.x() <= page.width()
            assert corner.y() <= page.height()


def test_the_page_has_a_place_and_a_key_in_the_window(window: MainWindow, qtbot: Any) -> None:
    qtbot.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.history
    qtbot.waitUntil(window.history.empty.isVisible, timeout=PATIENCE_MS)
    qtbot.mouseClick(window.history.empty.action, Qt.MouseButton.LeftButton)
    assert window.stack.currentWidget() is window.play


def test_a_rated_round_can_be_begun_from_the_history(playing: MainWindow, qtbot: Any) -> None:
    playing.show_page("history")
    playing.history.rated_wanted.emit()
    assert playing.stack.currentWidget() is playing.play
    session = playing.play.session
    assert session.mode_name == "rated"
    assert session.phase is Phase.DEALING
    qtbot.waitUntil(lambda: session.is_at_stake, timeout=PATIENCE_MS)
