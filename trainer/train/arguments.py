"""The flags of a training run, declared once: for argparse and for writing a command line."""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any

from musicpuzzle.jobs import TrainingJob
from musicpuzzle.models.registry import BRANCHES, PARTS, SIMILARITY_PARTS, is_similarity

from .precision import PRECISIONS

DEFAULT_MINUTES = 60.0


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in text.split(","))


def _plain(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(f"{part:g}" for part in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag and the field of the job that it sets."""

    name: str
    field: str
    kind: Callable[[str], Any]
    help: str
    choices: tuple[str, ...] | None = None


FLAGS = (
    Flag("--shards", "shards", str, "folder of prepared features; alone it replaces --data"),
    Flag("--steps", "steps", int, "steps in all, resumed runs counted"),
    Flag("--minutes", "minutes", float, "minutes in all; 60 where nothing else ends the run"),
    Flag("--pairs", "pairs", int, "ordered pairs of pieces in all, to compare like with like"),
    Flag("--batch", "batch", int, "examples a step on each device (default: the recipe's own)"),
    Flag("--seed", "seed", int, "decides initial weights and every batch"),
    Flag("--threads", "threads", int, "threads of the processor (default: torch's choice)"),
    Flag("--piece-s", "piece_s", float, "length of a piece in seconds (8 in the paper)"),
    Flag("--speeds", "speeds", _numbers, "playing speeds of each song, such as 0.89,1,1.12"),
    Flag("--val", "validation", float, "share of songs held out where no list says which"),
    Flag("--init", "init", str, "weights to start from: a model's file or name"),
    Flag(
        "--without",
        "without",
        str,
        "leave out a part of sen-plus, similarity or similarity-plus",
        (*PARTS, *SIMILARITY_PARTS, *BRANCHES),
    ),
    Flag("--lr", "learning_rate", float, "learning rate (default: the recipe's own)"),
    Flag("--decay", "decay", float, "last share of the run over which it falls to zero"),
    Flag("--accelerator", "accelerator", str, "where to compute", ("auto", "cpu", "cuda", "mps")),
    Flag("--devices", "devices", int, "how many devices on this machine"),
    Flag("--precision", "precision", str, "auto measures which is faster", ("auto", *PRECISIONS)),
    Flag(
        "--checkpoint-steps", "checkpoint_steps", int, "save so often (default: each half minute)"
    ),
    Flag("--validate-steps", "validate_steps", int, "validate so often (default: by time)"),
    Flag(
        "--val-puzzles",
        "validation_puzzles",
        int,
        "held-out puzzles for each gap (default: what a hundredth of --minutes allows)",
    ),
    Flag("--val-piece-s", "validation_piece_s", float, "length of their pieces in seconds"),
)
SIMILARITY_FLAGS = (
    Flag("--judgements", "judgements", str, "a person's triplets, CSV: anchor, nearer, farther"),
    Flag("--filters", "filters", int, "filters of the first layer (default: 64, as in the paper)"),
    Flag("--only", "only", str, "a specialised network learns this dimension alone"),
    Flag(
        "--goal",
        "goal",
        str,
        "songs: the last stage, where a network that knows windows ranks songs",
        ("windows", "songs"),
    ),
)


def _flags_of(model: str) -> tuple[Flag, ...]:
    return (*FLAGS, *SIMILARITY_FLAGS) if is_similarity(model) else FLAGS


def add_similarity_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the flags of a run of the similarity network."""
    parser.add_argument(
        "--generated", action="extend", nargs="+", default=[], metavar="DIR",
        help="folders of generated songs (see `generate`); repeatable",
    )  # fmt: skip
    _add(parser, SIMILARITY_FLAGS)


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Add all flags of a run."""
    parser.add_argument(
        "--data",
        action="extend",
        nargs="+",
        default=[],
        metavar="DIR",
        help="folders of audio, or lists of songs; repeatable",
    )
    parser.add_argument("--out", required=True, metavar="RUN", help="folder of the run")
    _add(parser, FLAGS)


def _add(parser: argparse.ArgumentParser, flags: Sequence[Flag]) -> None:
    defaults = {field.name: field.default for field in fields(TrainingJob)}
    for flag in flags:
        default = defaults[flag.field]
        shown = "" if not default or default == "auto" else f" (default {_plain(default)})"
        parser.add_argument(
            flag.name,
            dest=flag.field,
            type=flag.kind,
            choices=flag.choices,
            default=default,
            help=flag.help + shown,
        )


def job_from(args: argparse.Namespace) -> TrainingJob:
    """The job that the flags describe."""
    values = {flag.field: getattr(args, flag.field) for flag in _flags_of(args.model)}
    values["generated"] = tuple(getattr(args, "generated", ()))
    if all(values[name] is None for name in ("steps", "minutes", "pairs")):
        values["minutes"] = DEFAULT_MINUTES
    return TrainingJob(model=args.model, data=tuple(args.data), out=args.out, **values)


def command_line(job: TrainingJob) -> str:
    """The command that does the job, for the model's card, without bytes that are no characters."""
    words = ["python", "-m", "trainer", job.model]
    for folder in job.data:
        words += ["--data", folder]
    for folder in job.generated:
        words += ["--generated", folder]
    words += ["--out", job.out]
    defaults = {field.name: field.default for field in fields(TrainingJob)}
    for flag in _flags_of(job.model):
        value = getattr(job, flag.field)
        assert defaults[flag.field] is not MISSING
        if value != defaults[flag.field]:
            words += [flag.name, _plain(value)]
    return shlex.join(words).encode(errors="replace").decode()
