"""Which files there are, and which split they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from trainer.data.folder import Track
from trainer.render.pieces import Splits, pieces_of, sample


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    folder = tmp_path / "recordings"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.ogg").write_bytes(b"sound")
    rows = "a.ogg,Ana,here,train\nb.ogg,Bo,there,test\nc.ogg,Cy,,validation\n"
    (folder / "tracks.csv").write_text("path,artist,source,split\n" + rows, encoding="utf-8")
    return folder


def piece(artist: str = "", source: str = "", split: str = "test") -> Track:
    return Track(Path("midi/x.mid"), "x", artist, source=source, split=split)


def test_a_list_or_the_files_themselves(tmp_path: Path) -> None:
    for name in ("a.mid", "sub/b.MIDI", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    told: list[str] = []
    pieces, has_split = pieces_of(tmp_path, told.append)
    assert [p.title for p in pieces] == ["a", "b"]
    assert not has_split
    listing = "path,title,artist,genre\na.mid,Air,Ana,folk\ngone.mid,,,\n"
    (tmp_path / "midi.csv").write_text(listing, encoding="utf-8")
    pieces, has_split = pieces_of(tmp_path, told.append)
    assert pieces == [Track(tmp_path / "a.mid", "Air", "Ana", style="folk")]
    assert len(told) == 1
    (tmp_path / "midi.csv").write_text("path,split\na.mid,train\n", encoding="utf-8")
    pieces, has_split = pieces_of(tmp_path, told.append)
    assert (pieces[0].split, has_split) == ("train", True)


def test_a_folder_without_midi_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="there is no such folder"):
        pieces_of(tmp_path / "none", print)
    with pytest.raises(DataError, match="there is no MIDI file"):
        pieces_of(tmp_path, print)


def test_a_smaller_draw_is_part_of_a_larger_one(tmp_path: Path) -> None:
    pieces = [Track(tmp_path / f"{k}.mid", str(k)) for k in range(30)]
    few, more = (sample(pieces, tmp_path, count, 7) for count in (5, 12))
    assert len(few) == 5
    assert set(few) < set(more)
    assert sample(pieces, tmp_path, 5, 8) != few


def test_no_source_and_no_artist_stands_on_both_sides(recordings: Path) -> None:
    splits = Splits(recordings, (), print)

    def split_of(track: Track) -> str:
        found = splits.assign(track, has_split=False)
        assert isinstance(found, Track)
        return found.split

    assert split_of(piece()) == "train"
    assert split_of(piece(artist="BO")) == "test"
    assert split_of(piece(source="there")) == "test"
    assert split_of(piece(artist="Cy", source="elsewhere")) == "validation"
    assert "several splits" in str(splits.assign(piece("Ana", "there"), has_split=False))
    told = splits.assign(piece("Bo", split="train"), has_split=True)
    assert told == ("is listed for train, but shares source or artist with recordings for test")


def test_sources_can_be_held_out_and_a_list_decides() -> None:
    splits = Splits(None, ("there",), print)
    held_out = splits.assign(piece(source="there"), has_split=False)
    listed = splits.assign(piece(split="validation"), has_split=True)
    assert [t.split for t in (held_out, listed) if isinstance(t, Track)] == ["test", "validation"]
