"""The player, turned by the wall clock as on a machine without sound."""

from __future__ import annotations

import pytest

from gui.sound import SAMPLE_RATE_HZ, SILENCE_DBFS, Player, PlayState

from .conftest import Clock
from .material import Sound, noise

SECOND = SAMPLE_RATE_HZ


@pytest.fixture
def items() -> list[tuple[str, Sound]]:
    """Three pieces of one, two and three seconds."""
    return [(key, noise(SECOND * (1 + index), index)) for index, key in enumerate("ABC")]


def test_nothing_plays_at_first(player: Player) -> None:
    assert player.state() == PlayState(kind="silent", playing=False, ended=False)
    assert not player.available
    assert player.notice == ""
    assert player.devices() == ()
    assert player.level() == SILENCE_DBFS


def test_a_piece_runs_in_real_time_and_its_end_is_told(player: Player, clock: Clock) -> None:
    player.play_piece("B", noise(2 * SECOND, 1), "Piece B")
    first = player.state()
    assert (first.kind, first.label, first.key, first.playing) == ("piece", "Piece B", "B", True)
    assert first.position_s == 0
    assert first.duration_s == pytest.approx(2)
    clock.now_s += 1.25
    assert player.state().position_s == pytest.approx(1.25, abs=1e-4)
    clock.now_s += 0.8
    assert player.state() == PlayState(ended=True)
    player.play_piece("B", noise(2 * SECOND, 1), "Piece B")
    assert not player.state().ended


@pytest.mark.parametrize("before_s", [0.4, 3.0])
def test_a_piece_goes_on_in_more_of_the_same(before_s: float, player: Player, clock: Clock) -> None:
    whole = noise(5 * SECOND, 1)
    player.play_piece("B", whole[:, :SECOND], "Piece B")
    clock.now_s += before_s
    assert player.state().ended == (before_s > 1)
    player.lengthen_piece("A", whole)
    player.lengthen_piece("B", whole)
    state = player.state()
    assert (state.kind, state.label, state.key, state.playing) == ("piece", "Piece B", "B", True)
    assert state.position_s == pytest.approx(min(before_s, 1), abs=1e-4)
    assert state.duration_s == pytest.approx(5)
    player.pause()
    player.lengthen_piece("B", whole)
    assert not player.state().playing


def test_what_does_not_play_is_not_made_longer(player: Player) -> None:
    player.lengthen_piece("B", noise(SECOND, 1))
    assert player.state().kind == "silent"
    player.play_row([("B", noise(SECOND, 1))])
    player.lengthen_piece("B", noise(2 * SECOND, 1))
    assert player.state().duration_s == pytest.approx(1)


def test_a_row_tells_which_piece_sounds(
    player: Player, clock: Clock, items: list[tuple[str, Sound]]
) -> None:
    player.play_row(items, 1, label="Your row")
    assert player.state().key == "B"
    assert player.state().position_s == pytest.approx(1)
    clock.now_s += 2.5
    state = player.state()
    assert (state.kind, state.label, state.key) == ("row", "Your row", "C")
    assert state.position_s == pytest.approx(3.5, abs=1e-4)
    assert state.piece_position_s == pytest.approx(0.5, abs=1e-4)
    assert state.duration_s == pytest.approx(6)


def test_a_row_cannot_begin_where_no_piece_is(
    player: Player, items: list[tuple[str, Sound]]
) -> None:
    with pytest.raises(IndexError):
        player.play_row(items, 3)


def test_an_edited_row_goes_on_with_the_new_neighbour(
    player: Player, clock: Clock, items: list[tuple[str, Sound]]
) -> None:
    a, b, c = items
    player.play_row([a, b, c], label="Your row")
    clock.now_s += 0.5
    player.update_row([c, a, b])
    state = player.state()
    assert (state.key, state.label) == ("A", "Your row")
    assert state.position_s == pytest.approx(3.5, abs=1e-4)
    assert state.piece_position_s == pytest.approx(0.5, abs=1e-4)
    clock.now_s += 0.75
    assert player.state().key == "B"
    assert player.state().piece_position_s == pytest.approx(0.25, abs=1e-4)


def test_many_edits_at_once_are_one_edit(
    player: Player, clock: Clock, items: list[tuple[str, Sound]]
) -> None:
    a, b, c = items
    player.play_row([a, b, c])
    clock.now_s += 1.5
    player.update_row([b, a, c])
    player.update_row([b, c, a])
    player.pause()
    player.update_row([a, c, b])
    state = player.state()
    assert (state.key, state.playing) == ("B", False)
    assert state.piece_position_s == pytest.approx(0.5, abs=1e-4)


def test_a_piece_taken_away_gives_way_to_the_one_in_its_place(
    player: Player, clock: Clock, items: list[tuple[str, Sound]]
) -> None:
    a, b, c = items
    player.play_row([a, b, c])
    clock.now_s += 1.5
    player.update_row([a, c])
    assert player.state().key == "C"
    assert player.state().piece_position_s == 0
    player.update_row([a])
    assert player.state() == PlayState(ended=True)


def test_an_emptied_row_is_stopped(
    player: Player, clock: Clock, items: list[tuple[str, Sound]]
) -> None:
    player.play_row(items)
    player.pause()
    player.update_row([])
    assert player.state() == PlayState()
    player.update_row(items)
    assert player.state() == PlayState()


def test_an_edit_leaves_a_lone_piece_alone(player: Player, items: list[tuple[str, Sound]]) -> None:
    player.play_piece("A", items[0][1], "A")
    player.update_row(items)
    assert player.state().kind == "piece"


def test_a_pause_holds_and_resume_goes_on(player: Player, clock: Clock) -> None:
    player.play_song(noise(10 * SECOND, 1), "Harbour Lights")
    clock.now_s += 3
    player.pause()
    clock.now_s += 60
    state = player.state()
    assert (state.kind, state.label, state.playing) == ("song", "Harbour Lights", False)
    assert state.position_s == pytest.approx(3, abs=1e-4)
    player.resume()
    clock.now_s += 1
    assert player.state().position_s == pytest.approx(4, abs=1e-4)
    assert player.state().playing


def test_seek_goes_anywhere_and_keeps_a_pause(player: Player, clock: Clock) -> None:
    player.play_song(noise(10 * SECOND, 1), "song")
    player.seek(7.5)
    assert player.state().position_s == pytest.approx(7.5)
    player.pause()
    player.seek(-4)
    assert player.state().position_s == 0
    assert not player.state().playing
    player.seek(99)
    assert player.state().position_s == pytest.approx(10)
    player.resume()
    assert player.state() == PlayState(ended=True)
    player.seek(1)
    player.resume()
    assert player.state() == PlayState(ended=True)


def test_stop_forgets_what_played(player: Player, clock: Clock) -> None:
    player.play_song(noise(SECOND, 1), "song")
    player.stop()
    player.resume()
    clock.now_s += 5
    assert player.state() == PlayState()


def test_the_volume_keeps_within_its_scale(player: Player) -> None:
    player.volume = 0.5
    assert player.volume == 0.5
    player.volume = 7
    assert player.volume == 1
    player.volume = -1
    assert player.volume == 0
