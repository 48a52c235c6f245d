"""The deck renders takes to the sample and never clicks, whatever it is asked to do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.sound.deck import Deck, Epoch, Take, idle_take
from gui.sound.program import Program, build

from .material import FADE, Sound, faded_in, from_frames, joined, noise, release

BLOCKS = st.lists(st.integers(1, 600), min_size=1, max_size=6)


def render(deck: Deck, frames: int) -> Sound:
    out = np.full((frames, 2), np.nan, dtype=np.float32)
    deck.render(out)
    return from_frames([out])


def row(lengths: list[int], keys: list[int]) -> Program:
    return build("row", "", [(key, noise(lengths[key], key)) for key in keys])


@given(st.lists(st.integers(140, 700), min_size=1, max_size=5), BLOCKS, st.data())
def test_a_row_fades_at_its_ends_only(
    lengths: list[int], blocks: list[int], data: st.DataObject
) -> None:
    program = row(lengths, list(range(len(lengths))))
    first = data.draw(st.integers(0, len(lengths) - 1))
    deck = Deck()
    deck.next_take = Take(program, Epoch(), program.spans[first].start)
    heard = []
    while not deck.now[0].ended_at(deck.now[1]) or deck.now[0].program.kind == "silent":
        heard.append(render(deck, blocks[len(heard) % len(blocks)]))
    whole = np.concatenate(heard, axis=1)
    sounds = [noise(length, key) for key, length in enumerate(lengths)]
    expected = faded_in(joined(sounds[first:]))
    count = expected.shape[1]
    np.testing.assert_allclose(whole[:, :FADE], expected[:, :FADE], atol=1e-7)
    np.testing.assert_array_equal(whole[:, FADE:count], expected[:, FADE:])
    assert not whole[:, count:].any()


@given(st.permutations(range(4)), st.integers(200, 2000))
def test_an_edit_changes_no_bit_of_the_piece_that_sounds_nor_of_the_joins(
    order: list[int], edited_at: int
) -> None:
    lengths = [600, 700, 800, 900]
    old, new = row(lengths, [0, 1, 2, 3]), row(lengths, order)
    epoch, deck = Epoch(), Deck()
    deck.next_take = Take(old, epoch)
    before = render(deck, edited_at)
    deck.next_take = Take(new, epoch)
    after = render(deck, 3000)
    old_sound = joined([noise(lengths[key], key) for key in range(4)])
    new_sound = joined([noise(lengths[key], key) for key in order])
    np.testing.assert_array_equal(before[:, FADE:], old_sound[:, FADE:edited_at])
    span = old.spans[old.span_at(edited_at)]
    went_to = new.start_of[span.key] + edited_at - span.start
    expected = np.zeros_like(after)
    expected[:, : new.n_frames - went_to] = new_sound[:, went_to:]
    # Less than 3 ms before a join the old neighbour fades into the new one.
    left = min(span.end - edited_at, FADE)
    np.testing.assert_array_equal(after[:, FADE:], expected[:, FADE:])
    if order != [0, 1, 2, 3] and left == FADE:
        safe = FADE if span.key != order[-1] else max(0, span.end - FADE - edited_at)
        np.testing.assert_array_equal(after[:, :safe], expected[:, :safe])


def test_a_new_sound_crosses_over_from_the_old_one_within_3_ms() -> None:
    first, second = noise(5000, 1), noise(5000, 2)
    deck = Deck()
    deck.next_take = Take(build("piece", "A", [("A", first)]), Epoch())
    render(deck, 1000)
    deck.next_take = Take(build("piece", "B", [("B", second)]), Epoch())
    heard = render(deck, 1000)
    old, new = first[:, 1000 : 1000 + FADE], second[:, :FADE]
    expected = old * release() + new * (1 - release())
    np.testing.assert_allclose(heard[:, :FADE], expected, atol=1e-6)
    np.testing.assert_array_equal(heard[:, FADE:], second[:, FADE:1000])


def test_a_pause_fades_and_going_on_loses_nothing() -> None:
    sound = noise(5000, 1)
    program, epoch, deck = build("song", "", [(None, sound)]), Epoch(), Deck()
    deck.next_take = Take(program, epoch)
    render(deck, 1000)
    deck.next_take = Take(program, epoch, running=False)
    held = render(deck, 700)
    np.testing.assert_allclose(held[:, :FADE], sound[:, 1000 : 1000 + FADE] * release(), atol=1e-6)
    assert not held[:, FADE:].any()
    assert deck.position()[1] == 1000
    deck.next_take = Take(program, epoch)
    heard = render(deck, 1000)
    expected = sound[:, 1000:2000]
    np.testing.assert_allclose(heard[:, :FADE], faded_in(expected)[:, :FADE], atol=1e-6)
    np.testing.assert_array_equal(heard[:, FADE:], expected[:, FADE:])


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["play", "row", "edit", "hold", "go on", "stop", "jump"]),
        st.integers(0, 5),
        st.integers(1, 400),
    ),
    max_size=30,
)


@given(OPERATIONS)
def test_no_order_of_wishes_makes_a_click(operations: list[tuple[str, int, int]]) -> None:
    """Every piece is one constant value, so any step is the deck's own doing."""
    step_limit = 2 / FADE * 1.01
    sounds = {
        key: np.full((2, 100_000), value, dtype=np.float32)
        for key, value in enumerate((0.25, 0.25, 0.5, -1.0, 1.0, 0.75))
    }
    deck, heard = Deck(), [np.zeros((2, 1), dtype=np.float32)]
    for wish, key, frames in operations:
        take, frame = deck.position()
        program, epoch = take.program, take.epoch
        if wish == "play":
            deck.next_take = Take(build("piece", "", [(key, sounds[key])]), Epoch())
        elif wish == "row":
            keys = [key, (key + 1) % 6]
            deck.next_take = Take(build("row", "", [(k, sounds[k]) for k in keys]), Epoch())
        elif wish == "edit":
            edited = build("row", "", [(k, sounds[k]) for k in (key, (key + 2) % 6)])
            deck.next_take = Take(edited, epoch, 0, take.running)
        elif wish == "stop":
            deck.next_take = idle_take()
        elif wish == "jump":
            deck.next_take = Take(program, Epoch(), frame // 2, take.running)
        else:
            deck.next_take = Take(program, epoch, frame, wish == "go on")
        heard.append(render(deck, frames))
    whole = np.concatenate(heard, axis=1)
    assert np.abs(np.diff(whole)).max(initial=0) <= step_limit
    assert np.abs(whole).max() <= 1


def test_wishes_between_two_blocks_add_up() -> None:
    """Play, jump and hold before the callback looks again: it stands where it was sent."""
    deck = Deck()
    deck.next_take = Take(build("piece", "A", [("A", noise(9000, 1))]), Epoch())
    render(deck, 500)
    song, epoch = build("song", "", [(None, noise(9000, 2))]), Epoch()
    deck.next_take = Take(song, epoch, 4000)
    assert deck.position() == (deck.next_take, 4000)
    deck.next_take = Take(song, epoch, 4000, running=False)
    render(deck, 500)
    assert deck.position() == (deck.next_take, 4000)


@given(BLOCKS)
def test_a_skip_advances_as_far_as_a_block(frames: list[int]) -> None:
    heard, skipped = Deck(), Deck()
    program = build("piece", "A", [("A", noise(1500, 1))])
    take = Take(program, Epoch())
    heard.next_take = skipped.next_take = take
    for count in frames:
        render(heard, count)
        skipped.skip(count)
        assert heard.position() == skipped.position() == (take, min(heard.now[1], 1500))
    assert heard.now[1] == min(sum(frames), 1500)


def test_the_gain_reaches_its_new_value_without_a_step() -> None:
    deck = Deck()
    deck.next_take = Take(build("piece", "", [("A", np.ones((2, 9000), np.float32))]), Epoch())
    render(deck, 480)
    deck.gain = 0.25
    heard = render(deck, 480)
    assert np.abs(np.diff(heard)).max() < 0.75 / 240 * 1.01
    np.testing.assert_allclose(heard[:, 240:], 0.25, atol=1e-6)
    assert heard[0, 0] < 1


def test_the_peak_is_the_largest_magnitude_since_it_was_read() -> None:
    sound = np.zeros((2, 9000), dtype=np.float32)
    sound[1, 700] = -0.5
    deck = Deck()
    deck.next_take = Take(build("piece", "", [("A", sound)]), Epoch())
    render(deck, 1000)
    assert deck.peak == pytest.approx(0.5)
    deck.peak = 0.0
    render(deck, 1000)
    assert deck.peak == 0.0
    assert deck.blocks == 2


def test_a_sound_enters_the_very_next_block() -> None:
    deck = Deck()
    assert not render(deck, 300).any()
    deck.next_take = Take(build("piece", "", [("A", noise(9000, 1))]), Epoch())
    assert np.abs(render(deck, 1)).min() > 0
