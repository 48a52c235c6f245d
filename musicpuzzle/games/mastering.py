"""What is done to the sound of a puzzle before anybody hears it, person and opponent alike."""

from __future__ import annotations

from musicpuzzle.audio.clip import Clip
from musicpuzzle.audio.fade import fade_edges
from musicpuzzle.audio.loudness import to_loudness
from musicpuzzle.audio.resample import to_stereo
from musicpuzzle.games.puzzle import Puzzle, joined


def mastered(puzzle: Puzzle, window: Clip) -> Clip:
    """The window at -16 LUFS: float32 (2, samples).

    A jigsaw is one stretch of a song, brought to it with one gain. So are sections of one song,
    whose differences in loudness belong to it; they fade for 3 ms at their edges, as they do not
    touch. In a medley each piece is brought to it alone, since songs differ by accident.

    Args:
        puzzle: whose window it is.
        window: of `window_of`, float32 (channels, samples).
    """
    stereo = to_stereo(window)
    if puzzle.settings.game == "jigsaw":
        return to_loudness(stereo)
    if puzzle.settings.game == "sequencing":
        stereo = to_loudness(stereo)
    pieces = [
        stereo.cut(at, part.n_samples)
        for at, part in zip(puzzle.offsets, puzzle.fragments, strict=True)
    ]
    if puzzle.settings.game == "medley":
        pieces = [to_loudness(piece) for piece in pieces]
    return joined(
        Clip(fade_edges(piece.samples, piece.sample_rate_hz), piece.sample_rate_hz)
        for piece in pieces
    )
