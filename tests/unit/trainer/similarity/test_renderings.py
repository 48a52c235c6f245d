"""Human-composed scores as songs for the similarity network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from musicpuzzle.errors import DataError
from trainer.cli import main
from trainer.compose.synth import SynthError, find_sound_font
from trainer.data.folder import Track
from trainer.render.pieces import LeftOut
from trainer.render.score import read_score
from trainer.render.variation import draw_variation
from trainer.similarity import renderings
from trainer.similarity.renderings import Rendering, excerpt_of, render_excerpt, rendering_orders
from trainer.similarity.songs import RENDERED
from trainer.similarity.stored import read_songs, write_song

WriteMidi = Callable[..., Path]
ACCORDION, TRUMPET = 21, 56


def _order(path: Path, *, seconds: float = 9.0) -> Rendering:
    variation = replace(draw_variation(path.name, 3, seconds=seconds, transpose=4), tempo=1.05)
    piece = Track(path, "A tune", "Anna", "CC0-1.0", "attic", "polka", "train")
    return Rendering(path.name, piece, variation, find_sound_font())


def test_an_excerpt_begins_anywhere_and_knows_what_was_set_before(write_midi: WriteMidi) -> None:
    score = read_score(write_midi(beats=200, programmes=(ACCORDION, TRUMPET)))
    for seed in range(5):
        variation = draw_variation(str(seed), 0, seconds=10.0)
        found = excerpt_of(score, variation)
        assert found is not None
        moved_s = score.end_s - found.end_s
        assert 0.0 <= moved_s <= score.end_s - 10.0 * variation.tempo
        changes = [e for e in found.events if e.message.type == "program_change"]
        assert {e.message.program for e in changes} == {ACCORDION, TRUMPET}
        struck = [round(e.at_s + moved_s, 6) for e in found.events if e.strikes]
        assert struck == [round(e.at_s, 6) for e in score.events if e.strikes and e.at_s >= moved_s]


def test_labels_are_what_plays_and_how_fast(write_midi: WriteMidi, tmp_path: Path) -> None:
    order = _order(write_midi(beats=60, bpm=100.0, programmes=(ACCORDION, TRUMPET)))
    made = render_excerpt(order)
    assert not isinstance(made, LeftOut)
    write_song(tmp_path / "out", "train", made.bands, made.labels)
    (song,) = read_songs(tmp_path / "out")
    assert song.origin == RENDERED
    assert song.classes == {"accordion", "brass"}
    assert song.lead == ""  # two instruments of a score of its own: which one leads is not said
    assert song.tempo_bpm == pytest.approx(105.0)
    assert (song.genre, song.artist, song.mood) == ("polka", "Anna", "")
    assert song.bands.shape == (128, (9 * 22_050 - 1_024) // 512 + 1)
    assert float(np.asarray(song.bands, np.float32).std()) > 0.05


def test_who_plays_is_drawn_for_scores_on_one_instrument(write_midi: WriteMidi) -> None:
    made = render_excerpt(_order(write_midi(beats=60)))
    assert not isinstance(made, LeftOut)
    assert made.labels["lead"] in made.labels["classes"]  # type: ignore[operator]


def test_what_cannot_be_rendered_is_left_out_with_its_reason(
    write_midi: WriteMidi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = render_excerpt(_order(write_midi("short.mid", beats=8)))
    assert isinstance(short, LeftOut)
    assert short.reason == "is too short, or rests where the excerpt lies"
    broken = tmp_path / "broken.mid"
    broken.write_bytes(b"MThd nothing")
    damaged = render_excerpt(_order(broken))
    assert isinstance(damaged, LeftOut)
    assert "damaged" in damaged.reason

    def fail(*_: object) -> None:
        raise SynthError("FluidSynth failed: no voices")

    monkeypatch.setattr(renderings, "render_score", fail)
    failed = render_excerpt(_order(write_midi("long.mid", beats=60)))
    assert failed == LeftOut("long.mid", "FluidSynth failed: no voices")


def test_the_command_renders_a_folder_once(
    write_midi: WriteMidi, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_midi("midi/a.mid", beats=20, bpm=90.0).parent
    write_midi("midi/b.mid", beats=4)
    out = tmp_path / "songs"
    command = ["generate", "--midi", str(folder), "--out", str(out), "--seed", "2"]
    assert main(command) == 0
    assert (
        "b.mid: is too short, or rests where the excerpt lies; it is left out."
        in capsys.readouterr().err
    )
    (made,) = out.iterdir()
    before = made.stat().st_mtime_ns
    assert main(command) == 0
    assert made.stat().st_mtime_ns == before
    assert main([*command, "--split", "test"]) == 2
    assert "--midi goes with none of" in capsys.readouterr().err


def test_a_recording_decides_the_split_of_its_artist(write_midi: WriteMidi, tmp_path: Path) -> None:
    midi = write_midi("midi/a.mid").parent
    (midi / "midi.csv").write_text("path,title,artist\na.mid,A,Anna\n")
    recordings = tmp_path / "recordings"
    recordings.mkdir()
    (recordings / "x.ogg").touch()
    (recordings / "tracks.csv").write_text("path,title,artist,split\nx.ogg,X,Anna,validation\n")
    fonts = (find_sound_font(),)
    (found,) = rendering_orders(
        midi, 0, seconds=9.0, sound_fonts=fonts, recordings=recordings
    )  # fmt: skip
    assert found.piece.split == "validation"
    with pytest.raises(DataError, match="no such folder"):
        rendering_orders(tmp_path / "none", 0, seconds=9.0, sound_fonts=fonts, recordings=None)
