"""The deck that the sound card's callback turns: it copies a program and advances an index.

The GUI thread hands over a `Take` by one reference assignment, the callback hands back where it is
by another; there are no locks. The callback works in memory that was set aside beforehand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .program import CHANNELS, FADE_FRAMES, RELEASE, SILENCE, Program, Samples, follow

# NumPy gives the interpreter's lock away in operations on more than 500 numbers; the callback would
# have to queue for it again with every one of them.
BLOCK_FRAMES = 240


class Epoch:
    """Takes of one epoch go on from each other; a new one begins at a stated frame."""


@dataclass(frozen=True, eq=False)
class Take:
    """What the deck shall do from its next block on.

    Attributes:
        program: what sounds.
        epoch: the stretch of play that it belongs to.
        start: the frame to begin at, if the deck was in another epoch.
        running: False holds the deck where it is, in silence.
    """

    program: Program
    epoch: Epoch
    start: int = 0
    running: bool = True

    def first_frame(self, previous: Take, frame: int) -> int:
        """Where this take begins when the deck stood at `frame` of the previous one."""
        if previous.epoch is not self.epoch:
            return self.start
        return follow(previous.program, frame, self.program)

    def ended_at(self, frame: int) -> bool:
        """Whether a deck that runs this take has come to the end of it."""
        return self.running and frame >= self.program.n_frames


def idle_take() -> Take:
    """A take of nothing."""
    return Take(SILENCE, Epoch())


class Deck:
    """Turns takes into blocks. Every change of take is a linear crossfade of 3 ms.

    From silence that is a fade-in, to silence a fade-out, and between two programs that hold the
    same samples there (an edited row) it changes no bit.

    Attributes:
        next_take: written by the GUI thread, read once per block.
        gain: written by the GUI thread; reached by a ramp over one block.
        now: written by the callback after each block: the take in force and its next frame.
        blocks: blocks rendered so far; a deck that no longer counts has lost its sound card.
        holes: blocks that came too late, as the sound card says; each may have been heard.
        peak: largest magnitude since somebody last set it to 0.
    """

    def __init__(self, gain: float = 1.0) -> None:
        self.next_take = idle_take()
        self.now: tuple[Take, int] = (self.next_take, 0)
        self.gain = gain
        self.blocks = 0
        self.holes = 0
        self.peak = 0.0
        self._gain_before = gain
        self._faded = FADE_FRAMES
        self._old = self.now
        self._scratch: Samples = np.zeros((BLOCK_FRAMES, CHANNELS), dtype=np.float32)
        self._release: Samples = np.repeat(RELEASE[:, None], CHANNELS, axis=1)
        self._count: Samples = np.repeat(
            np.arange(1, BLOCK_FRAMES + 1, dtype=np.float32)[:, None], CHANNELS, axis=1
        )

    def position(self) -> tuple[Take, int]:
        """The take that was handed over last and its frame, also before the callback saw it."""
        take, frame = self.now
        wanted = self.next_take
        return (take, frame) if wanted is take else (wanted, wanted.first_frame(take, frame))

    def render(self, out: Samples) -> None:
        """Fill out, float32 (frames, 2), and advance by as many frames. Called by the callback."""
        for first in range(0, len(out), BLOCK_FRAMES):
            block = out[first : first + BLOCK_FRAMES]
            self._adopt()
            self.now = self._copy(self.now, block)
            if self._faded < FADE_FRAMES:
                self._crossfade(block)
            self._amplify(block)
            self._measure(block)
        self.blocks += 1

    def skip(self, frames: int) -> None:
        """Advance without a sound, for the clock that stands in for a missing sound card."""
        self._faded = FADE_FRAMES
        self._adopt()
        self._faded = FADE_FRAMES
        take, frame = self.now
        if take.running:
            self.now = take, min(frame + frames, take.program.n_frames)

    def _adopt(self) -> None:
        take = self.next_take
        before, frame = self.now
        # A fade that has begun is finished first: it lasts no longer than a short block.
        if take is before or self._faded < FADE_FRAMES:
            return
        self._old = self.now
        self._faded = 0
        self.now = take, take.first_frame(before, frame)

    def _copy(self, place: tuple[Take, int], block: Samples) -> tuple[Take, int]:
        take, frame = place
        if not take.running:
            block.fill(0)
            return place
        take.program.copy_to(frame, block)
        return take, min(frame + len(block), take.program.n_frames)

    def _crossfade(self, block: Samples) -> None:
        """block + (old - block) * release: where both are equal, the block stays as it is."""
        count = min(FADE_FRAMES - self._faded, len(block))
        old, new = self._scratch[:count], block[:count]
        self._old = self._copy(self._old, old)
        np.subtract(old, new, out=old)
        np.multiply(old, self._release[self._faded : self._faded + count], out=old)
        np.add(new, old, out=new)
        self._faded += count

    def _amplify(self, block: Samples) -> None:
        before, gain = self._gain_before, self.gain
        if before != gain:
            ramp = self._scratch[: len(block)]
            np.multiply(self._count[: len(block)], (gain - before) / len(block), out=ramp)
            np.add(ramp, before, out=ramp)
            np.multiply(block, ramp, out=block)
            self._gain_before = gain
        elif gain != 1.0:
            np.multiply(block, gain, out=block)

    def _measure(self, block: Samples) -> None:
        magnitudes = self._scratch[: len(block)]
        np.absolute(block, out=magnitudes)
        self.peak = max(self.peak, float(magnitudes.max()))
