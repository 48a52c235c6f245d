"""`python -m trainer compose`: songs into a folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from musicpuzzle.errors import MusicPuzzleError

from .bundled import BIT_RATE, BUNDLED
from .catalogue import write_catalogue
from .chance import stream
from .encode import FORMATS
from .factory import Order, make_all
from .spec import Spec, draw_spec
from .styles import STYLES
from .synth import find_sound_font, find_synthesiser
from .titles import title_for, unique_stems

_SAVE_EVERY = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's flags."""
    parser.description = "Compose songs from rules and a seed, and render them with FluidSynth."
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for the songs and songs.json"
    )
    parser.add_argument("--songs", type=int, default=12, help="how many (default 12)")
    parser.add_argument("--seed", type=int, default=0, help="another seed, other songs (default 0)")
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
    """Make the songs; 0 when all are there, 2 after an error, 130 when cancelled."""
    try:
        orders = plan(args)
        return _make(orders, args)
    except (MusicPuzzleError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks to its user
        return 2


def plan(args: argparse.Namespace) -> list[Order]:
    """What the flags ask for.

    Raises:
        MusicPuzzleError: a style nobody knows, a bad number, or something missing; one sentence.
    """
    unknown = sorted(set(args.styles or ()) - set(STYLES))
    if unknown:
        raise MusicPuzzleError(
            f"No style is called {unknown[0]!r}; there are {', '.join(sorted(STYLES))}."
        )
    if args.songs < 1 or args.workers < 1:
        raise MusicPuzzleError("--songs and --workers are at least 1.")
    find_synthesiser()
    sound_font = find_sound_font(args.soundfont)
    specs = BUNDLED if args.bundled else _drawn(args)
    # Lossy stems do not sum to a lossy mix.
    sound_format = args.format or ("flac" if args.stems else "opus")
    stems = unique_stems([spec.title for spec in specs])
    bit_rate = BIT_RATE if args.bundled else None
    return [
        Order(spec, stem, args.out, sound_format, sound_font, args.stems, bit_rate)
        for spec, stem in zip(specs, stems, strict=True)
    ]


def _drawn(args: argparse.Namespace) -> list[Spec]:
    specs = []
    for number in range(args.songs):
        seed = stream(args.seed, "song", number).getrandbits(32)
        spec = draw_spec(seed, independent=args.independent, styles=tuple(args.styles or ()))
        title = title_for(spec.mood, seed)
        specs.append(
            draw_spec(
                seed, independent=args.independent, fixed={"style": spec.style, "title": title}
            )
        )
    return specs


def _make(orders: list[Order], args: argparse.Namespace) -> int:
    done: dict[int, dict[str, object]] = {}

    def save() -> None:
        entries = [done[number] for number in sorted(done)]
        write_catalogue(args.out, entries, _command(args), orders[0].sound_font.name)

    try:
        with tqdm(total=len(orders), unit="song", desc="Composing", file=sys.stderr) as progress:
            for number, entry in make_all(orders, args.workers):
                done[number] = entry
                progress.set_postfix_str(str(entry["title"]))
                progress.update()
                if len(done) % _SAVE_EVERY == 0:
                    save()
    except KeyboardInterrupt:
        print(f"Cancelled; {len(done)} songs are whole.", file=sys.stderr)  # noqa: T201
        return 130
    finally:
        # Also after a failure: what is finished is listed.
        if done:
            save()
    return 0


def _command(args: argparse.Namespace) -> str:
    words = ["python -m trainer compose"]
    if args.bundled:
        words.append("--bundled")
    else:
        words.append(f"--songs {args.songs} --seed {args.seed}")
        if args.independent:
            words.append("--independent")
        if args.styles:
            words.append("--styles " + " ".join(f'"{style}"' for style in args.styles))
    if args.stems:
        words.append("--stems")
    if args.format:
        words.append(f"--format {args.format}")
    return " ".join(words)
