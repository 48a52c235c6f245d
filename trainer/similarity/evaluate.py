"""`python -m trainer evaluate similarity`: how well models hear likeness."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from musicpuzzle.errors import DataError, ModelError, MusicPuzzleError
from musicpuzzle.files import write_atomically
from musicpuzzle.models.card import card_path
from musicpuzzle.models.registry import SIMILARITY
from musicpuzzle.models.similarity import SimilarityNetwork, WaveNetwork
from musicpuzzle.models.store import load_card, load_model, model_path
from musicpuzzle.models.subspaces import DIMENSIONS, subspace
from musicpuzzle.paths import asset
from musicpuzzle.terminal import tell

from ..data.folder import Track, list_tracks
from ..evaluate.songs import SPLITS, drawn_tracks
from ..evaluate.tables import check_markdown, write_markdown
from .hearing import Heard, by_network, hear
from .measure import FLOOR, Row, Trial, leakage_rows, triplet_rows
from .mfcc import quantiser
from .packed import read_packed
from .recordings import recorded_songs
from .report import markdown, text_table
from .songs import LabelledSong, Origin
from .stored import read_songs
from .triplets import draw_triplets
from .views import LogMelView, WaveView

BUNDLED = "bundled"
TEST_SONGS = "similarity-test.npz.xz"
TRIPLETS = 4000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("--data", type=Path, metavar="DIR", help="folder of recordings")
    parser.add_argument("--split", choices=SPLITS, default="test", help="of the recordings")
    parser.add_argument("--songs", type=int, metavar="N", help="so many recordings, by the seed")
    parser.add_argument(
        "--generated", type=Path, metavar="DIR",
        help="generated songs instead of the bundled ones (see `generate`)",
    )  # fmt: skip
    parser.add_argument(
        "--models", nargs="+", default=[BUNDLED], metavar="NAME",
        help="bundled, or the file of a trained model, name=file to name it (default: bundled)",
    )  # fmt: skip
    parser.add_argument(
        "--whole", nargs="+", default=[], metavar="NAME",
        help="models without sub-spaces: specialised ones, and those without masks",
    )  # fmt: skip
    parser.add_argument("--triplets", type=int, default=TRIPLETS, help="a row (default 4000)")
    parser.add_argument("--seed", type=int, default=0, help="draws songs and triplets")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write triplets and leakage")
    parser.add_argument(
        "--cards", action="store_true", help="put the bundled model's figures into its card"
    )
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="tables, put between the file's two markers"
    )


def run(args: argparse.Namespace) -> int:
    """Measure, and return the exit code."""
    try:
        _evaluate(args)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        return 130
    except MusicPuzzleError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _check(args: argparse.Namespace) -> None:
    if args.triplets < 1 or (args.songs is not None and args.songs < 2):
        raise DataError("--triplets is at least 1, --songs at least 2.")
    if args.seed < 0:
        raise DataError("--seed is at least 0.")
    if args.cards and args.generated:
        raise DataError("--cards goes with the bundled songs alone, not with --generated.")


def _evaluate(args: argparse.Namespace) -> None:
    _check(args)
    if args.markdown:
        check_markdown(args.markdown)
    models = list(_models(args))
    if unknown := set(args.whole) - {model.name for model in models}:
        raise DataError(f"--whole: no model is called {', '.join(sorted(unknown))}.")
    sees_waves = any(isinstance(model.network, WaveNetwork) for model in models)
    tests = list(_tests(args, samples=sees_waves))
    triplets: list[Row] = []
    leakage: list[Row] = []
    for test in tests:
        floor = hear(test.songs, quantiser(test.songs, args.seed), {})
        for model in models:
            heard = model.hear(test.songs)
            triplets += triplet_rows(model.name, heard, test, floor)
            leakage += leakage_rows(model.name, heard, test)
        triplets += triplet_rows(FLOOR, floor, test)
        leakage += leakage_rows(FLOOR, floor, test)
    text = json.dumps({"triplets": triplets, "leakage": leakage}, indent=1)
    try:
        if args.json:
            write_atomically(args.json, text + "\n")
        if args.markdown:
            write_markdown(args.markdown, markdown(triplets, leakage))
    except OSError as error:
        raise DataError(f"{error.filename}: cannot be written ({error.strerror}).") from error
    if args.cards:
        _write_card(triplets, args.split)
    if not (args.json or args.markdown or args.cards):
        sys.stdout.write(text_table(triplets, leakage) + "\n")


def _write_card(rows: Sequence[Row], split: str) -> None:
    """Accuracy and interval of each row of the bundled model; other figures stay as they are."""
    card, path = load_card(SIMILARITY), card_path(model_path(SIMILARITY))
    found: dict[str, float] = {}
    for row in rows:
        if row["model"] == BUNDLED:
            # Whatever recordings are measured, the bundled songs are of the test.
            of = split if row["origin"] == "recorded" else "test"
            name = f"{of}_{row['dimension']}_{row['space']}_{row['origin']}"
            for key in ("accuracy", "low", "high"):
                found[f"{name}_{key}"] = float(str(row[key]))
    try:
        write_atomically(path, replace(card, metrics={**card.metrics, **found}).to_json())
    except OSError as error:
        raise DataError(f"{path}: the card cannot be renewed ({error.strerror}).") from error


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """A model that is measured: its name in the rows, and whether it has sub-spaces."""

    name: str
    network: SimilarityNetwork
    has_subspaces: bool

    def hear(self, songs: Sequence[LabelledSong]) -> Heard:
        """What it makes of songs."""
        parts = {name: subspace(name) for name in DIMENSIONS} if self.has_subspaces else {}
        view = WaveView() if isinstance(self.network, WaveNetwork) else LogMelView()
        return hear(songs, by_network(self.network), parts, view)


def _models(args: argparse.Namespace) -> Iterator[_Model]:
    for text in args.models:
        name, file = _named(text)
        network, _ = load_model(SIMILARITY if file == BUNDLED else file)
        if not isinstance(network, SimilarityNetwork):
            raise ModelError(f"{file}: is no similarity network.")
        called = name or (BUNDLED if file == BUNDLED else Path(file).absolute().parent.name)
        yield _Model(called, network, called not in args.whole)


def _named(text: str) -> tuple[str, str]:
    """Name and file of a model as it is asked for; a file may itself have the sign in its path."""
    name, sign, file = text.partition("=")
    return (name, file) if sign and not Path(text).is_file() else ("", text)


def _tests(args: argparse.Namespace, *, samples: bool) -> Iterator[Trial]:
    generated = read_songs(args.generated) if args.generated else read_packed(asset(TEST_SONGS))
    yield _test("generated", generated, args)
    if args.data:
        tracks = list_tracks(args.data, args.split)
        if args.songs is not None:
            tracks = drawn_tracks(tracks, args.data, args.songs, args.seed)
        if not tracks:
            raise DataError(f"{args.data}: there are no songs of the split {args.split}.")
        yield _test("recorded", _recordings(tracks, samples=samples), args)


def _recordings(tracks: Sequence[Track], *, samples: bool) -> list[LabelledSong]:
    with tqdm(total=len(tracks), unit="song", file=sys.stderr) as bar:

        def progress(done: int, total: int) -> None:
            bar.update()

        return recorded_songs(tracks, report=tell, progress=progress, samples=samples)


def _test(origin: Origin, songs: Sequence[LabelledSong], args: argparse.Namespace) -> Trial:
    if len(songs) < 2:
        raise DataError(f"Likeness needs at least two {origin} songs.")
    triplets = draw_triplets(songs, args.triplets, args.seed)
    return Trial(origin, songs, triplets, args.triplets, args.seed)
