"""Programs hold exactly the pieces, end to end, and know where to go on after an edit."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.sound.program import SILENCE, Program, build, follow

from .material import Sound, from_frames, joined, noise

LENGTHS = st.lists(st.integers(1, 700), min_size=1, max_size=6)


def row(lengths: list[int]) -> tuple[Program, list[Sound]]:
    sounds = [noise(length, seed) for seed, length in enumerate(lengths)]
    return build("row", "the row", list(enumerate(sounds))), sounds


def copied(program: Program, frame: int, frames: int) -> Sound:
    out = np.full((frames, 2), np.nan, dtype=np.float32)
    program.copy_to(frame, out)
    return from_frames([out])


@given(LENGTHS, st.lists(st.integers(1, 300), min_size=1, max_size=8))
def test_a_row_is_its_pieces_to_the_bit_however_it_is_read(
    lengths: list[int], blocks: list[int]
) -> None:
    program, sounds = row(lengths)
    heard, frame = [], 0
    while frame < program.n_frames:
        count = blocks[len(heard) % len(blocks)]
        heard.append(copied(program, frame, count))
        frame += count
    whole = np.concatenate(heard, axis=1)
    np.testing.assert_array_equal(whole[:, : program.n_frames], joined(sounds))
    assert not whole[:, program.n_frames :].any()


@given(LENGTHS, st.data())
def test_every_frame_belongs_to_the_piece_that_it_was_taken_from(
    lengths: list[int], data: st.DataObject
) -> None:
    program, _ = row(lengths)
    owners = np.repeat(np.arange(len(lengths)), lengths)
    frame = data.draw(st.integers(0, program.n_frames - 1))
    span = program.spans[program.span_at(frame)]
    assert span.key == owners[frame]
    assert span.start <= frame < span.end
    assert program.spans[program.span_at(program.n_frames)].key == len(lengths) - 1


@given(st.permutations(range(5)), st.integers(0, 5), st.data())
def test_an_edit_keeps_the_place_in_the_piece_that_sounds(
    order: list[int], kept: int, data: st.DataObject
) -> None:
    lengths = [100, 250, 30, 400, 1]
    old, sounds = row(lengths)
    new = build("row", "", [(key, sounds[key]) for key in order[:kept]])
    frame = data.draw(st.integers(0, old.n_frames - 1))
    place = old.span_at(frame)
    span = old.spans[place]
    went_to = follow(old, frame, new)
    if span.key in order[:kept]:
        before = sum(lengths[key] for key in order[: order.index(span.key)])
        assert went_to == before + frame - span.start
    elif place < kept:
        assert went_to == sum(lengths[key] for key in order[:place])
    else:
        assert went_to == new.n_frames == sum(lengths[key] for key in order[:kept])


def test_what_has_ended_stays_at_the_end() -> None:
    old, sounds = row([10, 20])
    new = build("row", "", [(7, sounds[0])])
    assert follow(old, old.n_frames, new) == new.n_frames
    assert follow(old, 13, old) == 13


def test_a_lone_piece_of_which_there_is_more_now_goes_on_where_it_had_ended() -> None:
    sound = noise(50, 1)
    old, longer = (build("piece", "A", [("A", sound[:, :n])]) for n in (30, 50))
    assert follow(old, 30, longer) == 30
    assert follow(longer, 50, old) == 30


def test_mono_sounds_on_both_sides() -> None:
    mono = noise(500, 1)[0]
    program = build("piece", "A", [("A", mono)])
    np.testing.assert_array_equal(copied(program, 0, 300), np.stack([mono[:300], mono[:300]]))


def test_nothing_is_copied_but_the_end() -> None:
    sound = noise(44_100, 1)
    program = build("song", "a song", [(None, sound)])
    assert np.shares_memory(program.parts[0], sound)
    assert sum(part.nbytes for part in program.parts if not np.shares_memory(part, sound)) < 2000


def test_empty_pieces_are_left_out() -> None:
    program = build("row", "", [("A", noise(0, 1)), ("B", noise(5, 2))])
    assert [span.key for span in program.spans] == ["B"]
    assert program.n_frames == 5


def test_silence_is_silent_from_its_first_frame_on() -> None:
    assert not copied(SILENCE, 0, 10).any()


def test_a_piece_cannot_stand_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        build("row", "", [("A", noise(5, 1)), ("A", noise(5, 2))])


def test_five_channels_are_refused() -> None:
    with pytest.raises(ValueError, match="mono or stereo"):
        build("piece", "", [("A", np.zeros((5, 100), dtype=np.float32))])
