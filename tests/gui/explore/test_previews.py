"""What is heard in passing: soon, and never two."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.explore.previews import DWELL_MS, PREVIEW_S, Previews, Wish, read_preview
from gui.sound import Player
from musicpuzzle.errors import AudioError

Samples = NDArray[np.float32]
RATE_HZ = 44_100


def wish(song: int) -> Wish:
    return Wish(song, Path(f"{song}.wav"), f"Song {song}", 0.0)


class Reader:
    """Gives a second of sound for every song when it is let."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def __call__(self, path: Path, start_s: float) -> Samples:
        self.asked.append(path.stem)
        assert self.may_go_on.wait(20)
        if path.stem == "9":
            raise AudioError(path, "is damaged")
        return np.full((2, RATE_HZ), 0.1, np.float32)


@pytest.fixture
def reader() -> Reader:
    return Reader()


@pytest.fixture
def previews(reader: Reader, qapp: QApplication) -> Iterator[Previews]:
    player, owner = Player(), QObject()
    previews = Previews(player, owner, reader)
    yield previews
    reader.may_go_on.set()
    previews.close()
    player.close()


def test_a_song_under_the_pointer_sounds_and_falls_silent(previews: Previews, qtbot: Any) -> None:
    with qtbot.waitSignal(previews.began):
        previews.hover(wish(3))
    assert previews.sounding == 3
    assert previews.waited_s >= DWELL_MS / 1000 - 0.01
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
    assert reader.asked == ["4"]


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
    assert reader.asked == ["1", "3"]


def test_a_song_heard_before_is_there_at_once(
    previews: Previews, reader: Reader, qtbot: Any
) -> None:
    for song in (1, 2, 1):
        with qtbot.waitSignal(previews.began):
            previews.play(wish(song))
    assert reader.asked == ["1", "2"]
    previews.play(wish(1))
    assert previews.sounding is None


def test_songs_that_were_prepared_are_there_at_once(
    previews: Previews, reader: Reader, qtbot: Any
) -> None:
    reader.may_go_on.clear()
    previews.prepare([wish(4), wish(5)])
    qtbot.waitUntil(lambda: reader.asked == ["4"])
    # Nobody wants to hear the fifth song any more.
    previews.prepare([wish(6), wish(9)])
    reader.may_go_on.set()
    qtbot.waitUntil(lambda: reader.asked == ["4", "6", "9"])
    qtbot.waitUntil(lambda: len(previews._kept) == 2)
    assert previews.sounding is None
    for song in (4, 6):
        previews.play(wish(song))
        assert previews.sounding == song
    with qtbot.waitSignal(previews.lost) as lost:
        previews.play(wish(9))
    assert lost.args == [9]
    assert previews.sounding is None


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
    found = read_preview(path, 3.0)
    assert found.shape[0] == 2
    assert found.shape[1] == pytest.approx(PREVIEW_S * RATE_HZ, abs=2)
    assert abs(found[0, 0]) < 0.001
    assert found[1, RATE_HZ // 2] == pytest.approx(0.03, abs=0.002)
    with pytest.raises(AudioError, match="ends or breaks off before 99"):
        read_preview(path, 99.0)
