"""`python -m trainer render`: a folder of MIDI becomes a folder of songs to train on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tqdm import tqdm

from musicpuzzle.errors import DataError, MusicPuzzleError
from musicpuzzle.terminal import tell

from ..compose.encode import FORMATS
from ..compose.synth import find_sound_font, find_synthesiser
from ..data.folder import Track
from ..processes import in_processes
from .make import Columns, Job, render_piece, rendered_before, write_lists
from .pieces import LeftOut, Splits, pieces_of, sample
from .variation import draw_variation

_SAVE_EVERY = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's flags."""
    parser.description = (
        "Render a folder of MIDI files with FluidSynth, each varied by the seed, into a folder of "
        "songs with a tracks.csv. What is rendered already is kept."
    )
    parser.add_argument(
        "--midi", type=Path, required=True, metavar="DIR",
        help="folder of MIDI files, with a midi.csv or tracks.csv or without",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="for the songs")
    parser.add_argument("--limit", type=int, metavar="N", help="so many files, drawn by the seed")
    parser.add_argument(
        "--seconds", type=float, default=100.0, metavar="S", help="at most of each (default 100)"
    )
    parser.add_argument("--seed", type=int, default=0, help="another seed, other variations")
    parser.add_argument(
        "--transpose", type=int, default=0, metavar="N", help="up to N semitones up or down"
    )
    parser.add_argument(
        "--instruments", choices=("drawn", "own"), default="drawn",
        help="drawn: tracks of a file that plays everything on one get others (default)",
    )  # fmt: skip
    parser.add_argument(
        "--recordings", type=Path, metavar="DIR",
        help="folder of recordings trained on as well: what shares their sources or artists gets "
        "their split",
    )  # fmt: skip
    parser.add_argument(
        "--test", nargs="+", default=[], metavar="SOURCE", help="sources held out for tests"
    )
    parser.add_argument("--format", choices=FORMATS, default="opus", help="default opus")
    parser.add_argument("--soundfont", type=Path, help="General MIDI sound font (sf2)")
    parser.add_argument("--workers", type=int, default=1, help="processes (default 1)")


def run(args: argparse.Namespace) -> int:
    """Render; 0 when all that can be is there, 2 after an error, 130 when cancelled."""
    try:
        jobs, left_out = plan(args)
        return _render(jobs, left_out, args)
    except (MusicPuzzleError, OSError) as error:
        tell(str(error))
        return 2


def plan(args: argparse.Namespace) -> tuple[list[Job], list[LeftOut]]:
    """What the flags ask for, and what the lists forbid.

    Raises:
        MusicPuzzleError: a bad number, a folder that cannot be used, or something missing.
    """
    if args.workers < 1 or (args.limit is not None and args.limit < 1):
        raise MusicPuzzleError("--limit and --workers are at least 1.")
    if not args.seconds >= 12.0 or not 0 <= args.transpose <= 12:
        raise MusicPuzzleError("--seconds is at least 12, --transpose 0 to 12.")
    find_synthesiser()
    sound_font = find_sound_font(args.soundfont)
    pieces, has_split = pieces_of(args.midi, tell)
    unknown = sorted(set(args.test) - {piece.source for piece in pieces})
    if unknown:
        raise DataError(f"{args.midi}: no file has the source {unknown[0]!r}.")
    if args.limit is not None:
        pieces = sample(pieces, args.midi, args.limit, args.seed)
    splits = Splits(args.recordings, args.test, tell)
    jobs: list[Job] = []
    left_out: list[LeftOut] = []
    for piece, target in zip(pieces, _targets(pieces, args), strict=True):
        name = piece.path.relative_to(args.midi).as_posix()
        assigned = splits.assign(piece, has_split=has_split)
        if isinstance(assigned, str):
            left_out.append(LeftOut(name, assigned))
            continue
        variation = draw_variation(
            name,
            args.seed,
            seconds=args.seconds,
            transpose=args.transpose,
            draws_instruments=args.instruments == "drawn",
        )
        jobs.append(Job(name, assigned, target, variation, sound_font))
    return jobs, left_out


def _targets(pieces: Sequence[Track], args: argparse.Namespace) -> list[Path]:
    """Where the sounds go: as the MIDI files lie, each name once."""
    taken: set[Path] = set()
    targets = []
    for piece in pieces:
        inside = piece.path.relative_to(args.midi)
        target = args.out / inside.with_suffix(f".{args.format}")
        if target in taken:
            target = args.out / inside.with_name(f"{inside.name}.{args.format}")
        taken.add(target)
        targets.append(target)
    return targets


def _render(jobs: list[Job], left_out: list[LeftOut], args: argparse.Namespace) -> int:
    done = rendered_before(jobs, args.out)
    todo = [number for number in range(len(jobs)) if number not in done]
    for item in left_out:
        tell(f"{item.name}: {item.reason}; it is left out.")
    try:
        with tqdm(total=len(jobs), initial=len(done), unit="file", desc="Rendering") as progress:
            made = in_processes(render_piece, [jobs[number] for number in todo], args.workers)
            for count, (k, result) in enumerate(made, start=1):
                _take(result, todo[k], done, left_out)
                progress.update()
                if count % _SAVE_EVERY == 0:
                    write_lists(args.out, jobs, done, left_out)
    except KeyboardInterrupt:
        tell(f"Cancelled; {len(done)} files are rendered.")
        return 130
    finally:
        # Also after a failure: what is finished is listed.
        write_lists(args.out, jobs, done, left_out)
    return _told(len(done), left_out)


def _take(
    result: Columns | LeftOut, number: int, done: dict[int, Columns], left_out: list[LeftOut]
) -> None:
    if isinstance(result, LeftOut):
        left_out.append(result)
        tqdm.write(f"{result.name}: {result.reason}; it is left out.", file=sys.stderr)
    else:
        done[number] = result


def _told(rendered: int, left_out: Sequence[LeftOut]) -> int:
    if rendered:
        return 0
    reason = f": {left_out[0].name} {left_out[0].reason}" if left_out else ""
    tell(f"Not one file could be rendered{reason}.")
    return 2
