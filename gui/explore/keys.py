"""The keys of the Explore page, as `shortcuts` declares them."""

from __future__ import annotations

from ..shortcuts import Keys

ALL = (
    Keys("walk", "Explore", "Go to the next song", (), "Arrow keys"),
    Keys("hear", "Explore", "Hear its most typical seconds; once more stops it", (), "Space"),
    Keys("pin", "Explore", "Pin it, and find songs like it", (), "Return"),
    Keys("mark", "Explore", "Select it, or select it no more", (), "X"),
    Keys("view", "Explore", "Lay out by all, genre, mood, tempo or instruments", (), "Alt+1 to 5"),
    Keys("move", "Explore", "Drag moves the map", ("G",)),
    Keys("band", "Explore", "Drag selects what is in a box", ("B",)),
    Keys("lasso", "Explore", "Drag draws a line around what is selected", ("L",)),
    Keys("closer", "Explore", "Nearer, farther, all of the map", (), "+, -, Home"),
    Keys("find", "Explore", "Find a song by its name", ("Ctrl+F",)),
    Keys("more", "Explore", "In the list: more like this song, or less", (), "+, -"),
    Keys("compare", "Explore", "Say which of two songs is more like a third", ("C",)),
    Keys("hear_first", "Compare", "Play the first song; once more stops it", (), "1"),
    Keys("hear_a", "Compare", "Play A", (), "2"),
    Keys("hear_b", "Compare", "Play B", (), "3"),
    Keys("answer_a", "Compare", "A is more like the first", (), "A"),
    Keys("answer_b", "Compare", "B is more like the first", (), "B"),
    Keys("skip", "Compare", "You cannot say", (), "S"),
    Keys("take_back", "Compare", "Take the last answer back", (), "Ctrl+Z or Backspace"),
    Keys("dimension", "Compare", "Overall, genre, mood, instruments or tempo", (), "Alt+1 to 5"),
    Keys("leave", "Compare", "Back to the map", (), "Esc"),
)
BY_NAME = {keys.name: keys for keys in ALL}


def with_key(words: str, name: str) -> str:
    """A tooltip: the words and the key in brackets."""
    return f"{words} ({BY_NAME[name].text})"
