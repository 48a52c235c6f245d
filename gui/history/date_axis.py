"""Where an axis of dates is marked, and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

# Not from the system, whose language the rest of the window does not speak.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HOUR_STEPS, LONGEST_H, HOUR_S = (6, 12), 36, 3600.0
"""Hours are marked too where there is little more than a day."""
DAY_STEPS = (1, 2, 7, 14)
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
DAYS_A_MONTH = 30.4


def date_marks(begin_s: float, end_s: float, most: int) -> list[tuple[float, str]]:
    """Hours, days, months or years between two times, at most about `most` of them.

    Args:
        begin_s, end_s: seconds since 1970.
        most: how many there is room for.

    Returns:
        seconds since 1970 of a midnight or a full hour where the machine is, and words such as
        "18:00", "3 Nov", "Nov 2026" or "2026".
    """
    begin, end = datetime.fromtimestamp(begin_s).date(), datetime.fromtimestamp(end_s).date()
    for hours in HOUR_STEPS:
        if end_s - begin_s <= min(most * hours, LONGEST_H) * HOUR_S:
            return _inside_hours(begin_s, end_s, _days(begin, end, 1), hours)
    days = max(1, (end - begin).days)
    for step in DAY_STEPS:
        if days <= most * step:
            return _inside(begin_s, end_s, _days(begin, end, step), "day")
    fitting = (step for step in MONTH_STEPS if days <= most * step * DAYS_A_MONTH)
    step = next(fitting, MONTH_STEPS[-1])
    return _inside(begin_s, end_s, _months(begin, end, step), "year" if step >= 12 else "month")


def _inside(
    begin_s: float, end_s: float, days: Iterator[date], kind: str
) -> list[tuple[float, str]]:
    marks = ((datetime.combine(day, time()).timestamp(), _words(day, kind)) for day in days)
    return [(at, words) for at, words in marks if begin_s <= at <= end_s]


def _inside_hours(
    begin_s: float, end_s: float, days: Iterator[date], step: int
) -> list[tuple[float, str]]:
    hours = ((day, hour) for day in days for hour in range(0, 24, step))
    marks = (
        (
            datetime.combine(day, time(hour)).timestamp(),
            f"{hour:02d}:00" if hour else _words(day, "day"),
        )
        for day, hour in hours
    )
    return [(at, words) for at, words in marks if begin_s <= at <= end_s]


def _words(day: date, kind: str) -> str:
    month = MONTHS[day.month - 1]
    return {"day": f"{day.day} {month}", "month": f"{month} {day.year}", "year": f"{day.year}"}[
        kind
    ]


def _days(begin: date, end: date, step: int) -> Iterator[date]:
    first = begin.toordinal() + -begin.toordinal() % step
    for ordinal in range(first, end.toordinal() + 1, step):
        yield begin + timedelta(days=ordinal - begin.toordinal())


def _months(begin: date, end: date, step: int) -> Iterator[date]:
    first = 12 * begin.year + begin.month - 1
    for month in range(first + -first % step, 12 * end.year + end.month, step):
        yield date(month // 12, month % 12 + 1, 1)
