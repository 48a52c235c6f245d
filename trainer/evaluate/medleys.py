"""Medleys to measure with: some that are composed once and kept, where no folder of them is given.

Nothing but a composed medley has a true order: its songs are led over to one another on purpose.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from musicpuzzle.errors import DataError
from musicpuzzle.games.medleys import NAME, read_medleys
from musicpuzzle.paths import user_cache_dir

from ..compose import GENERATOR_VERSION
from ..compose import command as compose

COUNT = 48
"""As many of three songs as of four, six and eight: a dozen each."""
_CANCELLED = 130


def kept_medleys(seed: int, workers: int) -> Path:
    """The folder of medleys with this seed in the program's cache, composed if they are not there.

    Raises:
        DataError: they cannot be composed; what FluidSynth lacks was told before.
        KeyboardInterrupt: somebody stopped it; what is composed stays, but is not used.
    """
    folder = user_cache_dir() / "medleys" / f"{GENERATOR_VERSION}-{seed}"
    if (folder / NAME).is_file() and len(read_medleys(folder)) == COUNT:
        return folder
    parser = argparse.ArgumentParser()
    compose.add_arguments(parser)
    words = ["--medleys", COUNT, "--seed", seed, "--out", folder, "--workers", workers]
    code = compose.run(parser.parse_args([str(word) for word in words]))
    if code == _CANCELLED:
        raise KeyboardInterrupt
    if code:
        raise DataError("No medleys could be composed; --medleys may name a folder of them.")
    return folder
