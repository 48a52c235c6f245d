"""A run as a person at a terminal sees it: a bar with the time left, on standard error."""

from __future__ import annotations

import sys
import time
from typing import Any

from tqdm import tqdm

from musicpuzzle import jobs
from musicpuzzle.terminal import in_one_line

_REFRESH_S = 0.5


class ProgressBar:
    """Shows events. As a context it leaves the terminal on a fresh line."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._shown = 0.0

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *error: object) -> None:
        self._end_bar()

    def tell(self, event: jobs.Event) -> None:
        """Show an event."""
        match event:
            case jobs.Preparing(done, total):
                self._prepare(done, total)
            case jobs.Stepped():
                self._step(event)
            case jobs.Saved():
                pass
            case jobs.Started():
                self._end_bar()
                tqdm.write(in_one_line(sentence(event)), file=sys.stderr)
                self._bar = tqdm(bar_format="{desc}", file=sys.stderr, dynamic_ncols=True)
            case _:
                tqdm.write(in_one_line(sentence(event)), file=sys.stderr)

    def _prepare(self, done: int, total: int) -> None:
        if self._bar is None:
            self._bar = tqdm(total=total, desc="Preparing songs", file=sys.stderr, unit="song")
        self._bar.update(done - self._bar.n)

    def _step(self, event: jobs.Stepped) -> None:
        now = time.monotonic()
        if self._bar is not None and now - self._shown >= _REFRESH_S:
            self._shown = now
            self._bar.set_description_str(step_line(event))

    def _end_bar(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def step_line(event: jobs.Stepped) -> str:
    """The line of a step, with a bar where the end is known."""
    parts = [f"step {event.step}", f"loss {event.loss:.4f}"]
    parts += [f"{name.replace('_', ' ')} {value:.3f}" for name, value in event.metrics.items()]
    parts.append(f"{event.pairs_per_s:.0f} pairs/s")
    if event.left_s is None:
        return "  ".join([*parts, f"{tqdm.format_interval(event.elapsed_s)} so far"])
    share = event.elapsed_s / max(1e-9, event.elapsed_s + event.left_s)
    filled = round(20 * share)
    bar = "█" * filled + "░" * (20 - filled)
    return "  ".join([f"{bar} {share:4.0%}", *parts, f"{tqdm.format_interval(event.left_s)} left"])


def sentence(event: jobs.Event) -> str:
    """An event as a line of text."""
    match event:
        case jobs.Started():
            after = f", going on after step {event.step}" if event.step else ""
            return (
                f"{event.model}: {event.parameters:,} parameters, {event.songs} songs, "
                f"{event.validation_songs} held out, {event.processes} x {event.device}, "
                f"{event.precision}{after}"
            )
        case jobs.Validated():
            values = [f"{name.replace('_', ' ')} {v:.3f}" for name, v in event.metrics.items()]
            kept = "kept" if event.best else "not better"
            return f"step {event.step}: {', '.join(values) or 'nothing to validate on'} ({kept})"
        case jobs.Finished():
            where = f"; the best model is {event.model}" if event.model else ""
            return f"{event.reason.capitalize()} after step {event.step}{where}."
        case jobs.Notice() | jobs.Failed():
            return event.message
    return jobs.event_to_json(event)
