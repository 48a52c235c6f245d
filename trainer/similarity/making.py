"""`python -m trainer generate`: songs with independent factors, for the similarity network."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from musicpuzzle.errors import MusicPuzzleError

from ..compose.synth import find_sound_font, find_synthesiser
from ..processes import in_processes
from ..render.pieces import LeftOut
from .generate import (
    Made,
    Order,
    generate,
    generate_test,
    orders_for_tests,
    training_orders,
)
from .packed import write_packed
from .renderings import Rendering, render_excerpt, rendering_orders
from .stored import LICENCE, song_path, write_song

_TRAINING_S, _TEST_S = 16.5, 12.5
_N_SONGS = 2000
Orders = Order | Rendering
Work = Callable[[Any], Made | LeftOut]
SPLITS = ("train", "validation", "test", "unseen")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's flags."""
    parser.description = (
        "Compose songs whose style, mood, tempo, key, lead and instruments are drawn independently,"
        " or render human-composed MIDI, and keep the log-mels of an excerpt with their labels."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the songs")
    parser.add_argument(
        "--songs", type=int,
        help=f"how many (default {_N_SONGS}; with --midi all that are there)",
    )  # fmt: skip
    parser.add_argument(
        "--midi", type=Path, metavar="DIR",
        help="render excerpts of these human-composed scores instead of composing songs",
    )  # fmt: skip
    parser.add_argument(
        "--recordings", type=Path, metavar="DIR",
        help="with --midi: what shares their sources or artists gets their split",
    )  # fmt: skip
    parser.add_argument(
        "--split", choices=SPLITS, default="train",
        help="train and validation: templates and mixes of their own for each song; test: the"
        " second template of each style, the composer's mix; unseen: styles that training never"
        " hears (default train)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="another seed, other songs")
    parser.add_argument(
        "--soundfonts", type=Path, nargs="+", metavar="SF2",
        help="General MIDI sound fonts, one drawn for each song (tests take the first)",
    )  # fmt: skip
    parser.add_argument(
        "--wide", action="store_true",
        help="train and validation: each part has one of the sound fonts, a size and a colour of"
        " its own, and half of the songs a template mixed from several styles, so without a genre",
    )  # fmt: skip
    parser.add_argument(
        "--pack", type=Path, metavar="FILE", help="put all songs into one small file, for tests"
    )
    parser.add_argument(
        "--samples", action="store_true",
        help="keep the sound as well, for similarity-waves (a gigabyte for 1,500 songs)",
    )  # fmt: skip
    parser.add_argument("--workers", type=int, default=1, help="processes (default 1)")


def run(args: argparse.Namespace) -> int:
    """Generate what is not there yet; 0 when all is there, 2 after an error, 130 when cancelled."""
    try:
        find_synthesiser()
        fonts = tuple(find_sound_font(path) for path in args.soundfonts or [None])
        orders = _orders(args, fonts)
        missing = [order for order in orders if not _path(args, order).is_file()]
        with tqdm(total=len(orders), initial=len(orders) - len(missing), unit="song") as bar:
            for number, made in in_processes(_work(args), missing, args.workers):
                if isinstance(made, LeftOut):
                    tqdm.write(f"{made.name}: {made.reason}; it is left out.", file=sys.stderr)
                else:
                    samples = made.samples if args.samples else None
                    split = _split(args, missing[number])
                    write_song(
                        args.out, split, made.bands, made.labels, samples=samples, kind=_kind(args)
                    )
                bar.update()
        if args.pack:
            _pack(args, orders)
    except KeyboardInterrupt:
        return 130
    except (MusicPuzzleError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks to its user
        return 2
    return 0


def _work(args: argparse.Namespace) -> Work:
    if args.midi:
        return render_excerpt
    return generate if args.split in ("train", "validation") else generate_test


def _pack(args: argparse.Namespace, orders: Sequence[Orders]) -> None:
    songs = []
    for order in orders:
        with np.load(_path(args, order), allow_pickle=False) as file:
            songs.append((file["bands"], json.loads(str(file["labels"]))))
    write_packed(args.pack, songs, {"split": args.split, "seed": args.seed, "licence": LICENCE})


def _orders(args: argparse.Namespace, fonts: tuple[Path, ...]) -> Sequence[Orders]:
    n_songs = _N_SONGS if args.songs is None else args.songs
    if n_songs < 1 or args.workers < 1:
        raise MusicPuzzleError("--songs and --workers are at least 1.")
    if args.midi:
        if args.split != "train" or args.pack or args.wide:
            raise MusicPuzzleError("--midi goes with none of --split, --pack and --wide.")
        return rendering_orders(
            args.midi, args.seed, seconds=_TRAINING_S, sound_fonts=fonts,
            recordings=args.recordings, limit=args.songs,
        )  # fmt: skip
    if args.wide and args.split not in ("train", "validation"):
        raise MusicPuzzleError("--wide goes with the splits train and validation.")
    if args.recordings:
        raise MusicPuzzleError("--recordings goes with --midi alone.")
    if args.split in ("train", "validation"):
        return training_orders(n_songs, args.seed, args.split, _TRAINING_S, fonts, wide=args.wide)
    return orders_for_tests(n_songs, args.seed, _TEST_S, fonts[0], unseen=args.split == "unseen")


def _split(args: argparse.Namespace, order: Orders) -> str:
    if isinstance(order, Rendering):
        return order.piece.split
    split: str = args.split
    return split if split in ("train", "validation") else "test"


def _path(args: argparse.Namespace, order: Orders) -> Path:
    return song_path(args.out, _split(args, order), order.seed, _kind(args))


def _kind(args: argparse.Namespace) -> str:
    return "wide" if args.wide else "unseen" if args.split == "unseen" else ""
