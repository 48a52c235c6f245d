"""What is played next, in the lane of files: the mode asks, and a puzzle is made or rebuilt."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from musicpuzzle.audio.identities import identify
from musicpuzzle.errors import DataError
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.games.settings import Game, PuzzleSettings
from musicpuzzle.play.history import History
from musicpuzzle.play.ladder import Ladder
from musicpuzzle.play.modes.again import Again, again
from musicpuzzle.play.modes.contest import contest_of, rests_at_result
from musicpuzzle.play.modes.daily import Daily, daily
from musicpuzzle.play.modes.mode import Mode, Repeat, finished_of
from musicpuzzle.play.modes.mode import Request as Wanted
from musicpuzzle.play.modes.open_ended import Casual, Rated
from musicpuzzle.play.modes.storm import Storm
from musicpuzzle.play.modes.streak import Streak
from musicpuzzle.play.person import Standing, at_rest
from musicpuzzle.play.records import ModeName, RoundRecord, SongRef, utc_now
from musicpuzzle.play.unfinished import Between, Unfinished

from .. import libraries
from ..lanes import Job
from .book import Book
from .deal import Deal, Request, find_source, make_deal
from .songs import Song, Source, composed_medleys, told_of

NO_TRUTH = "A medley of your own songs has no single right order, so this round is casual."
GONE = "Your unfinished round cannot go on, so here is a new one. {why}"
UNHEARD = "Your last round cannot be shown again. {why}"

NO_LADDER = Ladder()
NO_STANDING = Standing()


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to play.

    Attributes:
        mode_name: how.
        settings: which game, and how hard where the person chooses that.
        mode: the run to go on with; None begins one.
        seed: draws the puzzle instead of the mode.
        source: songs that are known already, or None.
        paths: what to look for songs in, if source is None; empty for the bundled songs.
        remembered: the paths are from last time: should they be gone, the bundled songs do.
        round_id: a round of the log whose puzzle is to be played once more.
    """

    mode_name: ModeName
    settings: PuzzleSettings
    mode: Mode | None = None
    seed: int | None = None
    source: Source | None = None
    paths: tuple[Path, ...] = ()
    remembered: bool = False
    round_id: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """What came of a wish.

    Attributes:
        mode: the run, as it stands now.
        deal: the puzzle; None where the run is over or nothing was kept.
        ladder, standing: who is how strong in this game, at the moment.
        resumed: the half-played round that the puzzle belongs to.
        finished: the round of the log that the puzzle belongs to, whose result was shown.
        problems: sentences about what did not go as wished.
    """

    job_id: int
    mode: Mode | None
    deal: Deal | None
    ladder: Ladder = NO_LADDER
    standing: Standing = NO_STANDING
    resumed: Unfinished | None = None
    finished: RoundRecord | None = None
    problems: tuple[str, ...] = ()


def new_id() -> str:
    """An id for a round or a run."""
    return uuid4().hex


def resumed_turn(paths: tuple[Path, ...], book: Book, job: Job) -> Turn:
    """What was on the page when the program ended, with its sound; an empty turn if nothing was.

    That is a half-played round, or a Streak or Storm between two rounds, with the result of its
    last one where that was shown.

    Args:
        paths: what the songs to come are found in, as the settings keep it.
    """
    history = book.open()
    unfinished = book.claim()
    if isinstance(unfinished, Between):
        return _between(unfinished.mode, paths, history, job)
    if unfinished is None:
        return Turn(job.job_id, None, None, history.ladder)
    puzzle = unfinished.round.puzzle
    try:
        deal = _rebuilt(puzzle, unfinished.songs, _known_source(paths, job), job)
    except DataError as error:
        told = (GONE.format(why=error),)
        contest = contest_of(unfinished.waiting or unfinished.mode)
        book.save(Between(contest)) if contest else book.clear()
        return Turn(job.job_id, contest, None, history.ladder, problems=told)
    standing = history.standing(puzzle.settings.game)
    return Turn(job.job_id, unfinished.mode, deal, history.ladder, standing, unfinished)


def _between(run: Mode, paths: tuple[Path, ...], history: History, job: Job) -> Turn:
    turn = Turn(job.job_id, run, None, history.ladder)
    last = history.run(run.run_id)[-1:]
    if not rests_at_result(run) or not last or last[0].gave_up:
        return turn
    (record,) = last
    try:
        deal = _rebuilt(record.puzzle, record.songs, _known_source(paths, job), job)
    except DataError as error:
        return replace(turn, problems=(UNHEARD.format(why=error),))
    standing = history.standing(record.game)
    return replace(turn, deal=deal, standing=standing, finished=record)


def _known_source(paths: tuple[Path, ...], job: Job) -> Source:
    libraries.load()
    try:
        return find_source(paths, job, remembered=True)
    except DataError:
        # What was kept can be shown all the same; the next puzzle will tell.
        return Source("", ())


def next_turn(wish: Wish, book: Book, job: Job) -> Turn:
    """Ask the mode for a puzzle and make it.

    Raises:
        MusicPuzzleError: it cannot be made; the lines say why.
    """
    history = book.open()
    book.claim()
    problems: list[str] = []
    source, mode = wish.source, wish.mode
    if source is None and wish.mode_name not in ("casual", "rated"):
        source = find_source(wish.paths, job, remembered=wish.remembered)
    if mode is None:
        mode = begun(wish, source, history, job)
    while True:
        wanted = mode.request(history.ladder)
        if wanted is None:
            return Turn(job.job_id, mode, None, history.ladder, problems=tuple(problems))
        if isinstance(wanted, Repeat):
            deal, failure = _repeated(wanted, history, source or Source("", ()), job)
            if deal is None:
                assert isinstance(mode, Again)
                problems.append(failure)
                mode = mode.skip()
                continue
        else:
            source = source or find_source(wish.paths, job, remembered=wish.remembered)
            if mode.needs_truth and _has_no_truth(wanted, source):
                problems.append(NO_TRUTH)
                mode = Casual(new_id(), wanted.settings)
                continue
            deal = _made(wish, wanted, source, job)
        told = (*told_of(problems), *deal.problems)
        return Turn(
            job.job_id,
            mode,
            replace(deal, problems=()),
            history.ladder,
            history.standing(deal.puzzle.settings.game),
            problems=told,
        )


def _made(wish: Wish, wanted: Wanted, source: Source, job: Job) -> Deal:
    chosen = _in_order(wanted.songs, source, job) if wanted.songs else ()
    if wanted.settings.game == "medley" and not composed_medleys(chosen):
        chosen = chosen[: wanted.settings.pieces]
    seed = wanted.seed if wish.seed is None else wish.seed
    return make_deal(Request(wanted.settings, seed, source, chosen=chosen), job)


def begun(wish: Wish, source: Source | None, history: History, job: Job) -> Mode:
    """The start of a run."""
    game, run_id = wish.settings.game, new_id()
    if wish.round_id:
        return Again(run_id, (wish.round_id,))
    if wish.mode_name == "daily":
        return _daily(game, source or Source("", ()), history, job)
    if wish.mode_name == "replay":
        history.log.refresh()
        return again(run_id, history.log.records)
    rating = at_rest(history.standing(game), utc_now()).value
    plain: dict[str, Mode] = {
        "rated": Rated(run_id, game, rating),
        "streak": Streak(run_id, game),
        "storm": Storm(run_id, game),
    }
    return plain.get(wish.mode_name, Casual(run_id, wish.settings))


def casual_go_on(mode: Casual) -> Casual:
    """The same run with other puzzles to come, where one was left unplayed."""
    return replace(mode, run_id=new_id())


def draw_seed() -> int:
    """A seed by chance."""
    return secrets.randbits(31)


def _daily(game: Game, source: Source, history: History, job: Job) -> Daily:
    """The puzzle of today, and what it gave where it was played already."""
    known = _identified(source.songs, job)
    mode = daily(game, datetime.now().astimezone().date(), known)
    history.log.refresh()
    played = [each for each in history.log.records if each.run_id == mode.run_id]
    return mode.take(finished_of(played[0])) if played else mode


def _identified(songs: Iterable[Song], job: Job) -> dict[str, Song]:
    """The songs by their content; files that cannot be read are left out."""
    by_path = {song.path: song for song in songs}
    job.begin("Getting to know your songs")
    known = identify(by_path, report=job.report, check=job.check)
    found: dict[str, Song] = {}
    for path, song in by_path.items():
        if path in known:
            found.setdefault(known[path], song)
    return found


def _in_order(ids: Sequence[str], source: Source, job: Job) -> tuple[Song, ...]:
    known = _identified(source.songs, job)
    return tuple(known[each] for each in ids if each in known)


def _has_no_truth(wanted: Wanted, source: Source) -> bool:
    return wanted.settings.game == "medley" and not composed_medleys(source.songs)


def _repeated(
    wanted: Repeat, history: History, source: Source, job: Job
) -> tuple[Deal | None, str]:
    """The puzzle of a round of the log with its sound, or why there is none."""
    record = history.log.get(wanted.round_id)
    if record is None:
        return None, "A round is not in the log any more."
    try:
        return _rebuilt(record.puzzle, record.songs, source, job), ""
    except DataError as error:
        return None, str(error)


def _rebuilt(puzzle: Puzzle, songs: Sequence[SongRef], source: Source, job: Job) -> Deal:
    """A puzzle that was kept, with its sound.

    Raises:
        DataError: a song is gone, cannot be read, or is another recording now.
    """
    libraries.load()
    from musicpuzzle.games.puzzle import pieces_of
    from musicpuzzle.games.transitions import listen
    from musicpuzzle.play.sound import window_again

    job.begin()
    window = window_again(puzzle, songs, report=job.report, check=job.check)
    pieces = tuple(pieces_of(puzzle, window))
    judge = None if puzzle.has_truth else listen(pieces, check=job.check)
    first = Song(Path(songs[0].path), songs[0].title)
    return Deal(job.job_id, puzzle, first, source, window, pieces, songs=tuple(songs), judge=judge)
