"""The starter songs: any two differ in several factors; their seeds were chosen by measuring."""

from __future__ import annotations

from .spec import Spec
from .theory import NOTE_NAMES

BIT_RATE = 60_000  # of Opus: all songs together stay under 7.5 MB


def _song(
    title: str,
    style: str,
    mood: str,
    *,
    bpm: float,
    tonic: str,
    lead: str,
    seed: int,
    target_s: float = 60.0,
) -> Spec:
    tonic_class = NOTE_NAMES.index(tonic)
    return Spec(
        seed, style, mood, bpm, tonic_class, lead, title=title, target_s=target_s, lively=False
    )


BUNDLED: tuple[Spec, ...] = (
    _song(
        "Paper Lanterns", "pop", "bright", bpm=108, tonic="D", lead="Acoustic Grand Piano", seed=10
    ),
    _song(
        "Seven Storeys Up", "rock", "heroic", bpm=132, tonic="E", lead="Overdriven Guitar", seed=22
    ),
    _song("Pocket Dragon", "chiptune", "playful", bpm=150, tonic="C", lead="Square Lead", seed=8),
    _song("Slow Ferry Home", "reggae", "bright", bpm=76, tonic="G", lead="Harmonica", seed=1),
    _song("Loose Change", "funk", "restless", bpm=104, tonic="E", lead="Alto Sax", seed=5),
    _song(
        "Rain on the Skylight",
        "lo-fi hip hop",
        "wistful",
        bpm=80,
        tonic="A",
        lead="Vibraphone",
        seed=10,
    ),
    _song(
        "The Last Tram", "jazz swing", "wistful", bpm=146, tonic="F", lead="Muted Trumpet", seed=9
    ),
    _song("Citrus and Salt", "bossa nova", "tender", bpm=124, tonic="Bb", lead="Flute", seed=9),
    _song("Calle Sin Sombra", "salsa", "restless", bpm=172, tonic="G", lead="Trumpet", seed=6),
    _song("Velvet Knife", "tango", "dark", bpm=116, tonic="D", lead="Tango Accordion", seed=24),
    _song("Marigold Waltz", "waltz", "wistful", bpm=152, tonic="A", lead="Accordion", seed=22),
    _song(
        "The Fox at Kilbride", "celtic jig", "playful", bpm=112, tonic="D", lead="Fiddle", seed=17
    ),
    _song("Glass Elevator", "house", "dreamy", bpm=124, tonic="F", lead="Saw Lead", seed=22),
    _song(
        "North of Everything",
        "cinematic ambient",
        "dreamy",
        bpm=66,
        tonic="C",
        lead="Cello",
        seed=6,
    ),
    _song("Two Doves in a Clock", "baroque", "bright", bpm=96, tonic="G", lead="Oboe", seed=10),
)
