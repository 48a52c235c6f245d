"""Songs for the similarity network: their factors, their excerpts, and the command."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from musicpuzzle.features.short_mel import short_log_mel_array
from trainer.cli import main
from trainer.compose.composer import compose
from trainer.compose.produce import takes_of
from trainer.compose.spec import draw_spec
from trainer.compose.splits import HELD_OUT_STYLES, split_of, styles_of
from trainer.similarity import making, timbres
from trainer.similarity.excerpt import drawn_excerpt, heard_in, sound
from trainer.similarity.generate import Made, Order, labels, orders_for_tests, training_orders
from trainer.similarity.packed import read_packed
from trainer.similarity.stored import read_songs

FONTS = (Path("a.sf2"), Path("b.sf2"))


def test_splits_share_neither_seeds_nor_templates() -> None:
    training = training_orders(40, 1, "train", 16.5, FONTS)
    tests = orders_for_tests(18, 1, 12.5, FONTS[0])
    unseen = orders_for_tests(16, 1, 12.5, FONTS[0], unseen=True)
    assert {split_of(order.seed) for order in training} == {"train"}
    assert {split_of(order.seed) for order in tests + unseen} == {"test"}
    assert {order.sound_font for order in training} == set(FONTS)
    counts = Counter(order.styles for order in tests)
    assert set(counts.values()) == {2}
    assert {style for (style,) in counts} == set(styles_of("train"))
    assert {order.styles[0] for order in unseen} == set(HELD_OUT_STYLES)


def test_an_excerpt_begins_with_the_tune_and_holds_what_sounds_in_it() -> None:
    spec = draw_spec(5, independent=True, styles=("pop",))
    song = compose(spec)
    part = drawn_excerpt(song, 5, 12.0)
    tune_s = next(s.first_bar for s in song.sections if s.kind != "intro") * song.bar_s
    assert tune_s <= part.start_s <= song.duration_s - 12.0
    takes = takes_of(spec, song)
    for whole, own in zip(takes, heard_in(takes, part), strict=True):
        assert all(0 <= note.start_s < 12.0 < note.start_s + 99 for note in own.notes)
        inside = [n for n in whole.notes if part.start_s <= n.start_s < part.start_s + 12.0]
        assert len(own.notes) >= len(inside)


def test_mixes_are_drawn_and_loud_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = draw_spec(5, independent=True, styles=("pop",))
    song = compose(spec)
    from trainer.compose.styles import STYLES

    rng = np.random.default_rng(0)
    tape = (0.1 * rng.standard_normal((2, 70 * 22_050))).astype(np.float32)
    monkeypatch.setattr(timbres, "play", lambda *_: tape)
    part = drawn_excerpt(song, 5, 5.0)
    played = partial(timbres.plain_timbres, sound_font=FONTS[0])
    first, again, other = (
        sound(spec, song, STYLES["pop"], part, mix_seed=seed, played=played) for seed in (1, 1, 2)
    )
    assert first.shape == (5 * 22_050,)
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0.01
    assert 0.01 < np.sqrt(np.square(first).mean()) < 0.5


def _made(order: Order) -> Made:
    spec = draw_spec(order.seed, independent=True, styles=order.styles)
    samples = 0.1 * np.random.default_rng(order.seed).standard_normal(530 * 512)
    found = labels(spec, compose(spec), order.sound_font)
    return Made(found, samples.astype(np.float32))


def test_the_command_goes_on_where_it_was_and_packs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[int] = []

    def made(order: Order) -> Made:
        calls.append(order.seed)
        return _made(order)

    monkeypatch.setattr(making, "generate_test", made)
    monkeypatch.setattr(making, "find_synthesiser", lambda: "fluidsynth")
    monkeypatch.setattr(making, "find_sound_font", lambda path: path)
    pack = tmp_path / "test.npz.xz"
    words = ["generate", "--out", str(tmp_path / "songs"), "--split", "test", "--soundfonts", "a"]
    assert main([*words, "--songs", "2"]) == 0
    assert main([*words, "--songs", "3", "--pack", str(pack)]) == 0
    assert len(calls) == len(set(calls)) == 3
    songs = read_songs(tmp_path / "songs")
    assert {song.name for song in read_packed(pack)} == {song.name for song in songs}
    assert main([*words, "--songs", "0"]) == 2
    assert "at least 1" in capsys.readouterr().err
    assert main([*words, "--recordings", str(tmp_path)]) == 2
    assert "--recordings goes with --midi alone." in capsys.readouterr().err


def test_wide_songs_mix_styles_of_training_and_name_no_genre_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fonts: list[Path] = []

    def silence(midi: Path, sound_font: Path, sample_rate_hz: int) -> np.ndarray:
        fonts.append(sound_font)
        return np.full((2, sample_rate_hz), 0.1, dtype=np.float32)

    monkeypatch.setattr(timbres, "play", silence)
    monkeypatch.setattr(making, "find_synthesiser", lambda: "fluidsynth")
    monkeypatch.setattr(making, "find_sound_font", lambda path: path)
    words = ["generate", "--out", str(tmp_path), "--soundfonts", "a", "b", "--wide"]
    assert main([*words, "--songs", "12"]) == 0
    assert {font.name for font in fonts} == {"a", "b"}
    genres = Counter(song.genre for song in read_songs(tmp_path))
    assert 2 <= genres.pop("") <= 10
    assert set(genres) <= set(styles_of("train"))
    assert all(song.mood and song.tempo_bpm and song.lead for song in read_songs(tmp_path))
    # The same seeds without wide timbres are other songs, in the same folder too.
    assert main([*words[:-1], "--songs", "12"]) == 0
    assert len(read_songs(tmp_path)) == 24
    assert main([*words, "--split", "test"]) == 2
    assert "--wide goes with the splits train and validation." in capsys.readouterr().err


def test_sound_is_kept_where_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "generate", _made)
    monkeypatch.setattr(making, "find_synthesiser", lambda: "fluidsynth")
    monkeypatch.setattr(making, "find_sound_font", lambda path: path)
    words = ["generate", "--out", str(tmp_path), "--songs", "1", "--soundfonts", "a"]
    assert main([*words, "--samples"]) == 0
    (song,) = read_songs(tmp_path)
    # At the level of its log-mel: what is computed from one is the other.
    from_samples = short_log_mel_array(song.samples.astype(np.float32))
    np.testing.assert_allclose(from_samples, song.bands.astype(np.float32), atol=0.02)
