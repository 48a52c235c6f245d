"""The trainer's commands. Each lives in a module that is imported when it is chosen."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TypeAlias

from musicpuzzle.terminal import accept_all_characters

# argparse gives the type no public name.
Group: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its words, the module that has add_arguments and run, and what it does."""

    words: tuple[str, ...]
    module: str
    help: str
    run: str = "run"
    flags: bool = True


COMMANDS = (
    Command(("sen",), ".train.command", "train SEN, exactly as the paper has it"),
    Command(("sen-plus",), ".train.command", "train SEN-plus, the game's default opponent"),
    Command(("segue",), ".train.command", "train Segue on composed medleys"),
    Command(("sen-gap",), ".train.command", "train SEN with the gaps and disguises of SEN-plus"),
    Command(("sn",), ".train.command", "train our reconstruction of SN, a baseline of the paper"),
    Command(("cin",), ".train.command", "train our reconstruction of CIN"),
    Command(("ccsn",), ".train.command", "train our reconstruction of CCSN"),
    Command(("tsn",), ".train.command", "train our reconstruction of TSN"),
    Command(("opn",), ".train.command", "train our reconstruction of OPN"),
    Command(("similarity",), ".similarity.command", "train the similarity network as published"),
    Command(("similarity-plus",), ".similarity.command", "train our own, which is bundled"),
    Command(("similarity-waves",), ".similarity.command", "train it with filters of its own"),
    Command(("generate",), ".similarity.making", "generate songs for the similarity network"),
    Command(("job",), ".train.command", "train a JSON job from standard input", "run_job", False),
    Command(("evaluate", "games"), ".evaluate.command", "measure opponents on a folder of songs"),
    Command(("evaluate", "similarity"), ".similarity.evaluate", "measure likeness on songs"),
    Command(("ladder",), ".ladder.command", "rate the opponents by what evaluate games has kept"),
    Command(("compare",), ".evaluate.compare", "measure all bundled opponents in all games"),
    Command(("compose",), ".compose.command", "compose songs and medleys"),
    Command(("render",), ".render.command", "render a folder of MIDI files"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says. Returns the exit code."""
    accept_all_characters()
    words = list(sys.argv[1:] if arguments is None else arguments)
    parser = _parser(_chosen(words))
    args = parser.parse_args(words)
    command: Command = args.command
    module = import_module(command.module, __package__)
    return int(getattr(module, command.run)(args))


def _chosen(words: Sequence[str]) -> Command | None:
    for command in COMMANDS:
        if tuple(words[: len(command.words)]) == command.words:
            return command
    return None


def _parser(chosen: Command | None) -> argparse.ArgumentParser:
    """All commands, but only the chosen one with its flags: the others are not imported."""
    parser = argparse.ArgumentParser(prog="python -m trainer", description=__doc__)
    top = parser.add_subparsers(required=True, metavar="COMMAND")
    groups: dict[tuple[str, ...], Group] = {(): top}
    for command in COMMANDS:
        group = command.words[:-1]
        if group not in groups:
            above = top.add_parser(group[0], help="measure models")
            groups[group] = above.add_subparsers(required=True, metavar="WHAT")
        own = groups[group].add_parser(
            command.words[-1], help=command.help, description=command.help
        )
        own.set_defaults(command=command, model=command.words[0])
        if command is chosen and command.flags:
            import_module(command.module, __package__).add_arguments(own)
    return parser
