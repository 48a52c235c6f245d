"""songs.json: what lies in a folder of composed songs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from musicpuzzle.files import write_atomically

from . import GENERATOR_VERSION
from .produce import LICENCE

NAME = "songs.json"
_CREDITS = {"FluidR3_GM.sf2": "Fluid (R3) General MIDI SoundFont by Frank Wen, MIT licence"}


def write_catalogue(
    folder: Path, entries: Sequence[dict[str, object]], command: str, sound_font: str
) -> None:
    """Write the entries, in order, with where they come from.

    Raises:
        OSError: the folder cannot be written.
    """
    # The starter songs bear the version that they were made with.
    version = entries[0].get("generator_version", GENERATOR_VERSION) if entries else None
    text = json.dumps(
        {
            "about": "Songs composed from rules and a seed by Music Puzzle's own generator.",
            "command": command,
            "generator_version": version,
            "licence": LICENCE,
            "sound_font": _CREDITS.get(sound_font, sound_font),
            "songs": list(entries),
        },
        indent=1,
        ensure_ascii=False,
    )
    write_atomically(folder / NAME, text + "\n")
