"""Colours of tags and numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gui.explore.colouring import (
    MOST_KINDS,
    OTHERS,
    PLAIN,
    STEPS,
    UNKNOWN,
    colouring,
    columns_of,
    hue,
    inks_of,
    ramp,
)
from gui.theme.colour import contrast
from gui.theme.tokens import DARK, LIGHT, Tokens
from musicpuzzle.explore.collection import Numbers, Words

from .conftest import made_up

SONGS = made_up(40)


def test_a_tag_has_a_hue_for_each_word_and_two_greys() -> None:
    words = [f"w{min(song, 14)}" for song in range(38)] + ["", ""]
    songs = replace(SONGS, words={"genre": Words.of(words)})
    how = colouring(songs, "genre")
    assert [kind.name for kind in how.kinds[-2:]] == [OTHERS, UNKNOWN]
    assert sum(kind.count for kind in how.kinds) == 40
    assert how.kinds[0].name == "w14"
    inks = inks_of(how, LIGHT)
    assert len(inks.colours) == MOST_KINDS + 2
    for kind in how.kinds:
        assert int((inks.codes == kind.code).sum()) == kind.count


def test_a_number_goes_from_least_to_most_and_odd_ones_do_not_press_the_rest() -> None:
    values = np.linspace(60, 120, 40).astype(np.float32)
    values[0], values[1] = 1e6, np.nan
    how = colouring(replace(SONGS, numbers={"tempo": Numbers(values, "BPM")}), "tempo")
    assert how.span is not None
    assert how.span[1] == 120
    assert (how.codes[2], how.codes[39]) == (0, STEPS - 1)
    assert how.codes[1] == STEPS
    assert (np.diff(how.codes[2:]) >= 0).all()
    assert [kind.name for kind in how.kinds] == [UNKNOWN]


def test_only_what_is_known_of_some_song_is_offered() -> None:
    songs = replace(
        SONGS,
        words={"genre": SONGS.words["genre"], "mood": Words.of([""] * 40)},
        numbers={"year": Numbers(np.full(40, np.nan, np.float32))},
    )
    assert columns_of(songs) == ["genre"]
    assert columns_of(SONGS) == ["genre", "mood", "tempo"]
    assert colouring(SONGS, PLAIN).codes.tolist() == [0] * 40


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_dots_can_be_told_from_the_ground(tokens: Tokens) -> None:
    for code in range(MOST_KINDS):
        assert contrast(hue(code, tokens), tokens.surface) > 3
    colours = ramp(tokens.dark)
    far = [contrast(colour, tokens.surface) for colour in colours]
    assert far == sorted(far)
