"""Who made what is in the program, and under which licence. No Qt: read in the background."""

from __future__ import annotations

import json
from dataclasses import dataclass
from email.message import Message
from importlib import metadata
from typing import Any

from musicpuzzle.errors import DataError
from musicpuzzle.paths import asset

LIBRARIES = {
    "av": "decodes sound files",
    "filelock": "lets one program at a time write",
    "lightning-fabric": "trains on any device",
    "mido": "reads and writes MIDI",
    "msgspec": "reads the log of rounds and the journal of the library",
    "mutagen": "reads the tags of songs",
    "numpy": "computes",
    "openTSNE": "draws the map of songs",
    "pillow": "draws the map into a file",
    "platformdirs": "knows where settings belong",
    "pyloudnorm": "measures loudness",
    "PySide6-Essentials": "draws the window (Qt)",
    "safetensors": "stores models",
    "scikit-learn": "carries openTSNE, and measures likeness",
    "scipy": "computes",
    "sounddevice": "plays sound (with PortAudio)",
    "soundfile": "decodes sound files (with libsndfile)",
    "soxr": "resamples sound",
    "torch": "runs and trains models",
    "tqdm": "shows progress",
}
LONGEST_LICENCE = 160


@dataclass(frozen=True, slots=True)
class Credit:
    """One line: who or what, its licence, and what it does here."""

    name: str
    licence: str
    words: str


def licence_of(fields: Message) -> str:
    """The licence in a few words, from whichever field of the metadata has it."""
    expression = fields.get("License-Expression") or fields.get("License") or ""
    if expression and "\n" not in expression:
        return _shortened(expression)
    for classifier in fields.get_all("Classifier") or []:
        if classifier.startswith("License ::"):
            return str(classifier.rsplit("::", 1)[1]).strip()
    return _shortened(expression.split("\n", 1)[0]) or "see its package"


def _shortened(licence: str) -> str:
    if len(licence) <= LONGEST_LICENCE:
        return licence
    return licence[:LONGEST_LICENCE].rsplit(" ", 1)[0] + " …"


def _fields(name: str) -> Message:
    # The protocol that importlib promises lacks `get`; what it gives is a message.
    fields = metadata.metadata(name)
    assert isinstance(fields, Message)
    return fields


def libraries() -> list[Credit]:
    """The libraries that are installed, with their versions."""
    found = []
    for name, words in LIBRARIES.items():
        try:
            fields = _fields(name)
        except metadata.PackageNotFoundError:
            continue
        found.append(Credit(f"{name} {fields['Version']}", licence_of(fields), words))
    return found


def _read(path: Any) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{path}: this list of credits cannot be read.") from error


def _cards() -> list[tuple[str, Any]]:
    return [(path.stem, _read(path)) for path in sorted(asset("models").glob("*.json"))]


def models() -> list[Credit]:
    """The bundled models, from their cards."""
    return [
        Credit(name, str(card.get("licence", "")), _learned_words(card)) for name, card in _cards()
    ]


def music() -> list[Credit]:
    """The music that the bundled models learned from, each artist, licence and source once."""
    entries = {_credit_of(entry) for _, card in _cards() for entry in card.get("credits", [])}
    return sorted(entries, key=lambda credit: (credit.name.casefold(), credit.words))


def _credit_of(entry: Any) -> Credit:
    # What a program composed has no artist; it is known by where it is from.
    artist, source = str(entry["artist"]), str(entry["source"])
    return Credit(artist or source, str(entry["licence"]), source if artist else "")


def songs() -> list[Credit]:
    """The starter songs."""
    path = asset("songs", "songs.json")
    if not path.is_file():
        return []
    entries = _read(path)
    if isinstance(entries, dict):
        entries = entries.get("songs", [])
    return [
        Credit(
            str(entry.get("title", entry.get("file", ""))),
            str(entry.get("licence", "MIT")),
            ", ".join(str(entry[key]) for key in ("style", "mood") if entry.get(key)),
        )
        for entry in entries
    ]


def _learned_words(card: Any) -> str:
    if "songs" not in card:
        return ""
    return f"learned from {card['songs']} songs, {card.get('hours', 0):.1f} hours"
