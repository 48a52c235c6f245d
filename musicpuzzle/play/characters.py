"""What the opponents are called, and one line about each."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple


class Character(NamedTuple):
    """An opponent as a person meets it."""

    title: str
    line: str


# Every run calls its best model so.
_OF_A_RUN = "model"

_CHARACTERS = {
    "chance": Character("Chance", "Rolls dice and never blushes."),
    "waveform": Character("Waveform", "Carries the last milliseconds on across the cut."),
    "continuity": Character("Continuity", "Wants the colours before and after a cut to match."),
    "pulse": Character("Pulse", "Taps its foot through the gaps, deaf to everything else."),
    "sn": Character("SN", "Sums each piece up alone, then asks whether two sums go together."),
    "cin": Character("CIN", "Listens to two pieces as one long one and looks for the seam."),
    "ccsn": Character("CCSN", "Hears each piece alone, lays what it heard end to end, and thinks."),
    "tsn": Character("TSN", "Takes three pieces at a time and asks which order they came in."),
    "opn": Character("OPN", "Compares all pairs of a handful before it says a word."),
    "sen": Character("SEN", "Holds every moment of one piece against every moment of the next."),
    "sen-gap": Character("SEN-gap", "SEN, schooled on pieces with holes between them."),
    "segue": Character("Segue", "Lines songs up by tempo and key. Lost where there is only one."),
    "sen-plus": Character(
        "SEN-plus", "Looks closely at the cut, keeps the beat and plans the whole row."
    ),
}


def character_of(name: str) -> Character:
    """An opponent's title and line; a model of the person's own is known by its file."""
    known = _CHARACTERS.get(name)
    if known is not None:
        return known
    return Character(title_of_file(name), "Trained by you, and not measured yet.")


def title_of_file(path: str) -> str:
    """What a model's file is called: by its run, where a run has named it."""
    file = PurePath(path)
    return file.parent.name if file.stem == _OF_A_RUN and file.parent.name else file.stem
