"""What is heard in passing: soon, and never two."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.explore.previews import BEGINNING_S, DWELL_MS, PREVIEW_S, Previews, Wish, read_preview
from gui.sound import Player
from musicpuzzle.errors import AudioError

Samples = NDArray[np.float32]
RATE_HZ = 44_100


def wish(song: int) -> Wish:
    return Wish(song, Path(f"{song}.wav"), f"Song {song}", 0.0)


class Reader:
    """Gives as much sound of every song as is asked for, when it is let.

    Attributes:
        asked: songs of which something was asked for, each time.
        may_go_on: it gives beginnings.
        may_go_far: it gives more than beginnings.
    """

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_go_on, self.may_go_far = threading.Event(), threading.Event()
        self.may_go_on.set()
        self.may_go_far.set()

    def __call__(self, path: Path, start_s: float, duration_s: float) -> Samples:
        self.asked.append(path.stem)
        assert self.may_go_on.wait(20)
        assert duration_s <= BEGINNING_S or self.may_go_far.wait(20)
        if path.stem == "9":
            raise AudioError(path, "is damaged")
        return np.full((2, round(duration_s * RATE_HZ)), 0.1, np.float32)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def previews(reader: Reader, qapp: QApplication) -> Iterator[Previews]:
    player, owner = Player(), QObject()
    previews = Previews(player, owner, reader)
    yield previews
    reader.may_go_on.set()
    reader.may_go_far.set()
    previews.close()
    player.close()


def test_a_song_under_the_pointer_sounds_and_falls_silent(previews: Previews, qtbot: Any) -> None:
    began_s = time.monotonic()
    with qtbot.waitSignal(previews.began):
        previews.hover(wish(3))
    assert previews.sounding == 3
    assert time.monotonic() - began_s >= DWELL_MS / 1000 - 0.01
    previews.stop()
    assert previews.sounding is None


def test_of_many_songs_only_the_last_is_read_and_played(
    previews: Previews, reader: Reader, qtbot: Any
) -> None:
    began: list[int] = []
    previews.began.connect(began.append)
    with qtbot.waitSignal(previews.began):
        for song in range(5):
            previews.hover(wish(song))
    assert began == [4]
    qtbot.waitUntil(lambda: len(previews._kept) == 1)
    assert reader.asked == ["4", "4"]
    assert began == [4]


def test_a_song_that_is_read_too_late_is_not_played(
    previews: Previews, reader: Reader, qtbot: Any
) -> None:
    began: list[int] = []
    previews.began.connect(began.append)
    reader.may_go_on.clear()
    previews.play(wish(1))
    qtbot.waitUntil(lambda: reader.asked == ["1"])
    previews.play(wish(2))
    previews.play(wish(3))
    with qtbot.waitSignal(previews.began):
        reader.may_go_on.set()
    assert began == [3]
    assert previews.sounding == 3
    qtbot.waitUntil(lambda: len(previews._kept) == 1)
    assert reader.asked == ["1", "3", "3"]


def test_a_song_heard_before_is_there_at_once(
    previews: Previews, reader: Reader, qtbot: Any
) -> None:
    for n_kept, song in ((1, 1), (2, 2), (2, 1)):
        with qtbot.waitSignal(previews.began):
            previews.play(wish(song))
        qtbot.waitUntil(lambda n_kept=n_kept: len(previews._kept) == n_kept)
    assert reader.asked == ["1", "1", "2", "2"]
    previews.play(wish(1))
    assert previews.sounding is None


def test_another_song_with_the_number_of_the_one_that_sounds_is_played(
    previews: Previews, qtbot: Any
) -> None:
    with qtbot.waitSignal(previews.began):
        previews.play(wish(3))
    other = replace(wish(4), song=3)
    with qtbot.waitSignal(previews.began):
        previews.play(other)
    assert previews._player.state().label == "Song 4"
    # The same sound is stopped, whatever its number is by now.
    previews.play(wish(4))
    assert previews.sounding is None


def test_a_song_goes_on_when_more_of_it_has_been_read(
    previews: Previews, reader: Reader, qtbot: Any
) -> None:
    began: list[int] = []
    previews.began.connect(began.append)
    reader.may_go_far.clear()
    previews.play(wish(2))
    qtbot.waitUntil(lambda: began == [2])
    state = previews._player.state
    assert state().duration_s == pytest.approx(BEGINNING_S)
    qtbot.waitUntil(lambda: state().position_s > 0.05)
    reader.may_go_far.set()
    qtbot.waitUntil(lambda: state().duration_s == pytest.approx(PREVIEW_S))
    assert state().position_s > 0.05
    assert previews.sounding == 2
    assert began == [2]


def test_of_a_song_that_nobody_hears_any_more_nothing_goes_on(
    previews: Previews, reader: Reader, qtbot: Any
) -> None:
    reader.may_go_far.clear()
    with qtbot.waitSignal(previews.began):
        previews.play(wish(2))
    qtbot.waitUntil(lambda: reader.asked == ["2", "2"])
    previews.play(wish(3))
    reader.may_go_far.set()
    with qtbot.waitSignal(previews.began):
        qtbot.waitUntil(lambda: previews.sounding == 3)
    qtbot.waitUntil(lambda: len(previews._kept) == 2)
    previews.stop()
    assert previews._player.state().kind == "silent"


def test_songs_that_were_prepared_are_there_at_once(
    previews: Previews, reader: Reader, qtbot: Any
) -> None:
    reader.may_go_on.clear()
    previews.prepare([wish(5)])
    qtbot.waitUntil(lambda: reader.asked == ["5"])
    song = wish(4)
    previews.play(song)
    # It was read meanwhile, for another wish.
    previews._kept[song.path, song.start_s] = np.full((2, 2 * RATE_HZ), 0.1, np.float32)
    with qtbot.waitSignal(previews.began):
        reader.may_go_on.set()
    assert previews.sounding == 4
    assert previews._player.state().duration_s == pytest.approx(2)
    assert reader.asked == ["5"]


def test_a_song_that_cannot_be_heard_is_one_sentence(previews: Previews, qtbot: Any) -> None:
    with qtbot.waitSignal(previews.failed) as told:
        previews.play(wish(9))
    assert told.args == ["9.wav: is damaged"]
    assert previews.sounding is None


def test_stopping_leaves_other_sounds_alone(previews: Previews) -> None:
    player = previews._player
    player.play_song(np.full((2, RATE_HZ), 0.1, np.float32), "Another page")
    previews.stop()
    assert player.state().label == "Another page"


def test_a_file_is_read_from_where_it_is_most_typical(tmp_path: Path) -> None:
    times = np.arange(12 * 8000) / 8000
    path = tmp_path / "song.wav"
    soundfile.write(path, (0.01 * np.floor(times)).astype(np.float32), 8000)
    found = read_preview(path, 3.0, PREVIEW_S)
    assert found.shape[0] == 2
    assert found.shape[1] == pytest.approx(PREVIEW_S * RATE_HZ, abs=2)
    assert abs(found[0, 0]) < 0.001
    assert found[1, RATE_HZ // 2] == pytest.approx(0.03, abs=0.002)
    with pytest.raises(AudioError, match="ends or breaks off before 99"):
        read_preview(path, 99.0, BEGINNING_S)


@pytest.mark.parametrize("kind", ["opus", "ogg", "flac"])
def test_a_beginning_is_the_same_as_that_of_the_whole(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"song.{kind}"
    sound = 0.1 * np.random.default_rng(0).standard_normal((8 * 48_000, 2)).astype(np.float32)
    form = {"opus": ("OGG", "OPUS"), "ogg": ("OGG", "VORBIS"), "flac": ("FLAC", "PCM_16")}[kind]
    soundfile.write(path, sound, 48_000, format=form[0], subtype=form[1])
    beginning, whole = (read_preview(path, 1.234, each) for each in (BEGINNING_S, PREVIEW_S))
    alike = round((BEGINNING_S - 0.05) * RATE_HZ)
    np.testing.assert_array_equal(beginning[:, :alike], whole[:, :alike])
    assert np.abs(whole[:, alike:]).max() > 0.1
