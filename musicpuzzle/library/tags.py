"""What a file says of itself: title, artist, album, genre, mood, tempo and year, by mutagen."""

from __future__ import annotations

import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from os import PathLike, fspath
from typing import Any

# Where each kind of tag keeps them; elsewhere (Vorbis comments, APE) the names are plain.
_PLAIN = {
    "title": ("title",),
    "artist": ("artist", "album artist", "albumartist"),
    "album": ("album",),
    "genre": ("genre",),
    "mood": ("mood",),
    "bpm": ("bpm", "tempo"),
    "year": ("date", "year", "originaldate"),
}
_ID3 = {
    "title": ("TIT2",),
    "artist": ("TPE1", "TPE2"),
    "album": ("TALB",),
    "genre": ("TCON",),
    "mood": ("TMOO", "TXXX:MOOD", "TXXX:Mood", "TXXX:mood"),
    "bpm": ("TBPM",),
    "year": ("TDRC", "TYER", "TDRL", "TDOR"),
}
_MP4 = {
    "title": ("©nam",),
    "artist": ("©ART", "aART"),
    "album": ("©alb",),
    "genre": ("©gen",),
    "mood": ("----:com.apple.iTunes:MOOD", "----:com.apple.iTunes:mood"),
    "bpm": ("tmpo",),
    "year": ("©day",),
}
_ASF = {
    "title": ("Title",),
    "artist": ("Author", "WM/AlbumArtist"),
    "album": ("WM/AlbumTitle",),
    "genre": ("WM/Genre",),
    "mood": ("WM/Mood",),
    "bpm": ("WM/BeatsPerMinute",),
    "year": ("WM/Year",),
}
_LONGEST = 500
_SLOWEST_BPM, _FASTEST_BPM = 20.0, 400.0
# What mutagen is known to let through when a file is damaged, besides its own errors.
_DAMAGED = (
    ArithmeticError, AttributeError, EOFError, LookupError, MemoryError, OSError, TypeError,
    ValueError, struct.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tags:
    """Tags of a song; None for what is not said.

    Attributes:
        title, artist, album, genre, mood: text in one line; several values stand with "; ".
        bpm: beats a minute.
        year: of four digits.
    """

    title: str | None = None
    artist: str | None = None
    album: str | None = None
    genre: str | None = None
    mood: str | None = None
    bpm: float | None = None
    year: int | None = None


def read_tags(path: str | PathLike[str]) -> Tags:
    """The tags of a sound file; none where it has none, or where they are damaged."""
    import mutagen

    try:
        file = mutagen.File(fspath(path))
        tags = None if file is None else file.tags
        values = {} if not tags else _values(tags)
    except (mutagen.MutagenError, *_DAMAGED):
        return Tags()
    return Tags(
        **{name: text_of(values.get(name, "")) for name in FIELDS[:5]},
        bpm=bpm_of(values.get("bpm", "")),
        year=year_of(values.get("year", "")),
    )


FIELDS = ("title", "artist", "album", "genre", "mood", "bpm", "year")
"""The names of all tags, text first."""


def text_of(value: str) -> str | None:
    """The text in one line without what cannot be shown; None for none."""
    cut = value.encode("utf-8", "replace").decode()
    line = " ".join("".join(c if c.isprintable() else " " for c in cut).split())
    return line[:_LONGEST].strip() or None


def bpm_of(value: str) -> float | None:
    """The tempo that a text says, 20 to 400 beats a minute; None for none."""
    try:
        bpm = float(value.partition(";")[0].strip().replace(",", "."))
    except ValueError:
        return None
    return bpm if math.isfinite(bpm) and _SLOWEST_BPM <= bpm <= _FASTEST_BPM else None


def year_of(value: str) -> int | None:
    """The first year of four digits, 1000 to 2999, in a text; None for none."""
    found = re.search(r"(?<!\d)[12]\d{3}(?=\d{4}\b|\D|$)", value)
    return int(found[0]) if found else None


def _values(tags: Any) -> dict[str, str]:
    """The text of each tag that is there."""
    from mutagen.asf import ASFTags
    from mutagen.id3 import ID3
    from mutagen.mp4 import MP4Tags

    for kind, names in ((ID3, _ID3), (MP4Tags, _MP4), (ASFTags, _ASF)):
        if isinstance(tags, kind):
            return _picked(tags, names)
    plain = {str(key).lower(): tags[key] for key in tags.keys()}  # noqa: SIM118 - some are lists
    return _picked(plain, _PLAIN)


def _picked(tags: Any, names: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    found = {}
    for field, keys in names.items():
        texts = (_text(tags[key]) for key in keys if key in tags)
        found[field] = next((text for text in texts if text.strip()), "")
    return found


def _text(value: Any) -> str:
    """One text of whatever mutagen has: frames, lists, bytes or numbers."""
    # A frame of genres spells out the numbers of ID3v1 here.
    values = getattr(value, "genres", None) or getattr(value, "text", None) or value
    if not isinstance(values, list | tuple):
        values = [values]
    return "; ".join(
        each.decode("utf-8", "replace") if isinstance(each, bytes) else str(each) for each in values
    )
