from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.audio.loudness import loudness_lufs, to_loudness
from musicpuzzle.errors import AudioError, PuzzleError
from musicpuzzle.games.make import make_puzzle_from_file
from musicpuzzle.games.opponents import CancelledError
from musicpuzzle.games.puzzle import pieces_of, window_of
from musicpuzzle.games.settings import PuzzleSettings

from .material import make_puzzle

SETTINGS = PuzzleSettings(pieces=4, gap_s=0.25, total_s=8.0)
RATE_HZ = 44_100


def quiet(seconds: float) -> Clip:
    return Clip(np.zeros((2, round(seconds * RATE_HZ)), np.float32), RATE_HZ)


def small(song: Clip) -> Clip:
    """One channel at a quarter of the rate, where many puzzles are made."""
    return Clip(song.samples[:1, ::4].copy(), RATE_HZ // 4)


def joined(*clips: Clip) -> Clip:
    return Clip(np.concatenate([clip.samples for clip in clips], axis=1), RATE_HZ)


def giving_up_after(calls: int) -> Callable[[], None]:
    left = iter(range(calls))

    def check() -> None:
        if next(left, None) is None:
            raise CancelledError

    return check


def test_pieces_have_their_length_and_leave_the_gap_out(song: Clip) -> None:
    puzzle = make_puzzle(song, "id", SETTINGS, 7)
    assert [part.n_samples for part in puzzle.fragments] == [2 * RATE_HZ] * 4
    starts = [part.start_sample for part in puzzle.fragments]
    assert np.diff(starts).tolist() == [round(2.25 * RATE_HZ)] * 3
    assert 0 <= starts[0] <= song.n_samples - puzzle.window_samples


def test_a_puzzle_is_rebuilt_from_content_settings_and_seed(song: Clip) -> None:
    puzzle = make_puzzle(song, "id", SETTINGS, 7)
    assert make_puzzle(song, "id", SETTINGS, 7) == puzzle
    assert make_puzzle(song, "id", replace(SETTINGS, total_s=8), 7) == puzzle
    # Written down once: another answer would be another puzzle for everybody who shared a seed.
    assert (puzzle.window_start_sample, puzzle.deal) == (265_225, (2, 1, 0, 3))
    changed = [
        make_puzzle(song, "other", SETTINGS, 7),
        make_puzzle(song, "id", replace(SETTINGS, gap_s=0.3), 7),
        make_puzzle(song, "id", SETTINGS, 8),
    ]
    assert len({puzzle.window_start_sample for puzzle in [puzzle, *changed]}) == 4


def test_the_deal_is_never_the_true_order_and_all_others_come(song: Clip) -> None:
    settings = PuzzleSettings(pieces=3, gap_s=0.0, total_s=3.0)
    short = small(song.cut(0, 3 * RATE_HZ))
    deals = {make_puzzle(short, "id", settings, seed).deal for seed in range(30)}
    assert deals == set(permutations(range(3))) - {(0, 1, 2)}


def test_starts_come_from_all_over_the_song(song: Clip) -> None:
    settings = PuzzleSettings(pieces=3, gap_s=0.0, total_s=3.0)
    puzzles = [make_puzzle(small(song), "id", settings, seed) for seed in range(20)]
    starts_s = [puzzle.window_start_sample / puzzle.sample_rate_hz for puzzle in puzzles]
    assert min(starts_s) < 3.0
    assert max(starts_s) > 14.0


def test_file_and_memory_give_the_same_puzzle(song: Clip, song_file: Path) -> None:
    for seed in range(3):
        puzzle, window = make_puzzle_from_file(song_file, SETTINGS, seed)
        assert make_puzzle(song, recording_id(song_file), SETTINGS, seed) == puzzle
        assert np.array_equal(window.samples, to_loudness(window_of(puzzle, song)).samples)


def test_the_window_is_stereo_at_the_loudness_of_the_game(
    tmp_path: Path, music: Callable[..., Clip]
) -> None:
    path = tmp_path / "mono.flac"
    soundfile.write(path, music(12.0, seed=2, channels=1).samples.T * 0.1, RATE_HZ)
    puzzle, window = make_puzzle_from_file(path, SETTINGS, 1)
    assert window.samples.shape == (2, puzzle.window_samples)
    assert loudness_lufs(window) == pytest.approx(-16.0, abs=0.3)
    assert all(piece.channels == 2 for piece in pieces_of(puzzle, window))


@pytest.mark.parametrize("rate_hz", [22_050, 48_000])
def test_files_of_other_rates_are_counted_at_44100(
    tmp_path: Path, music: Callable[..., Clip], rate_hz: int
) -> None:
    path = tmp_path / "other.wav"
    soundfile.write(path, music(8.76, seed=3).samples.T, rate_hz)
    lasts_s = soundfile.info(path).duration
    for seed in range(4):
        settings = PuzzleSettings(pieces=3, gap_s=0.0, total_s=lasts_s - 1e-3)
        puzzle, window = make_puzzle_from_file(path, settings, seed)
        assert puzzle.sample_rate_hz == window.sample_rate_hz == RATE_HZ
        assert window.n_samples == puzzle.window_samples


def test_silent_stretches_are_left_alone(music: Callable[..., Clip]) -> None:
    # Of 60 s some 3 will do, so that the first draws all fail.
    song = joined(quiet(30.0), music(11.5, seed=4), quiet(30.0))
    for seed in range(3):
        puzzle = make_puzzle(song, "id", SETTINGS, seed)
        for piece in pieces_of(puzzle, window_of(puzzle, song)):
            assert piece.samples.std() > 1e-3


def test_a_file_that_is_mostly_silent_is_read_in_parts(
    tmp_path: Path, music: Callable[..., Clip]
) -> None:
    song = joined(quiet(70.0), music(9.5, seed=5), quiet(3.0))
    path = tmp_path / "late.wav"
    soundfile.write(path, song.samples.T, RATE_HZ, subtype="FLOAT")
    puzzle, _ = make_puzzle_from_file(path, SETTINGS, 3)
    assert 67.0 < puzzle.window_start_sample / RATE_HZ < 73.0
    assert make_puzzle(song, recording_id(path), SETTINGS, 3) == puzzle


@pytest.mark.parametrize("suffix", ["wav", "mp3"])
def test_making_a_puzzle_reports_and_can_be_given_up_at_every_chunk(
    tmp_path: Path, music: Callable[..., Clip], suffix: str
) -> None:
    # Most draws fail in the silence, so that the file is scanned as well.
    song = small(joined(quiet(60.0), music(12.0, seed=5), quiet(60.0)))
    path = tmp_path / f"rare.{suffix}"
    soundfile.write(path, song.samples.T, song.sample_rate_hz)
    settings = PuzzleSettings(pieces=8, gap_s=0.25, total_s=8.5, on_beats=True)
    shares: list[float] = []
    checks: list[int] = []
    expected = make_puzzle_from_file(path, settings, 5)[0]
    made, _ = make_puzzle_from_file(
        path, settings, 5, report=shares.append, check=lambda: checks.append(1)
    )
    assert made == expected
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert len(shares) > 10
    for allowed in (0, len(checks) // 2, len(checks) - 1):
        with pytest.raises(CancelledError):
            make_puzzle_from_file(path, settings, 5, check=giving_up_after(allowed))


def test_a_song_without_enough_sound_gives_a_sentence(
    tmp_path: Path, music: Callable[..., Clip]
) -> None:
    with pytest.raises(PuzzleError, match=r"found no 8\.8 s with sound in every piece"):
        make_puzzle(joined(music(2.0, seed=6), quiet(10.0)), "id", SETTINGS, 1)
    path = tmp_path / "short.wav"
    soundfile.write(path, music(5.0, seed=6).samples.T, RATE_HZ)
    with pytest.raises(PuzzleError, match=r"short\.wav: lasts 5\.0 s.* needs 8\.8 s"):
        make_puzzle_from_file(path, SETTINGS, 1)
    # Never does it say 8.6 of 8.6 s.
    with pytest.raises(PuzzleError, match=r"lasts 8\.5 s.* needs 8\.6 s"):
        make_puzzle(music(8.58, seed=6), "id", replace(SETTINGS, gap_s=0.2), 1)


def test_files_that_are_no_sound_give_a_sentence(tmp_path: Path) -> None:
    text = tmp_path / "text.ogg"
    text.write_text("no sound")
    for path in (text, tmp_path / "missing.wav"):
        with pytest.raises(AudioError, match=path.name):
            make_puzzle_from_file(path, SETTINGS, 1)


def test_repeats_of_a_loop_may_be_exchanged(music: Callable[..., Clip]) -> None:
    loop = music(2.0, seed=7)
    settings = PuzzleSettings(pieces=4, gap_s=0.0, total_s=8.0)
    puzzle = make_puzzle(joined(*[loop] * 6), "id", settings, 1)
    assert puzzle.same == (frozenset(range(4)),)
    assert make_puzzle(music(14.0, seed=8), "id", settings, 1).same == ()


def test_pieces_on_beats(song: Clip) -> None:
    settings = replace(SETTINGS, on_beats=True)
    puzzle = make_puzzle(song, "id", settings, 2)
    assert make_puzzle(song, "id", settings, 2) == puzzle
    for part in puzzle.fragments:
        after_beat_s = part.start_sample / RATE_HZ % 0.5
        assert min(after_beat_s, 0.5 - after_beat_s) < 0.06
        assert abs(part.n_samples / RATE_HZ - 2.0) < 0.6


def test_without_a_beat_there_is_a_sentence() -> None:
    steady = np.full((1, 15 * RATE_HZ), 0.1, np.float32)
    with pytest.raises(PuzzleError, match="sound and a steady beat"):
        make_puzzle(Clip(steady, RATE_HZ), "id", replace(SETTINGS, on_beats=True), 1)
