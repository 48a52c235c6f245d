from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from trainer.evaluate.songs import choose_songs

from .conftest import write_song


def names(folder: Path, *, split: str = "all", count: int | None = None, seed: int = 0) -> set[str]:
    songs, _ = choose_songs(folder, split=split, count=count, seed=seed)
    return {song.path.name for song in songs}


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    rows = ["path,title,artist,split"]
    for number, (artist, split) in enumerate(
        [("Ann", "train"), ("Ann", "train"), ("Bob", "validation"), ("Cy", "test"), ("", "test")]
    ):
        write_song(tmp_path / f"{number}.wav", 0.1, seed=number)
        rows.append(f"{number}.wav,Song {number},{artist},{split}")
    (tmp_path / "tracks.csv").write_text("\n".join(rows) + "\n")
    return tmp_path


def test_the_split_is_the_one_of_the_list(listed: Path) -> None:
    assert names(listed, split="train") == {"0.wav", "1.wav"}
    assert names(listed, split="validation") == {"2.wav"}
    assert names(listed, split="test") == {"3.wav", "4.wav"}
    assert len(names(listed, split="all")) == 5


def test_artists_are_those_of_the_list_and_an_unknown_one_is_alone(listed: Path) -> None:
    songs, _ = choose_songs(listed, split="all", count=None, seed=0)
    artists = [song.artist for song in songs]
    assert artists[:4] == ["Ann", "Ann", "Bob", "Cy"]
    assert artists[4] not in ("", *artists[:4])


def test_a_folder_without_a_list_is_all_test_and_each_song_has_its_own_artist(
    tmp_path: Path,
) -> None:
    for number in range(3):
        write_song(tmp_path / f"{number}.wav", 0.1, seed=number)
    songs, left_out = choose_songs(tmp_path, split="test", count=None, seed=0)
    assert len({song.artist for song in songs}) == 3
    assert left_out == []
    with pytest.raises(DataError, match="no songs of the split train"):
        choose_songs(tmp_path, split="train", count=None, seed=0)


def test_a_draw_is_the_same_for_a_seed_and_part_of_a_larger_one(tmp_path: Path) -> None:
    for number in range(12):
        write_song(tmp_path / f"{number}.wav", 0.1, seed=number)
    few = names(tmp_path, count=4)
    assert len(few) == 4
    assert few == names(tmp_path, count=4)
    assert few < names(tmp_path, count=8)
    assert len({frozenset(names(tmp_path, count=4, seed=seed)) for seed in range(6)}) > 3
    assert len(names(tmp_path, count=99)) == 12


def test_the_draw_does_not_depend_on_where_the_folder_lies(tmp_path: Path) -> None:
    for number in range(12):
        write_song(tmp_path / "one" / f"{number}.wav", 0.1, seed=number)
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert names(tmp_path / "one", count=4) == names(tmp_path / "two", count=4)


def test_copies_and_empty_files_are_left_out_with_a_sentence(tmp_path: Path) -> None:
    write_song(tmp_path / "a.wav", 0.1)
    shutil.copy(tmp_path / "a.wav", tmp_path / "b.wav")
    (tmp_path / "c.wav").touch()
    songs, left_out = choose_songs(tmp_path, split="all", count=None, seed=0)
    assert [song.path.name for song in songs] == ["a.wav"]
    said = sorted(str(each) for each in left_out)
    assert said[0] == (
        f"{tmp_path / 'b.wav'}: it is a copy of {tmp_path / 'a.wav'} (the file is left out)"
    )
    assert said[1].startswith(f"{tmp_path / 'c.wav'}: ")
