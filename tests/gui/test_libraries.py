"""Two lanes never import the same package at once."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from gui import libraries

# What is imported later is imported by whichever lane comes first, perhaps by both at once.
LATER = """
import json, sys
from pathlib import Path
from gui import libraries
from gui.lanes import Job
from gui.play.deal import Request, make_deal
from gui.play.pictures import make_pictures
from gui.play.rival import prepare
from musicpuzzle.games.opponents import offered_names, opponent
from musicpuzzle.games.settings import PuzzleSettings

libraries.load()
before = set(sys.modules)
job = Job(lambda _: None)
settings = PuzzleSettings(pieces=3, total_s=6.0, on_beats=True)
deal = make_deal(Request(settings, 1, None, (Path(sys.argv[1]),)), job)
make_pictures(deal.pieces, job)
for name in offered_names():
    prepare(name)
    opponent(name).think(deal.pieces)
packages = {name.split(".")[0] for name in set(sys.modules) - before}
print(json.dumps(sorted(packages - {"musicpuzzle", "torch"})))
"""


def test_nothing_heavy_is_imported_after_it(song: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LATER, str(song)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    heavy = {"av", "numpy", "pyloudnorm", "safetensors", "scipy", "soundfile", "soxr"}
    assert not heavy & set(json.loads(done.stdout))


def test_whoever_comes_second_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    inside, most = 0, 0

    def slow_import(name: str) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.002)
        inside -= 1

    monkeypatch.setattr(libraries, "import_module", slow_import)
    threads = [threading.Thread(target=libraries.load) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
