"""The command `ladder`: ratings from the outcomes that `evaluate games` has kept."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from musicpuzzle.errors import DataError, MusicPuzzleError
from musicpuzzle.files import write_or_tell
from musicpuzzle.games.opponents import offered_names
from musicpuzzle.play.ladder import ladder_to_json
from musicpuzzle.terminal import tell

from ..evaluate.outcomes import Outcome, read_outcomes
from ..evaluate.players import GamePlayers
from .measure import measure
from .results import of_bundled


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the command."""
    parser.add_argument(
        "--outcomes",
        type=Path,
        nargs="+",
        required=True,
        metavar="FILE",
        help="what evaluate games has kept with its --outcomes",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the ladder, as JSON"
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="K", help="draws artists (%(default)s)"
    )


def run(args: argparse.Namespace) -> int:
    """Measure the ladder and write it. Returns the exit code."""
    try:
        sys.stdout.write(build(args, GamePlayers(offered_names()).digests()) + "\n")
    except MusicPuzzleError as error:
        tell(str(error))
        return 2
    return 0


def build(args: argparse.Namespace, digests: Mapping[str, str]) -> str:
    """Measure the opponents with these digests, write the ladder, and say what came of it.

    Raises:
        DataError: there is nothing to measure, or a file cannot be read or written.
    """
    kept, left_out = of_bundled(_outcomes(args.outcomes), digests)
    for sentence in left_out:
        tell(sentence)
    if not kept:
        raise DataError(f"{args.outcomes[0]}: there is no outcome of an opponent of the game.")
    ladder = measure(
        kept, date=f"{datetime.now(UTC).date()}", command=_command(args), seed=args.seed
    )
    write_or_tell(args.out, json.dumps(ladder_to_json(ladder), indent=1) + "\n")
    opponents = {rung.opponent for rungs in ladder.rungs.values() for rung in rungs}
    games = ", ".join(ladder.rungs)
    return f"{args.out}: {len(opponents)} opponents rated by {len(kept)} rounds of {games}."


def _outcomes(paths: list[Path]) -> list[Outcome]:
    """All outcomes, each once; of files that repeat a question the last one counts."""
    found: dict[object, Outcome] = {}
    for path in paths:
        if not path.is_file():
            raise DataError(f"{path}: there is no such file.")
        found.update({each.asked: each for each in read_outcomes(path)})
    return list(found.values())


def _command(args: argparse.Namespace) -> str:
    """The command as it can be typed anywhere: files by their names."""
    files = " ".join(path.name for path in args.outcomes)
    words = f"python -m trainer ladder --outcomes {files} --out {args.out.name}"
    return words + (f" --seed {args.seed}" if args.seed else "")
