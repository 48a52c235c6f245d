"""What was decisive, in words. Every sentence follows from a number of the review."""

from __future__ import annotations

from musicpuzzle.review.claims import GAP_COUNTED, Claim, claims
from musicpuzzle.review.parts import Pair, Parts
from musicpuzzle.review.pulse_words import contrast_words
from musicpuzzle.review.review import Review
from musicpuzzle.review.rows import can_be_last

NOTHING_APART = "Nothing that is measured here sets the two joins apart: listen to both."
MISLEADING = "What misleads here:"
_MOST_CONTRASTS = 2


def per_cent(share: float) -> str:
    """A probability as "92 %", "under 1 %" or "over 99 %"."""
    if share < 0.01:
        return "under 1 %"
    if share > 0.99:
        return "over 99 %"
    return f"{100 * share:.0f} %"


def join_name(review: Review, pair: Pair) -> str:
    """Two pieces as "B then C"."""
    names = review.names
    return f"{names[pair[0]]} then {names[pair[1]]}"


def verdict_words(review: Review, pair: Pair) -> str:
    """ "right" or "wrong"; empty where nothing is."""
    if review.truth is None:
        return ""
    return "right" if review.right[pair] else "wrong"


def cell_words(review: Review, pair: Pair) -> str:
    """A cell of the heat map as a screen reader says it: "B then C: 92 %, right, your join"."""
    marks = [f"{join_name(review, pair)}: {per_cent(review.probabilities[pair])}"]
    marks += [verdict_words(review, pair)] if review.truth is not None else []
    marks += ["your join"] if pair in review.you.pairs else []
    marks += [f"{review.rival}'s join"] if pair in review.theirs.pairs else []
    return ", ".join(marks)


def summary_words(review: Review) -> tuple[str, ...]:
    """What the round came to, in a sentence or two."""
    lines = []
    if not review.you.order:
        lines.append("You gave up.")
    elif review.truth is not None:
        lines.append(f"You found {sum(review.you.joins)} of {len(review.you.joins)} joins.")
    if review.your_accuracy is not None:
        lines.append(f"By {review.rival}'s ear your order is worth {worth(review.your_accuracy)}.")
    if review.truth is None:
        lines.append("Pieces of different songs have no right order.")
    return tuple(lines)


def worth(accuracy: float) -> str:
    """An accuracy in per cent; 100 % is said of the best order alone, and 0 % of none."""
    shown = 100 if accuracy >= 100.0 - 1e-9 else min(99, max(1, round(accuracy)))
    return f"{shown} %"


def pair_words(review: Review, pair: Pair) -> tuple[str, ...]:
    """What is to be said of any join: the opponent's view, then what is measured."""
    names = review.names
    before, after = (names[piece] for piece in pair)
    odds = review.log_odds[pair]
    chance = per_cent(review.probabilities[pair])
    first = f"{review.rival} gives {after} {chance} among all that could follow {before}"
    lines = [f"{first} (log-odds {odds:+z.1f})."]
    return (*lines, *(claim.words for claim in _claims(review, pair)))


def mistake_words(review: Review, pair: Pair, parts: Parts | None = None) -> tuple[str, ...]:
    """Why a wrong join of a player is wrong: scores first, then what sets the joins apart.

    Args:
        review: of a puzzle with a right order.
        pair: a join that is not right.
        parts: what the opponent's log-odds add up from; None where the beat has no part in them.
    """
    follower = true_follower(review, pair)
    if follower is None:
        return _after_the_last(review, pair)
    better = (pair[0], follower)
    told = _contrasts(review, pair, better)
    if parts is not None:
        beat = contrast_words(parts, pair, better, review.names, review.rival)
        told = (*beat, *(line for line in told if not beat or line != NOTHING_APART))
    return (_scores_sentence(review, pair, better), *told)


def true_follower(review: Review, pair: Pair) -> int | None:
    """Of the pieces that rightly follow the first of a pair the one the opponent finds likeliest.

    None where the piece is the last one.
    """
    sounds = review.puzzle.sounds
    fitting = [
        piece
        for piece in range(review.puzzle.n)
        if review.right[pair[0], piece] and sounds[piece] != sounds[pair[1]]
    ]
    if not fitting:
        return None
    return max(fitting, key=lambda piece: float(review.probabilities[pair[0], piece]))


def _scores_sentence(review: Review, pair: Pair, better: Pair) -> str:
    names = review.names
    yours, right = (review.probabilities[join] for join in (pair, better))
    begin = f"{_who(review, pair)} joined {names[pair[0]]} to {names[pair[1]]}"
    shares = f"{per_cent(yours)}, and {per_cent(right)} to {join_name(review, better)}"
    if pair not in review.theirs.pairs:
        return f"{begin}; {review.rival} gave that join {shares}."
    too = f", and so did {review.rival}: it" if pair in review.you.pairs else "; it"
    return f"{begin}{too} gave that join {shares}."


def _who(review: Review, pair: Pair) -> str:
    theirs_alone = pair in review.theirs.pairs and pair not in review.you.pairs
    return review.rival if theirs_alone else "You"


def _after_the_last(review: Review, pair: Pair) -> tuple[str, ...]:
    names = review.names
    before, after = (names[piece] for piece in pair)
    who = _who(review, pair)
    lines = [f"{who} joined {before} to {after}."]
    if can_be_last(review.puzzle, pair[0]):
        lines = [f"{who} joined {before} to {after}, but {before} is the last piece."]
    lines.append(f"{review.rival} gave that join {per_cent(review.probabilities[pair])}.")
    against = [claim.words for claim in _claims(review, pair) if not claim.fits]
    return (*lines, *against[:_MOST_CONTRASTS])


def _contrasts(review: Review, pair: Pair, better: Pair) -> tuple[str, ...]:
    """Where one of two joins fits and the other does not, by the same measure."""
    yours = {claim.topic: claim for claim in _claims(review, pair)}
    told: list[str] = []
    misled: list[str] = []
    for right in _claims(review, better):
        given = yours.get(right.topic)
        if given is None or given.fits == right.fits:
            continue
        (told if right.fits else misled).append(_sentence(right, given))
    if told:
        return tuple(told[:_MOST_CONTRASTS])
    if misled:
        return (f"{MISLEADING} {misled[0]}",)
    return (NOTHING_APART,)


def _sentence(right: Claim, given: Claim) -> str:
    first, second = (right, given) if right.fits else (given, right)
    # Once is enough.
    return f"{first.words} {second.words.replace(GAP_COUNTED, '')}"


def _claims(review: Review, pair: Pair) -> tuple[Claim, ...]:
    names = review.names
    before, after = (names[piece] for piece in pair)
    return claims(review.join(*pair), before, after, has_gap=review.has_gap)
