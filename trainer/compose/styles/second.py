"""Second templates of the styles that training hears: for tests of likeness alone.

Each is another kind of the same genre: metre, feel of the tune, chord progressions and colour are
the style's, every pattern of drums, bass and chords is another, and so are levels and rooms.
"""

from __future__ import annotations

from ..style import Style
from .second_bands import SECOND_OF_BANDS
from .second_others import SECOND_OF_OTHERS

SECOND: dict[str, Style] = {style.name: style for style in (*SECOND_OF_BANDS, *SECOND_OF_OTHERS)}
"""The second template of each style of training, by the style's name."""
