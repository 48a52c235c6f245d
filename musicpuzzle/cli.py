"""The command line of the core: everything that the window can do, without it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import NoReturn

from musicpuzzle.errors import MusicPuzzleError
from musicpuzzle.games.opponents import opponent_names
from musicpuzzle.games.settings import PuzzleSettings
from musicpuzzle.play import command as play

FAILED = 2


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage above it."""

    def error(self, message: str) -> NoReturn:
        self.exit(FAILED, f"{self.prog}: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, `sys.argv`'s without `argv`. Without a command, print what there is.

    Returns:
        0, or 2 after one sentence on standard error.
    """
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help()
        return 0
    try:
        return int(arguments.run(arguments))
    except MusicPuzzleError as error:
        sentence = str(error)
        song = getattr(arguments, "song", "")
        # Of a wrong number, too, one wants to know which song it was meant for.
        print(sentence if song in sentence else f"{song}: {sentence}", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="musicpuzzle", description="Music puzzles on real songs, without a window."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_solve(commands)
    rate = commands.add_parser("rate", help="show how strong the opponents are, and you")
    play.add_arguments(rate)
    rate.set_defaults(run=play.run)
    return parser


def _add_solve(commands: argparse._SubParsersAction[_Parser]) -> None:
    usual = PuzzleSettings()
    names = opponent_names()
    solve = commands.add_parser("solve", help="let an opponent solve a puzzle of a song")
    solve.add_argument("song", metavar="SONG", help="a sound file")
    solve.add_argument(
        "--pieces", type=int, default=usual.pieces, metavar="N", help="3 to 12 (%(default)s)"
    )
    solve.add_argument(
        "--gap",
        type=float,
        default=usual.gap_s,
        metavar="S",
        help="seconds left out at each cut, 0 to 1 (%(default)s)",
    )
    solve.add_argument(
        "--total",
        type=float,
        default=usual.total_s,
        metavar="S",
        help="seconds all pieces last together (%(default)s)",
    )
    solve.add_argument("--on-beats", action="store_true", help="let every piece begin on a beat")
    solve.add_argument("--seed", type=int, default=0, metavar="K", help="draws the puzzle (0)")
    solve.add_argument(
        "--opponent",
        default=names[0],
        metavar="NAME",
        help=f"{', '.join(names)}, or a trained model's .safetensors file ({names[0]})",
    )
    solve.add_argument("--json", action="store_true", help="print one JSON object")
    solve.set_defaults(run=_solve)


def _solve(arguments: argparse.Namespace) -> int:
    settings = PuzzleSettings(arguments.pieces, arguments.gap, arguments.total, arguments.on_beats)
    # Reading and scoring sound imports what --help and a wrong number can do without.
    from musicpuzzle.games.solve import solve

    solution = solve(arguments.song, settings, arguments.seed, arguments.opponent)
    found = solution.to_json()
    if arguments.json:
        print(json.dumps(found))
        return 0
    right, joins = sum(solution.verdict.joins), len(solution.verdict.joins)
    taken_s = sum(solution.thought.seconds.values())
    print(f"dealt  {' '.join(map(str, found['shuffled']))}")
    print(f"order  {' '.join(map(str, found['order']))}  ({arguments.opponent}, {taken_s:.2f} s)")
    print(f"{right} of {joins} joins are right: {solution.verdict.points} points.")
    return 0
