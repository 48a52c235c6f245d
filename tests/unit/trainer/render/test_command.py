"""From a folder of MIDI to a folder that training reads."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from trainer.data.folder import list_tracks, tracks_for_training
from trainer.render import command
from trainer.render.make import Job, render_piece, rendered_before
from trainer.render.pieces import LeftOut
from trainer.render.sound import SAMPLE_RATE_HZ
from trainer.render.variation import TEMPO, draw_variation

WriteMidi = Callable[..., Path]


def parse(tmp_path: Path, *words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    folders = ("--midi", str(tmp_path / "midi"), "--out", str(tmp_path / "out"))
    return parser.parse_args([*folders, *words])


@pytest.mark.timeout(300)
def test_a_folder_is_rendered_once(
    tmp_path: Path,
    write_midi: WriteMidi,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_midi("midi/sub/tune.mid", beats=24)
    write_midi("midi/short.mid", beats=4)
    (tmp_path / "midi/broken.mid").write_bytes(b"MThd and then nothing")
    args = parse(tmp_path, "--seconds", "12", "--seed", "5")
    assert command.run(args) == 0
    said = capsys.readouterr().err
    assert "broken.mid: is damaged or no MIDI file" in said
    assert "short.mid: lasts only" in said
    with (tmp_path / "out/left-out.csv").open(encoding="utf-8") as file:
        assert [row["path"] for row in csv.DictReader(file)] == ["broken.mid", "short.mid"]

    [track] = tracks_for_training(tmp_path / "out", 0.0)
    assert (track.title, track.split) == ("tune", "train")
    assert track.path == tmp_path / "out/sub/tune.opus"
    samples, rate_hz = soundfile.read(track.path, dtype="float32", always_2d=True)
    assert (rate_hz, samples.shape[1]) == (SAMPLE_RATE_HZ, 1)
    with (tmp_path / "out/tracks.csv").open(encoding="utf-8") as file:
        [row] = csv.DictReader(file)
    assert len(samples) / rate_hz == pytest.approx(float(row["seconds"]), abs=0.01)
    assert float(row["seconds"]) <= 12.0
    assert 120 * (1 - TEMPO) <= float(row["tempo_bpm"]) <= 120 * (1 + TEMPO)
    variation = draw_variation("sub/tune.mid", 5, seconds=12)
    assert row["variation"] == str(variation)
    energy = np.abs(samples[:, 0])
    assert energy[: rate_hz // 2].max() > 0.01
    assert energy.max() == pytest.approx(10 ** (variation.peak_dbfs / 20), rel=0.2)

    def must_not(_job: Job) -> LeftOut:
        assert _job.name != "sub/tune.mid"
        return LeftOut(_job.name, "is not asked about here")

    monkeypatch.setattr(command, "render_piece", must_not)
    before = track.path.stat().st_mtime_ns
    assert command.run(args) == 0
    assert track.path.stat().st_mtime_ns == before
    assert len(list_tracks(tmp_path / "out")) == 1


def jobs_of(args: argparse.Namespace) -> list[Job]:
    jobs, _ = command.plan(args)
    return jobs


def test_what_was_rendered_otherwise_is_rendered_anew(
    tmp_path: Path, write_midi: WriteMidi, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_midi("midi/a.mid")
    write_midi("midi/b.mid")
    made: list[str] = []

    def quick(job: Job) -> dict[str, object]:
        made.append(job.name)
        job.target.parent.mkdir(exist_ok=True)
        job.target.write_bytes(b"sound")
        return {"seconds": 20, "tempo_bpm": "", "instruments": "", "variation": str(job.variation)}

    monkeypatch.setattr(command, "render_piece", quick)
    assert command.run(parse(tmp_path)) == 0
    assert command.run(parse(tmp_path)) == 0
    assert made == ["a.mid", "b.mid"]
    (tmp_path / "out/a.opus").unlink()
    assert command.run(parse(tmp_path)) == 0
    assert made[2:] == ["a.mid"]
    assert command.run(parse(tmp_path, "--transpose", "2")) == 0
    assert len(rendered_before(jobs_of(parse(tmp_path, "--seed", "9")), tmp_path / "out")) == 0


def test_a_cancel_keeps_what_is_finished(
    tmp_path: Path, write_midi: WriteMidi, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abc":
        write_midi(f"midi/{name}.mid", beats=4)

    def one_then_cancel(_work: object, jobs: list[Job], _workers: int):  # type: ignore[no-untyped-def]
        jobs[0].target.parent.mkdir()
        jobs[0].target.write_bytes(b"sound")
        columns = ("seconds", "tempo_bpm", "instruments")
        yield 0, {**dict.fromkeys(columns, 1), "variation": str(jobs[0].variation)}
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "in_processes", one_then_cancel)
    assert command.run(parse(tmp_path)) == 130
    assert [track.title for track in list_tracks(tmp_path / "out")] == ["a"]
    assert list(rendered_before(jobs_of(parse(tmp_path)), tmp_path / "out")) == [0]


def test_two_files_of_one_name_stay_two(tmp_path: Path, write_midi: WriteMidi) -> None:
    write_midi("midi/a.mid")
    write_midi("midi/a.midi")
    names = {job.target.name for job in jobs_of(parse(tmp_path, "--format", "ogg"))}
    assert names == {"a.ogg", "a.midi.ogg"}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--limit", "0"), "at least 1"),
        (("--seconds", "5"), "at least 12"),
        (("--transpose", "40"), "0 to 12"),
        (("--test", "nowhere"), "no file has the source 'nowhere'"),
        (("--soundfont", "missing.sf2"), "there is no such sound font"),
        (("--recordings", "nowhere"), "nowhere: there is no such folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    tmp_path: Path,
    write_midi: WriteMidi,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    sentence: str,
) -> None:
    write_midi("midi/a.mid")
    assert command.run(parse(tmp_path, *words)) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_nothing_that_can_be_rendered_is_an_error(
    tmp_path: Path, write_midi: WriteMidi, capsys: pytest.CaptureFixture[str]
) -> None:
    write_midi("midi/a.mid", beats=2)
    assert command.run(parse(tmp_path)) == 2
    assert "Not one file could be rendered: a.mid lasts only" in capsys.readouterr().err


def test_variations_differ_by_name_and_seed() -> None:
    drawn = [draw_variation(f"{k}.mid", 1, seconds=60, transpose=2) for k in range(300)]
    assert {v.semitones for v in drawn} == {-2, -1, 0, 1, 2}
    assert all(1 - TEMPO <= v.tempo <= 1 + TEMPO for v in drawn)
    assert len({str(v) for v in drawn}) == 300
    assert {draw_variation(f"{k}.mid", 1, seconds=60).semitones for k in range(20)} == {0}
    assert draw_variation("0.mid", 2, seconds=60, transpose=2) != drawn[0]
    assert draw_variation("0.mid", 1, seconds=60, transpose=2) == drawn[0]


def test_a_synthesiser_that_fails_leaves_the_file_out(
    tmp_path: Path, write_midi: WriteMidi
) -> None:
    write_midi("midi/a.mid")
    (tmp_path / "bad.sf2").write_bytes(b"no sound font")
    [job] = jobs_of(parse(tmp_path, "--soundfont", str(tmp_path / "bad.sf2")))
    result = render_piece(job)
    assert isinstance(result, LeftOut)
    assert "FluidSynth failed" in result.reason
    assert not job.target.exists()
