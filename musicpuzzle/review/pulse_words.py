"""What the beat of all pieces says of a join, in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from musicpuzzle.features.logmel import HOP_S
from musicpuzzle.review.parts import Pair, Parts, PulseEvidence

FEW_LAGS_S = 0.5
"""Over fewer lags than so many seconds an agreement says little."""

NO_BEAT = "No beat goes on through all pieces, so it says the same of every join."


def left_out_words(gap_s: float) -> str:
    """The condition under which a beat goes on, to be appended to what does."""
    return f" if {gap_s:.2f} s are left out" if _is_gap(gap_s) else ""


def goes_on(before: str, after: str, gap_s: float) -> str:
    """As "B goes on where A stopped if 0.25 s are left out"."""
    return f"{after} goes on where {before} stopped{left_out_words(gap_s)}"


def decision_words(pulse: PulseEvidence, names: Sequence[str]) -> tuple[str, ...]:
    """Whether the beat made or unmade the likeliest join of the first piece; else nothing."""
    if pulse.gap_s is None or not (pulse.decides or pulse.decides_against):
        return ()
    best = goes_on(names[pulse.pair[0]], names[pulse.likeliest], pulse.gap_s)
    against = "" if pulse.decides else " against it"
    return (f"The beat decided{against}: {best}.",)


def agreement_words(pulse: PulseEvidence, names: Sequence[str]) -> tuple[str, ...]:
    """How well the two curves agree; nothing where there are none."""
    if pulse.repetition is None:
        return ()
    before, after = (names[piece] for piece in pulse.pair)
    agreement = f"{pulse.repetition.agreement:+.2f}, where 1 is most"
    compared_s = float(np.ptp(pulse.repetition.lags_s))
    # So little would agree by chance.
    few = f", but over {compared_s:.2f} s of lags only" if compared_s < FEW_LAGS_S else ""
    return (
        f"What comes again within the pieces and from {before} to {after} agrees by"
        f" {agreement}{few}.",
    )


def curve_words(pulse: PulseEvidence, names: Sequence[str]) -> tuple[str, ...]:
    """The curves for those who do not see them: where each is highest, and how well they agree.

    Args:
        names: of the two pieces alone.
    """
    if pulse.repetition is None:
        return ()
    found = pulse.repetition
    own_s, other_s = (found.lags_s[curve.argmax()] for curve in (found.within, found.between))
    before, after = names
    return (
        f"Within the pieces most comes again {own_s:.2f} s later, from {before} to {after}"
        f" {other_s:.2f} s later{left_out_words(pulse.gap_s or 0.0)}.",
        f"Both curves agree by {found.agreement:+.2f}, where 1 is most.",
    )


def contrast_words(
    parts: Parts, pair: Pair, better: Pair, names: Sequence[str], rival: str
) -> tuple[str, ...]:
    """Whether the beat decided between two joins of the same piece; else nothing.

    Args:
        parts: of the opponent's log-odds.
        pair: a join that is wrong.
        better: the right one.
        names: of the pieces, as dealt.
        rival: how the opponent is called.
    """
    if parts.alone is None or parts.gap_s is None:
        return ()
    total = parts.alone + parts.pulse
    with_it, without = (bool(odds[better] > odds[pair]) for odds in (total, parts.alone))
    if with_it == without:
        return ()
    before = names[pair[0]]
    if with_it:
        return (f"The beat decided: {goes_on(before, names[better[1]], parts.gap_s)}.",)
    left_out = f"{parts.gap_s:.2f} s" if _is_gap(parts.gap_s) else "nothing"
    return (
        f"The beat misled {rival}: {names[pair[1]]} would go on where {before} stopped if"
        f" {left_out} were left out.",
    )


def _is_gap(gap_s: float) -> bool:
    """Whether it is more than the half of a hop that gaps are told apart by."""
    return gap_s >= HOP_S / 2
