"""Laying out the final map in a process of its own, which a window can start and end.

`python -m musicpuzzle.explore.laying FILE VIEW...` takes embeddings from a .npy file, which it
deletes, lays out one view after another and keeps each. A line of JSON tells each step:
{"view": "mood", "share": 0.4}, {"view": "mood", "done": true}, or {"failed": "One sentence."}. When
its standard input ends, its parent died, so it ends too.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Progress
from musicpuzzle.errors import MusicPuzzleError
from musicpuzzle.explore.kept_layouts import Layout, Marks, arranged, keep, marks_of, set_aside
from musicpuzzle.explore.projection import aligned, neighbour_layout, principal_layout
from musicpuzzle.explore.views import VIEWS, View, unit_spaces, vectors_of

Floats = NDArray[np.float32]
FAILED = 2
_NICENESS = 10
_LEAST_STEP = 0.01


def lay_out(
    view: View,
    units: Floats,
    marks: Marks,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Layout:
    """Lay all songs out anew by their neighbours, and keep that.

    The view of all is turned towards its principal axes, the others towards the view of all as it
    is kept, so that going from one to another moves the songs least.

    Args:
        units: from `unit_spaces`; there is at least one song.
        marks: of the same songs.
        folder: the person's own by default.

    Raises:
        DataError: the layout cannot be kept.
    """
    vectors = vectors_of(units, view)
    first = principal_layout(vectors)
    positions = neighbour_layout(vectors, first, progress)
    whole = first if view == "all" else arranged("all", units, marks, folder).positions
    layout = Layout(aligned(positions, whole), is_final=True)
    set_aside(view, marks, folder)
    keep(view, marks, layout, folder)
    return layout


def main(argv: Sequence[str]) -> int:
    """Do what the arguments ask for; see above."""
    path, views = Path(argv[0]), [view for view in VIEWS if view in argv[1:]]
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # The window and its sound come first.
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        embeddings: Floats = np.load(path, allow_pickle=False)
        # It may be a hundred megabytes, and nobody else reads it.
        path.unlink(missing_ok=True)
        marks, units = marks_of(embeddings), unit_spaces(embeddings)
        for view in views:
            lay_out(view, units, marks, progress=Progress(_teller(view)))
            _tell({"view": view, "done": True})
    except (MusicPuzzleError, OSError, ValueError) as error:
        _tell({"failed": str(error)})
        return FAILED
    return 0


def _teller(view: View) -> Callable[[float], None]:
    """Tells every hundredth of a view."""
    told = -1.0

    def tell(share: float) -> None:
        nonlocal told
        if share >= told + _LEAST_STEP:
            told = share
            _tell({"view": view, "share": round(share, 3)})

    return tell


def _tell(event: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(event) + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    with suppress(OSError, ValueError):
        while sys.stdin.read(1):
            pass
    os._exit(FAILED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
