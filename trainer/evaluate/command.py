"""The command `evaluate games`: opponents measured on a folder of songs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from musicpuzzle.errors import DataError, MusicPuzzleError
from musicpuzzle.files import write_or_tell
from musicpuzzle.terminal import tell
from musicpuzzle.words import many

from .arguments import add_arguments, plan_of
from .cards import write_cards
from .outcomes import Asked, Outcome, append_outcomes, read_outcomes
from .plan import Deal, Plan
from .play import questions
from .players import GamePlayers, Players
from .rows import paired_rows, rows
from .songs import LeftOut, Song, choose_songs
from .tables import check_markdown, markdown, paired_text, text_table, write_markdown
from .workers import Job, play_all

__all__ = ["add_arguments", "run"]

STOPPED = 130


def run(args: argparse.Namespace) -> int:
    """Measure what `args` (see `add_arguments`) asks for, and return the exit code."""
    try:
        evaluate(args, GamePlayers(plan_of(args).opponents))
    except KeyboardInterrupt:
        kept = "is kept; the same command goes on from there" if args.outcomes else "is lost"
        tell(f"Stopped. What the songs played to their end gave {kept}.")
        return STOPPED
    except MusicPuzzleError as error:
        tell(str(error))
        return 2
    return 0


def evaluate(args: argparse.Namespace, players: Players) -> None:
    """Play what is not in the file of outcomes yet, and write all that was asked for.

    Raises:
        MusicPuzzleError: there are no songs, an opponent cannot play, a file cannot be written.
    """
    plan = plan_of(args)
    _check(args, plan)
    songs, left_out = _songs(args, plan)
    digests = players.digests()
    asked = {song: tuple(questions(song, plan, digests)) for song in songs}
    outcomes = _kept(args.outcomes, asked)
    jobs = _unanswered(asked, outcomes)
    for played in play_all(jobs, plan, players, workers=args.workers):
        outcomes.extend(played.outcomes)
        if args.outcomes:
            append_outcomes(args.outcomes, played.outcomes)
        left_out.extend(filter(None, [played.left_out]))
    _summarise(left_out, outcomes)
    if not outcomes:
        raise DataError(f"{args.data}: no puzzle could be cut from any of its songs.")
    _report(args, plan, outcomes, players)


def _songs(args: argparse.Namespace, plan: Plan) -> tuple[list[Song], list[LeftOut]]:
    """The songs of the folder, and medleys where they are asked for and not in it."""
    songs, left_out = choose_songs(args.data, split=args.split, count=args.songs, seed=args.seed)
    if "medley" not in plan.games or any(song.parts for song in songs):
        return songs, left_out
    from .medleys import kept_medleys

    try:
        folder = args.medleys or kept_medleys(args.seed, args.workers)
        medleys, broken = choose_songs(folder, split="all", count=None, seed=args.seed)
    except DataError as error:
        if plan.games == ("medley",):
            raise
        tell(f"{error} The game medley is left out.")
        return songs, left_out
    return songs + medleys, left_out + broken


def _check(args: argparse.Namespace, plan: Plan) -> None:
    """Refuse now what would fail after an hour."""
    if args.markdown:
        check_markdown(args.markdown)
    for pieces in plan.pieces:
        if "jigsaw" in plan.games:
            plan.settings(Deal("jigsaw", pieces, plan.gaps_s[0], 0))
    if args.paired and args.paired_for not in plan.opponents:
        raise DataError(f"--paired needs {args.paired_for} among the opponents.")


def _kept(path: Path | None, asked: Mapping[Song, tuple[Asked, ...]]) -> list[Outcome]:
    """What the file holds of the questions, with the artists as they are named now."""
    if path is None:
        return []
    artists = {song.recording_id: song.artist for song in asked}
    wanted = set(chain.from_iterable(asked.values()))
    found = {each.asked: each for each in read_outcomes(path) if each.asked in wanted}
    return [replace(each, artist=artists[each.recording_id]) for each in found.values()]


def _unanswered(asked: Mapping[Song, tuple[Asked, ...]], outcomes: Sequence[Outcome]) -> list[Job]:
    answered = {outcome.asked for outcome in outcomes}
    jobs = [
        Job(song, tuple(each for each in its_questions if each not in answered))
        for song, its_questions in asked.items()
    ]
    return [job for job in jobs if job.todo]


def _report(
    args: argparse.Namespace, plan: Plan, outcomes: Sequence[Outcome], players: Players
) -> None:
    table = rows(outcomes, plan)
    if args.parameters:
        counts = players.parameters()
        for row in table:
            row["parameters"] = counts[row["opponent"]]
    paired = paired_rows(outcomes, plan, args.paired_for)
    if args.json:
        _write_rows(args.json, table)
    if args.paired:
        _write_rows(args.paired, paired)
    if args.markdown:
        note = (
            f"{_basis(outcomes)}; {plan.puzzles_per_song} puzzles a song at each setting."
            f" In brackets 95 % intervals by resampling artists."
        )
        write_markdown(args.markdown, markdown(table, note))
    if args.cards:
        write_cards(table, args.split)
    if args.text or not (args.json or args.markdown or args.paired or args.cards):
        sys.stdout.write(text_table(table) + "\n")
        if paired:
            sys.stdout.write("\n" + paired_text(paired) + "\n")


def _write_rows(path: Path, table: Sequence[Mapping[str, object]]) -> None:
    lines = ",\n".join(json.dumps(row) for row in table)
    write_or_tell(path, f"[\n{lines}\n]\n")


def _summarise(left_out: Sequence[LeftOut], outcomes: Sequence[Outcome]) -> None:
    for each in left_out:
        if not each.usual:
            tell(str(each))
    lost = [each.puzzles for each in left_out if each.puzzles]
    files = len(left_out) - len(lost)
    what = [many(files, "file")] if files else []
    if lost:
        what.append(f"{many(sum(lost), 'puzzle')} of {many(len(lost), 'song')}")
    tell(f"{_basis(outcomes)}." + (f" Left out: {' and '.join(what)}." if what else ""))


def _basis(outcomes: Sequence[Outcome]) -> str:
    songs = len({each.recording_id for each in outcomes})
    artists = len({each.artist for each in outcomes})
    puzzles = len({(each.recording_id, each.deal, each.disguised) for each in outcomes})
    return f"{many(puzzles, 'puzzle')} of {many(songs, 'song')} by {many(artists, 'artist')}"
