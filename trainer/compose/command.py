"""`python -m trainer compose`: songs or medleys into a folder."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from tqdm import tqdm

from musicpuzzle.errors import MusicPuzzleError
from musicpuzzle.terminal import tell

from ..data.folder import SPLITS, Track, write_list
from ..processes import in_processes
from .bundled import BIT_RATE, BUNDLED
from .catalogue import write_catalogue
from .chance import stream
from .encode import FORMATS
from .factory import ARTIST, Order, make_all
from .medley import make as medleys
from .medley.plan import PARTS, draw_medley
from .produce import LICENCE, SOURCE
from .spec import Spec, draw_spec
from .splits import draw_seed, styles_of
from .styles import STYLES
from .synth import find_sound_font, find_synthesiser
from .titles import title_for, unique_stems

_SAVE_EVERY = 20
Entry: TypeAlias = dict[str, object]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's flags."""
    parser.description = (
        "Compose songs, or medleys whose order is true, from rules and a seed, and render them "
        "with FluidSynth."
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for the music and the JSON about it"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--songs", type=int, default=12, help="how many songs (default 12)")
    what.add_argument("--medleys", type=int, help="how many medleys, instead of songs")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other music (default 0)")
    parser.add_argument(
        "--parts", type=int, nargs="+", choices=PARTS, default=PARTS, metavar="N",
        help=f"songs in a medley, by turns (default {' '.join(map(str, PARTS))})",
    )  # fmt: skip
    parser.add_argument(
        "--split", choices=SPLITS,
        help="what the music is for: splits share no seed, and tests no style with the others "
        "(medleys: test; songs without it may have any style)",
    )  # fmt: skip
    parser.add_argument(
        "--stems", action="store_true", help="write every part, too; they sum to the mix"
    )
    parser.add_argument(
        "--bundled", action="store_true", help="make the starter songs that the program ships"
    )
    parser.add_argument(
        "--independent",
        action="store_true",
        help="draw style, mood, tempo, key, lead and instruments each on its own",
    )
    parser.add_argument(
        "--styles", nargs="+", metavar="STYLE", help=f"only these: {', '.join(sorted(STYLES))}"
    )
    parser.add_argument("--format", choices=FORMATS, help="default opus; flac with --stems")
    parser.add_argument("--soundfont", type=Path, help="General MIDI sound font (sf2)")
    parser.add_argument("--workers", type=int, default=1, help="processes (default 1)")


def run(args: argparse.Namespace) -> int:
    """Make the music; 0 when all is there, 2 after an error, 130 when cancelled."""
    try:
        if args.medleys is not None:
            return _make_medleys(plan_medleys(args), args)
        return _make_songs(plan(args), args)
    except (MusicPuzzleError, OSError) as error:
        tell(str(error))
        return 2


def plan(args: argparse.Namespace) -> list[Order]:
    """The songs that the flags ask for.

    Raises:
        MusicPuzzleError: a style nobody knows, a bad number, or something missing; one sentence.
    """
    styles = _styles(args, args.split)
    if args.songs < 1 or args.workers < 1:
        raise MusicPuzzleError("--songs and --workers are at least 1.")
    find_synthesiser()
    sound_font = find_sound_font(args.soundfont)
    specs = BUNDLED if args.bundled else _drawn(args, styles)
    # Lossy stems do not sum to a lossy mix.
    sound_format = args.format or ("flac" if args.stems else "opus")
    stems = unique_stems([spec.title for spec in specs])
    bit_rate = BIT_RATE if args.bundled else None
    return [
        Order(spec, stem, args.out, sound_format, sound_font, args.stems, bit_rate)
        for spec, stem in zip(specs, stems, strict=True)
    ]


def plan_medleys(args: argparse.Namespace) -> list[medleys.MedleyOrder]:
    """The medleys that the flags ask for.

    Raises:
        MusicPuzzleError: as for `plan`, or a flag that is for songs.
    """
    for flag in ("stems", "bundled", "independent"):
        if getattr(args, flag):
            raise MusicPuzzleError(f"--{flag} is for songs, not for medleys.")
    split = args.split or "test"
    styles = _styles(args, split)
    if args.medleys < 1 or args.workers < 1:
        raise MusicPuzzleError("--medleys and --workers are at least 1.")
    find_synthesiser()
    sound_font = find_sound_font(args.soundfont)
    plans = [
        draw_medley(
            draw_seed(args.seed, split, "medley", number),
            args.parts[number % len(args.parts)],
            styles,
        )
        for number in range(args.medleys)
    ]
    stems = unique_stems([plan.title for plan in plans])
    return [
        medleys.MedleyOrder(plan, stem, split, args.out, args.format or "opus", sound_font)
        for plan, stem in zip(plans, stems, strict=True)
    ]


def _styles(args: argparse.Namespace, split: str | None) -> tuple[str, ...]:
    """The styles to choose from; empty for all."""
    asked = tuple(args.styles or ())
    unknown = sorted(set(asked) - set(STYLES))
    if unknown:
        raise MusicPuzzleError(
            f"No style is called {unknown[0]!r}; there are {', '.join(sorted(STYLES))}."
        )
    if split is None:
        return asked
    own = styles_of(split)
    found = tuple(style for style in own if style in (asked or own))
    if not found:
        raise MusicPuzzleError(f"The split {split} has other styles: {', '.join(own)}.")
    return found


def _drawn(args: argparse.Namespace, styles: tuple[str, ...]) -> list[Spec]:
    specs = []
    for number in range(args.songs):
        if args.split:
            seed = draw_seed(args.seed, args.split, "song", number)
        else:
            seed = stream(args.seed, "song", number).getrandbits(32)
        spec = draw_spec(seed, independent=args.independent, styles=styles)
        title = title_for(spec.mood, seed)
        specs.append(
            draw_spec(
                seed, independent=args.independent, fixed={"style": spec.style, "title": title}
            )
        )
    return specs


def _make_songs(orders: list[Order], args: argparse.Namespace) -> int:
    def save(done: Mapping[int, Entry]) -> None:
        entries = [done[number] for number in sorted(done)]
        write_catalogue(args.out, entries, _command(args), orders[0].sound_font.name)
        # The starter songs are shipped with their catalogue alone.
        if not args.bundled:
            tracks = [_track(orders[number], args.split) for number in sorted(done)]
            write_list(args.out, tracks, with_split=bool(args.split))

    return _make("song", len(orders), make_all(orders, args.workers), save)


def _track(order: Order, split: str | None) -> Track:
    return Track(
        order.folder / order.file,
        order.spec.title,
        ARTIST,
        LICENCE,
        SOURCE,
        order.spec.style,
        split or "test",
    )


def _make_medleys(orders: list[medleys.MedleyOrder], args: argparse.Namespace) -> int:
    def save(done: Mapping[int, Entry]) -> None:
        numbers = sorted(done)
        entries = [done[number] for number in numbers]
        medleys.write_catalogue(args.out, [orders[number] for number in numbers], entries)

    made = in_processes(medleys.make_medley, orders, args.workers)
    return _make("medley", len(orders), made, save)


def _make(
    unit: str,
    count: int,
    made: Iterator[tuple[int, Entry]],
    save: Callable[[Mapping[int, Entry]], None],
) -> int:
    """Take what is made as it comes, and list it now and then."""
    done: dict[int, Entry] = {}
    try:
        with tqdm(total=count, unit=unit, desc="Composing", file=sys.stderr) as progress:
            for number, entry in made:
                done[number] = entry
                progress.set_postfix_str(str(entry["title"]))
                progress.update()
                if len(done) % _SAVE_EVERY == 0:
                    save(done)
    except KeyboardInterrupt:
        tell(f"Cancelled; {len(done)} {unit}s are whole.")
        return 130
    finally:
        # Also after a failure: what is finished is listed.
        if done:
            save(done)
    return 0


def _command(args: argparse.Namespace) -> str:
    words = ["python -m trainer compose"]
    if args.bundled:
        words.append("--bundled")
    else:
        words.append(f"--songs {args.songs} --seed {args.seed}")
        if args.split:
            words.append(f"--split {args.split}")
        if args.independent:
            words.append("--independent")
        if args.styles:
            words.append("--styles " + " ".join(f'"{style}"' for style in args.styles))
    if args.stems:
        words.append("--stems")
    if args.format:
        words.append(f"--format {args.format}")
    return " ".join(words)
