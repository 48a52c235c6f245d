"""What the page says about games and modes."""

from __future__ import annotations

from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import Game
from musicpuzzle.play.characters import character_of
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.modes.again import Again
from musicpuzzle.play.modes.contest import contest_of
from musicpuzzle.play.modes.daily import Daily
from musicpuzzle.play.modes.mode import Mode
from musicpuzzle.play.person import Standing
from musicpuzzle.play.records import ModeName, RoundRecord

from ..names import MODE_TITLES

PIECES_OF_PARTS = (3, 4, 6)
"""What can be chosen in games whose pieces are parts, of which a song has only so many."""

GAME_TIPS: dict[Game, str] = {
    "jigsaw": "Pieces of one stretch of a song",
    "sequencing": "Parts of one song that do not touch",
    "medley": "A piece each of several songs",
}
LINES: dict[Game, str] = {
    "jigsaw": "Order the pieces of a hidden song: click one to hear it, drag it to its place.",
    "sequencing": "Parts of one hidden song, which do not touch: which comes first, which last?",
    "medley": "A medley leads from song to song: find the order it was made in.",
}
OWN_LINE = "Pieces of your own songs: no order is the right one. Make them lead over well."
FULL = "All pieces are placed: play the row, move what sounds wrong, then submit."
JUDGE = (
    "No order is the right one. The judge, who is no player and has learned nothing, compares key,"
    " tempo, loudness and colour at each join; points are the share of other orders that are worse."
)
MODE_TIPS: dict[ModeName, str] = {
    "casual": "you choose how hard; nothing is at stake",
    "rated": "puzzles near your strength move your rating",
    "daily": "one puzzle a day, the same for all with your songs",
    "streak": "each harder, until the first mistake",
    "storm": "as many as you can in three minutes",
    "replay": "what you got wrong, once more",
}


def line_of(puzzle: Puzzle) -> str:
    """What to do in a round, in one line."""
    return LINES[puzzle.settings.game] if puzzle.has_truth else OWN_LINE


def standing_words(standing: Standing) -> str:
    """A person's rating, such as "your rating 1532", with a question mark where little is known."""
    if not standing.rounds:
        return "your first rated round"
    return f"your rating {standing.rating.value:.0f}{'?' if standing.is_provisional else ''}"


def run_words(mode: Mode, standing: Standing, *, replayed: bool) -> str:
    """How the run stands while a round is played; empty where there is nothing to say."""
    if replayed:
        return "Once more, for practice"
    if isinstance(mode, Daily):
        return f"Daily, {mode.day}"
    words: dict[ModeName, str] = {
        "rated": f"Rated: {standing_words(standing)}",
        "streak": f"Streak: {mode.summary().rstrip('.')}",
        "storm": f"{mode.tally.exact} solved",
        "replay": mode.summary().rstrip(".") if mode.tally.played else "",
    }
    return words.get(mode.name, "")


def next_words(mode: Mode) -> str:
    """What the button says that leads on from a result."""
    contest = contest_of(mode)
    if contest is not None:
        return f"New {MODE_TITLES[contest.name]}" if contest.is_over else "Next puzzle"
    if isinstance(mode, Again) and not mode.queue:
        return "Done"
    words: dict[ModeName, str] = {"daily": "Done", "replay": "Next puzzle", "rated": "Next puzzle"}
    return words.get(mode.name, "New puzzle")


def figure_words(mode: Mode) -> str:
    """What a run came to in one figure; empty where there is nothing to say."""
    if contest_of(mode) is not None:
        return str(mode.tally.exact)
    if not mode.tally.played:
        return ""
    return {"daily": f"{mode.tally.points} points", "replay": str(mode.tally.exact)}.get(
        mode.name, ""
    )


def over_words(mode: Mode) -> tuple[str, str]:
    """What to say where a run has no puzzle any more: a title and a sentence."""
    contest = contest_of(mode)
    if contest is not None:
        name = MODE_TITLES[contest.name]
        if not contest.is_over:
            return f"Your {name} goes on", f"{contest.summary()} The next puzzle waits for you."
        ends = "Time is up" if contest.name == "storm" and not contest.left else f"{name} over"
        return ends, contest.summary()
    if isinstance(mode, Daily):
        return "Done for today", f"{mode.summary()}\nTomorrow brings another one."
    if mode.name == "replay":
        if mode.tally.played:
            return "That was all", mode.summary()
        return "Nothing to put right", "There is no puzzle that you failed and can be heard again."
    return "Left", "The round counts as given up."


def rating_words(record: RoundRecord) -> str:
    """What a rated round did to the rating, such as "Your rating: 1532 (+12)"; else empty."""
    change = record.change
    if change is None:
        return ""
    gain = round(change.after.value) - round(change.before.value)
    sign = "+" if gain > 0 else "−" if gain < 0 else "±"
    return f"Your rating: {change.after.value:.0f} ({sign}{abs(gain)})"


def result_words(record: RoundRecord, mode: Mode, ladder: Ladder) -> str:
    """What stands beside a result: ratings after a rated round, else how the run goes."""
    if record.change is not None:
        name = record.opponent or ""
        rung = next(iter(ladder.places(record.game, [name])))
        rated = f" {character_of(name).title}: {rung.rating.value:.0f}." if rung.rounds else ""
        return f"{rating_words(record)}.{rated}"
    if record.mode == "casual" and mode.tally.played < 2:
        return ""
    return "Once more, for practice." if mode.run_id != record.run_id else mode.summary()
