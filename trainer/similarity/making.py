"""`python -m trainer generate`: songs with independent factors, for the similarity network."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
from tqdm import tqdm

from musicpuzzle.errors import MusicPuzzleError

from ..compose.synth import find_sound_font, find_synthesiser
from ..processes import in_processes
from .generate import (
    Bands,
    Labels,
    Order,
    generate,
    generate_test,
    orders_for_tests,
    training_orders,
)
from .packed import write_packed
from .stored import LICENCE, write_song

_TRAINING_S, _TEST_S = 16.5, 12.5
SPLITS = ("train", "validation", "test", "unseen")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's flags."""
    parser.description = (
        "Compose songs whose style, mood, tempo, key, lead and instruments are drawn independently,"
        " and keep the log-mels of an excerpt with their labels."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the songs")
    parser.add_argument("--songs", type=int, default=2000, help="how many (default 2000)")
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
        "--pack", type=Path, metavar="FILE", help="put all songs into one small file, for tests"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes (default 1)")


def run(args: argparse.Namespace) -> int:
    """Generate what is not there yet; 0 when all is there, 2 after an error, 130 when cancelled."""
    try:
        find_synthesiser()
        fonts = tuple(find_sound_font(path) for path in args.soundfonts or [None])
        orders = _orders(args, fonts)
        missing = [order for order in orders if not _path(args, order).is_file()]
        work: Callable[[Order], tuple[Labels, Bands]] = (
            generate if args.split in ("train", "validation") else generate_test
        )
        with tqdm(total=len(orders), initial=len(orders) - len(missing), unit="song") as bar:
            for _, (labels, bands) in in_processes(work, missing, args.workers):
                write_song(args.out, _name(args.split), bands, labels)
                bar.update()
        if args.pack:
            _pack(args, orders)
    except KeyboardInterrupt:
        return 130
    except (MusicPuzzleError, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks to its user
        return 2
    return 0


def _pack(args: argparse.Namespace, orders: list[Order]) -> None:
    songs = []
    for order in orders:
        with np.load(_path(args, order), allow_pickle=False) as file:
            songs.append((file["bands"], json.loads(str(file["labels"]))))
    write_packed(args.pack, songs, {"split": args.split, "seed": args.seed, "licence": LICENCE})


def _orders(args: argparse.Namespace, fonts: tuple[Path, ...]) -> list[Order]:
    if args.songs < 1 or args.workers < 1:
        raise MusicPuzzleError("--songs and --workers are at least 1.")
    if args.split in ("train", "validation"):
        return training_orders(args.songs, args.seed, args.split, _TRAINING_S, fonts)
    return orders_for_tests(args.songs, args.seed, _TEST_S, fonts[0], unseen=args.split == "unseen")


def _name(split: str) -> str:
    return split if split in ("train", "validation") else "test"


def _path(args: argparse.Namespace, order: Order) -> Path:
    folder: Path = args.out
    return folder / f"{_name(args.split)}-{order.seed}.npz"
