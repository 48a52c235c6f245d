"""The opponent's card, the difficulty, the clock."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer

from gui.context import Context
from gui.play.difficulty import Difficulty, gap_words
from gui.play.opponent_panel import OpponentPanel
from gui.play.rival import Answer, display_name
from gui.play.strip import RowHead
from musicpuzzle.games.opponents import opponent_names
from musicpuzzle.games.round import Round
from musicpuzzle.settings import GAP_S, ON_BEATS, PIECES


@pytest.fixture
def panel(context: Context, qtbot: Any) -> OpponentPanel:
    panel = OpponentPanel(context.theme, opponent_names(), "continuity")
    qtbot.addWidget(panel)
    return panel


def test_the_chooser_offers_every_opponent(panel: OpponentPanel) -> None:
    offered = [panel.chooser.itemData(k) for k in range(panel.chooser.count())]
    assert offered == list(opponent_names())
    assert panel.name == "Continuity"
    assert all(display_name(name) != "" for name in opponent_names())


def test_thinking_moves_only_where_it_may(panel: OpponentPanel) -> None:
    timer = panel.dots.findChild(QTimer)
    assert timer is not None
    panel.show_thinking(moving=True)
    assert timer.isActive()
    panel.show_thinking(moving=False)
    assert not timer.isActive()
    assert panel.status.text() == "Thinking about the pieces you hear"


def test_an_answer_tells_the_time_and_not_the_order(
    panel: OpponentPanel, make_hand_deal: Any
) -> None:
    round_ = Round.__new__(Round)
    panel.show_answer(Answer(round_, 0.14))
    assert panel.status.text() == "Ready after 0.1 s"


def test_a_failure_tells_why(panel: OpponentPanel) -> None:
    panel.show_answer(Answer(failure="sen.safetensors: there is no such file."))
    assert "there is no such file" in panel.status.text()
    assert "go on alone" in panel.status.accessibleName()


def test_choosing_is_signalled(panel: OpponentPanel, qtbot: Any) -> None:
    with qtbot.waitSignal(panel.chosen) as blocker:
        panel.chooser.setCurrentIndex(panel.chooser.findData("chance"))
        panel.chooser.activated.emit(panel.chooser.currentIndex())
    assert blocker.args == ["chance"]


def test_difficulty_offers_what_the_settings_allow(context: Context, qtbot: Any) -> None:
    difficulty = Difficulty(context.theme, context.settings)
    qtbot.addWidget(difficulty)
    pieces, gap = difficulty.pieces, difficulty.gap
    assert [pieces.itemData(k) for k in range(pieces.count())] == list(range(3, 13))
    assert [gap.itemData(k) for k in range(gap.count())] == [0.0, 0.25, 0.5, 1.0]
    assert (pieces.currentData(), gap.currentData()) == (6, 0.25)
    with qtbot.waitSignal(difficulty.changed):
        pieces.setCurrentIndex(pieces.findData(9))
        gap.setCurrentIndex(gap.findData(1.0))
        gap.activated.emit(gap.currentIndex())
    assert (context.settings.get(PIECES), context.settings.get(GAP_S)) == (9, 1.0)


def test_cuts_on_beats_are_chosen_by_keyboard_and_kept(context: Context, qtbot: Any) -> None:
    difficulty = Difficulty(context.theme, context.settings)
    qtbot.addWidget(difficulty)
    assert not difficulty.on_beats.isChecked()
    assert difficulty.on_beats.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(difficulty.changed):
        qtbot.keyClick(difficulty.on_beats, Qt.Key.Key_Space)
    assert context.settings.get(ON_BEATS)
    again = Difficulty(context.theme, context.settings)
    qtbot.addWidget(again)
    assert again.on_beats.isChecked()


def test_gaps_in_words() -> None:
    assert [gap_words(gap) for gap in (0.0, 0.25, 1.0)] == ["No gap", "0.25 s gap", "1 s gap"]


def test_a_long_source_name_is_shortened_but_spoken_whole(context: Context, qtbot: Any) -> None:
    difficulty = Difficulty(context.theme, context.settings)
    qtbot.addWidget(difficulty)
    name = "A very long name of a song that nobody would want to read.flac"
    difficulty.show_source(name)
    assert len(difficulty.source.text()) <= 29
    assert difficulty.source.accessibleName() == f"Songs: {name}"


def test_the_clock_above_the_row(qtbot: Any) -> None:
    head = RowHead()
    qtbot.addWidget(head)
    head.show_time(75.9)
    assert head.clock.text() == "1:15"
    assert head.clock.accessibleName() == "Your time: 1:15"
