"""Accuracy where the answer is known."""

from __future__ import annotations

from collections.abc import Sequence

import librosa
import numpy as np
import pytest

from musicpuzzle.models.subspaces import DIMENSIONS, subspace
from trainer.similarity.hearing import Heard, Vectors, hear
from trainer.similarity.learner import all_triplets
from trainer.similarity.measure import Row, Trial, leakage_rows, triplet_rows
from trainer.similarity.mfcc import mfcc, quantiser
from trainer.similarity.probe import probe
from trainer.similarity.songs import LabelledSong
from trainer.similarity.triplets import draw_triplets

SUBSPACES = {name: subspace(name) for name in DIMENSIONS}


def _test(songs: Sequence[LabelledSong]) -> Trial:
    return Trial("generated", songs, draw_triplets(songs, 300, 0), 200, 0)


def _by(rows: Sequence[Row], **wanted: object) -> list[Row]:
    return [row for row in rows if all(row[name] == value for name, value in wanted.items())]


def _oracle(song: LabelledSong) -> Vectors:
    """Each sub-space holds its own label and nothing else."""
    vector = np.zeros(256, np.float32)
    vector[["jazz", "rock", "waltz"].index(song.genre)] = 1
    vector[64 + ["dark", "bright"].index(song.mood)] = 1
    vector[128 + ["piano", "brass", "flutes"].index(song.lead)] = 1
    angle = np.log2(song.tempo_bpm)
    vector[192:194] = np.cos(angle), np.sin(angle)
    return vector


def test_who_knows_all_is_always_right_and_who_knows_nothing_half_of_the_time(
    toys: list[LabelledSong],
) -> None:
    test = _test(toys)
    vectors = np.stack([_oracle(song) for song in toys])
    rng = np.random.default_rng(0)
    windows = tuple(
        vectors[k] + 1e-3 * rng.standard_normal((3, 256)).astype(np.float32) for k in range(60)
    )
    rows = triplet_rows("oracle", Heard(vectors, windows, SUBSPACES), test)
    for name in (*DIMENSIONS, "overall"):
        (own,) = _by(rows, dimension=name, space="own")
        assert own["accuracy"] == own["low"] == own["high"] == 1.0
    assert _by(rows, dimension="track")[0]["accuracy"] > 0.99
    constant = np.ones((60, 256), np.float32)
    stone = Heard(constant, (constant[:3],) * 60, {})
    (ahead,) = _by(
        triplet_rows("oracle", Heard(vectors, windows, SUBSPACES), test, stone),
        dimension="mood", space="own",
    )  # fmt: skip
    assert (ahead["ahead"], ahead["ahead_low"], ahead["ahead_high"]) == (0.5, 0.5, 0.5)
    rows = triplet_rows("stone", Heard(constant, (constant[:2],) * 60, SUBSPACES), test)
    assert all("ahead" not in row for row in rows)
    assert {row["accuracy"] for row in rows} == {0.5}
    assert {row["label"] for row in rows} == {"exact"}


def test_leakage_finds_what_a_sub_space_knows(toys: list[LabelledSong]) -> None:
    vectors = np.stack([_oracle(song) for song in toys])
    vectors[:, 70:73] = vectors[:, 0:3]  # mood also tells the genre
    rows = leakage_rows("oracle", Heard(vectors, (vectors[:2],) * 60, SUBSPACES), _test(toys))
    assert len(rows) == 5 * 4 * 2
    (known,) = _by(rows, subspace="mood", dimension="genre", measure="probe")
    (unknown,) = _by(rows, subspace="instruments", dimension="genre", measure="probe")
    assert known["n"] == 60
    assert known["accuracy"] > 0.95
    assert unknown["accuracy"] < known["chance"] + 0.2
    (leak,) = _by(rows, subspace="mood", dimension="genre", measure="triplet")
    assert leak["accuracy"] > 0.8
    assert leak["chance"] == 0.5


def test_a_probe_never_learns_from_the_group_that_it_is_asked_about() -> None:
    rng = np.random.default_rng(0)
    groups = [f"artist {k // 4}" for k in range(80)]
    # Each artist has a place of its own and a label of its own choice: nothing general to learn.
    places = rng.standard_normal((20, 40)).repeat(4, axis=0).astype(np.float32)
    labels = np.array(["a", "b"])[rng.integers(0, 2, 20)].repeat(4).tolist()
    honest = probe(places, labels, groups, 0)
    careless = probe(places, labels, [str(k) for k in range(80)], 0)
    assert honest is not None
    assert careless is not None
    assert careless[0].mean() > 0.95
    assert honest[0].mean() < 0.75


def test_a_probe_is_not_asked_for_what_one_artist_alone_has() -> None:
    rng = np.random.default_rng(0)
    labels = ["a", "b"] * 20 + ["c"] * 10
    groups = [f"artist {k % 7}" for k in range(40)] + ["soloist"] * 10
    vectors = np.stack([np.eye(3)["abc".index(label)] for label in labels])
    vectors = (vectors + 0.01 * rng.standard_normal(vectors.shape)).astype(np.float32)
    found = probe(vectors, labels, groups, 0)
    assert found is not None
    right, chance = found
    assert len(right) == 40
    assert right.mean() == 1.0
    assert chance == 0.5
    assert probe(vectors, labels, ["all by one"] * 50, 0) is None


def test_all_dimensions_count_alike_in_what_is_overall(toys: list[LabelledSong]) -> None:
    heard = Heard(np.random.default_rng(3).standard_normal((60, 256)).astype(np.float32), (), {})
    rows = triplet_rows("noise", heard, _test(toys))
    each = [row["accuracy"] for row in rows if row["dimension"] in DIMENSIONS]
    (overall,) = _by(rows, dimension="overall")
    assert overall["accuracy"] == pytest.approx(np.mean(each), abs=1e-4)


def test_all_triplets_by_hand() -> None:
    vectors = np.array([[1, 0], [1, 0.1], [0, 1], [1, 0.2]], np.float32)
    positives, negatives = np.zeros((2, 4, 4), bool)
    positives[0, 1] = positives[0, 3] = negatives[0, 2] = negatives[3, 1] = True
    assert all_triplets(vectors, positives, negatives) == 1.0
    positives[3, 2] = True
    assert all_triplets(vectors, positives, negatives) == pytest.approx(2 / 3)
    assert all_triplets(vectors, negatives, np.zeros((4, 4), bool)) is None


def test_mfccs_are_librosa_s_and_their_histograms_tell_sounds_apart(
    toys: list[LabelledSong],
) -> None:
    bands = toys[0].bands.astype(np.float32)
    decibels = 10 * np.log10(np.maximum((10.0**bands - 1) / 10, 1e-3))
    wanted = librosa.feature.mfcc(S=decibels, n_mfcc=20)
    np.testing.assert_allclose(mfcc(bands), wanted, rtol=1e-4, atol=1e-3)
    heard = hear(toys, quantiser(toys, 0), {})
    assert heard.songs.shape == (60, 128)
    np.testing.assert_allclose(heard.songs.sum(axis=1), 1.0, rtol=1e-5)
    rows = triplet_rows("mfcc", heard, _test(toys))
    assert {row["space"] for row in rows} == {"whole"}
    assert _by(rows, dimension="track")[0]["accuracy"] > 0.8
