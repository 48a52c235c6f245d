from __future__ import annotations

from pathlib import Path

import mido
import numpy as np
import pytest

from trainer.compose.humanise import Played
from trainer.compose.synth import SAMPLE_RATE_HZ, SynthError, find_sound_font, render
from trainer.compose.tape import GAP_S, Take, write_tape


@pytest.fixture
def takes() -> list[Take]:
    """Claves at known times, and two held notes of a violin."""
    strokes = tuple(Played(at, at + 0.05, 75, 110) for at in (0.0, 0.5, 1.23))
    held = (Played(0.25, 1.0, 69, 90), Played(1.0, 1.6, 76, 90))
    return [
        Take("Standard Kit", True, 0.0, False, strokes),
        Take("Violin", False, -0.8, True, held),
    ]


def test_takes_follow_each_other_on_the_tape(tmp_path, takes):
    write_tape(tmp_path / "tape.mid", takes, 2.0)
    file = mido.MidiFile(tmp_path / "tape.mid")
    assert file.length == pytest.approx(2 * (2.0 + GAP_S), abs=0.001)
    now_s, starts = 0.0, []
    for message in file:
        now_s += message.time
        if message.type == "note_on":
            starts.append((message.channel, message.note, round(now_s, 3)))
    assert starts == [
        (9, 75, 0.0),
        (9, 75, 0.5),
        (9, 75, 1.23),
        (1, 69, 3.25),
        (1, 76, 4.0),
    ]


def test_each_take_sounds_by_itself_and_on_time(takes):
    drums, violin = render(takes, 2 * SAMPLE_RATE_HZ, find_sound_font())
    assert drums.shape == violin.shape == (2, 2 * SAMPLE_RATE_HZ)
    level = np.abs(drums).max(axis=0)
    for at_s in (0.0, 0.5, 1.23):
        at = round(at_s * SAMPLE_RATE_HZ)
        window = level[max(at - 400, 0) : at + 2000]
        first = int(np.argmax(window > 0.1 * window.max())) - (at - max(at - 400, 0))
        assert -0.002 < first / SAMPLE_RATE_HZ < 0.008
    # The violin stands to the left, and rests where it has no note.
    assert np.abs(violin[0]).sum() > 1.3 * np.abs(violin[1]).sum()
    assert np.abs(violin[:, : SAMPLE_RATE_HZ // 5]).max() < 1e-3
    assert violin[0].std() > 1e-3


def test_the_same_takes_give_the_same_sound(takes):
    first = render(takes, SAMPLE_RATE_HZ, find_sound_font())
    second = render(takes, SAMPLE_RATE_HZ, find_sound_font())
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


def test_what_is_missing_is_named(tmp_path, monkeypatch, takes):
    with pytest.raises(SynthError, match="no such sound font"):
        find_sound_font(tmp_path / "none.sf2")
    monkeypatch.setattr("trainer.compose.synth.SOUND_FONTS", (Path("/nowhere.sf2"),))
    with pytest.raises(SynthError, match="apt-get install fluid-soundfont-gm"):
        find_sound_font()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SynthError, match="apt-get install fluidsynth"):
        render(takes, 100, tmp_path / "x.sf2")


def test_a_broken_sound_font_is_an_error_and_no_silence(tmp_path, takes):
    broken = tmp_path / "broken.sf2"
    broken.write_bytes(b"no sound font")
    with pytest.raises(SynthError, match="FluidSynth"):
        render(takes, SAMPLE_RATE_HZ, broken)
