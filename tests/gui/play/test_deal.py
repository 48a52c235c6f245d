from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from gui.lanes import GivenUpError, Job
from gui.play import deal as module
from gui.play.deal import Request, make_deal
from gui.play.songs import Song, Source
from musicpuzzle.draw import below
from musicpuzzle.errors import DataError
from musicpuzzle.games.puzzle import pieces_of
from musicpuzzle.games.settings import PuzzleSettings


@pytest.fixture
def job() -> Job:
    return Job(lambda _: None)


def request_for(*paths: Path, seed: int = 1) -> Request:
    source = Source("Some", tuple(Song(path, path.stem) for path in paths))
    return Request(PuzzleSettings(pieces=4), seed, source)


def test_the_same_request_deals_the_same(song: Path, job: Job) -> None:
    first, second = (make_deal(request_for(song, seed=9), job) for _ in range(2))
    assert first.puzzle == second.puzzle
    np.testing.assert_array_equal(first.window.samples, second.window.samples)
    expected = pieces_of(first.puzzle, first.window)
    for mine, piece in zip(first.pieces, expected, strict=True):
        np.testing.assert_array_equal(mine.samples, piece.samples)


def test_another_seed_deals_another(song: Path, job: Job) -> None:
    first = make_deal(request_for(song, seed=1), job)
    second = make_deal(request_for(song, seed=2), job)
    assert first.puzzle != second.puzzle


def test_a_broken_song_gives_way_to_the_next(song: Path, tmp_path: Path, job: Job) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF")
    dealt = [make_deal(request_for(broken, song, seed=seed), job) for seed in range(4)]
    assert all(deal.song.path == song for deal in dealt)
    told = [deal.problems for deal in dealt if deal.problems]
    assert told
    assert all("broken.wav" in problems[0] for problems in told)


def test_a_song_that_is_broken_is_not_tried_again(song: Path, tmp_path: Path, job: Job) -> None:
    broken = [tmp_path / f"broken{number}.wav" for number in range(8)]
    for path in broken:
        path.write_bytes(b"RIFF")
    begins_with_the_first = next(seed for seed in range(100) if below(9, "song", seed) == 0)
    deal = make_deal(request_for(*broken, song, seed=begins_with_the_first), job)
    assert [kept.path for kept in deal.source.songs] == [song]
    assert deal.problems[3:] == (
        "5 other files cannot be used either.",
        "The puzzle is made of another song.",
    )


def test_nothing_but_broken_songs_tells_of_the_first_few(tmp_path: Path, job: Job) -> None:
    paths = [tmp_path / f"{name}.wav" for name in "abcde"]
    for path in paths:
        path.write_bytes(b"")
    with pytest.raises(DataError) as error:
        make_deal(request_for(*paths), job)
    told = str(error.value).splitlines()
    assert all(line.endswith("is empty.") for line in told[:3])
    assert told[3:] == ["2 other files cannot be used either."]


def test_a_song_without_a_beat_gives_way_to_one_that_has_one(
    song: Path, tmp_path: Path, job: Job
) -> None:
    hum = tmp_path / "hum.wav"
    soundfile.write(hum, np.full(6 * 44_100, 0.1, np.float32), 44_100)
    on_beats = PuzzleSettings(pieces=3, total_s=4.5, on_beats=True)
    with pytest.raises(DataError) as error:
        make_deal(replace(request_for(hum), settings=on_beats), job)
    told = str(error.value).splitlines()
    assert "hum.wav" in told[0]
    assert "steady beat" in told[0]
    assert told[1] == "Try it without cuts on beats, or open another song."
    deals = [
        make_deal(replace(request_for(hum, song, seed=seed), settings=on_beats), job)
        for seed in range(4)
    ]
    assert all(deal.song.path == song for deal in deals)
    # It has no fault but this one, and is there for puzzles with even cuts.
    assert all(len(deal.source.songs) == 2 for deal in deals)


def test_songs_of_last_time_that_are_gone_give_way_to_the_bundled_ones(
    song: Path, tmp_path: Path, job: Job, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = Source("Starter songs", (Song(song, "Bundled"),))
    monkeypatch.setattr(module, "starter_songs", lambda: bundled)
    gone = (tmp_path / "gone.ogg",)
    dealt = make_deal(Request(PuzzleSettings(pieces=4), 1, None, gone, remembered=True), job)
    assert dealt.song.title == "Bundled"
    assert "gone.ogg" in dealt.problems[0]
    with pytest.raises(DataError, match=r"gone\.ogg"):
        make_deal(Request(PuzzleSettings(pieces=4), 1, None, gone), job)


def test_no_song_at_all(job: Job) -> None:
    with pytest.raises(DataError, match="starter songs"):
        make_deal(request_for(), job)


def test_a_cancelled_job_deals_nothing(song: Path, job: Job) -> None:
    job.cancel()
    with pytest.raises(GivenUpError):
        make_deal(request_for(song), job)
