"""A song under the pointer is heard at once, and never two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray
from PySide6.QtCore import QObject

from gui import libraries
from gui.explore.previews import Previews, Wish
from gui.sound import SAMPLE_RATE_HZ, Player

from ..null_sink import NullSink

SOUGHT_S = 0.1
TONES_HZ = (440.0, 1000.0, 2300.0, 5000.0)
SONG_S, TYPICAL_S = 40.0, 20.0
WINDOW = 1024
AUDIBLE = 0.02


@pytest.fixture
def songs(tmp_path: Path) -> list[Wish]:
    """A song of each tone, in a kind that takes long to decode."""
    times = np.arange(round(SONG_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    wishes = []
    for number, tone_hz in enumerate(TONES_HZ):
        path = tmp_path / f"{number}.ogg"
        both = np.repeat(0.4 * np.sin(2 * np.pi * tone_hz * times)[:, None], 2, axis=1)
        soundfile.write(path, both.astype(np.float32), SAMPLE_RATE_HZ)
        wishes.append(Wish(number, path, path.stem, TYPICAL_S))
    return wishes


@pytest.fixture
def previews(player: Player) -> Iterator[Previews]:
    """Previews on a sound card that can be heard."""
    libraries.load()
    parent = QObject()
    previews = Previews(player, parent)
    yield previews
    previews.close()


def loudness(recorded: NDArray[np.float32]) -> NDArray[np.float64]:
    """How loud each tone is in each window, (tones, windows)."""
    n = recorded.shape[1] // WINDOW
    blocks = recorded[0, : n * WINDOW].reshape(n, WINDOW) * np.hanning(WINDOW)
    times = np.arange(WINDOW) / SAMPLE_RATE_HZ
    waves = np.exp(-2j * np.pi * np.array(TONES_HZ)[:, None] * times)
    return np.asarray(np.abs(waves @ blocks.T) * 4 / WINDOW)


def test_a_song_under_the_pointer_is_heard_within_a_tenth_of_a_second(
    previews: Previews, songs: list[Wish], null_sink: NullSink, qtbot: Any
) -> None:
    waited_s = []
    with null_sink.recording() as recording:
        for wish in songs:
            before = recording.samples().shape[1]
            previews.hover(wish)
            qtbot.wait(400)
            tone = loudness(recording.samples()[:, before:])[wish.song]
            assert (tone > AUDIBLE).any()
            waited_s.append(float(np.argmax(tone > AUDIBLE)) * WINDOW / SAMPLE_RATE_HZ)
        previews.stop()
        qtbot.wait(200)
    heard = loudness(recording.samples()) > AUDIBLE
    # At the seam of two songs a window holds the end of one and the beginning of the next.
    assert not (heard.sum(axis=0)[1:] + heard.sum(axis=0)[:-1] > 3).any()
    assert heard.any(axis=1).all()
    # A busy machine holds up one or the other.
    assert min(waited_s) < SOUGHT_S, waited_s
