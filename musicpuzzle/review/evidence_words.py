"""What lies behind a score, in words: places in seconds, and the score without them."""

from __future__ import annotations

from collections.abc import Sequence

from musicpuzzle.review.evidence import (
    MAP_METHOD,
    MOMENTS_METHOD,
    SPECTRA_METHOD,
    Evidence,
    MapEvidence,
    MomentEvidence,
    Moments,
    NoEvidence,
    SpectraEvidence,
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
    scores = (
        f"{_ago(evidence.first, before)}: {_without(evidence, evidence.first)}.",
        f"{_into(evidence.second, after)}: {_without(evidence, evidence.second)}.",
    )
    if isinstance(evidence, MomentEvidence):
        return (*scores, evidence.reason)
    return (*scores, *_map_words(evidence, before, after))


def method_words(evidence: Evidence) -> str:
    """How the evidence was found; empty where there is none."""
    if isinstance(evidence, MapEvidence):
        return f"{MAP_METHOD} {MOMENTS_METHOD}"
    if isinstance(evidence, MomentEvidence):
        return MOMENTS_METHOD
    return SPECTRA_METHOD if isinstance(evidence, SpectraEvidence) else ""


def _map_words(evidence: MapEvidence, before: str, after: str) -> tuple[str, ...]:
    place, odds = evidence.place, evidence.log_odds
    start, end = (abs(edge) for edge in place.before_s)
    where = (
        f"On the map, what counts most is {start:.1f} to {end:.1f} s before the end of {before}"
        f" beside {place.after_s[0]:.1f} to {place.after_s[1]:.1f} s into {after}"
    )
    return (
        f"{where}: {_from_to(odds, place.log_odds_without)} without it.",
        f"The whole map: {_from_to(odds, evidence.log_odds_without_map)} without it.",
    )


def _ago(moments: Moments, name: str) -> str:
    start, end = (max(0.0, -edge) for edge in moments.stretch_s)
    return f"In {name}, what counts most sounds {start:.1f} to {end:.1f} s before its end"


def _into(moments: Moments, name: str) -> str:
    start, end = (max(0.0, edge) for edge in moments.stretch_s)
    return f"In {name}, what counts most sounds {start:.1f} to {end:.1f} s after its start"


def _without(evidence: MapEvidence | MomentEvidence, moments: Moments) -> str:
    return f"{_from_to(evidence.log_odds, moments.log_odds_without)} without it"


def _from_to(odds: float, without: float) -> str:
    if abs(odds - without) < LITTLE:
        return f"the score stays at {odds:+.1f}"
    return f"the score goes from {odds:+.1f} to {without:+.1f}"
