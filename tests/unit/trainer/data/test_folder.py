"""Lists of songs, whole and damaged."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from musicpuzzle.errors import DataError
from trainer.data.folder import Track, list_tracks, tracks_for_training, write_list

HEADER = "path,title,artist,licence,source,style,split\n"


def folder_with(tmp_path: Path, *names: str, listing: str | None = None) -> Path:
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        soundfile.write(path, np.zeros(800, np.float32), 8000)
    if listing is not None:
        (tmp_path / "tracks.csv").write_text(listing, encoding="utf-8")
    return tmp_path


def test_a_list_says_everything(tmp_path: Path) -> None:
    rows = "a.wav,Über alles,Ana,CC0-1.0,there,rock,train\nsub/b.wav,,,,,,validation\n"
    folder = folder_with(tmp_path, "a.wav", "sub/b.wav", "unlisted.wav", listing=HEADER + rows)
    assert list_tracks(folder) == [
        Track(folder / "a.wav", "Über alles", "Ana", "CC0-1.0", "there", "rock", "train"),
        Track(folder / "sub/b.wav", "b", split="validation"),
    ]


def test_a_list_that_is_written_reads_the_same(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "a.wav", "sub/b.wav")
    tracks = [
        Track(folder / "a.wav", 'Say "Über, alles"', "Ana", "CC0-1.0", "there", "rock", "train"),
        Track(folder / "sub/b.wav", "b", split="validation"),
    ]
    write_list(folder, tracks, [{"seconds": 1.5}, {"seconds": 2}])
    assert list_tracks(folder) == tracks
    assert "path,title,artist,licence,source,style,split,seconds\n" in (
        folder / "tracks.csv"
    ).read_text(encoding="utf-8")
    write_list(folder, tracks, with_split=False)
    assert {track.split for track in list_tracks(folder)} == {"test"}
    assert {track.split for track in tracks_for_training(folder, 0.0)} == {"train"}


def test_a_genre_stands_for_a_style(tmp_path: Path) -> None:
    rows = "path,genre,style\na.wav,folk,\nb.wav,folk,polka\n"
    folder = folder_with(tmp_path, "a.wav", "b.wav", listing=rows)
    assert [track.style for track in list_tracks(folder)] == ["folk", "polka"]


@pytest.mark.parametrize("split", ["train", "validation", "test"])
def test_one_split(tmp_path: Path, split: str) -> None:
    rows = "a.wav,,,,,,train\nb.wav,,,,,,validation\nc.wav,,,,,,test\n"
    folder = folder_with(tmp_path, "a.wav", "b.wav", "c.wav", listing=HEADER + rows)
    (track,) = list_tracks(folder, split)
    assert track.split == split


def test_training_never_sees_test_songs(tmp_path: Path) -> None:
    rows = "a.wav,,,,,,train\nb.wav,,,,,,validation\nc.wav,,,,,,test\n"
    folder = folder_with(tmp_path, "a.wav", "b.wav", "c.wav", listing=HEADER + rows)
    tracks = tracks_for_training(folder, 0.5)
    assert [(track.title, track.split) for track in tracks] == [("a", "train"), ("b", "validation")]


def test_without_a_list_all_is_test_and_all_may_be_trained_on(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, *(f"{k}.wav" for k in range(10)))
    assert len(list_tracks(folder, "test")) == 10
    assert list_tracks(folder, "train") == []
    splits = [track.split for track in tracks_for_training(folder, 0.2)]
    assert (splits.count("train"), splits.count("validation")) == (8, 2)
    assert {track.split for track in tracks_for_training(folder, 0.0)} == {"train"}


def test_a_list_without_the_column_split_is_all_test(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "a.wav", "b.wav", listing="path,artist\na.wav,Ana\n")
    (track,) = list_tracks(folder, "test")
    assert track.artist == "Ana"
    assert [track.split for track in tracks_for_training(folder, 0.0)] == ["train"]


def test_a_list_stands_for_a_folder_and_its_songs_lie_anywhere(tmp_path: Path) -> None:
    there = folder_with(tmp_path / "there", *(f"{k}.wav" for k in range(10)))
    listing = tmp_path / "lists" / "some.csv"
    folder_with(tmp_path / "lists", "own.wav")
    rows = [str(there / f"{k}.wav") for k in range(10)]
    listing.write_text("\n".join(["path", *rows, "own.wav"]), encoding="utf-8")
    paths = [track.path for track in list_tracks(listing)]
    assert paths == [*map(Path, rows), tmp_path / "lists" / "own.wav"]
    splits = [track.split for track in tracks_for_training(listing, 0.2)]
    assert (splits.count("train"), splits.count("validation")) == (9, 2)
    listing.write_text("path\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"some\.csv: there is no music in this list"):
        list_tracks(listing)


def test_songs_held_out_stay_the_same_when_songs_are_added(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, *(f"{k}.wav" for k in range(20)))
    before = {t.title for t in tracks_for_training(folder, 0.2) if t.split == "validation"}
    folder_with(tmp_path, *(f"more{k}.wav" for k in range(20)))
    after = {t.title for t in tracks_for_training(folder, 0.4) if t.split == "validation"}
    assert before & after


@pytest.mark.skipif(sys.platform != "linux", reason="names are characters here")
def test_a_name_with_bytes_that_are_no_characters_has_a_title(tmp_path: Path) -> None:
    for k in range(5):
        (tmp_path / f"caf\udce9 {k}.wav").touch()
    tracks = tracks_for_training(tmp_path, 0.2)
    assert sorted(track.split for track in tracks) == ["train"] * 4 + ["validation"]
    assert sorted(track.title for track in tracks) == [f"caf? {k}" for k in range(5)]
    assert all(track.path.is_file() for track in tracks)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",,,,,,train", "the path is empty"),
        ("gone.wav,,,,,,train", "there is no file 'gone.wav'"),
        ("../a.wav,,,,,,train", "lies outside the folder"),
        ("/music/../a.wav,,,,,,train", "lies outside the folder"),
        ("/music/that/is/gone.wav,,,,,,train", "there is no file '/music/that/is/gone.wav'"),
        ("a.wav,,,,,,dev", "'dev' is no split"),
        ("a.wav", "'' is no split"),
    ],
)
def test_a_damaged_row_gives_a_sentence_and_the_rest_is_used(
    tmp_path: Path, row: str, sentence: str
) -> None:
    folder = folder_with(tmp_path, "a.wav", "b.wav", listing=f"{HEADER}{row}\nb.wav,,,,,,train\n")
    told: list[str] = []
    assert [track.title for track in list_tracks(folder, report=told.append)] == ["b"]
    (line,) = told
    assert sentence in line
    assert "tracks.csv, line 2" in line


def test_damage_is_told_on_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_with(tmp_path, "b.wav", listing=HEADER + "a.wav,,,,,,train\nb.wav,,,,,,test\n")
    list_tracks(folder)
    assert "there is no file 'a.wav'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"title\nx\n", "has no column 'path'"),
        (b"", "has no column 'path'"),
        (b"path\n\xff\xfe\n", "cannot be read"),
        (b"path\n" + b"a" * 200_000 + b"\n", "field larger than field limit"),
        (b"path,split\n", "there is no music"),
    ],
)
def test_an_unusable_list_gives_a_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "tracks.csv").write_bytes(content)
    with pytest.raises(DataError, match=sentence):
        list_tracks(tmp_path)


def test_a_missing_or_empty_folder_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such folder"):
        list_tracks(tmp_path / "nowhere")
    with pytest.raises(DataError, match="there is no music in this folder"):
        list_tracks(tmp_path)
