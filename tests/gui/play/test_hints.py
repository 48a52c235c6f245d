"""Hints in the window: the price first, then what it tells."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import Qt

from gui.play.hints import sound_of
from gui.window import MainWindow
from musicpuzzle.play.hints import cost_of, offer, take

PATIENCE_MS = 30_000


def test_a_hint_says_its_price_and_then_takes_it(playing: MainWindow, qtbot: Any) -> None:
    page, session = playing.play, playing.play.session
    said: list[str] = []
    page.announced.connect(said.append)
    assert f"hear a join {cost_of('join', 6)}" in page.hints.accessibleName()
    page.board.pick(2)
    qtbot.keyClick(playing, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    menu = page.hints.menu()
    qtbot.waitUntil(menu.isVisible)
    words = [action.text() for action in menu.actions()]
    assert words[0].endswith("150 points less.\tAlt+J")
    assert " C " in words[0]
    assert words[2] == "&Lock: A piece goes to its right place and stays: 300 points less.\tAlt+L"
    menu.actions()[2].trigger()
    menu.hide()
    assert session.round is not None
    (place,) = session.round.layout.locked
    assert session.round.row[place] == session.round.puzzle.truth[place]
    assert said[-1].endswith(f"place {place + 1} of 6, held. 300 points less.")
    assert page.head.run.text() == "hints −300"
    for position, piece in enumerate(session.round.puzzle.truth):
        if position != place:
            page.commands.place(piece, position)
    session.submit()
    assert page.result.rows["you"].points.text() == "1200 points"
    assert "hints −300" in page.result.rows["you"].note.text()
    qtbot.waitUntil(lambda: session.record is not None, timeout=PATIENCE_MS)
    assert session.record is not None
    assert session.record.points == 1200


def test_a_join_is_heard_as_it_is_in_the_song(playing: MainWindow) -> None:
    session = playing.play.session
    assert session.deal is not None
    assert session.round is not None
    deal, truth = session.deal, session.deal.puzzle.truth
    hint, _ = offer(session.round, (), "join", truth[1])
    first, second = (sound_of(deal, each) for each in take(session.round, (), hint).stretches)
    before, after = deal.pieces[truth[1]].samples, deal.pieces[truth[2]].samples
    np.testing.assert_array_equal(first, before[:, -first.shape[1] :])
    np.testing.assert_array_equal(second, after[:, : second.shape[1]])
    playing.play.hints.take(hint)
    state = playing.play._context.player.state()
    assert (state.kind, state.label) == ("song", "Hint")
    assert not any(tile.is_playing for tile in playing.play.board.tiles)


def test_a_key_says_the_price_first_and_takes_the_hint_when_pressed_again(
    playing: MainWindow, qtbot: Any
) -> None:
    page, session = playing.play, playing.play.session
    said: list[str] = []
    page.announced.connect(said.append)
    price = cost_of("join", 6)
    assert f"hear a join {price} (Alt+J)" in page.hints.toolTip()

    def press() -> None:
        qtbot.keyClick(playing, Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)

    page.board.pick(1)
    press()
    assert f"{price} points less. Press Alt+J again" in said[-1]
    assert page.line.text() == said[-1]
    # About another piece it is another hint, and a move between makes it a new offer.
    page.board.pick(2)
    press()
    page.commands.place(4, 0)
    press()
    assert session.hints == ()
    press()
    assert [(hint.kind, hint.piece, hint.cost) for hint in session.hints] == [("join", 2, price)]
    assert page.head.run.text() == f"hints −{price}"
    # What is paid for is heard at once.
    press()
    assert said[-1].endswith("Already paid.")
    assert len(session.hints) == 1


def test_a_key_takes_no_hint_where_there_are_none(playing: MainWindow, qtbot: Any) -> None:
    page, session = playing.play, playing.play.session
    page.hints.hide()
    for _ in range(2):
        qtbot.keyClick(playing, Qt.Key.Key_L, Qt.KeyboardModifier.AltModifier)
    assert session.round is not None
    assert not session.hints
    assert not session.round.layout.locked
