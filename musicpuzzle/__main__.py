"""`python -m musicpuzzle` and the command `musicpuzzle`."""

from __future__ import annotations

import sys

from musicpuzzle.cli import main

if __name__ == "__main__":
    sys.exit(main())
