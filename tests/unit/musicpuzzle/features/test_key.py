from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicpuzzle.features.key import Key, find_key

MAJOR_SCALE = (0, 2, 4, 5, 7, 9, 11)
HARMONIC_MINOR = (0, 2, 3, 5, 7, 8, 11)
keys = st.builds(Key, st.integers(0, 11), st.booleans())


@pytest.mark.parametrize("tonic", range(12))
@pytest.mark.parametrize(("scale", "third"), [(MAJOR_SCALE, 4), (HARMONIC_MINOR, 3)])
def test_a_scale_with_its_tonic_chord_is_in_its_key(
    tonic: int, scale: tuple[int, ...], third: int
) -> None:
    notes = np.zeros((12, 4), np.float32)
    notes[[(tonic + step) % 12 for step in scale]] += 1.0
    notes[[(tonic + step) % 12 for step in (0, third, 7)]] += 1.0
    assert find_key(notes) == Key(tonic, third == 3)


def test_neighbours_on_the_circle_of_fifths() -> None:
    c, g, a_minor, f_sharp = Key(0, False), Key(7, False), Key(9, True), Key(6, False)
    assert c.fifths_to(g) == g.fifths_to(c) == 1
    assert c.fifths_to(a_minor) == 0
    assert c.fifths_to(f_sharp) == 6
    assert Key(2, False).fifths == 2


@given(keys, keys, keys)
def test_steps_are_a_distance(a: Key, b: Key, c: Key) -> None:
    assert a.fifths_to(b) == b.fifths_to(a) <= 6
    assert a.fifths_to(a) == 0
    assert a.fifths_to(c) <= a.fifths_to(b) + b.fifths_to(c)


def test_what_has_no_notes_has_no_key() -> None:
    assert find_key(np.zeros((12, 0), np.float32)) is None
    assert find_key(np.ones((12, 5), np.float32)) is None
