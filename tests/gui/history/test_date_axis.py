from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from gui.history.date_axis import date_marks


@given(
    st.integers(1_000_000_000, 2_000_000_000),
    st.integers(86_400, 40 * 365 * 86_400),
    st.integers(2, 12),
)
def test_marks_are_few_and_at_midnight_or_at_hours_of_a_day(
    begin_s: int, span_s: int, most: int
) -> None:
    marks = date_marks(begin_s, begin_s + span_s, most)
    times = [at for at, _ in marks]
    assert 0 < len(marks) <= most + 2 or span_s < 3 * 366 * 86_400
    assert len(marks) <= most + 2
    assert all(begin_s <= at <= begin_s + span_s for at in times)
    assert times == sorted(set(times))
    hours = {datetime.fromtimestamp(at).hour for at in times}
    assert hours <= ({0, 1} if span_s > 36 * 3600 else {0, 6, 12, 18, 1, 7, 13, 19})
    named = [words for _, words in marks if ":" not in words]
    assert len(set(named)) == len(named)


def test_days_months_and_years() -> None:
    begin = datetime(2026, 1, 30).timestamp()

    def words(days: float) -> list[str]:
        return [each for _, each in date_marks(begin, begin + days * 86_400, 4)]

    assert words(1) == ["30 Jan", "06:00", "12:00", "18:00", "31 Jan"]
    assert words(1.4) == ["30 Jan", "12:00", "31 Jan"]
    assert words(2.5) == ["30 Jan", "31 Jan", "1 Feb"]
    assert words(100) == ["Feb 2026", "Mar 2026", "Apr 2026", "May 2026"]
    assert words(1430) == ["2027", "2028", "2029"]
