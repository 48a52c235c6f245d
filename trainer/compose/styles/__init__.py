"""All styles by name."""

from __future__ import annotations

from ..style import Style
from . import chamber, electronic, folk, groove, jazz, latin, popular

_ALL = (
    *popular.STYLES,
    *groove.STYLES,
    *jazz.STYLES,
    *latin.STYLES,
    *folk.STYLES,
    *electronic.STYLES,
    *chamber.STYLES,
)

STYLES: dict[str, Style] = {style.name: style for style in _ALL}
