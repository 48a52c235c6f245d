from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from gui.context import Context
from gui.play.board import Board
from gui.play.deal import Deal
from gui.play.tile import Tile
from gui.sound import PlayState
from musicpuzzle.games import round as rules
from musicpuzzle.games.round import Round


@pytest.fixture
def deal(make_hand_deal: Callable[..., Deal]) -> Deal:
    return make_hand_deal(4)


@pytest.fixture
def board(context: Context, deal: Deal, qtbot: Any) -> Iterator[Board]:
    board = Board(context.theme, head=QWidget(), side=QWidget(), strip=QWidget())
    qtbot.addWidget(board)
    board.motion_ms = 0
    board.resize(1000, 500)
    with qtbot.waitExposed(board):
        board.show()
    board.deal(rules.start(deal.puzzle), [clip.duration_s for clip in deal.pieces])
    yield board
    board.close()


def shown(board: Board) -> Round:
    assert board.round is not None
    return board.round


def drag(qtbot: Any, board: Board, piece: int, to: QPoint) -> None:
    tile = board.tiles[piece]
    grip = QPoint(15, 15)
    qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=grip)
    for share in (0.3, 0.7, 1.0):
        here = tile.mapTo(board, grip)
        qtbot.mouseMove(tile, tile.mapFrom(board, here + (to - here) * share))
    qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=tile.mapFrom(board, to))


def test_all_pieces_lie_in_the_tray_with_their_letters(board: Board) -> None:
    assert [tile.letter for tile in board.tiles] == ["A", "B", "C", "D"]
    for tile in board.tiles:
        assert tile.geometry() == board.spot_of(tile.piece)
        assert "in the tray" in tile.accessibleName()
        assert "1.0 seconds" in tile.accessibleName()
    assert [place.accessibleName() for place in board.places] == [
        f"Place {number} of 4, empty" for number in (1, 2, 3, 4)
    ]


def test_a_drag_onto_a_place_asks_for_it(board: Board, qtbot: Any) -> None:
    with qtbot.waitSignal(board.place_wanted, timeout=1000) as blocker:
        drag(qtbot, board, 1, board.places[2].geometry().center())
    assert blocker.args == [1, 2]


def test_a_drag_into_the_void_falls_back(board: Board, qtbot: Any) -> None:
    with qtbot.assertNotEmitted(board.place_wanted), qtbot.assertNotEmitted(board.back_wanted):
        drag(qtbot, board, 1, QPoint(900, 250))
    assert board.tiles[1].geometry() == board.spot_of(1)
    assert board.shadow.isHidden()


def test_a_drag_from_the_row_to_the_tray_asks_for_that(board: Board, qtbot: Any) -> None:
    board.show_round(rules.place(shown(board), 3, 0))
    with qtbot.waitSignal(board.back_wanted, timeout=1000) as blocker:
        drag(qtbot, board, 3, QPoint(500, board.height() - 120))
    assert blocker.args == [3]


def test_a_lifted_tile_has_a_shadow_and_the_place_under_it_invites(
    board: Board, qtbot: Any
) -> None:
    tile, place = board.tiles[0], board.places[1]
    qtbot.waitUntil(lambda: not place.veiled)
    before = place.grab().toImage()
    qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    target = tile.mapFrom(board, place.geometry().center())
    qtbot.mouseMove(tile, target)
    assert not board.shadow.isHidden()
    assert place.grab().toImage() != before
    board.give_up_drag()
    assert board.shadow.isHidden()
    assert place.grab().toImage() == before
    assert tile.geometry() == board.spot_of(0)


def test_a_click_on_an_empty_place_lays_the_picked_piece_there(board: Board, qtbot: Any) -> None:
    board.pick(2)
    with qtbot.waitSignal(board.place_wanted, timeout=1000) as blocker:
        qtbot.mouseClick(board.places[1], Qt.MouseButton.LeftButton)
    assert blocker.args == [2, 1]


def test_a_swap_glides_for_as_long_as_it_should(board: Board, qtbot: Any) -> None:
    round_ = rules.place(rules.place(shown(board), 0, 0), 1, 1)
    board.show_round(round_)
    board.motion_ms = 180
    before = board.tiles[0].geometry()
    board.show_round(rules.swap(round_, 0, 1))
    assert board.tiles[0].geometry() == before
    qtbot.waitUntil(lambda: board.tiles[0].geometry() == board.places[1].geometry())
    assert board.tiles[1].geometry() == board.places[0].geometry()


def test_without_motion_everything_is_there_at_once(board: Board) -> None:
    board.show_round(rules.place(shown(board), 0, 3))
    assert board.tiles[0].geometry() == board.places[3].geometry()


def test_names_say_where_a_piece_is_and_whether_it_is_held(board: Board) -> None:
    board.show_round(rules.lock(rules.place(shown(board), 2, 1), 1))
    assert board.tiles[2].accessibleName().startswith("Piece C, place 2 of 4, held")
    assert board.places[1].accessibleName() == "Place 2 of 4, piece C"
    assert board.tiles[2].held


def full(board: Board) -> Round:
    row = shown(board)
    for place, piece in enumerate((2, 0, 1, 3)):
        row = rules.place(row, piece, place)
    return row


def test_the_row_takes_the_room_of_an_empty_tray_and_gives_it_back(board: Board) -> None:
    low = board.places[0].height()
    row = full(board)
    board.show_round(row)
    assert board.places[0].height() > 1.15 * low
    assert board.tiles[2].geometry() == board.spot_of(2) == board.places[0].geometry()
    board.show_round(rules.take_back(row, 0))
    assert board.places[0].height() == low
    assert board.tiles[2].geometry() == board.spot_of(2)


def test_nothing_moves_while_a_piece_is_dragged(board: Board, qtbot: Any) -> None:
    row = full(board)
    board.show_round(row)
    tall = board.places[0].height()
    tile = board.tiles[2]
    qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(15, 15))
    for step in (20, 60):
        qtbot.mouseMove(tile, QPoint(15, 15 + step))
    # As by a key that takes another piece back meanwhile.
    board.show_round(rules.take_back(row, 3))
    assert board.places[0].height() == tall
    qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(15, 15))
    assert board.places[0].height() < tall
    assert tile.geometry() == board.spot_of(2)


def test_a_button_that_is_pressed_again_and_again_stays_under_the_pointer(board: Board) -> None:
    row = full(board)
    board.show_round(row)
    tall, strip = board.places[0].height(), board.strip.geometry()
    board.strip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, True)
    board.show_round(rules.take_back(row, 0))
    assert board.strip.geometry() == strip
    board.strip.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
    QApplication.sendEvent(board.strip, QEvent(QEvent.Type.Leave))
    assert board.places[0].height() < tall
    assert board.tiles[2].geometry() == board.spot_of(2)


def test_only_one_stop_for_the_tab_key(board: Board) -> None:
    board.pick(1)
    stops = [
        widget
        for widget in (*board.tiles, *board.places)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [board.tiles[1]]


def test_the_play_line_runs_only_on_the_piece_that_sounds(board: Board) -> None:
    board.show_state(PlayState("row", "Your row", 2, 0.7, 2.0, 0.2, True))
    assert [tile.is_playing for tile in board.tiles] == [False, False, True, False]
    board.show_state(PlayState("song", "Song", None, 0.7, 2.0, 0.2, True))
    assert not any(tile.is_playing for tile in board.tiles)


def test_a_new_deal_leaves_nothing_of_the_old_one(
    board: Board, make_hand_deal: Callable[..., Deal], qtbot: Any
) -> None:
    board.motion_ms = 180
    board.show_round(rules.place(shown(board), 0, 3))
    other = make_hand_deal(7)
    board.deal(rules.start(other.puzzle), [clip.duration_s for clip in other.pieces])
    assert len(board.tiles) == len(board.places) == 7
    qtbot.wait(10)
    assert len([child for child in board.children() if child in board.tiles]) == 7
    assert all(tile.geometry() == board.spot_of(tile.piece) for tile in board.tiles)


def test_a_larger_board_lays_out_anew(board: Board) -> None:
    before = board.places[0].geometry()
    board.resize(1600, 900)
    assert board.places[0].width() > before.width()
    assert board.tiles[3].geometry() == board.spot_of(3)


def ink(board: Board, piece: int) -> int:
    """How many colours there are where a tile lies."""
    image = board.grab(board.tiles[piece].geometry()).toImage()
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})


def test_tiles_are_unveiled_one_after_the_other_and_can_be_used_before(
    board: Board, deal: Deal, qtbot: Any
) -> None:
    board.motion_ms = 180
    board.deal(rules.start(deal.puzzle), [clip.duration_s for clip in deal.pieces])
    assert all(tile.veiled for tile in board.tiles)
    assert board.tiles[0].hasFocus() == board.isActiveWindow()
    assert ink(board, 3) == 1
    with qtbot.waitSignal(board.listen_wanted, timeout=1000) as blocker:
        qtbot.mouseClick(board.tiles[3], Qt.MouseButton.LeftButton)
    assert blocker.args == [3]
    seen = set()

    def all_shown() -> bool:
        seen.add(tuple(tile.veiled for tile in board.tiles))
        assert [place.veiled for place in board.places] == [tile.veiled for tile in board.tiles]
        return not any(tile.veiled for tile in board.tiles)

    qtbot.waitUntil(all_shown)
    assert all(veils == tuple(sorted(veils)) for veils in seen)
    assert ink(board, 3) > 10


def test_nothing_of_the_old_puzzle_sticks_to_a_tile(
    board: Board, deal: Deal, make_hand_deal: Callable[..., Deal], qtbot: Any
) -> None:
    board.show_round(rules.lock(rules.place(shown(board), 2, 1), 1))
    pictures = [QImage(8, 8, QImage.Format.Format_Indexed8)] * 4
    board.set_pictures(pictures)
    qtbot.waitUntil(lambda: not any(tile.picture.isNull() for tile in board.tiles))
    board.set_pictures(pictures)
    board.show_state(PlayState("row", "Your row", 2, 0.7, 2.0, 0.2, True))
    other = make_hand_deal(3, piece_s=2.0)
    board.deal(rules.start(other.puzzle), [clip.duration_s for clip in other.pieces])
    tile = board.tiles[2]
    qtbot.waitUntil(lambda: not tile.veiled)
    assert (tile.held, tile.is_playing, tile.picture.isNull()) == (False, False, True)
    assert tile.can_move
    assert "2.0 s" in tile.toolTip()
    assert board.places[2].accessibleName() == "Place 3 of 3, empty"
    visible = [child for child in board.children() if isinstance(child, Tile) and child.isVisible()]
    assert visible == board.tiles
