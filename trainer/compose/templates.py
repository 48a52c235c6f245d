"""A style's template, varied: other strokes in its patterns, other levels, a player fewer.

A network that hears one template a style learns the template. One that hears as many as there are
songs has to learn what they share. A template mixed from several styles has no genre, and a mood
that is heard in it is heard whatever plays.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from .chance import stream
from .style import Bass, Drums, Layer, Patterns, Style

_LEFT_OUT = 0.22
_MOST_LAYERS = 4
_LEVEL_DB = 2.5
# How likely a stroke is left out, and a rest filled, by how weak its sixteenth is.
_LOSSES = (0.03, 0.12, 0.2)
_GAINS = (0.05, 0.06, 0.04)
_SILENT = "-."


def varied_template(style: Style, seed: int) -> Style:
    """The style with a template of its own for `seed`; its genre stays.

    Progressions, metre, feel of the melody and colour of the chords are the style's.
    """
    rng = stream(seed, "template")
    layers = [_layer(layer, rng) for layer in style.layers]
    heard = [layer for layer in layers if rng.random() >= _LEFT_OUT]
    pair_q, share = style.swing
    swing = (pair_q, share if share == 0.5 else share + rng.uniform(-0.025, 0.025))
    return replace(
        style,
        layers=tuple(heard or layers[:1]),
        drums=_drums(style.drums, rng) if style.drums else None,
        bass=_bass(style.bass, rng),
        swing=swing,
        looseness_s=style.looseness_s * rng.uniform(0.6, 1.6),
        room_s=style.room_s * rng.uniform(0.6, 1.5),
        density=style.density * rng.uniform(0.85, 1.15),
        lead_level_db=style.lead_level_db + rng.uniform(-_LEVEL_DB, _LEVEL_DB),
        counter_level_db=style.counter_level_db + rng.uniform(-_LEVEL_DB, _LEVEL_DB),
    )


def mixed_template(style: Style, others: Sequence[Style], seed: int) -> Style:
    """A template that takes each part, and how tune and chords go, from a style drawn for it.

    Args:
        style: whose metre, name and tempo stay.
        others: styles to take from; those of another metre are left alone.
        seed: of the draws.
    """
    rng = stream(seed, "mixed template")
    kin = [style, *(o for o in others if o.metre_name == style.metre_name and o is not style)]
    every = [replace(layer, name=f"{o.name} {layer.name}") for o in kin for layer in o.layers]
    layers = rng.sample(every, min(rng.randint(1, _MOST_LAYERS), len(every)))
    chords, tune, feel = rng.choice(kin), rng.choice(kin), rng.choice(kin)
    return replace(
        style,
        family=chords.family,
        colour=rng.choice(kin).colour,
        feel=tune.feel,
        ornaments=tune.ornaments,
        density=tune.density,
        counter=rng.choice(kin).counter,
        counters=rng.choice(kin).counters,
        bass=rng.choice(kin).bass,
        drums=rng.choice(kin).drums,
        layers=tuple(layers),
        swing=feel.swing,
        looseness_s=feel.looseness_s,
        drag_s=feel.drag_s,
        room_s=rng.choice(kin).room_s,
    )


def _layer(layer: Layer, rng: random.Random) -> Layer:
    return replace(
        layer,
        patterns=_each(layer.patterns, lambda text: _strokes(text, rng)),
        level_db=layer.level_db + rng.uniform(-_LEVEL_DB, _LEVEL_DB),
        touch=min(1.0, layer.touch * rng.uniform(0.8, 1.15)),
        enters=max(0.0, layer.enters - rng.choice((0.0, 0.2))),
    )


def _bass(bass: Bass, rng: random.Random) -> Bass:
    return replace(
        bass,
        patterns=_each(bass.patterns, lambda text: _strokes(text, rng)),
        level_db=bass.level_db + rng.uniform(-_LEVEL_DB, _LEVEL_DB),
        touch=min(1.0, bass.touch * rng.uniform(0.85, 1.1)),
    )


def _drums(drums: Drums, rng: random.Random) -> Drums:
    return replace(
        drums,
        patterns=_each(drums.patterns, lambda text: _drum_lines(text, rng)),
        level_db=drums.level_db + rng.uniform(-_LEVEL_DB, _LEVEL_DB),
    )


def _each(table: Patterns, change: Callable[[str], str]) -> Patterns:
    return {kind: tuple(change(text) for text in texts) for kind, texts in table.items()}


def _drum_lines(text: str, rng: random.Random) -> str:
    """Each drum's line varied, the first kept as the style's backbone."""
    found = []
    for number, line in enumerate(text.strip().splitlines()):
        name, _, steps = line.strip().partition(" ")
        own = "".join(steps.split())
        found.append(f"{name} {_strokes(own, rng, rest='.') if number else own}")
    return "\n".join(found)


def _strokes(text: str, rng: random.Random, *, rest: str = "") -> str:
    """Strokes left out and added; the first of a pattern stays, so that a bar has its start.

    Args:
        text: the pattern.
        rng: draws.
        rest: what stands where a stroke was left out; where empty, the one before is held longer.
    """
    known = [char for char in text if char not in _SILENT]
    steps = list(text)
    for step in range(1, len(steps)):
        weak = 0 if step % 4 == 0 else 1 if step % 2 == 0 else 2
        chance, added = rng.random(), rng.choice(known or ["."])
        if steps[step] in _SILENT:
            steps[step] = added if chance < _GAINS[weak] else steps[step]
        elif chance < _LOSSES[weak]:
            steps[step] = rest or ("." if steps[step - 1] == "." else "-")
    return "".join(steps)
