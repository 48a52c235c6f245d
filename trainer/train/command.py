"""The commands that train a network, `sen` and its kin, and `job`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from musicpuzzle.errors import MusicPuzzleError, SettingsError
from musicpuzzle.jobs import Event, Failed, TrainingJob, event_to_json
from musicpuzzle.models.registry import is_similarity
from musicpuzzle.terminal import write_nowhere

from .arguments import add_flags, job_from
from .progress import ProgressBar


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The flags of a run, and how it tells."""
    add_flags(parser)
    parser.add_argument(
        "--json-events",
        action="store_true",
        help="print events as JSON lines; save and stop when standard input ends",
    )


def run(args: argparse.Namespace) -> int:
    """Train as the flags say. Returns the exit code."""
    job = job_from(args)
    if args.json_events:
        return _run_with(job, _print_event, listen=True)
    with ProgressBar() as bar:
        return _run_with(job, bar.tell, listen=False)


def run_job(args: argparse.Namespace) -> int:
    """Train as the JSON job in the first line of standard input says. Returns the exit code."""
    try:
        job = TrainingJob.from_json(sys.stdin.readline())
        if job.devices != 1:
            raise SettingsError("A job over several devices is started with torchrun.")
    except SettingsError as error:
        _print_event(Failed(str(error)))
        return 2
    return _run_with(job, _print_event, listen=True)


def _run_with(job: TrainingJob, tell: Callable[[Event], None], *, listen: bool) -> int:
    from .control import StopRequest

    try:
        with StopRequest() as stop:
            if listen:
                stop.watch_standard_input()
            if is_similarity(job.model):
                from ..similarity.run import train_similarity

                train_similarity(job, tell, stop)
            else:
                from .run import train

                train(job, tell, stop)
    except MusicPuzzleError as error:
        tell(Failed(str(error)))
        return 2
    except OSError as error:
        tell(Failed(f"{error.filename or job.out}: {error.strerror or error}."))
        return 2
    except KeyboardInterrupt:
        tell(Failed("Interrupted twice: what came after the last checkpoint is lost."))
        return 130
    return 0


def _print_event(event: Event) -> None:
    try:
        sys.stdout.write(event_to_json(event) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        # The parent is gone. The end of standard input will ask the run to stop; until then writing
        # has to succeed.
        write_nowhere()
