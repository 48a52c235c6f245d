"""Words that many sentences need."""

from __future__ import annotations


def many(count: int, what: str) -> str:
    """So many of something, thousands apart, such as "1 song" or "2,000 songs"."""
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def number_words(value: float, unit: str) -> str:
    """A number of a scale with its unit, such as "0.25 s", "1969" or "-9.3 LUFS"."""
    # Three figures are enough, but a year is no 1.97e+03.
    figures = f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"
    return f"{figures} {unit}".strip()
