"""What people answered to "Which is more like the first, A or B?": the program's own form."""

from __future__ import annotations

from musicpuzzle.explore.judging.judgements import Judgement, read_judgements

__all__ = ["Judgement", "read_judgements"]
