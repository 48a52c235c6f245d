"""A song under the pointer is heard at once, and never two."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
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

from ..null_sink import NullSink, Recording

SOUGHT_S = 0.1
TONES_HZ = {"ogg": 440.0, "mp3": 1000.0, "flac": 2300.0, "wav": 5000.0, "opus": 9000.0}
OPUS_HZ = 48_000
SONG_S = 40.0
# Other seconds of a song were not read before. A busy machine may hold up one or the other.
TYPICAL_S = tuple(range(10, 34, 2))
WINDOW = 512
AUDIBLE = 0.02
PATIENCE_MS = 5_000


@pytest.fixture
def songs(tmp_path: Path) -> dict[str, Path]:
    """A song of each kind, with a tone of its own."""
    found = {kind: tmp_path / f"{kind}.{kind}" for kind in TONES_HZ}
    for kind, tone_hz in TONES_HZ.items():
        is_opus = kind == "opus"
        rate_hz = OPUS_HZ if is_opus else SAMPLE_RATE_HZ
        times = np.arange(round(SONG_S * rate_hz)) / rate_hz
        both = np.repeat(0.4 * np.sin(2 * np.pi * tone_hz * times)[:, None], 2, axis=1)
        how = {"format": "OGG", "subtype": "OPUS"} if is_opus else {}
        soundfile.write(found[kind], both.astype(np.float32), rate_hz, **how)
    return found


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
    waves = np.exp(-2j * np.pi * np.array([*TONES_HZ.values()])[:, None] * times)
    return np.asarray(np.abs(waves @ blocks.T) * 4 / WINDOW)


def audible(recording: Recording, number: int, since: int) -> NDArray[np.bool_]:
    """In which windows after so many samples one of the tones is heard."""
    return loudness(recording.samples()[:, since:])[number] > AUDIBLE


def waited(
    previews: Previews, songs: dict[str, Path], null_sink: NullSink, qtbot: Any
) -> tuple[dict[str, float], NDArray[np.bool_]]:
    """How long each kind took to sound, the shortest of some, and when each was heard."""
    waited_s = dict.fromkeys(TONES_HZ, np.inf)
    with null_sink.recording() as recording:
        for start_s in TYPICAL_S:
            for number, kind in enumerate(TONES_HZ):
                if waited_s[kind] < SOUGHT_S:
                    continue
                own = partial(audible, recording, number, recording.samples().shape[1])
                previews.hover(Wish(number, songs[kind], kind, start_s))
                qtbot.waitUntil(lambda own=own: bool(own().any()), timeout=PATIENCE_MS)
                after_s = int(np.argmax(own())) * WINDOW / SAMPLE_RATE_HZ
                waited_s[kind] = min(waited_s[kind], after_s)
                qtbot.wait(200)
        previews.stop()
        qtbot.wait(200)
    return waited_s, loudness(recording.samples()) > AUDIBLE


def test_songs_under_the_pointer_are_heard_and_never_two_at_once(
    previews: Previews, songs: dict[str, Path], null_sink: NullSink, qtbot: Any
) -> None:
    _, heard = waited(previews, songs, null_sink, qtbot)
    # At the seam of two songs a window holds the end of one and the beginning of the next.
    assert not (heard.sum(axis=0)[1:] + heard.sum(axis=0)[:-1] > 3).any()
    assert heard.any(axis=1).all()


@pytest.mark.speed
def test_a_song_under_the_pointer_is_heard_within_a_tenth_of_a_second(
    previews: Previews, songs: dict[str, Path], null_sink: NullSink, qtbot: Any
) -> None:
    waited_s, _ = waited(previews, songs, null_sink, qtbot)
    assert max(waited_s.values()) < SOUGHT_S, waited_s
