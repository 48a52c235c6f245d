"""The form: which sections, how long, in which keys, with how much energy."""

from __future__ import annotations

import math
from itertools import product

from .chance import stream
from .moods import Mood
from .progressions import mode_of
from .score import Section
from .spec import Spec
from .style import Style
from .theory import Key

SHORTEST_S, LONGEST_S = 46.5, 88.5

_ENERGY = {
    "intro": 0.42,
    "verse": 0.56,
    "verse 2": 0.66,
    "chorus": 0.86,
    "bridge": 0.5,
    "chorus 2": 1.0,
    "outro": 0.6,
}
_ORDER = ("intro", "verse", "chorus", "verse 2", "bridge", "chorus 2", "outro")
_KINDS = {"verse 2": "verse", "chorus 2": "chorus"}
Plan = tuple[tuple[str, int], ...]


def plan_sections(spec: Spec, style: Style, mood: Mood, tail_s: float) -> tuple[Section, ...]:
    """Sections without chords, whose length with the tail lies near the wished one."""
    metre = style.metre
    bar_s = 60.0 / spec.tempo_bpm / metre.beat_q * metre.bar_q
    plans = _plans(style, bar_s, tail_s)
    rng = stream(spec.seed, "form")
    weights = [
        math.exp(-_strain(plan, bar_s) - abs(_length_s(plan, bar_s, tail_s) - spec.target_s) / 5.0)
        for plan in plans
    ]
    plan = rng.choices(plans, weights=weights)[0]
    home = Key(spec.tonic, mode_of(style.family, mood.mode))
    lift = style.lift and rng.random() < mood.lift
    raised = home.moved(rng.choice((1, 2))) if lift else home
    bridge_energy = rng.choice((0.46, 0.5, 0.72))
    return _lay_out(plan, home, raised, _bridge_key(spec, style, mood, home), bridge_energy)


def _bridge_key(spec: Spec, style: Style, mood: Mood, home: Key) -> Key:
    family = "jazz" if style.family == "blues" else style.family
    semitones, mode = stream(spec.seed, "bridge").choice(mood.bridges)
    return home.moved(semitones, mode_of(family, mode))


def _lay_out(
    plan: Plan, home: Key, raised: Key, bridge: Key, bridge_energy: float
) -> tuple[Section, ...]:
    keys = {"bridge": bridge, "chorus 2": raised, "outro": raised}
    sections: list[Section] = []
    bar = 0
    for name, bars in plan:
        energy = bridge_energy if name == "bridge" else _ENERGY[name]
        kind = _KINDS.get(name, name)
        sections.append(Section(name, kind, bar, bars, keys.get(name, home), energy))
        bar += bars
    return tuple(sections)


def _strain(plan: Plan, bar_s: float) -> float:
    """What a listener misses in a plan: answers to questions, a moment before the tune starts."""
    bars = dict(plan)
    whole = 8 if bar_s <= 2.6 else 4
    short = sum(bars[name] < whole for name in ("verse", "chorus", "chorus 2"))
    hasty = bars["intro"] * bar_s < 3.2
    return 1.6 * short + 1.5 * hasty + 0.4 * ("verse 2" not in bars) + 0.5 * (bars["outro"] < 4)


def _length_s(plan: Plan, bar_s: float, tail_s: float) -> float:
    return sum(bars for _, bars in plan) * bar_s + tail_s


def _plans(style: Style, bar_s: float, tail_s: float) -> list[Plan]:
    """Every form that fits between the shortest and the longest song."""
    phrase = 2 if bar_s > 3.4 else 4
    bodies: tuple[int, ...] = (phrase, 2 * phrase, 4 * phrase)
    if style.family == "blues" and bar_s <= 1.88:
        bodies = (12,)
    found: list[Plan] = []
    for lengths in product(
        (1, 2, 4, 8), bodies, bodies, (0, *bodies), (phrase, 2 * phrase), bodies, (2, 4)
    ):
        bars = dict(zip(_ORDER, lengths, strict=True))
        plan = tuple((name, count) for name, count in bars.items() if count)
        if _is_balanced(bars, bar_s) and SHORTEST_S <= _length_s(plan, bar_s, tail_s) <= LONGEST_S:
            found.append(plan)
    return found


def _is_balanced(bars: dict[str, int], bar_s: float) -> bool:
    """Nobody waits long for the tune, and no section dwarfs the others."""
    intro, verse, chorus, bridge = (bars[name] for name in ("intro", "verse", "chorus", "bridge"))
    return (
        1.8 <= intro * bar_s <= 9.0
        and intro < verse <= 2 * chorus
        and chorus <= 2 * verse
        and bars["chorus 2"] in (chorus, 2 * chorus)
        and bars["verse 2"] in (0, verse)
        and bridge <= verse
        and bridge * bar_s >= 5.0
        and verse * bar_s >= 7.0
    )


def section_times(
    sections: tuple[Section, ...], bar_s: float, end_s: float
) -> list[tuple[float, float]]:
    """(start, end) of every section in seconds; the last one ends with the song."""
    starts = [section.first_bar * bar_s for section in sections]
    return list(zip(starts, [*starts[1:], end_s], strict=True))
