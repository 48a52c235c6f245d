"""What lies behind a score, in words: places in seconds, and the score without them."""

from __future__ import annotations

from collections.abc import Sequence

from musicpuzzle.review.evidence import (
    MAP_METHOD,
    MOMENTS_METHOD,
    PULSE_METHOD,
    SPECTRA_METHOD,
    Evidence,
    MapEvidence,
    MomentEvidence,
    Moments,
    NoEvidence,
    SpectraEvidence,
)
from musicpuzzle.review.parts import PulseEvidence
from musicpuzzle.review.pulse_words import (
    NO_BEAT,
    agreement_words,
    decision_words,
    goes_on,
    left_out_words,
)

LITTLE = 0.1
"""Log-odds that change by less than this are called the same."""


def evidence_words(evidence: Evidence, names: Sequence[str]) -> tuple[str, ...]:
    """Sentences about the evidence for one pair of pieces that are called so, as dealt."""
    if isinstance(evidence, NoEvidence):
        return (evidence.reason,)
    before, after = (names[piece] for piece in evidence.pair)
    if isinstance(evidence, SpectraEvidence):
        low_hz, high_hz = evidence.place_hz
        share = f"{100 * evidence.place_share:.0f} % of their distance"
        return (
            f"The end of {before} and the start of {after} differ most from {low_hz:.0f} to"
            f" {high_hz:.0f} Hz: {share}.",
        )
    if isinstance(evidence, PulseEvidence):
        return _pulse_words(evidence, names)
    scores = (
        f"{_ago(evidence.first, before)}: {_without(evidence, evidence.first)}.",
        f"{_into(evidence.second, after)}: {_without(evidence, evidence.second)}.",
    )
    if isinstance(evidence, MomentEvidence):
        return (*scores, evidence.reason)
    both = _both_words(evidence, evidence.pulse, names) if evidence.pulse is not None else ()
    return (*both, *scores, *_map_words(evidence, before, after))


def method_words(evidence: Evidence) -> str:
    """How the evidence was found; empty where there is none."""
    if isinstance(evidence, MapEvidence):
        compared = evidence.pulse is not None and evidence.pulse.repetition is not None
        methods = (MAP_METHOD, MOMENTS_METHOD, *((PULSE_METHOD,) if compared else ()))
        return " ".join(methods)
    if isinstance(evidence, PulseEvidence):
        return PULSE_METHOD if evidence.repetition is not None else ""
    if isinstance(evidence, MomentEvidence):
        return MOMENTS_METHOD
    return SPECTRA_METHOD if isinstance(evidence, SpectraEvidence) else ""


def _both_words(
    evidence: MapEvidence, pulse: PulseEvidence, names: Sequence[str]
) -> tuple[str, ...]:
    """What the two pieces alone and the beat of all of them come to."""
    total, alone, beat = evidence.total, evidence.log_odds, pulse.log_odds
    left_out = "" if pulse.gap_s is None else left_out_words(pulse.gap_s)
    sums = (
        f"The score is {total:+z.1f}: {alone:+z.1f} by the two pieces alone, {beat:+z.1f} by the"
        f" beat{left_out}."
    )
    heard = (NO_BEAT,) if pulse.gap_s is None else agreement_words(pulse, names)
    return (*decision_words(pulse, names), sums, *heard)


def _pulse_words(pulse: PulseEvidence, names: Sequence[str]) -> tuple[str, ...]:
    """Of an opponent that hears nothing but the beat."""
    score = f"For this join the beat gives {pulse.log_odds:+z.1f}."
    if pulse.gap_s is None:
        return (score,)
    best = goes_on(names[pulse.pair[0]], names[pulse.likeliest], pulse.gap_s)
    return (f"By the beat, {best}.", score, *agreement_words(pulse, names))


def _map_words(evidence: MapEvidence, before: str, after: str) -> tuple[str, ...]:
    place = evidence.place
    start, end = (abs(edge) for edge in place.before_s)
    where = (
        f"On the map, what counts most is {start:.1f} to {end:.1f} s before the end of {before}"
        f" beside {place.after_s[0]:.1f} to {place.after_s[1]:.1f} s into {after}"
    )
    return (
        f"{where}: {_from_to(evidence, place.log_odds_without)} without it.",
        f"The whole map: {_from_to(evidence, evidence.log_odds_without_map)} without it.",
    )


def _ago(moments: Moments, name: str) -> str:
    start, end = (max(0.0, -edge) for edge in moments.stretch_s)
    return f"In {name}, what counts most sounds {start:.1f} to {end:.1f} s before its end"


def _into(moments: Moments, name: str) -> str:
    start, end = (max(0.0, edge) for edge in moments.stretch_s)
    return f"In {name}, what counts most sounds {start:.1f} to {end:.1f} s after its start"


def _without(evidence: MapEvidence | MomentEvidence, moments: Moments) -> str:
    return f"{_from_to(evidence, moments.log_odds_without)} without it"


def _from_to(evidence: MapEvidence | MomentEvidence, without: float) -> str:
    odds = evidence.log_odds
    if isinstance(evidence, MapEvidence):
        alone = evidence.pulse is not None
    else:
        alone = evidence.of_two_alone
    score = "the score of the two alone" if alone else "the score"
    if abs(odds - without) < LITTLE:
        return f"{score} stays at {odds:+z.1f}"
    return f"{score} goes from {odds:+z.1f} to {without:+z.1f}"
