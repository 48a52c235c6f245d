"""The map as a picture, looked at pixel by pixel."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from musicpuzzle.errors import MusicPuzzleError
from musicpuzzle.explore.collection import Numbers
from musicpuzzle.explore.picture import (
    HUES,
    OTHERS,
    SCALE,
    UNKNOWN,
    PictureSettings,
    draw_map,
)

from .material import made_up

SONGS = made_up(3)
PLACES = np.array([[0.9, -0.9], [0.9, 0.9], [0.0, 0.0]], np.float32)


def pixel(content: bytes, x: float, y: float, side: int = 400) -> str:
    image = Image.open(io.BytesIO(content))
    assert image.size == (side, side)
    scale = side / 2.2
    found = image.getpixel((round(side / 2 + x * scale), round(side / 2 + y * scale)))
    assert isinstance(found, tuple)
    return "#" + "".join(f"{channel:02X}" for channel in found[:3])


def settings(column: str) -> PictureSettings:
    return PictureSettings("Three songs", column, 400, 400)


def test_every_song_has_a_dot_in_the_colour_of_its_word() -> None:
    content = draw_map(SONGS, PLACES, settings("genre"))
    for song, (x, y) in enumerate(PLACES.tolist()):
        assert pixel(content, x, y) == HUES[int(SONGS.words["genre"].codes[song])]
    assert pixel(content, 0.5, 0.5) == "#FFFFFF"
    assert pixel(draw_map(SONGS, PLACES, settings("")), 0, 0) == HUES[4]


def test_numbers_have_a_scale_and_what_is_unknown_is_pale() -> None:
    tempo = Numbers(np.array([60, 180, np.nan], np.float32), "BPM")
    content = draw_map(replace(SONGS, numbers={"tempo": tempo}), PLACES, settings("tempo"))
    found = [pixel(content, x, y) for x, y in PLACES.tolist()]
    assert found == [SCALE[0], SCALE[-1], UNKNOWN]


def test_the_picture_writes_years_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    real = ImageDraw.ImageDraw.text

    def text(brush: ImageDraw.ImageDraw, at: Any, words: str, *rest: Any, **named: Any) -> None:
        written.append(words)
        real(brush, at, words, *rest, **named)

    monkeypatch.setattr(ImageDraw.ImageDraw, "text", text)
    years = Numbers(np.array([1950, 2000, np.nan], np.float32))
    draw_map(replace(SONGS, numbers={"year": years}), PLACES, settings("year"))
    assert written[2:8] == ["1950", "1960", "1970", "1980", "1990", "2000"]


def test_rare_words_share_a_colour() -> None:
    songs = made_up(30)
    songs = replace(
        songs, words={"name": type(songs.words["genre"]).of([f"w{k}" for k in range(30)])}
    )
    places = np.stack([np.linspace(-1, 1, 30), np.full(30, 0.95)], axis=1).astype(np.float32)
    content = draw_map(songs, places, settings("name"))
    found = {pixel(content, x, y) for x, y in places.tolist()}
    assert found == {*HUES, OTHERS}


def test_what_cannot_be_drawn_is_one_sentence() -> None:
    with pytest.raises(
        MusicPuzzleError, match="no such tag or number; there is genre, mood, tempo"
    ):
        draw_map(SONGS, PLACES, settings("colour"))
    with pytest.raises(MusicPuzzleError, match="200 to 8000 pixels"):
        PictureSettings("", width=10)
