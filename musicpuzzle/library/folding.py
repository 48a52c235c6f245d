"""Text as it is searched and sorted: without case and accents."""

from __future__ import annotations

import unicodedata

# Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"})


def folded(text: str) -> str:
    """The text in small letters without accents: "Motörhead" and "MOTORHEAD" are one."""
    small = text.casefold()
    if small.isascii():
        return small
    parts = unicodedata.normalize("NFKD", small)
    bare = "".join(c for c in parts if not unicodedata.combining(c))
    return bare.casefold().translate(_LETTERS)
