"""Human-composed MIDI for the similarity network: excerpts with known instruments and tempi.

Scores that play everything on one instrument get others, drawn for each track; the first track of
these is the tune, so who leads is known. Of the other scores only who plays at all is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.resample import resample
from musicpuzzle.features.short_mel import SAMPLE_RATE_HZ
from musicpuzzle.terminal import tell

from ..compose.chance import stream
from ..compose.synth import SynthError
from ..data.folder import Track
from ..render.pieces import LeftOut, Splits, pieces_of, sample
from ..render.players import instrument_names, with_players
from ..render.score import Event, MidiError, Score, read_score
from ..render.sound import SAMPLE_RATE_HZ as RENDERED_RATE_HZ
from ..render.sound import render_score
from ..render.variation import Variation, draw_variation
from .generate import Labels, Made
from .songs import RENDERED, class_of

_TRANSPOSE = 4
_SHORTEST_S = 6.5  # two windows


@dataclass(frozen=True, slots=True)
class Rendering:
    """A score to render.

    Attributes:
        name: of its file in its folder.
        piece: what the list says of it, with its split.
        variation: how it is played.
        sound_font: that it is played with.
    """

    name: str
    piece: Track
    variation: Variation
    sound_font: Path

    @property
    def seed(self) -> int:
        """Tells renderings apart."""
        return self.variation.seed


def rendering_orders(
    folder: Path,
    seed: int,
    *,
    seconds: float,
    sound_fonts: Sequence[Path],
    recordings: Path | None,
    limit: int | None = None,
) -> list[Rendering]:
    """The scores of a folder; what shares source or artist with recordings gets their split.

    Args:
        folder: with a midi.csv or tracks.csv, or without.
        seed: of the variations, of the sound fonts, and of the draw where there is a limit.
        seconds: of each excerpt.
        sound_fonts: one of these is drawn.
        recordings: folder of recordings that are learned from or measured on as well.
        limit: so many at most.

    Raises:
        DataError: a folder or its list cannot be used.
    """
    pieces, has_split = pieces_of(folder, tell)
    if limit is not None:
        pieces = sample(pieces, folder, limit, seed)
    splits = Splits(recordings, (), tell)
    orders = []
    for piece in pieces:
        name = piece.path.relative_to(folder).as_posix()
        assigned = splits.assign(piece, has_split=has_split)
        if isinstance(assigned, str):
            tell(f"{name}: {assigned}; it is left out.")
            continue
        variation = draw_variation(name, seed, seconds=seconds, transpose=_TRANSPOSE)
        font = stream(seed, "sound font", name).choice(sound_fonts)
        orders.append(Rendering(name, assigned, variation, font))
    return orders


def render_excerpt(order: Rendering) -> Made | LeftOut:
    """An excerpt with its labels; or why there is none."""
    try:
        score = read_score(order.piece.path)
    except MidiError as error:
        return LeftOut(order.name, error.reason)
    played = with_players(score, order.seed)
    excerpt = excerpt_of(played, order.variation)
    if excerpt is None:
        return LeftOut(order.name, "is too short, or rests where the excerpt lies")
    try:
        sound = render_score(excerpt, order.variation, order.sound_font)
    except SynthError as error:
        return LeftOut(order.name, str(error))
    mono = resample(Clip(sound, RENDERED_RATE_HZ), SAMPLE_RATE_HZ).samples[0]
    labels = _labels(order, score, excerpt, lead_known=played is not score)
    return Made(labels, np.ascontiguousarray(mono))


def excerpt_of(score: Score, variation: Variation) -> Score | None:
    """As much of a score as the variation lasts, from a drawn moment.

    None where it is too short, or where nothing is struck.

    What was set before that moment holds from its beginning; notes that were struck before are
    left out.
    """
    seconds = variation.seconds * variation.tempo
    if score.end_s / variation.tempo < _SHORTEST_S:
        return None
    last_s = max(0.0, score.end_s - seconds)
    start_s = stream(variation.seed, "excerpt").uniform(0.0, last_s)
    events = tuple(
        replace(event, at_s=max(0.0, event.at_s - start_s))
        for event in score.events
        if event.at_s >= start_s or event.message.type not in ("note_on", "note_off")
    )
    if not any(event.strikes for event in _heard(events, seconds)):
        return None
    return replace(score, events=events, end_s=score.end_s - start_s)


def _labels(order: Rendering, score: Score, excerpt: Score, *, lead_known: bool) -> Labels:
    heard = _heard(excerpt.events, order.variation.seconds * order.variation.tempo)
    names = instrument_names(heard)
    tempo_bpm = score.tempo_bpm
    return {
        "seed": order.seed,
        "origin": RENDERED,
        "title": order.piece.title,
        "artist": order.piece.artist,
        "licence": order.piece.licence,
        "source": order.piece.source,
        "genre": order.piece.style,
        "tempo_bpm": 0.0 if tempo_bpm is None else round(tempo_bpm * order.variation.tempo, 2),
        "lead": _lead(heard) if lead_known else "",
        "classes": sorted({class_of(name) for name in names} - {""}),
        "sound_font": order.sound_font.name,
    }


def _heard(events: Sequence[Event], until_s: float) -> list[Event]:
    return [event for event in events if event.at_s < until_s]


def _lead(events: Sequence[Event]) -> str:
    """Class of the instrument of the first track, where it plays."""
    tracks = {event.track for event in events if event.strikes}
    first = min((event.track for event in events), default=-1)
    if first not in tracks:
        return ""
    return class_of(instrument_names([event for event in events if event.track == first])[0])
