"""Generated songs on disk and packed, and people's judgements."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.explore.judging.judgements import Judgement, read_judgements
from musicpuzzle.features.short_mel import levelled
from musicpuzzle.paths import asset
from trainer.compose.splits import split_of, styles_of
from trainer.similarity.packed import KEPT_FRAMES, STEP, read_packed, write_packed
from trainer.similarity.stored import read_songs, write_song

LABELS = {
    "seed": 5, "style": "waltz", "mood": "dark", "tempo_bpm": 99.0, "lead": "Violin",
    "instruments": {"lead lead": "Violin", "bass bass": "Acoustic Bass", "drums drums": "Kit"},
}  # fmt: skip


def test_a_song_comes_back_with_its_labels(tmp_path: Path) -> None:
    bands = np.random.default_rng(0).uniform(0, 3, (128, 300)).astype(np.float16)
    write_song(tmp_path, "validation", bands, LABELS)
    (song,) = read_songs(tmp_path)
    np.testing.assert_array_equal(song.bands, levelled(bands).astype(np.float16))
    assert (song.split, song.genre, song.mood, song.tempo_bpm) == (
        "validation",
        "waltz",
        "dark",
        99,
    )
    assert song.lead == "bowed strings"
    assert song.classes == {"bowed strings"}


def test_damaged_and_missing_songs_are_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no generated songs"):
        read_songs(tmp_path)
    (tmp_path / "train-1.npz").write_bytes(b"PK no")
    with pytest.raises(DataError, match=r"train-1\.npz: is no generated song"):
        read_songs(tmp_path)
    np.savez(tmp_path / "train-1.npz", bands=np.zeros((3, 3)), labels=np.array(json.dumps(LABELS)))
    with pytest.raises(DataError, match=r"\(3, 3\)"):
        read_songs(tmp_path)


def test_packed_songs_are_as_exact_as_their_step(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    bands = [rng.uniform(0, 1.47, (128, KEPT_FRAMES + 7)).astype(np.float16) for _ in range(2)]
    path = tmp_path / "songs.npz.xz"
    write_packed(path, [(bands[0], LABELS), (bands[1], {**LABELS, "seed": 6})], {})
    found = read_packed(path)
    assert [song.name for song in found] == ["generated 5", "generated 6"]
    for song, own in zip(found, bands, strict=True):
        exact = levelled(own[:, :KEPT_FRAMES])
        assert np.abs(song.bands - exact).max() <= STEP / 2 + 0.01
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError, match="holds no test songs"):
        read_packed(path)


def test_the_bundled_songs_are_a_test() -> None:
    path = asset("similarity-test.npz.xz")
    songs = read_packed(path)
    assert path.stat().st_size < 4_000_000
    assert len({song.name for song in songs}) == len(songs) > 150
    assert {split_of(int(song.name.split()[1])) for song in songs} == {"test"}
    # The genres are those of training; what is new are templates, mixes and the sound font.
    assert {song.genre for song in songs} == set(styles_of("train"))
    assert all(song.mood and song.lead and song.tempo_bpm > 0 for song in songs)


def test_judgements_are_read_in_our_form_and_in_that_of_dim_sim(tmp_path: Path) -> None:
    ours = tmp_path / "ours.csv"
    ours.write_text("anchor,nearer,farther,dimension\na,b,c,mood\na,c,b,\n")
    assert read_judgements(ours) == [Judgement("a", "b", "c", "mood"), Judgement("a", "c", "b")]
    theirs = tmp_path / "clean-dim-sim.csv"
    theirs.write_text(
        "anchor_id,anchor_start_seconds,song1_id,song1_start_seconds,song2_id,song2_start_seconds,"
        "song1_vote,song2_vote\nTR1,3.0,TR2,0.5,TR3,20,1,4\nTR4,0,TR5,0,TR6,0,2,2\n"
    )
    (found,) = read_judgements(theirs)
    assert found == Judgement("TR1", "TR3", "TR2", "", (3.0, 20.0, 0.5))


def test_a_list_without_the_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("anchor,nearer\na,b\n")
    with pytest.raises(DataError, match="farther"):
        read_judgements(path)
