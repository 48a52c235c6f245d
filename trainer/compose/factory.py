"""Many songs into a folder; every file whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..processes import in_processes
from .composer import compose
from .encode import write_sound
from .produce import LICENCE, Production, entry, produce
from .spec import Spec

ARTIST = "Music Puzzle"


@dataclass(frozen=True, slots=True)
class Order:
    """What to make: a song, its file name without suffix, and how it is written."""

    spec: Spec
    stem: str
    folder: Path
    sound_format: str
    sound_font: Path
    stems: bool
    bit_rate: int | None = None

    @property
    def file(self) -> str:
        """File name of the mix."""
        return f"{self.stem}.{self.sound_format}"


def make(order: Order) -> dict[str, object]:
    """Compose, render and write one song; gives its entry for songs.json.

    Raises:
        SynthError: FluidSynth is missing or failed.
        OSError: a file cannot be written.
    """
    production = produce(order.spec, order.sound_font, stems=order.stems)
    stem_files = _write_stems(order, production) if order.stems else None
    tags = {
        "title": production.song.title,
        "artist": ARTIST,
        "license": LICENCE,
        "genre": order.spec.style,
    }
    write_sound(
        order.folder / order.file,
        production.mix.samples,
        production.sample_rate_hz,
        order.sound_format,
        tags,
        bit_rate=order.bit_rate,
    )
    return entry(order.spec, production.song, order.file, stem_files)


def _write_stems(order: Order, production: Production) -> dict[str, str]:
    """Write the stems into a folder of the song's name; all of them or none."""
    files: dict[str, str] = {}
    folder, unfinished = order.folder / order.stem, order.folder / f".{order.stem}.part"
    try:
        for name, samples in production.mix.stems.items():
            file = f"{name.replace(' ', '-')}.{order.sound_format}"
            tags = {"title": f"{production.song.title} ({name})", "artist": ARTIST}
            tags["license"] = LICENCE
            write_sound(
                unfinished / file, samples, production.sample_rate_hz, order.sound_format, tags
            )
            files[name] = f"{order.stem}/{file}"
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.replace(folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return files


def entry_of(order: Order) -> dict[str, object]:
    """The entry of a song without rendering it."""
    return entry(order.spec, compose(order.spec), order.file)


def make_all(orders: Sequence[Order], workers: int) -> Iterator[tuple[int, dict[str, object]]]:
    """(number, entry) of the songs as they are finished.

    Raises:
        SynthError, OSError: as in make; songs already written stay.
    """
    return in_processes(make, orders, workers)
