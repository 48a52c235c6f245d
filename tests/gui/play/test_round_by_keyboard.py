from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from gui.play.session import Phase
from gui.window import MainWindow
from musicpuzzle.games.round import Round

CTRL = Qt.KeyboardModifier.ControlModifier
LETTERS = "ABCDEF"


def press(qtbot: Any, key: Qt.Key, modifiers: Qt.KeyboardModifier | None = None) -> None:
    """A key press wherever the focus is, as a person's."""
    target = QApplication.focusWidget()
    assert target is not None
    qtbot.keyClick(target, key, modifiers or Qt.KeyboardModifier.NoModifier)


def type_letter(qtbot: Any, piece: int) -> None:
    press(qtbot, Qt.Key(Qt.Key.Key_A + piece))


def now(window: MainWindow) -> Round:
    assert window.play.session.round is not None
    return window.play.session.round


def focused(window: MainWindow) -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_a_whole_round(playing: MainWindow, qtbot: Any) -> None:
    page = playing.play
    said: list[str] = []
    page.announced.connect(said.append)
    truth = now(playing).puzzle.truth
    for place, piece in enumerate(truth):
        type_letter(qtbot, piece)
        press(qtbot, Qt.Key(Qt.Key.Key_1 + place))
    assert now(playing).row == truth
    assert said[0] == f"Piece {LETTERS[truth[0]]}, place 1 of 6"
    press(qtbot, Qt.Key.Key_Return, CTRL)
    assert page.session.phase is Phase.DONE
    qtbot.waitUntil(page.result.isVisible)
    assert page.result.rows["you"].joins == (True,) * 5
    assert page.result.rows["you"].points.text() == "1500 points"
    assert "Tune of Tests" in page.line.text()
    assert page.title.text() in said[-1]
    assert playing.windowTitle().startswith(page.title.text())
    state = page._context.player.state()
    assert (state.kind, state.label) == ("song", "Tune of Tests")
    press(qtbot, Qt.Key.Key_R, CTRL)
    assert page.session.phase is Phase.PLAYING
    assert now(playing).order == ()


def test_space_plays_and_stops_the_picked_piece(playing: MainWindow, qtbot: Any) -> None:
    player = playing.play._context.player
    type_letter(qtbot, 2)
    press(qtbot, Qt.Key.Key_Space)
    assert player.state().key == 2
    assert playing.play.board.tiles[2].is_playing
    press(qtbot, Qt.Key.Key_Space)
    assert player.state().kind == "silent"


def test_moves_by_arrow(playing: MainWindow, qtbot: Any) -> None:
    type_letter(qtbot, 4)
    press(qtbot, Qt.Key.Key_Up, CTRL)
    assert now(playing).row[0] == 4
    press(qtbot, Qt.Key.Key_Right, CTRL)
    press(qtbot, Qt.Key.Key_Right, CTRL)
    assert now(playing).row[2] == 4
    press(qtbot, Qt.Key.Key_Left, CTRL)
    assert now(playing).row[1] == 4
    press(qtbot, Qt.Key.Key_Down, CTRL)
    assert now(playing).order == ()


def test_a_held_piece_stays_and_others_step_over_it(playing: MainWindow, qtbot: Any) -> None:
    for piece in range(3):
        type_letter(qtbot, piece)
        press(qtbot, Qt.Key(Qt.Key.Key_1 + piece))
    type_letter(qtbot, 1)
    press(qtbot, Qt.Key.Key_Period)
    assert now(playing).layout.locked == {1}
    press(qtbot, Qt.Key.Key_Right, CTRL)
    assert now(playing).row[1] == 1
    type_letter(qtbot, 0)
    press(qtbot, Qt.Key.Key_Right, CTRL)
    assert now(playing).row[:3] == (2, 1, 0)
    type_letter(qtbot, 1)
    press(qtbot, Qt.Key.Key_Period)
    press(qtbot, Qt.Key.Key_Backspace)
    assert now(playing).row[1] is None


def test_undo_and_redo(playing: MainWindow, qtbot: Any) -> None:
    type_letter(qtbot, 3)
    press(qtbot, Qt.Key.Key_1)
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert now(playing).order == ()
    press(qtbot, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert now(playing).order == (3,)


def test_arrows_walk_and_return_fills_an_empty_place(playing: MainWindow, qtbot: Any) -> None:
    board = playing.play.board
    type_letter(qtbot, 1)
    press(qtbot, Qt.Key.Key_Up)
    assert focused(playing) in board.places
    press(qtbot, Qt.Key.Key_Return)
    place = next(p for p in range(6) if now(playing).row[p] == 1)
    assert board.tiles[1].geometry() == board.places[place].geometry()
    assert focused(playing) is board.tiles[1]
    press(qtbot, Qt.Key.Key_Down)
    assert focused(playing) in board.tiles


def test_return_plays_the_row_from_here(playing: MainWindow, qtbot: Any) -> None:
    for place, piece in enumerate((5, 3, 0)):
        type_letter(qtbot, piece)
        press(qtbot, Qt.Key(Qt.Key.Key_1 + place))
    player = playing.play._context.player
    type_letter(qtbot, 3)
    press(qtbot, Qt.Key.Key_Return)
    state = player.state()
    assert (state.kind, state.key) == ("row", 3)
    assert state.position_s == pytest.approx(4.0, abs=1.0)
    press(qtbot, Qt.Key.Key_Escape)
    assert player.state().kind == "silent"
    type_letter(qtbot, 1)
    press(qtbot, Qt.Key.Key_R)
    assert player.state().key == 5


def test_a_letter_or_place_that_is_not_there_does_nothing(playing: MainWindow, qtbot: Any) -> None:
    type_letter(qtbot, 0)
    press(qtbot, Qt.Key.Key_L)
    assert playing.play.board.picked == 0
    press(qtbot, Qt.Key.Key_9)
    assert now(playing).order == ()


def test_keys_of_the_board_count_while_a_button_has_the_focus(
    playing: MainWindow, qtbot: Any
) -> None:
    playing.play.new.setFocus()
    type_letter(qtbot, 2)
    assert focused(playing) is playing.play.board.tiles[2]


def test_new_puzzle_by_key(playing: MainWindow, qtbot: Any) -> None:
    before = playing.play.session.deal
    press(qtbot, Qt.Key.Key_N, CTRL)
    assert playing.play.session.phase is Phase.DEALING
    qtbot.waitUntil(lambda: playing.play.session.phase is Phase.PLAYING, timeout=30_000)
    assert playing.play.session.deal is not before


def test_tab_goes_from_the_opponent_through_the_board_to_its_buttons(
    playing: MainWindow, qtbot: Any
) -> None:
    page = playing.play
    type_letter(qtbot, 2)
    press(qtbot, Qt.Key.Key_1)
    page.panel.chooser.setFocus()
    reached = []
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Tab)
        reached.append(focused(playing))
    assert reached == [page.board.tiles[2], page.strip.play, page.strip.undo]


def test_arrow_keys_come_from_a_button_to_the_pieces(playing: MainWindow, qtbot: Any) -> None:
    page = playing.play
    page.new.setFocus()
    press(qtbot, Qt.Key.Key_Down)
    assert focused(playing) is page.board.tiles[0]
    for place, piece in enumerate(now(playing).puzzle.truth):
        page.commands.place(piece, place)
    press(qtbot, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: focused(playing) is page.result.new)
    press(qtbot, Qt.Key.Key_Down)
    assert focused(playing) is page.result.rows["you"].tiles[0]
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Space)
    assert page._context.player.state().key == ("you", now(playing).puzzle.truth[1])
