from __future__ import annotations

import json
from collections.abc import Callable

import numpy as np
import pytest

from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import PuzzleError
from musicpuzzle.games.puzzle import Fragment, Puzzle, letters, pieces_of, window_of
from musicpuzzle.games.settings import PuzzleSettings

FRAGMENTS = (Fragment("song", 50, 10), Fragment("song", 63, 10), Fragment("song", 76, 12))


def puzzle(**changes: object) -> Puzzle:
    values = {
        "recording_id": "song",
        "sample_rate_hz": 100,
        "settings": PuzzleSettings(pieces=3),
        "seed": 5,
        "fragments": FRAGMENTS,
        "deal": (2, 0, 1),
        **changes,
    }
    return Puzzle(**values)  # type: ignore[arg-type]


def song(n_samples: int = 200, rate_hz: int = 100) -> Clip:
    ramp = np.arange(n_samples, dtype=np.float32) / 1000
    return Clip(np.stack([ramp, -ramp]), rate_hz)


def test_pieces_come_as_dealt_and_hold_their_own_samples_only() -> None:
    window = window_of(puzzle(), song())
    assert window.n_samples == puzzle().window_samples == 38
    pieces = pieces_of(puzzle(), window)
    assert [piece.n_samples for piece in pieces] == [12, 10, 10]
    starts = [round(1000 * float(piece.samples[0, 0])) for piece in pieces]
    assert starts == [76, 50, 63]
    pieces[0].samples[:] = 0
    assert window.samples[0, -1] == np.float32(0.087)


def test_only_the_window_is_cut() -> None:
    for wrong in (song(), song(37), Clip(window_of(puzzle(), song()).samples, 99)):
        with pytest.raises(PuzzleError, match="not the window"):
            pieces_of(puzzle(), wrong)
    with pytest.raises(PuzzleError, match="shorter"):
        window_of(puzzle(), song(80))
    with pytest.raises(PuzzleError, match="has 200 Hz, the puzzle 100 Hz"):
        window_of(puzzle(), song(rate_hz=200))


def test_the_truth_turns_the_deal_around() -> None:
    assert puzzle().truth == (1, 2, 0)
    assert [puzzle().deal[piece] for piece in puzzle().truth] == [0, 1, 2]


def test_pieces_that_sound_the_same_share_a_sound() -> None:
    assert puzzle().sounds == (0, 1, 2)
    assert puzzle(same=(frozenset({2, 1}),)).sounds == (0, 1, 1)


def test_letters_name_pieces() -> None:
    assert letters(4) == ("A", "B", "C", "D")


@pytest.mark.parametrize(
    "wrong",
    [
        {"deal": (0, 1)},
        {"deal": (0, 1, 1)},
        {"fragments": (), "deal": ()},
        {"fragments": FRAGMENTS[::-1]},
        {"fragments": (Fragment("song", -3, 10), *FRAGMENTS[1:])},
        {"fragments": (Fragment("song", 60, 10), *FRAGMENTS[1:])},
        {"same": (frozenset({0, 3}),)},
        {"same": (frozenset({0, 1}), frozenset({1, 2}))},
    ],
)
def test_parts_that_do_not_fit_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(PuzzleError):
        puzzle(**wrong)


def test_a_stored_puzzle_comes_back_whole() -> None:
    kept = puzzle(same=(frozenset({0, 2}),))
    assert Puzzle.from_json(json.loads(json.dumps(kept.to_json()))) == kept


@pytest.mark.parametrize(
    "damage",
    [
        {"deal": None},
        {"fragments": [[1]]},
        {"settings": {"colour": "red"}},
        {"settings": {"pieces": 99}},
        {"seed": "x"},
        {"deal": [0, 0, 0]},
    ],
)
def test_a_damaged_puzzle_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises(PuzzleError):
        Puzzle.from_json({**puzzle().to_json(), **damage})
    with pytest.raises(PuzzleError, match="recording_id"):
        Puzzle.from_json({})


def sequencing(**changes: object) -> Puzzle:
    return puzzle(settings=PuzzleSettings(pieces=3, game="sequencing"), **changes)


def own_medley(**changes: object) -> Puzzle:
    """Pieces of three songs, which do not follow each other."""
    fragments = (Fragment("c", 70, 10), Fragment("a", 20, 20), Fragment("b", 0, 10))
    settings = PuzzleSettings(pieces=3, game="medley")
    return puzzle(**{"recording_id": "", "settings": settings, "fragments": fragments, **changes})


def test_pieces_that_do_not_touch_lie_in_the_window_one_after_another() -> None:
    apart = sequencing()
    window = window_of(apart, song())
    assert window.n_samples == apart.window_samples == 32
    assert apart.offsets == (0, 10, 20)
    jigsaw = pieces_of(puzzle(), window_of(puzzle(), song()))
    for dealt, alone in zip(pieces_of(apart, window), jigsaw, strict=True):
        assert np.array_equal(dealt.samples, alone.samples)


def test_what_sounds_in_the_window_is_known_in_every_game() -> None:
    assert puzzle().piece_at(15) == (2, 0.2)
    assert puzzle().piece_at(11) == puzzle().piece_at(38) == puzzle().piece_at(-1) == (None, 0.0)
    assert sequencing().piece_at(12) == (2, 0.2)
    assert own_medley().piece_at(25) == (2, 0.75)


def test_songs_of_ones_own_have_no_right_order() -> None:
    medley = own_medley()
    assert (medley.has_truth, medley.truth, medley.as_listed) == (False, (), (1, 2, 0))
    assert medley.recording_ids == ("c", "a", "b")
    with pytest.raises(PuzzleError, match="several songs"):
        window_of(medley, song())
    composed = puzzle(settings=PuzzleSettings(pieces=3, game="medley"))
    assert (composed.has_truth, composed.truth) == (True, (1, 2, 0))


@pytest.mark.parametrize("kind", [sequencing, own_medley])
def test_puzzles_of_the_other_games_come_back_whole(kind: Callable[..., Puzzle]) -> None:
    kept = kind(same=(frozenset({0, 2}),))
    assert Puzzle.from_json(json.loads(json.dumps(kept.to_json()))) == kept


def test_a_puzzle_that_was_kept_before_there_were_games_is_a_jigsaw() -> None:
    values = puzzle().to_json()
    del values["settings"]["game"]
    assert Puzzle.from_json(values) == puzzle()


def test_only_a_medley_has_several_songs() -> None:
    for settings in (PuzzleSettings(pieces=3), PuzzleSettings(pieces=3, game="sequencing")):
        with pytest.raises(PuzzleError, match="Only a medley"):
            own_medley(settings=settings)
    with pytest.raises(PuzzleError, match="same song"):
        own_medley(recording_id="c")
    with pytest.raises(PuzzleError, match="same song"):
        puzzle(recording_id="other")
