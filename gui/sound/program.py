"""What is to be played, rendered beforehand: spans of stereo samples joined end to end.

A program only refers to the samples it was given (nothing is copied but the last 3 ms, which fade),
so a new one is ready at once, however long the row is. Callers leave the arrays unchanged.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Kind = Literal["silent", "piece", "row", "song"]
Samples = NDArray[np.float32]

SAMPLE_RATE_HZ = 44_100
CHANNELS = 2
FADE_FRAMES = round(0.003 * SAMPLE_RATE_HZ)

# 1 to 0 over 3 ms, one value a frame; half a step from both ends, so it is its own mirror image.
RELEASE: Samples = np.linspace(1, 0, 2 * FADE_FRAMES + 1, dtype=np.float32)[1::2]


@dataclass(frozen=True)
class Span:
    """One piece's place in a program: frames start (inclusive) to end (exclusive)."""

    key: Hashable
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Program:
    """Stereo sound at 44,100 Hz that is ready to be copied.

    Attributes:
        kind: what it is to the listener.
        label: how the transport names it.
        spans: the pieces in order, without holes.
        parts: float32 (2, frames) each; joined they are the whole sound.
        starts: the first frame of each part.
        n_frames: length of the whole.
        start_of: the first frame of the piece with that key.
    """

    kind: Kind
    label: str
    spans: tuple[Span, ...] = ()
    parts: tuple[Samples, ...] = ()
    starts: tuple[int, ...] = ()
    n_frames: int = 0
    start_of: dict[Hashable, int] = field(default_factory=dict)
    span_starts: tuple[int, ...] = ()

    def copy_to(self, frame: int, out: Samples) -> None:
        """Fill out, float32 (frames, 2), with the sound from `frame` on; zeros beyond the end."""
        done, wanted = 0, len(out)
        part = max(bisect_right(self.starts, frame) - 1, 0)
        while done < wanted and part < len(self.parts):
            samples = self.parts[part]
            first = frame + done - self.starts[part]
            count = min(wanted - done, samples.shape[1] - first)
            if count > 0:
                out[done : done + count] = samples[:, first : first + count].T
                done += count
            part += 1
        out[done:] = 0

    def span_at(self, frame: int) -> int:
        """The index of the piece that sounds at a frame; of the last one beyond the end."""
        return bisect_right(self.span_starts, frame) - 1


SILENCE = Program("silent", "")


def as_stereo(samples: NDArray[Any]) -> Samples:
    """float32 (2, frames) from (frames,), (1, frames) or (2, frames); else ValueError."""
    sound: Samples = np.atleast_2d(np.asarray(samples, dtype=np.float32))
    if sound.ndim != 2 or sound.shape[0] not in (1, CHANNELS):
        raise ValueError(f"samples must be mono or stereo, channels first, not {samples.shape}")
    return np.broadcast_to(sound, (CHANNELS, sound.shape[1]))


def build(kind: Kind, label: str, items: Sequence[tuple[Hashable, NDArray[Any]]]) -> Program:
    """Join pieces sample-exactly; only the last 3 ms of the whole fade out.

    The fade at the start belongs to the deck, because it starts wherever playing starts.

    Args:
        kind: what it is to the listener.
        label: how the transport names it.
        items: (key, samples at 44,100 Hz); keys differ from each other; empty pieces are left out.

    Raises:
        ValueError: a key stands twice, or samples are neither mono nor stereo.
    """
    sounds = [(key, sound) for key, samples in items if (sound := as_stereo(samples)).shape[1]]
    if len({key for key, _ in sounds}) < len(sounds):
        raise ValueError("a piece stands twice in the row")
    spans: list[Span] = []
    end = 0
    for key, sound in sounds:
        spans.append(Span(key, end, end + sound.shape[1]))
        end += sound.shape[1]
    parts, starts = _with_faded_end([sound for _, sound in sounds])
    return Program(
        kind,
        label,
        tuple(spans),
        parts,
        starts,
        end,
        {span.key: span.start for span in spans},
        tuple(span.start for span in spans),
    )


def _with_faded_end(sounds: list[Samples]) -> tuple[tuple[Samples, ...], tuple[int, ...]]:
    """The parts and their first frames, the last part's end split off and faded."""
    parts = list(sounds)
    if parts:
        last = parts.pop()
        count = min(FADE_FRAMES, last.shape[1])
        split = last.shape[1] - count
        parts += [last[:, :split]] if split else []
        parts.append(last[:, split:] * RELEASE[-count:])
    lengths = [part.shape[1] for part in parts]
    return tuple(parts), tuple(sum(lengths[:index]) for index in range(len(parts)))


def follow(old: Program, frame: int, new: Program) -> int:
    """The frame of `new` at which to go on when `old` had come to `frame`.

    The piece that sounds keeps its own position wherever it now stands. If it is gone, the piece
    that took its place starts from its beginning; after the last place the program has ended. A
    lone piece of which there is more now goes on where it had ended.
    """
    if old is new:
        return frame
    if frame >= old.n_frames:
        return min(frame, new.n_frames) if old.kind == new.kind == "piece" else new.n_frames
    place = old.span_at(frame)
    span = old.spans[place]
    start = new.start_of.get(span.key)
    if start is not None:
        return min(start + frame - span.start, new.n_frames)
    return new.spans[place].start if place < len(new.spans) else new.n_frames
