from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton

from gui.context import Context
from gui.play.deal import Deal
from gui.play.result import ResultView, headline, seconds_words
from gui.play.rival import Answer
from gui.play.tile import Tile
from gui.sound import PlayState
from musicpuzzle.games import round as rules
from musicpuzzle.games.score import Result, judge
from musicpuzzle.settings import MOTION


@pytest.fixture
def deal(make_hand_deal: Callable[..., Deal]) -> Deal:
    return make_hand_deal(4)


@pytest.fixture
def view(context: Context, qtbot: Any) -> Iterator[ResultView]:
    view = ResultView(context)
    qtbot.addWidget(view)
    view.resize(1000, 600)
    with qtbot.waitExposed(view):
        view.show()
    yield view
    view.close()


def played(deal: Deal, order: tuple[int, ...], seconds: float) -> rules.Round:
    return rules.play_order(rules.start(deal.puzzle, 0.0), order, seconds)


def test_three_rows_scores_and_winner(view: ResultView, deal: Deal, qtbot: Any) -> None:
    truth = deal.puzzle.truth
    wrong = (*truth[1:], truth[0])
    answer = Answer(played(deal, wrong, 0.5), 0.5)
    view.show_result(deal, played(deal, truth, 40.0), answer, "SEN-plus", ())
    assert list(view.rows) == ["you", "rival", "truth"]
    assert view.rows["you"].joins == (True, True, True)
    assert view.rows["rival"].joins == (True, True, False)
    assert view.rows["truth"].order == truth
    assert view.rows["you"].points.text() == "1500 points"
    assert view.rows["rival"].points.text() == "667 points"
    assert view.rows["truth"].points.text() == ""
    assert view.headline == "You win!"
    assert view.song == "The song was “By Hand”."
    assert "2 of 3 joins right" in view.rows["rival"].accessibleName()


def test_right_joins_are_bound_and_wrong_ones_gape(
    view: ResultView, deal: Deal, context: Context, qtbot: Any
) -> None:
    truth = deal.puzzle.truth
    wrong = (*truth[1:], truth[0])
    view.show_result(deal, played(deal, wrong, 1.0), Answer(failure="no"), "SEN", ())
    qtbot.waitUntil(lambda: view.rows["you"].tiles[-1].geometry().right() > 500)
    row = view.rows["you"]
    image = row.grab().toImage()
    good = QColor(context.theme.tokens.good)
    seen = []
    for first, second in zip(row.tiles, row.tiles[1:], strict=False):
        x = (first.geometry().right() + second.geometry().left()) // 2
        seen.append(image.pixelColor(x, row.height() // 2) == good)
    assert seen == [True, True, False]


def test_scores_count_up_where_things_may_move(
    view: ResultView, deal: Deal, context: Context, qtbot: Any
) -> None:
    context.settings.put(MOTION, True)
    view.show_result(deal, played(deal, deal.puzzle.truth, 1.0), Answer(failure="no"), "SEN", ())
    points = view.rows["you"].points
    assert points.text() != "1500 points"
    qtbot.waitUntil(lambda: points.text() == "1500 points", timeout=3000)


def test_the_song_plays_in_its_true_order(view: ResultView, deal: Deal, context: Context) -> None:
    view.show_result(deal, played(deal, (0, 1, 2, 3), 1.0), Answer(failure="no"), "SEN", ())
    state = context.player.state()
    assert (state.kind, state.label) == ("song", "By Hand")
    assert state.duration_s == pytest.approx(deal.window.duration_s)


def test_the_play_line_follows_the_song_over_its_gaps(view: ResultView, deal: Deal) -> None:
    view.show_result(deal, played(deal, (0, 1, 2, 3), 1.0), Answer(failure="no"), "SEN", ())
    tiles = view.rows["truth"].tiles
    for position_s, playing in ((0.5, 0), (1.1, None), (1.3, 1), (4.7, 3)):
        view.show_state(PlayState("song", "By Hand", None, position_s, 4.75, position_s, True))
        assert [tile.is_playing for tile in tiles] == [k == playing for k in range(4)]
    assert not any(tile.is_playing for tile in view.rows["you"].tiles)


def test_every_row_can_be_heard(view: ResultView, deal: Deal, context: Context) -> None:
    answer = Answer(played(deal, (2, 0, 1, 3), 0.5), 0.5)
    view.show_result(deal, played(deal, (0, 1, 2, 3), 1.0), answer, "SEN", ())
    for key, row in view.rows.items():
        row.play.click()
        assert context.player.state().key == (key, row.order[0])
        row.tiles[2].click()
        assert context.player.state().key == (key, row.order[2])
        view.show_state(context.player.state())
        assert row.tiles[2].is_playing


def test_alone_one_is_told_how_it_went(view: ResultView, deal: Deal) -> None:
    view.show_result(deal, played(deal, deal.puzzle.truth, 1.0), Answer(failure="x"), "SEN", ())
    assert list(view.rows) == ["you", "truth"]
    assert view.headline == "All in the right order!"
    assert view.song.endswith("SEN could not play.")


def test_a_second_result_replaces_the_first(view: ResultView, deal: Deal, qtbot: Any) -> None:
    for _ in range(2):
        view.show_result(deal, played(deal, (0, 1, 2, 3), 1.0), Answer(failure="x"), "SEN", ())
    qtbot.wait(20)
    names = [button.accessibleName() for button in view.findChildren(QAbstractButton)]
    assert names.count("Play You") == 1


@pytest.mark.parametrize(
    ("person", "rival", "words"),
    [
        (Result(1500, 40.0), Result(1000, 0.5), "You win!"),
        (Result(200, 40.0), Result(1000, 0.5), "SEN wins."),
        (Result(1000, 40.0), Result(1000, 0.5), "SEN wins with the same points, but quicker."),
        (Result(1000, 0.4), Result(1000, 0.5), "You win with the same points, but quicker!"),
        (Result(1000, 0.5), Result(1000, 0.5), "A draw."),
    ],
)
def test_headlines(person: Result, rival: Result, words: str, deal: Deal) -> None:
    verdict = judge(deal.puzzle, deal.puzzle.truth)
    assert headline(person, rival, "SEN", verdict) == words


def test_times() -> None:
    assert [seconds_words(s) for s in (0.42, 59.9, 65.0)] == ["0.4 s", "59.9 s", "1:05 min"]


def test_arrow_keys_go_through_the_rows(view: ResultView, deal: Deal, qtbot: Any) -> None:
    truth = deal.puzzle.truth
    view.show_result(deal, played(deal, truth, 40.0), Answer(failure="gone"), "SEN", ())
    qtbot.wait(10)
    view.activateWindow()
    view.move_focus("right")
    mine, true = view.rows["you"].tiles, view.rows["truth"].tiles
    assert view.focusWidget() is mine[0]
    view.move_focus("right")
    view.move_focus("down")
    assert view.focusWidget() is true[1]
    # Tab comes to a row once.
    stops = [tile for tile in mine if tile.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [mine[0]]


def test_what_sounds_is_stopped_by_the_same_button(
    view: ResultView, deal: Deal, context: Context, qtbot: Any
) -> None:
    truth = deal.puzzle.truth
    view.show_result(deal, played(deal, truth, 40.0), Answer(failure="gone"), "SEN", ())
    player, row = context.player, view.rows["you"]
    for button, kind in ((view.play_song, "song"), (row.play, "row"), (row.tiles[1], "piece")):
        player.stop()
        view.show_state(player.state())
        button.click()
        assert player.state().kind == kind
        view.show_state(player.state())
        button.click()
        assert player.state().kind == "silent"


def test_the_next_result_has_its_own_pieces_only(
    view: ResultView, deal: Deal, make_hand_deal: Callable[..., Deal], qtbot: Any
) -> None:
    won = Answer(played(deal, deal.puzzle.truth, 0.5), 0.5)
    view.show_result(deal, played(deal, deal.puzzle.truth, 1.0), won, "SEN", ())
    more = make_hand_deal(7)
    order = (3, 0, 6, 1, 5, 2, 4)
    view.show_result(more, played(more, order, 1.0), Answer(failure="no"), "SEN", ())
    assert list(view.rows) == ["you", "truth"]
    row = view.rows["you"]
    assert [tile.letter for tile in row.tiles] == list("DAGBFCE")
    lefts = [tile.x() for tile in row.tiles]
    assert lefts == sorted(lefts)
    assert sum(tile.isVisible() for tile in row.findChildren(Tile)) == 7
    assert row.tiles[2].accessibleName() == "You, place 3: piece G"
    qtbot.waitUntil(
        lambda: not any(tile.veiled for row in view.rows.values() for tile in row.tiles)
    )
    view.show_result(deal, played(deal, (1, 0, 3, 2), 1.0), won, "SEN", ())
    assert [tile.letter for tile in view.rows["you"].tiles] == list("BADC")
    assert view.rows["rival"].isVisible()
    assert sum(tile.isVisible() for tile in view.rows["you"].findChildren(Tile)) == 4
    assert view.rows["you"].play.accessibleName() == "Play You"
