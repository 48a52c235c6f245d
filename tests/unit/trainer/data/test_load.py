"""Songs of a job: from folders, from shards, with some held out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.jobs import TrainingJob
from musicpuzzle.paths import user_cache_dir
from trainer.data.load import songs_of
from trainer.data.songs import Song

WriteSong = Callable[..., Path]


def load(job: TrainingJob) -> list[Song]:
    return songs_of(job, report=lambda sentence: None, progress=lambda done, total: None)


@pytest.fixture
def job(tmp_path: Path, write_song: WriteSong) -> TrainingJob:
    for seed in range(4):
        write_song(f"{seed}.wav", seed=seed)
    return TrainingJob("sn", (str(tmp_path / "music"),), str(tmp_path / "run"), validation=0.25)


def test_a_folder_without_a_list_holds_out_a_share(job: TrainingJob) -> None:
    splits = [song.split for song in load(job)]
    assert sorted(splits) == ["train", "train", "train", "validation"]
    assert {song.split for song in load(replace(job, validation=0.0))} == {"train"}


def test_a_list_that_holds_songs_out_decides_for_all_folders(
    job: TrainingJob, tmp_path: Path, write_song: WriteSong
) -> None:
    listed = tmp_path / "listed"
    write_song("x.wav", seed=9).rename(tmp_path / "x.wav")
    listed.mkdir()
    (tmp_path / "x.wav").rename(listed / "x.wav")
    (listed / "tracks.csv").write_text("path,split\nx.wav,validation\n")
    songs = load(replace(job, data=(*job.data, str(listed))))
    assert [song.title for song in songs if song.split == "validation"] == ["x"]
    assert len(songs) == 5


def test_shards_lie_in_the_cache_unless_told(job: TrainingJob, tmp_path: Path) -> None:
    load(job)
    assert list((user_cache_dir() / "shards").glob("*/index.json"))
    load(replace(job, shards=str(tmp_path / "mine")))
    alone = load(replace(job, shards=str(tmp_path / "mine"), data=()))
    assert len(alone) == 4


def test_the_truest_speed_comes_first(job: TrainingJob) -> None:
    song = load(replace(job, speeds=(1.5, 0.8, 1.0)))[0]
    plain = load(replace(job, speeds=(1.0,)))[0]
    lengths = [variant.shape[1] for variant in song.variants]
    assert lengths[0] == plain.variants[0].shape[1]
    assert lengths[2] < lengths[0] < lengths[1]


def test_nothing_to_train_on_gives_a_sentence(job: TrainingJob, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="name a folder of audio or of shards"):
        load(replace(job, data=()))
    (tmp_path / "music" / "tracks.csv").write_text("path,split\n0.wav,validation\n")
    with pytest.raises(DataError, match="not one song to train on"):
        load(job)
