from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

from trainer.compose import command
from trainer.compose.bundled import BUNDLED
from trainer.compose.composer import compose
from trainer.compose.factory import Order, entry_of, make, make_all
from trainer.compose.mix import Mix, loudness_lufs
from trainer.compose.produce import Production
from trainer.compose.titles import file_stem, title_for, unique_stems


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return parser.parse_args(words)


# A whole song is rendered: seconds on a free machine, minutes on one that does much else.
@pytest.mark.timeout(400)
def test_a_song_with_stems_from_the_command_line(tmp_path, capsys):
    args = parse(
        "--out", str(tmp_path), "--songs", "1", "--seed", "16", "--stems", "--styles", "tango"
    )
    assert command.run(args) == 0
    listing = json.loads((tmp_path / "songs.json").read_text(encoding="utf-8"))
    [song] = listing["songs"]
    mix, rate_hz = soundfile.read(tmp_path / song["file"], always_2d=True, dtype="float32")
    assert len(mix) / rate_hz == pytest.approx(song["seconds"], abs=1e-4)
    assert 45 <= song["seconds"] <= 90
    assert loudness_lufs(mix.T, rate_hz) == pytest.approx(-16, abs=0.3)
    assert 20 * np.log10(np.abs(mix).max()) < -1
    stems = [soundfile.read(tmp_path / file, dtype="float32")[0] for file in song["stems"].values()]
    assert len(stems) >= 4
    assert np.abs(sum(stems) - mix).max() < 1e-4
    assert song["style"] == "tango"
    assert song["licence"] == "CC0-1.0"
    sections = song["sections"]
    assert sections[0]["start_s"] == 0
    assert sections[-1]["end_s"] == song["seconds"]
    bar_s = 60 / song["tempo_bpm"] * 4
    bars = [section["start_s"] / bar_s for section in sections]
    assert np.allclose(bars, np.round(bars), atol=1e-4)
    # No section is near silent.
    for section in sections:
        piece = mix[int(section["start_s"] * rate_hz) : int(section["end_s"] * rate_hz)]
        assert np.sqrt((piece**2).mean()) > 10 ** (-34 / 20)
    assert "Composing" in capsys.readouterr().err
    assert not list(tmp_path.rglob(".*"))


def test_orders_are_decided_before_anything_is_rendered(tmp_path):
    words = ("--out", str(tmp_path), "--songs", "30", "--seed", "9", "--independent")
    first, second = command.plan(parse(*words)), command.plan(parse(*words))
    assert first == second
    assert len({order.file for order in first}) == 30
    assert all(order.file.endswith(".opus") for order in first)
    more = command.plan(
        parse("--out", str(tmp_path), "--songs", "31", "--seed", "9", "--independent")
    )
    assert [order.spec for order in more[:30]] == [order.spec for order in first]
    other = command.plan(parse("--out", str(tmp_path), "--songs", "30", "--seed", "10"))
    assert not {order.spec.seed for order in other} & {order.spec.seed for order in first}


def test_stems_are_lossless_unless_asked_for_otherwise(tmp_path):
    [order] = command.plan(parse("--out", str(tmp_path), "--songs", "1", "--stems"))
    assert order.sound_format == "flac"
    [order] = command.plan(
        parse("--out", str(tmp_path), "--songs", "1", "--stems", "--format", "ogg")
    )
    assert order.file.endswith(".ogg")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--styles", "polka"), "No style is called 'polka'"),
        (("--songs", "0"), "at least 1"),
        (("--soundfont", "missing.sf2"), "missing.sf2: there is no such sound font."),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path, capsys, words, sentence):
    assert command.run(parse("--out", str(tmp_path / "new"), *words)) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_what_was_finished_before_a_cancel_is_listed(tmp_path, capsys, monkeypatch):
    def two_then_cancel(orders: list[Order], _workers: int):
        for number, order in enumerate(orders[:2]):
            yield number, entry_of(order)
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "make_all", two_then_cancel)
    assert command.run(parse("--out", str(tmp_path), "--songs", "5")) == 130
    assert "2 songs are whole" in capsys.readouterr().err
    listing = json.loads((tmp_path / "songs.json").read_text(encoding="utf-8"))
    assert len(listing["songs"]) == 2


@pytest.mark.timeout(300)
def test_a_failure_in_a_worker_reaches_the_caller(tmp_path):
    orders = command.plan(parse("--out", str(tmp_path), "--songs", "1"))
    broken = [Order(o.spec, o.stem, o.folder, "opus", Path("/nowhere.sf2"), False) for o in orders]
    with pytest.raises(Exception, match="FluidSynth"):
        list(make_all(broken, 2))


def test_stems_that_are_cut_short_leave_nothing(tmp_path, monkeypatch):
    [order] = command.plan(parse("--out", str(tmp_path), "--songs", "1", "--stems"))
    song = compose(order.spec)
    silence = np.zeros((2, 1000), dtype=np.float32)
    made = Production(order.spec, song, Mix(silence, {"bass": silence, "lead": silence}), 44_100)
    monkeypatch.setattr("trainer.compose.factory.produce", lambda *_, **__: made)
    written = []

    def second_fails(path: Path, *_: object, **__: object) -> None:
        if written:
            raise KeyboardInterrupt
        path.parent.mkdir(parents=True, exist_ok=True)
        written.append(path)
        path.write_bytes(b"whole")

    monkeypatch.setattr("trainer.compose.factory.write_sound", second_fails)
    with pytest.raises(KeyboardInterrupt):
        make(order)
    assert written
    assert list(tmp_path.iterdir()) == []


def test_titles_become_file_names():
    assert file_stem("Calle Sin Sombra") == "calle-sin-sombra"
    assert file_stem("Étude d'été, no. 3") == "etude-dete-no-3"
    assert file_stem("…") == "song"
    assert unique_stems(["A B", "a b", "A  b", "a-b 2"]) == ["a-b", "a-b-2", "a-b-3", "a-b-2-2"]
    assert title_for("dark", 3) == title_for("dark", 3)


def test_the_catalogue_of_the_starter_songs_is_up_to_date():
    from musicpuzzle.paths import asset

    listing = json.loads(asset("songs", "songs.json").read_text(encoding="utf-8"))
    stems = unique_stems([spec.title for spec in BUNDLED])
    made = [
        entry_of(Order(spec, stem, Path(), "opus", Path(), False))
        for spec, stem in zip(BUNDLED, stems, strict=True)
    ]
    assert listing["songs"] == json.loads(json.dumps(made))
