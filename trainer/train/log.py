"""The events of a run on disk: RUN/events.jsonl, one JSON object a line."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from musicpuzzle.errors import SettingsError
from musicpuzzle.files import write_atomically
from musicpuzzle.jobs import Event, Finished, Preparing, event_from_json, event_to_json

FILE_NAME = "events.jsonl"


class EventLog:
    """Appends events. Nothing is lost when the process is killed: each line is flushed.

    Args:
        run: folder of the run.
        step: what an earlier run wrote after this step is dropped, for it will happen again.
    """

    def __init__(self, run: Path, step: int) -> None:
        path = run / FILE_NAME
        kept = [event_to_json(event) for event in read_events(run) if _happened(event, step)]
        write_atomically(path, "".join(f"{line}\n" for line in kept))
        self._file = path.open("a", encoding="utf-8")

    def __enter__(self) -> EventLog:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self._file.close()

    def write(self, event: Event) -> None:
        """Add a line; progress of the preparation is not worth one."""
        if not isinstance(event, Preparing):
            self._file.write(event_to_json(event) + "\n")
            self._file.flush()


def read_events(run: Path) -> list[Event]:
    """The events of a run so far; a last line that a kill cut short is passed over."""
    path = run / FILE_NAME
    if not path.is_file():
        return []
    events = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            events.append(event_from_json(line))
        except SettingsError:
            continue
    return events


def _happened(event: Event, step: int) -> bool:
    """Whether an event belongs to the first `step` steps of the run."""
    if isinstance(event, Finished):
        return event.step < step
    return getattr(event, "step", 0) <= step
