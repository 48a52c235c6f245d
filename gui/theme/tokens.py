"""The look as data: colours for light and dark, the hues of the pieces, sizes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from .colour import mix, oklch

N_HUES = 12
FIRST_HUE_DEG = 25.0
# Five steps of thirty degrees at a time visit all twelve hues and keep neighbouring letters apart.
HUE_STEP_DEG = 150.0


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, each "#rrggbb"."""

    dark: bool
    background: str
    surface: str
    raised: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    good: str
    bad: str
    warn: str

    @property
    def hover(self) -> str:
        """Fill of a control under the pointer."""
        return mix(self.surface, self.text, 0.06)

    @property
    def pressed(self) -> str:
        """Fill of a control that is held down."""
        return mix(self.surface, self.text, 0.11)

    @property
    def accent_soft(self) -> str:
        """Fill of what is chosen."""
        return mix(self.surface, self.accent, 0.13)

    @property
    def accent_hover(self) -> str:
        """The main action under the pointer."""
        return mix(self.accent, "#FFFFFF" if self.dark else "#000000", 0.12)

    @property
    def well(self) -> str:
        """Fill of what waits for something: an empty place, a skeleton."""
        return mix(self.background, self.text, 0.045)

    @property
    def edge(self) -> str:
        """Outline that must be seen to find a control, 3:1 against the surfaces."""
        return mix(self.surface, self.text, 0.52 if not self.dark else 0.42)

    def hue(self, index: int) -> str:
        """Colour of piece `index` (0 to 11): equal lightness, chroma and steps around the wheel."""
        return _hue(index, self.dark)


@lru_cache(maxsize=2 * N_HUES)
def _hue(index: int, dark: bool) -> str:
    return oklch(0.75 if dark else 0.70, 0.125, hue_deg(index))


LIGHT = Tokens(
    dark=False,
    background="#F6F5F2",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E2DFD8",
    text="#1B1D21",
    muted="#5C626B",
    accent="#2F5BD8",
    on_accent="#FFFFFF",
    good="#1E7F4F",
    bad="#B3362B",
    warn="#8F6000",
)
DARK = Tokens(
    dark=True,
    background="#15171A",
    surface="#1D2024",
    raised="#262A30",
    line="#343941",
    text="#ECEEF1",
    muted="#A3AAB4",
    accent="#7FA2FF",
    on_accent="#15171A",
    good="#5CC48F",
    bad="#F08A80",
    warn="#E2B24A",
)


def hue_deg(index: int) -> float:
    """OKLCH hue of piece `index`."""
    return (FIRST_HUE_DEG + HUE_STEP_DEG * (index % N_HUES)) % 360


@lru_cache(maxsize=2 * N_HUES)
def sound_map(index: int, dark: bool) -> tuple[int, ...]:
    """256 colours 0xffrrggbb from silence to loud in the hue of piece `index`.

    The steps are even in OKLCH lightness, so a difference in level looks the same anywhere.
    """
    quiet, loud = (0.255, 0.86) if dark else (0.965, 0.47)
    colours = []
    for step in range(256):
        share = step / 255
        lightness = quiet + (loud - quiet) * share
        chroma = 0.014 + 0.116 * min(1.0, 1.6 * share)
        colours.append(0xFF000000 | int(oklch(lightness, chroma, hue_deg(index))[1:], 16))
    return tuple(colours)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in device-independent pixels, scaled with the system's font size."""

    scale: float = 1.0

    def px(self, length: float) -> int:
        """A length of the brief in pixels of this screen, at least 1."""
        return max(1, round(length * self.scale))

    @property
    def note(self) -> int:
        """Type size of notes."""
        return self.px(12)

    @property
    def body(self) -> int:
        """Type size of text."""
        return self.px(14)

    @property
    def heading(self) -> int:
        """Type size of headings."""
        return self.px(18)

    @property
    def title(self) -> int:
        """Type size of a page's title."""
        return self.px(28)


USUAL_FONT_PX = 13.0


def sizes_for(system_font_px: float) -> Sizes:
    """Sizes for a system font of this many pixels.

    The desktops' own defaults lie between 12 and 14.7 px and all count as 1; only who has chosen
    larger or smaller type sees everything scaled.
    """
    scale = system_font_px / USUAL_FONT_PX
    return Sizes(1.0 if abs(scale - 1.0) < 0.15 else min(3.0, max(0.7, scale)))
