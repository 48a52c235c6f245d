"""Who plays what: instruments for the parts of a song."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .chance import stream
from .instruments import BASSES, COUNTERS, KITS, PLUCKED, SUSTAINED
from .spec import Spec
from .style import Style

_FREE_KITS = tuple(name for name in KITS if name != "Orchestra Kit")


@dataclass(frozen=True, slots=True)
class Ensemble:
    """General MIDI names for the parts; `layers` by the name of the layer."""

    lead: str
    counter: str
    bass: str
    kit: str
    layers: dict[str, str]


def choose(spec: Spec, style: Style, elsewhere: Collection[str] = ()) -> Ensemble:
    """The players: those of the style, or any that can play the part, each drawn on its own.

    Args:
        spec: the song's factors.
        style: its style.
        elsewhere: instruments that have another task and are taken only where there is no other.
    """
    free = spec.free_instruments
    taken = {spec.lead, *elsewhere}

    def pick(part: str, natural: tuple[str, ...], pool: tuple[str, ...]) -> str:
        options = pool if free else natural
        # Two players of one sound melt into one.
        rest = [name for name in options if name not in taken] or list(options)
        name = stream(spec.seed, "instrument", part).choice(rest)
        taken.add(name)
        return name

    counter = pick("counter", style.counters, COUNTERS)
    bass = pick("bass", style.bass.instruments, BASSES)
    layers = {
        layer.name: pick(
            layer.name, layer.instruments, SUSTAINED if layer.role == "pad" else PLUCKED
        )
        for layer in style.layers
    }
    kit = style.drums.kit if style.drums else ""
    if free and kit:
        kit = stream(spec.seed, "instrument", "kit").choice(_FREE_KITS)
    return Ensemble(spec.lead, counter, bass, kit, layers)
