"""Medleys into a folder: the sound, medleys.json and tracks.csv, every file whole."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from musicpuzzle.files import write_atomically

from ...data.folder import Track, write_list
from .. import GENERATOR_VERSION
from ..encode import write_sound
from ..produce import LICENCE, SOURCE
from ..synth import SAMPLE_RATE_HZ
from .plan import MedleyPlan, PartPlan
from .produce import Timed, produce_medley

NAME = "medleys.json"
STYLE = "medley"


@dataclass(frozen=True, slots=True)
class MedleyOrder:
    """What to make: a medley, its file name without suffix, its split, how it is written."""

    plan: MedleyPlan
    stem: str
    split: str
    folder: Path
    sound_format: str
    sound_font: Path

    @property
    def file(self) -> str:
        """File name of the medley."""
        return f"{self.stem}.{self.sound_format}"


def make_medley(order: MedleyOrder) -> dict[str, object]:
    """Compose, render and write one medley; gives its entry for medleys.json.

    Raises:
        SynthError: FluidSynth is missing or failed.
        OSError: the file cannot be written.
    """
    parts, samples = produce_medley(order.plan, order.sound_font)
    tags = {"title": order.plan.title, "license": LICENCE, "genre": STYLE}
    write_sound(order.folder / order.file, samples, SAMPLE_RATE_HZ, order.sound_format, tags)
    return entry(order, parts, samples.shape[1] / SAMPLE_RATE_HZ)


def entry(order: MedleyOrder, parts: Sequence[Timed], seconds: float) -> dict[str, object]:
    """What medleys.json says about a medley; times in seconds, parts in their true order."""
    return {
        "file": order.file,
        "title": order.plan.title,
        "seed": order.plan.seed,
        "seconds": round(seconds, 6),
        "split": order.split,
        "parts": [
            _part_entry(planned, part)
            for planned, part in zip(order.plan.parts, parts, strict=True)
        ],
        "licence": LICENCE,
        "generator_version": GENERATOR_VERSION,
    }


def _part_entry(planned: PartPlan, part: Timed) -> dict[str, object]:
    spec = planned.spec
    return {
        "start_s": round(part.start_s, 6),
        "end_s": round(part.end_s, 6),
        "title": spec.title,
        "style": spec.style,
        "mood": spec.mood,
        "tempo_bpm": spec.tempo_bpm,
        "metre": part.song.metre.name,
        "key": str(part.song.sections[0].key),
        "lead": spec.lead,
        "second": planned.second,
        "instruments": {player.name: player.instrument for player in part.song.parts},
    }


def write_catalogue(
    folder: Path, orders: Sequence[MedleyOrder], entries: Sequence[dict[str, object]]
) -> None:
    """Write medleys.json and the trainer's list beside it.

    Args:
        folder: of the medleys.
        orders: of those that are there.
        entries: what medleys.json says of each.

    Raises:
        OSError: the folder cannot be written.
    """
    # Without an artist each medley counts for itself when intervals are drawn over artists.
    tracks = [
        Track(
            folder / order.file,
            order.plan.title,
            licence=LICENCE,
            source=SOURCE,
            style=STYLE,
            split=order.split,
        )
        for order in orders
    ]
    write_list(folder, tracks)
    write_atomically(folder / NAME, json.dumps(list(entries), indent=1) + "\n")
