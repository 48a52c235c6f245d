"""The command line of the core: everything that the window can do, without it."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import NoReturn

from musicpuzzle.errors import MusicPuzzleError, PuzzleError
from musicpuzzle.explore import command as explore
from musicpuzzle.explore import similar
from musicpuzzle.explore.judging import command as judging
from musicpuzzle.games.opponents import opponent_names
from musicpuzzle.games.settings import GAMES, PuzzleSettings
from musicpuzzle.library import command as library
from musicpuzzle.play import command as play
from musicpuzzle.play.characters import character_of
from musicpuzzle.terminal import accept_all_characters, in_one_line, tell, write_nowhere

FAILED = 2
_FEW_PIECES = 4


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one sentence, without the usage above it."""

    def error(self, message: str) -> NoReturn:
        self.exit(FAILED, in_one_line(f"{self.prog}: {message}") + "\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, `sys.argv`'s without `argv`. Without a command, print what there is.

    Returns:
        0, or 2 after one sentence on standard error.
    """
    accept_all_characters()
    parser = _parser()
    arguments = parser.parse_args(argv)
    if arguments.command is None:
        parser.print_help()
        return 0
    try:
        code = int(arguments.run(arguments))
        sys.stdout.flush()
        return code
    except MusicPuzzleError as error:
        sentence = str(error)
        songs = getattr(arguments, "songs", [])
        # Of a wrong number, too, one wants to know which song it was meant for.
        if len(songs) == 1 and songs[0] not in sentence:
            sentence = f"{songs[0]}: {sentence}"
        tell(sentence)
        return FAILED
    except OSError as error:
        if error.filename is not None:
            raise
        write_nowhere()
        # Who has read enough, as `head` does, wants to hear nothing.
        if not isinstance(error, BrokenPipeError):
            tell(f"Standard output cannot be written: {error.strerror}.")
        return FAILED
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="musicpuzzle", description="Music puzzles on real songs, without a window."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_solve(commands)
    _add_review(commands)
    rate = commands.add_parser("rate", help="show how strong the opponents are, and you")
    play.add_arguments(rate)
    rate.set_defaults(run=play.run)
    scan = commands.add_parser("scan", help="bring your library to what lies in your folders")
    library.add_arguments(scan)
    scan.set_defaults(run=library.run)
    alike = commands.add_parser("similar", help="find the songs that are most like some")
    similar.add_arguments(alike)
    alike.set_defaults(run=similar.run)
    map_ = commands.add_parser("map", help="draw your library as a map of songs")
    explore.add_arguments(map_)
    map_.set_defaults(run=explore.run)
    judged = commands.add_parser("agree", help="show how far the model hears songs as you do")
    judging.add_arguments(judged)
    judged.set_defaults(run=judging.run)
    return parser


def _add_solve(commands: argparse._SubParsersAction[_Parser]) -> None:
    solve = commands.add_parser("solve", help="let an opponent solve a puzzle of a song")
    _add_puzzle(solve)
    solve.set_defaults(run=_solve)


def _add_review(commands: argparse._SubParsersAction[_Parser]) -> None:
    review = commands.add_parser(
        "review", help="look back on an order: what every join is worth, and why"
    )
    _add_puzzle(review)
    review.add_argument(
        "--order",
        type=_order,
        default=(),
        metavar="3,1,2",
        help="pieces by their true places (what the opponent would hand in)",
    )
    review.set_defaults(run=_review)


def _order(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(number) for number in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no order: give numbers with commas, such as 3,1,2"
        ) from None


def _add_puzzle(command: argparse.ArgumentParser) -> None:
    """What says which puzzle, and who solves it."""
    names = opponent_names()
    command.add_argument(
        "songs",
        metavar="SONG",
        nargs="+",
        help="a sound file; for a medley several, or one that was composed as a medley",
    )
    command.add_argument("--game", choices=GAMES, default=GAMES[0], help="(%(default)s)")
    _add_difficulty(command)
    command.add_argument("--seed", type=int, default=0, metavar="K", help="draws the puzzle (0)")
    command.add_argument(
        "--opponent",
        default=names[0],
        metavar="NAME",
        help=f"{', '.join(names)}, or a trained model's .safetensors file ({names[0]})",
    )
    command.add_argument("--json", action="store_true", help="print one JSON object")


def _add_difficulty(command: argparse.ArgumentParser) -> None:
    usual = PuzzleSettings()
    command.add_argument(
        "--pieces",
        type=int,
        metavar="N",
        help=f"3 to 12 ({usual.pieces} in a jigsaw; one of each song given in a medley; else"
        f" {_FEW_PIECES})",
    )
    jigsaw = command.add_argument_group("in a jigsaw")
    jigsaw.add_argument(
        "--gap",
        type=float,
        metavar="S",
        help=f"seconds left out at each cut, 0 to 1 ({usual.gap_s:g})",
    )
    jigsaw.add_argument(
        "--total",
        type=float,
        metavar="S",
        help=f"seconds all pieces last together ({usual.total_s:g})",
    )
    jigsaw.add_argument("--on-beats", action="store_true", help="let every piece begin on a beat")


def _settings(arguments: argparse.Namespace) -> PuzzleSettings:
    """What the arguments ask for.

    Raises:
        PuzzleError: a value is out of range, or is for another game.
    """
    usual = PuzzleSettings()
    game, pieces, n_songs = arguments.game, arguments.pieces, len(arguments.songs)
    gap_s, total_s = arguments.gap, arguments.total
    if game != "jigsaw":
        if gap_s is not None or total_s is not None or arguments.on_beats:
            raise PuzzleError(f"--gap, --total and --on-beats are for a jigsaw, not a {game}.")
        usual_pieces = n_songs if game == "medley" and n_songs > 1 else _FEW_PIECES
        return PuzzleSettings(usual_pieces if pieces is None else pieces, game=game)
    return PuzzleSettings(
        usual.pieces if pieces is None else pieces,
        usual.gap_s if gap_s is None else gap_s,
        usual.total_s if total_s is None else total_s,
        arguments.on_beats,
    )


def _solve(arguments: argparse.Namespace) -> int:
    settings = _settings(arguments)
    # Reading and scoring sound imports what --help and a wrong number can do without.
    from musicpuzzle.games.solve import solve

    solution = solve(arguments.songs, settings, arguments.seed, arguments.opponent)
    found = solution.to_json()
    if arguments.json:
        print(json.dumps(found))
        return 0
    taken_s = sum(solution.thought.seconds.values())
    for number, song in enumerate(solution.songs, 1):
        print(in_one_line(f"{number}  {song}"))
    print(f"dealt  {' '.join(map(str, found['shuffled']))}")
    print(f"order  {' '.join(map(str, found['order']))}  ({arguments.opponent}, {taken_s:.2f} s)")
    if solution.verdict is None:
        print(f"No order is the right one; {found['judge']:.0%} of the others lead over worse.")
        return 0
    right, joins = sum(solution.verdict.joins), len(solution.verdict.joins)
    print(f"{right} of {joins} joins are right: {solution.verdict.points} points.")
    return 0


def _review(arguments: argparse.Namespace) -> int:
    settings = _settings(arguments)
    from musicpuzzle.review.report import review_songs

    rival = character_of(arguments.opponent).title
    report = review_songs(
        arguments.songs,
        settings,
        arguments.seed,
        arguments.opponent,
        rival=rival,
        numbers=arguments.order,
    )
    if arguments.json:
        print(json.dumps(report.to_json()))
    else:
        print("\n".join(map(in_one_line, report.lines())))
    return 0
