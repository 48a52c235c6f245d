from __future__ import annotations

from datetime import timedelta

from gui.history.places import Place, places_of
from musicpuzzle.play.ladder import Ladder, Rung
from musicpuzzle.play.person import Standing
from musicpuzzle.play.rating import Rating

from .conftest import BEGIN, made_up_ladder


def places(standing: Standing | None = None) -> tuple[Place, ...]:
    return places_of(made_up_ladder(), "jigsaw", ("sen", "waveform"), standing, BEGIN)


def test_equals_share_a_place_and_say_with_whom() -> None:
    assert [(each.number, each.title) for each in places()] == [
        ("1", "SEN-plus"),
        ("2 =", "SEN"),
        ("2 =", "Continuity"),
        ("4", "Chance"),
        ("", "Waveform"),
    ]
    assert places()[1].equal_to == ("Continuity",)
    assert places()[2].equal_to == ("SEN",)
    assert "as strong as continuity" in places()[1].spoken.lower()
    assert not places()[0].equal_to


def test_a_chain_of_equals_is_no_single_place() -> None:
    rungs = [
        Rung("cin", Rating(1340, 10), 500, True, 0.52),
        Rung("sn", Rating(1320, 10), 500, True, 0.52),
        Rung("tsn", Rating(1290, 10), 500, True, 0.54),
        Rung("chance", Rating(1270, 10), 500),
    ]
    ladder = Ladder({"jigsaw": tuple(rungs)}, {"jigsaw": ()}, {"jigsaw": 0.0}, "", "")
    found = places_of(ladder, "jigsaw", (), None, BEGIN)
    assert [each.number for each in found] == ["1 =", "1 =", "3 =", "3 ="]
    # Neighbours that no duel told apart are still called equal.
    assert found[1].equal_to == ("CIN", "TSN")


def test_who_was_not_measured_stands_at_the_end_and_says_so() -> None:
    last = places(Standing(Rating(900, 60), 5, BEGIN))[-1]
    assert last.title == "Waveform"
    assert last.rating is None
    assert "not measured" in last.spoken


def test_the_person_stands_where_the_rating_says() -> None:
    for value, at in ((1800, 0), (1600, 1), (1500, 2), (1000, 4)):
        found = places(Standing(Rating(value, 60), 17, BEGIN))
        assert [each.is_person for each in found].index(True) == at
        assert "17 rated rounds" in found[at].line


def test_the_person_has_rested_until_now() -> None:
    standing = Standing(Rating(1500, 60), 17, BEGIN - timedelta(days=400))
    person = next(each for each in places(standing) if each.is_person)
    assert person.rating is not None
    assert person.rating.deviation > 100


def test_without_a_rated_round_the_person_has_no_place() -> None:
    assert not any(each.is_person for each in (*places(), *places(Standing())))
