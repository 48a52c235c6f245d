from __future__ import annotations

from itertools import combinations

import pytest

from gui.theme.colour import contrast, luminance, mix, rgb
from gui.theme.tokens import DARK, LIGHT, N_HUES, Tokens, sizes_for, sound_map

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@THEMES
@pytest.mark.parametrize("name", ["text", "muted", "accent", "good", "bad", "warn"])
def test_text_can_be_read_on_every_surface(tokens: Tokens, name: str) -> None:
    for surface in (tokens.background, tokens.surface, tokens.raised):
        assert contrast(getattr(tokens, name), surface) >= 4.5


@THEMES
@pytest.mark.parametrize("name", ["text", "muted"])
def test_text_can_be_read_on_controls_and_wells(tokens: Tokens, name: str) -> None:
    for surface in (tokens.hover, tokens.pressed, tokens.accent_soft, tokens.well):
        assert contrast(getattr(tokens, name), surface) >= 4.5


@THEMES
def test_the_main_action_can_be_read(tokens: Tokens) -> None:
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent_hover) >= 4.5


@THEMES
def test_the_letter_and_length_on_every_tile_can_be_read(tokens: Tokens) -> None:
    for piece in range(N_HUES):
        for share in (0.24, 0.34):
            head = mix(tokens.surface, tokens.hue(piece), share)
            assert contrast(tokens.text, head) >= 4.5
            assert contrast(mix(tokens.text, tokens.surface, 0.2), head) >= 4.5


@THEMES
def test_outlines_of_controls_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.edge, tokens.surface) >= 3
    assert contrast(tokens.accent, tokens.background) >= 3


@THEMES
def test_twelve_hues_of_one_lightness(tokens: Tokens) -> None:
    hues = [tokens.hue(piece) for piece in range(N_HUES)]
    assert len(set(hues)) == N_HUES
    levels = [luminance(hue) for hue in hues]
    assert max(levels) / min(levels) < 1.4


@THEMES
def test_no_two_hues_are_alike_and_neighbours_least(tokens: Tokens) -> None:
    hues = [rgb(tokens.hue(piece)) for piece in range(N_HUES)]

    def apart(first: int, second: int) -> int:
        return sum(abs(a - b) for a, b in zip(hues[first], hues[second], strict=True))

    assert min(apart(a, b) for a, b in combinations(range(N_HUES), 2)) > 30
    assert min(apart(k, k + 1) for k in range(N_HUES - 1)) > 120


@THEMES
def test_a_sound_map_goes_evenly_from_the_surface_to_the_hue(tokens: Tokens) -> None:
    for piece in range(N_HUES):
        colours = [f"#{colour & 0xFFFFFF:06x}" for colour in sound_map(piece, tokens.dark)]
        levels = [luminance(colour) for colour in colours]
        assert len(colours) == 256
        # Against the background silence is quiet and loud stands out, in both themes.
        assert contrast(colours[0], tokens.surface) < 1.25
        assert contrast(colours[-1], tokens.surface) > 4
        coarse = levels[::8] if tokens.dark else levels[::-8]
        assert coarse == sorted(coarse)


@pytest.mark.parametrize("usual_px", [12.0, 13.0, 13.33, 14.67])
def test_the_usual_system_fonts_count_as_one(usual_px: float) -> None:
    sizes = sizes_for(usual_px)
    assert (sizes.note, sizes.body, sizes.heading, sizes.title) == (12, 14, 18, 28)


def test_larger_type_makes_everything_larger() -> None:
    assert sizes_for(26.0).body == 28
    assert sizes_for(26.0).px(8) == 16
    assert sizes_for(1000.0).body == 42
    assert sizes_for(9.0).body < 14
