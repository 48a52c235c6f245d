"""What arranging a song and arranging a medley share: shorter sections, layers that fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from .instruments import INSTRUMENTS
from .melody import Voice
from .score import Note, Section
from .style import Layer


def in_order(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes by their start, the lowest first where several start together."""
    return tuple(sorted(notes, key=lambda note: (note.start_q, note.pitch)))


def without_last_bar(section: Section, bar_q: float) -> Section:
    """The section one bar shorter."""
    end_q = (section.first_bar + section.bars - 1) * bar_q
    spans = tuple(span for span in section.spans if span.start_q < end_q - 1e-9)
    return replace(section, bars=section.bars - 1, spans=spans)


def from_bar(section: Section, bars: int, bar_q: float) -> Section:
    """The section without its first `bars` bars."""
    start_q = (section.first_bar + bars) * bar_q
    spans = tuple(span for span in section.spans if span.start_q >= start_q - 1e-9)
    return replace(
        section, first_bar=section.first_bar + bars, bars=section.bars - bars, spans=spans
    )


def fitted(layer: Layer, instrument: str, lead: Voice) -> Layer:
    """The layer within its instrument's range and, if there is room, below the tune's middle."""
    sound = INSTRUMENTS[instrument]
    low = max(layer.low, sound.low)
    high = min(layer.high, sound.high)
    if layer.role != "arpeggio":
        high = min(high, max(lead.centre + 1, layer.low + 17))
    return replace(layer, low=low, high=max(high, low + 16))
