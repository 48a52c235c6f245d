"""The command `rate`: the ladder, and where the person stands on it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from musicpuzzle.games.opponents import offered_names
from musicpuzzle.games.settings import GAMES, Game
from musicpuzzle.play.characters import character_of
from musicpuzzle.play.history import replay
from musicpuzzle.play.ladder import Ladder, Rung, load_ladder
from musicpuzzle.play.log import RoundLog
from musicpuzzle.play.person import Standing, at_rest
from musicpuzzle.play.records import utc_now
from musicpuzzle.terminal import tell

YOU = "you"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the command."""
    parser.add_argument("--game", choices=GAMES, help="only this game (all of them)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace) -> int:
    """Print the ladder of each game that has one, and return the exit code.

    Raises:
        DataError: the ladder or the log of rounds cannot be read.
    """
    ladder, log = load_ladder(), RoundLog()
    standings = replay(log.records)
    games = (arguments.game,) if arguments.game else GAMES
    found = {
        game: _game(ladder, game, standings.get(game))
        for game in games
        if arguments.game or game in ladder.rungs or game in standings
    }
    for problem in log.problems:
        tell(problem)
    if arguments.json:
        shown = {"date": ladder.date, "command": ladder.command, "games": found}
        sys.stdout.write(json.dumps(shown) + "\n")
        return 0
    lines = [] if ladder.rungs else ["No opponent has been measured yet."]
    for game, rows in found.items():
        lines += [game.capitalize(), *(_line(row) for row in rows)]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _game(ladder: Ladder, game: Game, standing: Standing | None) -> list[dict[str, Any]]:
    rows = [_row(rung) for rung in ladder.places(game, _everybody(ladder, game))]
    if standing is not None:
        rating = at_rest(standing, utc_now())
        own = Rung(YOU, rating, standing.rounds)
        rows.append({**_row(own), "title": "You", "line": ""})
    return sorted(rows, key=lambda row: (row["rounds"] == 0, -row["rating"]))


def _everybody(ladder: Ladder, game: Game) -> Sequence[str]:
    """Those that were measured, and those that can play without."""
    measured = [rung.opponent for rung in ladder.rungs.get(game, ())]
    return tuple(dict.fromkeys([*measured, *offered_names(game)]))


def _row(rung: Rung) -> dict[str, Any]:
    character = character_of(rung.opponent)
    return {
        "opponent": rung.opponent,
        "title": character.title,
        "line": character.line,
        "rating": round(rung.rating.value, 1),
        "deviation": round(rung.rating.deviation, 1),
        "rounds": rung.rounds,
        "equal_to_next": rung.equal_to_next,
        "share_of_next": rung.share_of_next,
    }


def _line(row: dict[str, Any]) -> str:
    strength = f"{row['rating']:5.0f} ± {row['deviation']:3.0f}" if row["rounds"] else "    unrated"
    equal = " As strong as the next." if row["equal_to_next"] else ""
    return f"  {strength}  {row['title']:<12}{row['line']}{equal}".rstrip()
