from __future__ import annotations

import argparse
import hashlib
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
from trainer.compose.produce import Production, entry
from trainer.compose.score import Song
from trainer.compose.splits import split_of
from trainer.compose.titles import file_stem, title_for, unique_stems
from trainer.data.folder import list_tracks, tracks_for_training


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
    # The list names the mix alone, so that nobody takes a stem for a song.
    [track] = list_tracks(tmp_path, "test")
    assert track.path == tmp_path / song["file"]
    assert [t.split for t in tracks_for_training(tmp_path, 0.0)] == ["train"]


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


def test_a_split_has_its_own_songs(tmp_path):
    words = ("--out", str(tmp_path), "--songs", "12")
    plans = {split: command.plan(parse(*words, "--split", split)) for split in ("train", "test")}
    styles = {split: {order.spec.style for order in orders} for split, orders in plans.items()}
    assert not styles["train"] & styles["test"]
    assert all(split_of(o.spec.seed) == split for split, orders in plans.items() for o in orders)


def test_medleys_take_their_numbers_of_parts_by_turns(tmp_path):
    words = ("--out", str(tmp_path), "--medleys", "5", "--seed", "4")
    orders = command.plan_medleys(parse(*words))
    assert [len(order.plan.parts) for order in orders] == [3, 4, 6, 8, 3]
    assert {order.split for order in orders} == {"test"}
    assert len({order.file for order in orders}) == 5
    more = command.plan_medleys(parse(*words, "--parts", "8", "4", "--split", "train"))
    assert [len(order.plan.parts) for order in more] == [8, 4, 8, 4, 8]
    assert not {o.plan.seed for o in more} & {o.plan.seed for o in orders}


def test_medleys_are_listed_as_they_are_finished(tmp_path, capsys, monkeypatch):
    def one_then_cancel(work, orders, _workers: int):
        assert work is command.medleys.make_medley
        orders[0].folder.mkdir(exist_ok=True)
        (orders[0].folder / orders[0].file).write_bytes(b"sound")
        yield 0, {"title": orders[0].plan.title, "file": orders[0].file}
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "in_processes", one_then_cancel)
    assert command.run(parse("--out", str(tmp_path / "new"), "--medleys", "3")) == 130
    assert "1 medleys are whole" in capsys.readouterr().err
    [listed] = json.loads((tmp_path / "new/medleys.json").read_text(encoding="utf-8"))
    [track] = list_tracks(tmp_path / "new", "test")
    assert track.path.name == listed["file"]


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
        (("--styles", "tango", "--split", "train"), "The split train has other styles"),
        (("--medleys", "0"), "at least 1"),
        (("--medleys", "1", "--stems"), "--stems is for songs"),
        (("--medleys", "1", "--styles", "funk"), "needs 3 styles, there are 1"),
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


def test_the_starter_songs_are_still_what_their_seeds_make():
    from musicpuzzle.paths import asset

    listing = json.loads(asset("songs", "songs.json").read_text(encoding="utf-8"))
    stems = unique_stems([spec.title for spec in BUNDLED])
    songs = [compose(spec) for spec in BUNDLED]
    made = [
        entry(spec, song, f"{stem}.opus")
        for spec, song, stem in zip(BUNDLED, songs, stems, strict=True)
    ]
    assert listing["songs"] == json.loads(json.dumps(made))
    # Their sound is committed: what the composer learns since must not change what it plays there.
    assert {spec.title: digest(song) for spec, song in zip(BUNDLED, songs, strict=True)} == DIGESTS


def digest(song: Song) -> str:
    """Hash of every written note, to a thousandth."""
    text = "|".join(
        f"{part.name} {part.instrument} {part.level_db:g} {part.pan:g} {part.room:.3f} "
        + " ".join(
            f"{n.start_q:.3f},{n.length_q:.3f},{n.pitch},{n.accent:.3f},{n.spread_s:.3f}"
            for n in part.notes
        )
        for part in song.parts
    )
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


DIGESTS = {
    "Paper Lanterns": "e427eaf73f79",
    "Seven Storeys Up": "03c954f9c3e3",
    "Pocket Dragon": "9c95066982ad",
    "Slow Ferry Home": "48c90e0725b6",
    "Loose Change": "5523d07f72e8",
    "Rain on the Skylight": "f6931c504c19",
    "The Last Tram": "5691de2c1fe7",
    "Citrus and Salt": "06ad1c86c9c5",
    "Calle Sin Sombra": "793b5486d25d",
    "Velvet Knife": "77185b42e035",
    "Marigold Waltz": "dd2763a93f56",
    "The Fox at Kilbride": "9ffbe68ca352",
    "Glass Elevator": "cc9d62ae1eda",
    "North of Everything": "67d18457896a",
    "Two Doves in a Clock": "8783cc47daa2",
}
