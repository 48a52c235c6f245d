"""What the page says of a round."""

from __future__ import annotations

from datetime import datetime

from musicpuzzle.play.characters import character_of
from musicpuzzle.play.rating import Rating
from musicpuzzle.play.records import RoundRecord
from musicpuzzle.play.stats import outcome_of

from ..names import GAME_TITLES, MODE_TITLES

GAME_WORDS = GAME_TITLES
MODE_WORDS = MODE_TITLES
_OUTCOMES = {"person": "you won", "opponent": "you lost", "draw": "a draw"}


def when_words(at: datetime) -> str:
    """A time where the machine is, such as "2026-01-05 13:00"."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def gap_words(gap_s: float) -> str:
    """A gap, such as "0.25 s"."""
    return f"{gap_s:g}\u00a0s" if gap_s else "none"


def rating_words(rating: Rating) -> str:
    """A rating with its deviation, such as "1624 ± 37"."""
    return f"{rating.value:.0f} ± {rating.deviation:.0f}"


def song_words(record: RoundRecord) -> str:
    """The titles of the songs, each once."""
    return ", ".join(dict.fromkeys(song.title for song in record.songs))


def own_words(record: RoundRecord) -> str:
    """What the person made of it, such as "600, 3 of 5 joins"."""
    verdict = record.person.verdict
    if record.gave_up:
        return "gave up"
    if not record.puzzle.has_truth:
        return f"{record.points} points"
    right = "all right" if verdict.exact else f"{sum(verdict.joins)} of {len(verdict.joins)} joins"
    return f"{record.points}, {right}"


def rival_words(record: RoundRecord) -> str:
    """What the opponent made of it and who won, such as "SEN 1500, you lost"; empty without one."""
    if record.opponent is None:
        return ""
    title = character_of(record.opponent).title
    outcome = outcome_of(record)
    if record.rival is None or outcome is None:
        return f"{title} could not play"
    return f"{title} {record.rival.verdict.points}, {_OUTCOMES[outcome]}"


def gain_of(record: RoundRecord) -> int | None:
    """By how much the shown rating moved; None where the round was not rated."""
    if record.change is None:
        return None
    return round(record.change.after.value) - round(record.change.before.value)


def change_words(record: RoundRecord) -> str:
    """The rating after the round and by how much it moved, such as "1512 (+12)"."""
    gain = gain_of(record)
    if record.change is None or gain is None:
        return ""
    sign = "+" if gain > 0 else "−" if gain < 0 else "±"
    return f"{record.change.after.value:.0f} ({sign}{abs(gain)})"
