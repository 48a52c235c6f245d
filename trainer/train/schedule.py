"""How far a run has come, and when it is time to save and to validate."""

from __future__ import annotations

import time

from musicpuzzle.jobs import TrainingJob

_CHECKPOINT_S = 30.0
# Validation may take a tenth of the time.
_VALIDATION_SHARE = 0.1
_SHORTEST_WAIT_S = 60.0
_SLOWEST_RATE = 1e-3


class Schedule:
    """Clock and step counter of a run.

    Args:
        job: says how long the run is and how often things happen.
        step: steps taken before.
        elapsed_s: time spent before.
        pairs: learned from before.

    Attributes:
        step: steps taken.
        pairs: ordered pairs learned from.
    """

    def __init__(self, job: TrainingJob, step: int, elapsed_s: float, pairs: int = 0) -> None:
        self._job = job
        self.step = step
        self.pairs = pairs
        self._first_step = step
        self._first_pairs = pairs
        self._earlier_s = elapsed_s
        self._start = time.monotonic()
        # The first step saves: a folder that cannot be written is better known at once.
        self._saved = float("-inf")
        self._validated = self._start
        self._validation_s = 0.0

    @property
    def elapsed_s(self) -> float:
        """All time so far, over resumed runs."""
        return self._earlier_s + time.monotonic() - self._start

    @property
    def progress(self) -> float:
        """How much of the run is done, 0 to 1; what ends it first counts."""
        parts = [0.0]
        if self._job.steps is not None:
            parts.append(self.step / max(1, self._job.steps))
        if self._job.minutes is not None:
            parts.append(self.elapsed_s / max(1e-9, 60 * self._job.minutes))
        if self._job.pairs is not None:
            parts.append(self.pairs / max(1, self._job.pairs))
        return min(1.0, max(parts))

    @property
    def over(self) -> bool:
        """Whether the run is as long as the job says."""
        return self.progress >= 1.0

    def left_s(self) -> float | None:
        """Time left at the pace so far, None where nobody can say."""
        lefts = []
        if self._job.minutes is not None:
            lefts.append(60 * self._job.minutes - self.elapsed_s)
        spent_s = time.monotonic() - self._start
        steps, pairs = self.step - self._first_step, self.pairs - self._first_pairs
        if self._job.steps is not None and steps:
            lefts.append((self._job.steps - self.step) * spent_s / steps)
        if self._job.pairs is not None and pairs:
            lefts.append((self._job.pairs - self.pairs) * spent_s / pairs)
        return max(0.0, min(lefts)) if lefts else None

    def rate(self) -> float:
        """Factor of the learning rate: 1, then over the last share `decay` of the run to zero."""
        if not self._job.decay:
            return 1.0
        return max(_SLOWEST_RATE, min(1.0, (1.0 - self.progress) / self._job.decay))

    def time_to_save(self) -> bool:
        """Whether a checkpoint is due after this step."""
        if self._job.checkpoint_steps:
            return self.step % self._job.checkpoint_steps == 0
        return time.monotonic() - self._saved >= _CHECKPOINT_S

    def time_to_validate(self) -> bool:
        """Whether a validation is due after this step."""
        if self._job.validate_steps:
            return self.step % self._job.validate_steps == 0
        wait_s = max(_SHORTEST_WAIT_S, self._validation_s / _VALIDATION_SHARE)
        return time.monotonic() - self._validated >= wait_s

    def saved(self) -> None:
        """A checkpoint was written."""
        self._saved = time.monotonic()

    def validated(self, seconds: float) -> None:
        """A validation of `seconds` ended."""
        self._validated = time.monotonic()
        self._validation_s = seconds
