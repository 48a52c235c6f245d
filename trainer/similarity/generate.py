"""Generated songs for the similarity network: log-mels and the labels that made them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.features.short_mel import short_log_mel_array

from ..compose.chance import stream
from ..compose.composer import compose
from ..compose.score import Song
from ..compose.spec import Spec, draw_spec
from ..compose.splits import draw_seed, styles_of
from ..compose.styles import STYLES
from ..compose.styles.second import SECOND
from ..compose.templates import mixed_template, varied_template
from .excerpt import Play, drawn_excerpt, mastered, sound
from .timbres import plain_timbres, wide_timbres

Labels = dict[str, object]

_MIXED = 0.5
"""Of the songs with wide timbres so many have a template of several styles, and no genre."""


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A song that was generated or rendered.

    Attributes:
        labels: what is known of it.
        samples: float32 (samples,), mono at 22,050 Hz.
    """

    labels: Labels
    samples: NDArray[np.float32]

    @property
    def bands(self) -> NDArray[np.float16]:
        """Its log-mel, float16 (128, frames)."""
        return short_log_mel_array(self.samples).astype(np.float16)


@dataclass(frozen=True, slots=True)
class Order:
    """A song to generate.

    Attributes:
        seed: of the song, of the split's range.
        styles: one of these is drawn.
        seconds: of the excerpt.
        sound_font: that it is played with.
        wide_fonts: fonts to draw from for each part, where timbres are wide; `sound_font` is then
            not used.
    """

    seed: int
    styles: tuple[str, ...]
    seconds: float
    sound_font: Path
    wide_fonts: tuple[Path, ...] = ()


def training_orders(
    n: int,
    base: int,
    split: str,
    seconds: float,
    sound_fonts: tuple[Path, ...],
    *,
    wide: bool = False,
) -> list[Order]:
    """Songs for training or validation.

    Args:
        n: how many.
        base: another one, other songs.
        split: train or validation.
        seconds: length of the excerpts.
        sound_fonts: one is drawn for each song, or for each part of it.
        wide: a timbre for each part, and half of the songs in a template mixed from several styles.
    """
    orders = []
    for number in range(n):
        seed = draw_seed(base, split, "similarity", number)
        font = stream(seed, "sound font").choice(sound_fonts)
        fonts = sound_fonts if wide else ()
        orders.append(Order(seed, styles_of(split), seconds, font, fonts))
    return orders


def generate(order: Order) -> Made:
    """One song in a template of its own.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    spec = draw_spec(order.seed, independent=True, styles=order.styles)
    style = STYLES[spec.style]
    is_mixed = bool(order.wide_fonts) and stream(order.seed, "mixed").random() < _MIXED
    if is_mixed:
        style = mixed_template(style, [STYLES[name] for name in order.styles], order.seed)
    style = varied_template(style, order.seed)
    song = compose(spec, style)
    excerpt = drawn_excerpt(song, order.seed, order.seconds)
    samples = sound(spec, song, style, excerpt, mix_seed=order.seed, played=_players(order))
    found = labels(spec, song, order.sound_font)
    if is_mixed:
        found["style"] = ""
    if order.wide_fonts:
        found["sound_font"] = "wide"
    return Made({**found, "start_s": round(excerpt.start_s, 3)}, samples)


def _players(order: Order) -> Play:
    if order.wide_fonts:
        return partial(wide_timbres, sound_fonts=order.wide_fonts, seed=order.seed)
    return partial(plain_timbres, sound_font=order.sound_font)


def labels(spec: Spec, song: Song, sound_font: Path) -> Labels:
    """What is known of a generated song because it was made so."""
    return {
        "seed": spec.seed,
        "style": spec.style,
        "mood": spec.mood,
        "tempo_bpm": spec.tempo_bpm,
        "key": str(song.sections[0].key),
        "lead": spec.lead,
        "instruments": {part.role + " " + part.name: part.instrument for part in song.parts},
        "sound_font": sound_font.name,
    }


def orders_for_tests(
    n: int, base: int, seconds: float, sound_font: Path, *, unseen: bool = False
) -> list[Order]:
    """Songs for tests: seeds of their own, and the styles in turn, so that all are as frequent.

    Args:
        n: how many.
        base: another one, other songs.
        seconds: length of the excerpts.
        sound_font: that they are played with.
        unseen: styles of which training hears no template at all, instead of second templates.
    """
    styles = styles_of("test") if unseen else tuple(sorted(SECOND))
    return [
        Order(
            draw_seed(base, "test", "similarity", number),
            (styles[number % len(styles)],),
            seconds,
            sound_font,
        )
        for number in range(n)
    ]


def generate_test(order: Order) -> Made:
    """As `generate`, in the style's second template and in the composer's own mix.

    A style without a second template, one that training never hears, is composed in its own.

    Raises:
        SynthError: FluidSynth is missing or failed.
    """
    spec = draw_spec(order.seed, independent=True, styles=order.styles)
    style = SECOND.get(spec.style, STYLES[spec.style])
    song = compose(spec, style)
    excerpt = drawn_excerpt(song, order.seed, order.seconds)
    samples = mastered(spec, song, style, excerpt, order.sound_font)
    found = labels(spec, song, order.sound_font)
    return Made({**found, "start_s": round(excerpt.start_s, 3)}, samples)
