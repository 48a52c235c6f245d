"""Words that many sentences need."""

from __future__ import annotations


def many(count: int, what: str) -> str:
    """So many of something, thousands apart, such as "1 song" or "2,000 songs"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
