"""Titles, two or three words from the mood's own box."""

from __future__ import annotations

import re
import unicodedata

from .chance import stream

_FIRST = {
    "bright": "Morning Paper Lemon Open Sunday Summer Marigold Running Kite Copper",
    "tender": "Quiet Folded Velvet Letter Linen Candle Sleeping Almond Small Hazel",
    "playful": "Crooked Jumping Button Pocket Tin Whistling Striped Velcro Skipping Ginger",
    "dreamy": "Floating Glass Silver Cloud Drifting Opal Faraway Lantern Pale Feather",
    "wistful": "Autumn Empty Last Fading Rainy Distant Amber Lost Winter Harbour",
    "restless": "Electric Midnight Hurried Neon Iron Northbound Burning Signal Broken Seven",
    "dark": "Black Hollow Raven Cold Salt Shadow Thorn Obsidian Deep Ash",
    "heroic": "Golden High Crimson Banner Thunder Eagle Lion Northern Rising Bronze",
}
_SECOND = {
    "bright": "Parade Avenue Orchard Bicycle Window Holiday Terrace Garden Shore Postcard",
    "tender": "Lullaby Pillow Promise Hands Kitchen Corner Blanket Hour Letter Snow",
    "playful": "Shoes Parrot Carousel Fox Marbles Staircase Kettle Puppet Monkey Trick",
    "dreamy": "Balloon Tide Meridian Lake Aquarium Constellation Veil Mirror Garden Moon",
    "wistful": "Platform Harbour Photograph Avenue Leaves Ferry Rain Letter Coast Streetlight",
    "restless": "Escalator Crossing Traffic Engine Wire Corridor Clock Chase Station Pulse",
    "dark": "Forest Well Cathedral Corridor River Tower Mask Cellar Mountain Ember",
    "heroic": "Summit Voyage Gate Horizon Crown March Armada Bridge Dawn Citadel",
}


def title_for(mood: str, seed: int) -> str:
    """A title for a song of that mood."""
    rng = stream(seed, "title")
    first, second = rng.choice(_FIRST[mood].split()), rng.choice(_SECOND[mood].split())
    if first == second:
        return f"The {first}"
    return f"{first} {second}" if rng.random() < 0.75 else f"The {first} {second}"


def file_stem(title: str) -> str:
    """A file name from a title: lower case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-") or "song"


def unique_stems(titles: list[str]) -> list[str]:
    """File names for songs in order; the second of a name gets a 2, and so on."""
    seen: dict[str, int] = {}
    taken: set[str] = set()
    stems = []
    for title in titles:
        stem = name = file_stem(title)
        while name in taken:
            seen[stem] = seen.get(stem, 1) + 1
            name = f"{stem}-{seen[stem]}"
        taken.add(name)
        stems.append(name)
    return stems
