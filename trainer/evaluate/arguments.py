"""What the commands `evaluate games` and `compare` take."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable
from itertools import chain
from pathlib import Path
from typing import TypeVar

from musicpuzzle.games.settings import (
    FEWEST_PIECES,
    GAMES,
    LONGEST_GAP_S,
    LONGEST_TOTAL_S,
    MOST_PIECES,
    Game,
)

from .plan import GAPS_S, PIECES, PUZZLES_PER_SONG, TOTAL_S, Plan
from .players import OPPONENTS, is_player, offered_players
from .songs import SPLITS

DISGUISES = {"plain": (False,), "disguised": (True,), "both": (False, True)}
Value = TypeVar("Value")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command on `parser`."""
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of songs")
    parser.set_defaults(parameters=False)
    _add_measured(parser.add_argument_group("what is measured"))
    _add_results(parser.add_argument_group("how, and where the figures go"))


def plan_of(args: argparse.Namespace) -> Plan:
    """What the parsed arguments ask for, in an order that does not depend on theirs."""
    return Plan(
        opponents=_in_usual_order(chain.from_iterable(args.opponents)),
        pieces=tuple(sorted(set(chain.from_iterable(args.pieces)))),
        gaps_s=tuple(sorted(set(chain.from_iterable(args.gaps)))),
        disguises=DISGUISES[args.disguise],
        puzzles_per_song=args.puzzles_per_song,
        total_s=args.total,
        seed=args.seed,
        games=tuple(game for game in GAMES if game in chain.from_iterable(args.games)),
    )


def _in_usual_order(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once: the usual ones in their usual order, then the others."""
    given = dict.fromkeys(names)
    usual = [name for name in OPPONENTS if name in given]
    return (*usual, *(name for name in given if name not in OPPONENTS))


def _add_measured(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--split", choices=SPLITS, default="test", help="by the folder's tracks.csv")
    group.add_argument("--songs", type=_count, metavar="N", help="so many, drawn by the seed")
    group.add_argument(
        "--opponents",
        type=_several(_opponent),
        nargs="+",
        default=[offered_players()],
        metavar="NAME",
        help=f"of {', '.join(OPPONENTS)}, or the file of a trained model (default: all bundled)",
    )
    group.add_argument(
        "--games",
        type=_several(_game),
        nargs="+",
        default=[["jigsaw"]],
        metavar="GAME",
        help=f"of {', '.join(GAMES)}",
    )
    group.add_argument(
        "--medleys",
        type=Path,
        metavar="DIR",
        help="medleys of `compose --medleys`, where --data has none (default: some are composed)",
    )
    group.add_argument("--pieces", type=_several(_pieces), nargs="+", default=[PIECES], metavar="N")
    group.add_argument(
        "--gaps",
        type=_several(_gap_s),
        nargs="+",
        default=[GAPS_S],
        metavar="S",
        help="seconds left out at each cut of a jigsaw",
    )
    group.add_argument("--disguise", choices=tuple(DISGUISES), default="both")
    group.add_argument(
        "--puzzles-per-song",
        type=_count,
        default=PUZZLES_PER_SONG,
        metavar="N",
        help="for each number of pieces and gap",
    )
    group.add_argument(
        "--total",
        type=_total_s,
        default=TOTAL_S,
        metavar="S",
        help="seconds the pieces of a jigsaw last together",
    )
    group.add_argument("--seed", type=int, default=0, help="of songs, puzzles and intervals")


def _add_results(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--workers", type=_count, default=os.cpu_count() or 1, metavar="N", help="processes"
    )
    group.add_argument("--json", type=Path, metavar="FILE", help="a list of rows")
    group.add_argument("--text", action="store_true", help="tables on standard output")
    group.add_argument(
        "--markdown", type=Path, metavar="FILE", help="tables, put between the file's two markers"
    )
    group.add_argument(
        "--paired", type=Path, metavar="FILE", help="differences on the same puzzles, as rows"
    )
    group.add_argument(
        "--paired-for", default="sen-plus", metavar="NAME", help="whose differences to all others"
    )
    group.add_argument(
        "--cards", action="store_true", help="put the figures into the cards of the models"
    )
    group.add_argument(
        "--outcomes",
        type=Path,
        metavar="FILE",
        help="keeps what came of each puzzle; what it holds already is not played again",
    )


def _several(one: Callable[[str], Value]) -> Callable[[str], list[Value]]:
    """Reads `a,b` as well as `a`, so that values may be parted by spaces or commas."""

    def read(text: str) -> list[Value]:
        return [one(part) for part in text.split(",") if part]

    read.__name__ = one.__name__.strip("_").replace("_", " ")
    return read


def _opponent(text: str) -> str:
    if not is_player(text):
        raise argparse.ArgumentTypeError(
            f"there is no opponent {text}, only {', '.join(OPPONENTS)} and .safetensors files"
        )
    return text


def _game(text: str) -> Game:
    for game in GAMES:
        if game == text:
            return game
    raise argparse.ArgumentTypeError(f"there is no game {text}, only {', '.join(GAMES)}")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"it is at least 1, not {number}")
    return number


def _pieces(text: str) -> int:
    number = int(text)
    if not FEWEST_PIECES <= number <= MOST_PIECES:
        raise argparse.ArgumentTypeError(
            f"a puzzle has {FEWEST_PIECES} to {MOST_PIECES} pieces, not {number}"
        )
    return number


def _gap_s(text: str) -> float:
    gap_s = float(text)
    if not 0.0 <= gap_s <= LONGEST_GAP_S:
        raise argparse.ArgumentTypeError(f"a gap lasts 0 to {LONGEST_GAP_S:g} s, not {gap_s:g} s")
    return gap_s


def _total_s(text: str) -> float:
    total_s = float(text)
    if not 0.0 < total_s <= LONGEST_TOTAL_S:
        raise argparse.ArgumentTypeError(
            f"pieces last up to {LONGEST_TOTAL_S:g} s together, not {total_s:g} s"
        )
    return total_s
