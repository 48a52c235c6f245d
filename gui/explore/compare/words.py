"""What the comparison says."""

from __future__ import annotations

from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.judging.agreement import Agreement

from .judge import Answered

TITLE = "Compare"
LINE = "Listen to all three, then say what you hear. The model's answer comes after yours."
BUSY = "Choosing three songs"
TOO_FEW = "Three songs are needed that can be heard: add some, and let them be listened to."
ALL_ASKED = "You have been asked all there is to ask about this with your songs."
HINT = "Keys: 1, 2 and 3 play, A and B answer, S leaves it open, Backspace takes back, Esc leaves."
COMPARED = "Compare A and B with it."
NAMES = ("The first", "A", "B")
ASKED_WORDS = {
    "": "Overall",
    "genre": "Genre",
    "mood": "Mood",
    "instruments": "Instruments",
    "tempo": "Tempo",
}


def question_words(dimension: str) -> str:
    """The question."""
    what = f" in {dimension}" if dimension else ""
    return f"Which is more like the first{what}: A or B?"


def verdict_words(answered: Answered) -> str:
    """What the person said, and whether the model says so too."""
    yours = "A" if answered.is_a else "B"
    if answered.model_is_a is None:
        return f"You said {yours}. The model hears no difference."
    if answered.model_is_a == answered.is_a:
        return f"You said {yours}, and so does the model."
    return f"You said {yours}. The model says {'A' if answered.model_is_a else 'B'}."


def songs_words(answered: Answered, collection: Collection) -> str:
    """Which songs these were."""
    names = [collection.name(song) for song in answered.question.songs]
    return "   ".join(f"{which}: {name}" for which, name in zip(NAMES, names, strict=True))


def share_words(found: Agreement) -> str:
    """Such as "34 of 50, 68 % (54 to 79 %)"; empty where nothing was answered."""
    if not found.n:
        return ""
    low, high = found.interval
    share = 100 * found.agreed / found.n
    return f"{found.agreed:,} of {found.n:,}: {share:.0f} % ({100 * low:.0f} to {100 * high:.0f} %)"


def done_words(before: str, total: Agreement) -> str:
    """What is said when all has been asked: also what came of the last answer."""
    share = f"You and the model agree in {share_words(total)}." if total.n else ""
    return " ".join(part for part in (before, ALL_ASKED, share) if part)
