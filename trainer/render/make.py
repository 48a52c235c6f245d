"""MIDI files into a folder of songs that training reads: sound, and what the list says of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from musicpuzzle.errors import DataError
from musicpuzzle.files import write_atomically

from ..compose.encode import write_sound
from ..compose.synth import SynthError
from ..data.folder import LIST_NAME, Track, write_list
from .pieces import LeftOut
from .players import instrument_names, with_players
from .score import MidiError, read_score
from .sound import SAMPLE_RATE_HZ, length_s, render_score
from .variation import Variation

LEFT_OUT_NAME = "left-out.csv"
SHORTEST_S = 10.0
_BIT_RATE = 40_000  # of mono
Columns = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Job:
    """A piece to render: its track in the folder of MIDI, where its sound goes, and how."""

    name: str
    piece: Track
    target: Path
    variation: Variation
    sound_font: Path

    @property
    def track(self) -> Track:
        """What the list says of the rendering."""
        return replace(self.piece, path=self.target)


def render_piece(job: Job) -> Columns | LeftOut:
    """Render one piece; gives the further columns of its row, or why there is none.

    Raises:
        OSError: the sound cannot be written.
    """
    try:
        score = read_score(job.piece.path)
        if job.variation.draws_instruments:
            score = with_players(score, job.variation.seed)
        seconds = length_s(score, job.variation)
        if seconds < SHORTEST_S:
            return LeftOut(job.name, f"lasts only {seconds:.1f} s")
        sound = render_score(score, job.variation, job.sound_font)
    except MidiError as error:
        return LeftOut(job.name, error.reason)
    except SynthError as error:
        return LeftOut(job.name, str(error))
    tags = {"title": job.piece.title, "artist": job.piece.artist, "license": job.piece.licence}
    write_sound(job.target, sound, SAMPLE_RATE_HZ, job.target.suffix[1:], tags, bit_rate=_BIT_RATE)
    tempo_bpm = score.tempo_bpm
    return {
        "seconds": round(sound.shape[1] / SAMPLE_RATE_HZ, 2),
        "tempo_bpm": "" if tempo_bpm is None else round(tempo_bpm * job.variation.tempo, 1),
        "instruments": "; ".join(instrument_names(score.events)),
        "variation": str(job.variation),
    }


def rendered_before(jobs: Sequence[Job], folder: Path) -> dict[int, Columns]:
    """What needs no rendering: number and further columns of the jobs whose file is there.

    Raises:
        DataError: the folder has a list that cannot be read.
    """
    listing = folder / LIST_NAME
    if not listing.is_file():
        return {}
    try:
        rows = list(csv.DictReader(io.StringIO(listing.read_text(encoding="utf-8"))))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{listing}: cannot be read ({error}).") from error
    known = {row.get("path", ""): row for row in rows}
    found: dict[int, Columns] = {}
    for number, job in enumerate(jobs):
        row = known.get(job.target.relative_to(folder).as_posix(), {})
        if row.get("variation") == str(job.variation) and job.target.is_file():
            names = ("seconds", "tempo_bpm", "instruments", "variation")
            found[number] = {name: row.get(name, "") for name in names}
    return found


def write_lists(
    folder: Path, jobs: Sequence[Job], done: Mapping[int, Columns], left_out: Sequence[LeftOut]
) -> None:
    """Write tracks.csv and the list of what was left out.

    Raises:
        OSError: the folder cannot be written.
    """
    numbers = sorted(done)
    write_list(folder, [jobs[n].track for n in numbers], [done[n] for n in numbers])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("path", "reason"))
    writer.writerows((item.name, item.reason) for item in sorted(left_out, key=lambda i: i.name))
    write_atomically(folder / LEFT_OUT_NAME, text.getvalue())
