"""What may be said about a join. Each claim follows from one measured value and its threshold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from musicpuzzle.features.key import Key

if TYPE_CHECKING:
    from musicpuzzle.review.hearing import Join

SAME_NOTES_COSINE, OTHER_NOTES_COSINE = 0.9, 0.5
"""From here on notes of a band run on; up to here they are others."""

LEVEL_KEPT_DB, LEVEL_JUMP_DB = 1.5, 6.0
"""Up to here the level stays as it is; from here on it jumps."""

BAND_KEPT_DB, BAND_JUMP_DB = 3.0, 9.0
"""The same for what is high, of which there is less and it changes more."""

SAME_NOTES, OTHER_NOTES = 0.85, 0.2
"""Correlation of the notes of two seconds."""

BEAT_KEPT, BEAT_BROKEN = 0.1, 0.25
"""How far the beat may be off, as a share of a beat."""

FAR_FIFTHS = 3
"""Keys so far apart on the circle of fifths share four of seven notes at most."""

GAP_COUNTED = ", counting what is left out"

Topic = Literal["low", "middle", "high", "level", "notes", "beat"]
TOPICS: tuple[Topic, ...] = ("low", "middle", "beat", "level", "high", "notes")
"""In the order in which they are told: what is heard most surely first."""

_KEY_NAMES = (
    "C", "D flat", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence about a join.

    Attributes:
        topic: what it is about.
        fits: it speaks for the join, or against it.
        words: the sentence.
    """

    topic: Topic
    fits: bool
    words: str


def claims(join: Join, before: str, after: str, *, has_gap: bool) -> tuple[Claim, ...]:
    """All that may be said of a join.

    Args:
        join: what was measured.
        before, after: the names of the two pieces, as "B" and "E".
        has_gap: some of the song is left out between them.
    """
    told = {claim.topic: claim for claim in _all(join, before, after, has_gap)}
    return tuple(told[topic] for topic in TOPICS if topic in told)


def key_name(key: Key) -> str:
    """A key in words, as "E flat minor"."""
    return f"{_KEY_NAMES[key.tonic]} {'minor' if key.is_minor else 'major'}"


def _all(join: Join, before: str, after: str, has_gap: bool) -> Iterator[Claim]:
    yield from _run_on(join, before, after, has_gap)
    yield from _beat(join, before, after, has_gap)
    yield from _level(join, before, after)
    yield from _high(join, before, after)
    yield from _notes(join, before, after)


def _run_on(join: Join, before: str, after: str, has_gap: bool) -> Iterator[Claim]:
    goes_on = "are there again in" if has_gap else "run on into"
    topics: tuple[Topic, Topic] = ("low", "middle")
    for topic, alike in zip(topics, join.run_on[:2], strict=True):
        if alike is None:
            continue
        if alike >= SAME_NOTES_COSINE:
            yield Claim(topic, True, f"The {topic} notes of {before} {goes_on} {after}.")
        elif alike <= OTHER_NOTES_COSINE:
            words = f"The {topic} notes change from {before} to {after}."
            yield Claim(topic, False, words)


def _beat(join: Join, before: str, after: str, has_gap: bool) -> Iterator[Claim]:
    if join.beat_slip is None:
        return
    counted = GAP_COUNTED if has_gap else ""
    if join.beat_slip <= BEAT_KEPT:
        yield Claim("beat", True, f"The beat of {before} goes on in {after}{counted}.")
    elif join.beat_slip >= BEAT_BROKEN:
        words = f"The beat of {before} breaks off at {after}{counted}."
        yield Claim("beat", False, words)


def _level(join: Join, before: str, after: str) -> Iterator[Claim]:
    step = join.level_step_db
    if abs(step) <= LEVEL_KEPT_DB:
        yield Claim("level", True, f"{after} begins as loud as {before} ends.")
    elif abs(step) >= LEVEL_JUMP_DB:
        words = f"{after} begins {_decibels(step)} than {before} ends."
        yield Claim("level", False, words)


def _high(join: Join, before: str, after: str) -> Iterator[Claim]:
    step = join.band_step_db[2]
    if step is None:
        return
    if abs(step) <= BAND_KEPT_DB:
        yield Claim("high", True, f"The highs stay as strong from {before} to {after}.")
    elif abs(step) >= BAND_JUMP_DB:
        words = f"The highs get {_decibels(step)} from {before} to {after}."
        yield Claim("high", False, words)


def _notes(join: Join, before: str, after: str) -> Iterator[Claim]:
    if join.notes is None:
        return
    first, second = join.keys
    if join.notes >= SAME_NOTES:
        same = f", in {key_name(first)}" if first is not None and first == second else ""
        yield Claim("notes", True, f"{before} and {after} use the same notes{same}.")
    elif join.notes <= OTHER_NOTES:
        apart = first is not None and second is not None and first.fifths_to(second) >= FAR_FIFTHS
        if apart and first is not None and second is not None:
            words = f"{before} sounds like {key_name(first)}, {after} like {key_name(second)}."
        else:
            words = f"{after} uses other notes than {before}."
        yield Claim("notes", False, words)


def _decibels(step_db: float) -> str:
    return f"{abs(step_db):.0f} dB {'louder' if step_db > 0 else 'softer'}"
