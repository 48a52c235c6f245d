"""The keys of the Library page, as `shortcuts` declares them."""

from __future__ import annotations

from ..shortcuts import Keys

ALL = (
    Keys("search", "Library", "Search your songs", ("Ctrl+F",)),
    Keys("play_song", "Library", "Play the song", (), "Return"),
    Keys("edit", "Library", "Correct what stands there", (), "F2"),
    Keys("sort", "Library", "Sort by the column you are in", (), "Alt+Up, Alt+Down"),
    Keys("remove", "Library", "Remove the chosen songs", ("Del",)),
    Keys("add_folder", "Library", "Add a folder of songs", ("Ctrl+Shift+A",)),
    Keys("scan", "Library", "Look through the folders again", ("F5",)),
)
BY_NAME = {keys.name: keys for keys in ALL}


def with_key(words: str, name: str) -> str:
    """A tooltip: the words and the key in brackets."""
    return f"{words} ({BY_NAME[name].text})"
