"""The map as a picture, drawn without a window."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.errors import MusicPuzzleError
from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.regions import COARSE_CELLS, regions_of
from musicpuzzle.words import many, number_words

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Floats = NDArray[np.float32]
Box = tuple[float, float, float, float]

# Ten hues of the same lightness, and a scale that is even in lightness, as the window has them.
HUES = (
    "#CA544E", "#00926B", "#AD5FAE", "#808400", "#5178D9",
    "#C06000", "#0092A3", "#C25282", "#429A46", "#8A6AC7",
)  # fmt: skip
SCALE = ("#E1B64B", "#8DB84E", "#00A983", "#007DA0", "#2A4CA0", "#431B74")
OTHERS, UNKNOWN, TEXT, MUTED, GROUND = "#858A91", "#C4C7CB", "#1B1D21", "#5C626B", "#FFFFFF"

SUPERSAMPLED = 2
_LEAST_SIDE, _MOST_SIDE = 200, 8000
_LEGEND_ROW, _TEXT_SIZE, _NAME_SIZE = 20, 13, 15
_COVERED = 0.05


@dataclass(frozen=True, slots=True)
class PictureSettings:
    """How a map is drawn.

    Attributes:
        title: above it.
        column: the tag or number that the colours tell; empty for one colour.
        width, height: in pixels.
    """

    title: str
    column: str = ""
    width: int = 1600
    height: int = 1200

    def __post_init__(self) -> None:
        if not all(_LEAST_SIDE <= side <= _MOST_SIDE for side in (self.width, self.height)):
            raise MusicPuzzleError(
                f"A picture is {_LEAST_SIDE} to {_MOST_SIDE} pixels wide and high,"
                f" not {self.width} by {self.height}."
            )


def check_column(collection: Collection, column: str) -> None:
    """Refuse to colour songs by what they do not have.

    Raises:
        MusicPuzzleError: there is no such tag or number; it says which there are.
    """
    if column and column not in {*collection.words, *collection.numbers}:
        known = ", ".join([*collection.words, *collection.numbers]) or "none"
        raise MusicPuzzleError(f"{column}: the songs have no such tag or number; there is {known}.")


def draw_map(collection: Collection, positions: Floats, settings: PictureSettings) -> bytes:
    """A PNG picture: a dot for each song, names of regions, and what the colours mean.

    Args:
        positions: float32 (n, 2), see `projection`.

    Raises:
        MusicPuzzleError: there is no such tag or number.
    """
    from PIL import Image, ImageDraw

    colours, legend = _colours(collection, settings.column)
    size = (settings.width, settings.height)
    large = Image.new("RGB", (size[0] * SUPERSAMPLED, size[1] * SUPERSAMPLED), GROUND)
    places = _places(positions, *size)
    _dots(ImageDraw.Draw(large), places * SUPERSAMPLED, colours, size)
    image = large.resize(size, Image.Resampling.LANCZOS)
    brush = ImageDraw.Draw(image, "RGBA")
    taken = _legend(brush, settings, legend, len(collection))
    _names(brush, collection, positions, size, taken)
    content = io.BytesIO()
    image.save(content, "PNG", optimize=True)
    return content.getvalue()


def _places(positions: Floats, width: int, height: int) -> Floats:
    """Pixels of the songs: the square from -1 to 1 fits, with a little around it."""
    scale = min(width, height) / 2.2
    found: Floats = positions * np.float32(scale) + np.array([width / 2, height / 2], np.float32)
    return found


def _colours(collection: Collection, column: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Each song's colour, and the words of the legend with theirs."""
    if not column:
        return [HUES[4]] * len(collection), []
    if column in collection.words:
        words = collection.words[column]
        shown = len(words.values) if len(words.values) <= len(HUES) else len(HUES)
        palette = [*HUES[:shown], *[OTHERS] * (len(words.values) - shown), UNKNOWN]
        legend = [(f"{words.values[k]}  {words.counts[k]:,}", HUES[k]) for k in range(shown)]
        rest = int(words.counts[shown:].sum())
        n_unknown = int((words.codes < 0).sum())
        legend += [(f"Others  {rest:,}", OTHERS)] * (rest > 0)
        legend += [(f"Unknown  {n_unknown:,}", UNKNOWN)] * (n_unknown > 0)
        return [palette[code] for code in words.codes.tolist()], legend
    check_column(collection, column)
    return _scaled(collection, column)


def _scaled(collection: Collection, column: str) -> tuple[list[str], list[tuple[str, str]]]:
    numbers = collection.numbers[column]
    is_known = np.isfinite(numbers.values)
    low, high = numbers.span
    share = np.nan_to_num((numbers.values - low) / max(high - low, 1e-9)).clip(0, 1)
    steps = np.rint(share * (len(SCALE) - 1)).astype(int).tolist()
    colours = [
        SCALE[step] if known else UNKNOWN
        for step, known in zip(steps, is_known.tolist(), strict=True)
    ]
    values = np.linspace(low, high, len(SCALE))
    words = [number_words(value, numbers.unit) for value in values.tolist()]
    legend = list(zip(words, SCALE, strict=True))
    legend += [(f"Unknown  {int((~is_known).sum()):,}", UNKNOWN)] * bool((~is_known).any())
    return colours, legend


def _dots(brush: ImageDraw, places: Floats, colours: Sequence[str], size: tuple[int, int]) -> None:
    room = _COVERED * size[0] * size[1] / max(1, len(colours))
    radius = SUPERSAMPLED * min(7.0, max(1.2, float(np.sqrt(room / np.pi))))
    for (x, y), colour in zip(places.tolist(), colours, strict=True):
        # The rim sets dots that overlap apart.
        brush.ellipse((x - radius, y - radius, x + radius, y + radius), colour, GROUND)


def _legend(
    brush: ImageDraw, settings: PictureSettings, legend: Sequence[tuple[str, str]], n_songs: int
) -> list[Box]:
    """Title and colours in the upper left corner; where they stand."""
    from PIL import ImageFont

    large, small = (ImageFont.load_default(each) for each in (20, _TEXT_SIZE))
    by = f", coloured by {settings.column}" if settings.column else ""
    brush.text((24, 18), settings.title, TEXT, large)
    brush.text((24, 46), f"{many(n_songs, 'song')}{by}", MUTED, small)
    y = 76
    widest = brush.textlength(settings.title, large)
    for words, colour in legend:
        brush.ellipse((24, y, 34, y + 10), colour)
        brush.text((42, y - 3), words, TEXT, small)
        widest = max(widest, 18 + brush.textlength(words, small))
        y += _LEGEND_ROW
    return [(0, 0, 24 + widest, y)]


def _names(
    brush: ImageDraw,
    collection: Collection,
    positions: Floats,
    size: tuple[int, int],
    taken: list[Box],
) -> None:
    from PIL import ImageFont

    font = ImageFont.load_default(_NAME_SIZE)
    for region in regions_of(positions, collection.naming, COARSE_CELLS):
        x, y = _places(np.array([[region.x, region.y]], np.float32), *size)[0].tolist()
        half = brush.textlength(region.name, font) / 2 + 6
        box = (x - half, y - 12, x + half, y + 12)
        inside = box[0] >= 0 and box[1] >= 0 and box[2] <= size[0] and box[3] <= size[1]
        if inside and not any(_overlap(box, other) for other in taken):
            brush.rounded_rectangle(box, 12, (255, 255, 255, 200))
            brush.text((x, y), region.name, TEXT, font, anchor="mm")
            taken.append(box)


def _overlap(box: Box, other: Box) -> bool:
    apart = box[2] < other[0] or other[2] < box[0] or box[3] < other[1] or other[3] < box[1]
    return not apart
