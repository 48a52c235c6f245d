from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen
import mutagen.id3
import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4
from mutagen.wave import WAVE

from musicpuzzle.library.tags import Tags, bpm_of, read_tags, text_of, year_of

ALL = Tags("Titel", "Jóhann", "Album", "Waltz; Polka", "calm", 92.5, 1987)
PLAIN = {
    "TITLE": "Titel", "artist": "Jóhann", "Album": "Album", "GENRE": ["Waltz", "Polka"],
    "mood": "calm", "BPM": "92.5", "DATE": "1987-05-01",
}  # fmt: skip
SOUND = np.zeros(44_100, np.float32)


def plain(path: Path) -> None:
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    file.tags.update(PLAIN)
    file.save()


def frames(tags: Any) -> None:
    for frame in (
        mutagen.id3.TIT2(3, "Titel"), mutagen.id3.TPE1(3, "Jóhann"), mutagen.id3.TALB(3, "Album"),
        mutagen.id3.TCON(3, ["Waltz", "Polka"]), mutagen.id3.TMOO(3, "calm"),
        mutagen.id3.TBPM(3, "92.5"), mutagen.id3.TDRC(3, "1987"),
    ):  # fmt: skip
        tags.add(frame)


def id3(kind: Callable[[Path], Any]) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        file = kind(path)
        file.add_tags()
        frames(file.tags)
        file.save()

    return write


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("song.flac", plain),
        ("song.ogg", plain),
        ("song.mp3", id3(MP3)),
        ("song.wav", id3(WAVE)),
        ("song.aiff", id3(mutagen.File)),
    ],
)
def test_all_tags_are_read(name: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / name
    soundfile.write(path, SOUND, 44_100)
    assert read_tags(path) == Tags()
    write(path)
    assert read_tags(path) == ALL


@pytest.mark.parametrize("name", ["song.m4a", "song.wma"])
def test_all_tags_of_what_ffmpeg_writes_are_read(name: str, tmp_path: Path) -> None:
    import av

    path = tmp_path / name
    with av.open(str(path), "w") as file:
        stream = file.add_stream("aac" if name.endswith("m4a") else "wmav2", rate=44_100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 44_100), np.float32), "fltp", "mono")
        frame.sample_rate, stream.bit_rate = 44_100, 64_000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    if isinstance(file := mutagen.File(path), MP4):
        file.update(
            {
                "©nam": "Titel", "©ART": "Jóhann", "©alb": "Album", "©gen": ["Waltz", "Polka"],
                "tmpo": [92], "©day": "1987", "----:com.apple.iTunes:MOOD": [b"calm"],
            }
        )  # fmt: skip
    else:
        file.tags.update(
            {
                "Title": "Titel", "Author": "Jóhann", "WM/AlbumTitle": "Album", "WM/Year": "1987",
                "WM/Genre": ["Waltz", "Polka"], "WM/Mood": "calm", "WM/BeatsPerMinute": "92",
            }
        )  # fmt: skip
    file.save()
    assert read_tags(path) == Tags(*[*ALL_TEXTS, 92.0, 1987])


ALL_TEXTS = ("Titel", "Jóhann", "Album", "Waltz; Polka", "calm")


def test_numbers_of_genres_are_spelled_out(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    soundfile.write(path, SOUND, 44_100)
    file = MP3(path)
    file.add_tags()
    file.tags.add(mutagen.id3.TCON(3, "(17)"))
    file.save()
    assert read_tags(path).genre == "Rock"


@pytest.mark.parametrize("content", [b"", b"fLaC", b"ID3\x04\x00\x00\xff\xff\xff\xff", b"OggS"])
def test_a_damaged_file_has_no_tags(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    assert read_tags(path) == Tags()
    assert read_tags(tmp_path / "nowhere.flac") == Tags()


@pytest.mark.parametrize(
    ("text", "bpm"),
    [("120", 120.0), ("97,5", 97.5), ("128; 64", 128.0), ("0", None), ("fast", None),
     ("nan", None), ("1e999", None), ("5000", None), ("", None)],
)  # fmt: skip
def test_a_tempo_is_a_number_that_a_song_can_have(text: str, bpm: float | None) -> None:
    assert bpm_of(text) == bpm


@pytest.mark.parametrize(
    ("text", "year"),
    [("1987", 1987), ("2001-05-01", 2001), ("20010501", 2001), ("May 1969", 1969), ("87", None),
     ("0000", None), ("", None), ("12345", None)],
)  # fmt: skip
def test_a_year_has_four_digits(text: str, year: int | None) -> None:
    assert year_of(text) == year


@given(st.text(st.characters(codec=None), max_size=600))
def test_any_text_becomes_one_line_that_can_be_kept(text: str) -> None:
    line = text_of(text)
    if line is None:
        assert not any(c.isprintable() and not c.isspace() for c in text)
        return
    assert line == " ".join(line.split())
    assert line.isprintable()
    assert len(line.encode()) > 0
    assert len(line) <= 500
    assert text_of(line) == line
