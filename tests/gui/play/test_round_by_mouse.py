from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from gui.play.session import Phase
from gui.window import MainWindow
from musicpuzzle.games.round import Round

LEFT = Qt.MouseButton.LeftButton


def now(window: MainWindow) -> Round:
    assert window.play.session.round is not None
    return window.play.session.round


def drag(qtbot: Any, window: MainWindow, piece: int, to: QPoint) -> None:
    """Press, move in steps and let go, all where the pointer then is."""
    board = window.play.board
    tile = board.tiles[piece]
    grip = QPoint(20, 12)
    start = tile.mapTo(board, grip)
    qtbot.mousePress(tile, LEFT, pos=grip)
    for step in range(1, 5):
        at = start + (to - start) * (step / 4)
        qtbot.mouseMove(tile, tile.mapFrom(board, at))
    qtbot.mouseRelease(tile, LEFT, pos=tile.mapFrom(board, to))


def centre_of_place(window: MainWindow, place: int) -> QPoint:
    return window.play.board.places[place].geometry().center()


def test_a_whole_round(playing: MainWindow, qtbot: Any) -> None:
    page = playing.play
    truth = now(playing).puzzle.truth
    assert not page.strip.submit.isEnabled()
    for place, piece in enumerate(truth):
        drag(qtbot, playing, piece, centre_of_place(playing, place))
    assert now(playing).row == truth
    qtbot.mouseClick(page.strip.submit, LEFT)
    assert page.session.phase is Phase.DONE
    assert page.result.rows["you"].joins == (True,) * 5
    assert page.result.rows["truth"].order == truth
    qtbot.mouseClick(page.result.rows["rival"].play, LEFT)
    assert page._context.player.state().kind == "row"
    qtbot.mouseClick(page.result.rows["truth"].tiles[2], LEFT)
    assert page._context.player.state().key == ("truth", truth[2])
    qtbot.mouseClick(page.result.again, LEFT)
    assert now(playing).order == ()


def test_place_to_place_swaps_and_place_to_tray_takes_back(playing: MainWindow, qtbot: Any) -> None:
    drag(qtbot, playing, 0, centre_of_place(playing, 0))
    drag(qtbot, playing, 1, centre_of_place(playing, 3))
    drag(qtbot, playing, 0, centre_of_place(playing, 3))
    assert now(playing).row == (1, None, None, 0, None, None)
    board = playing.play.board
    drag(qtbot, playing, 0, QPoint(300, board.spot_of(5).center().y()))
    assert now(playing).order == (1,)
    assert board.tiles[0].geometry() == board.spot_of(0)


def test_a_piece_on_a_taken_place_sends_the_other_back(playing: MainWindow, qtbot: Any) -> None:
    drag(qtbot, playing, 2, centre_of_place(playing, 1))
    drag(qtbot, playing, 4, centre_of_place(playing, 1))
    assert now(playing).row[1] == 4
    assert 2 in now(playing).tray


def test_undo_and_redo_by_button(playing: MainWindow, qtbot: Any) -> None:
    strip = playing.play.strip
    assert not strip.undo.isEnabled()
    drag(qtbot, playing, 2, centre_of_place(playing, 1))
    qtbot.mouseClick(strip.undo, LEFT)
    assert now(playing).order == ()
    qtbot.mouseClick(strip.redo, LEFT)
    assert now(playing).order == (2,)


def test_the_menu_of_a_tile_holds_and_takes_back(playing: MainWindow, qtbot: Any) -> None:
    page = playing.play

    def choose(piece: int, words: str) -> bool:
        tile = page.board.tiles[piece]
        tile.customContextMenuRequested.emit(QPoint(5, 5))
        menu = page.board.findChildren(QMenu)[-1]
        action = next(a for a in menu.actions() if a.text().startswith(words))
        enabled = action.isEnabled()
        if enabled:
            action.trigger()
        menu.close()
        return enabled

    assert not choose(3, "Back to the tray")
    assert choose(3, "Into the first empty place")
    assert now(playing).row[0] == 3
    assert choose(3, "Hold here")
    assert now(playing).layout.locked == {0}
    assert not choose(3, "Back to the tray")
    assert choose(3, "Let go")
    assert choose(3, "Back to the tray")
    assert now(playing).order == ()


def test_a_held_piece_cannot_be_dragged_away_or_over(playing: MainWindow, qtbot: Any) -> None:
    drag(qtbot, playing, 0, centre_of_place(playing, 0))
    playing.play.board.pick(0)
    playing.play.commands.hold()
    drag(qtbot, playing, 0, centre_of_place(playing, 4))
    drag(qtbot, playing, 1, centre_of_place(playing, 0))
    assert now(playing).row == (0, None, None, None, None, None)
    board = playing.play.board
    assert board.tiles[1].geometry() == board.spot_of(1)


def test_difficulty_makes_a_new_puzzle(playing: MainWindow, qtbot: Any) -> None:
    page = playing.play
    page.difficulty.pieces.setCurrentIndex(page.difficulty.pieces.findData(4))
    page.difficulty.pieces.activated.emit(page.difficulty.pieces.currentIndex())
    qtbot.waitUntil(lambda: now(playing).puzzle.n == 4, timeout=30_000)
    assert len(page.board.tiles) == 4


def test_the_button_of_the_row_stops_it_too(playing: MainWindow, qtbot: Any) -> None:
    page = playing.play
    drag(qtbot, playing, 2, centre_of_place(playing, 1))
    qtbot.mouseClick(page.strip.play, LEFT)
    assert page._context.player.state().kind == "row"
    assert page.strip.play.accessibleName() == "Stop the row"
    qtbot.mouseClick(page.strip.play, LEFT)
    assert page._context.player.state().kind == "silent"
    assert page.strip.play.accessibleName() == "Play the row"


def test_escape_lets_a_tile_in_the_air_fall_back(playing: MainWindow, qtbot: Any) -> None:
    tile = playing.play.board.tiles[3]
    home = tile.geometry()
    qtbot.mousePress(tile, LEFT, pos=QPoint(20, 12))
    qtbot.mouseMove(tile, QPoint(80, -90))
    assert tile.geometry() != home
    qtbot.keyClick(playing, Qt.Key.Key_Escape)
    assert tile.geometry() == home
    qtbot.mouseRelease(tile, LEFT, pos=QPoint(80, -90))
    assert now(playing).order == ()
