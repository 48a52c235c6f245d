"""What a command writes: any name on any terminal, and each sentence on a line of its own."""

from __future__ import annotations

import os
import sys
import unicodedata
from io import TextIOWrapper

_BREAKING = ("Cc", "Zl", "Zp")
"""Categories of characters that end a line or steer a terminal."""


def accept_all_characters() -> None:
    """Have standard output and error write what their encoding lacks as an escape.

    The name of a song may hold any character, also bytes that are none; without this Python gives
    up with a traceback where a terminal, a pipe or a file takes fewer.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def write_nowhere() -> None:
    """Have standard output end nowhere, since it takes no more; Python flushes it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def in_one_line(text: str) -> str:
    """A text with an escape for each character that ends a line or steers a terminal."""
    return "".join(ascii(c)[1:-1] if unicodedata.category(c) in _BREAKING else c for c in text)


def tell(sentence: str) -> None:
    """Write a sentence to standard error, in one line."""
    sys.stderr.write(in_one_line(sentence) + "\n")
