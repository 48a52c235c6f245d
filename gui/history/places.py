"""Who stands where on the ladder of a game, the person among the opponents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import hypot

from musicpuzzle.games.settings import Game
from musicpuzzle.play.characters import character_of
from musicpuzzle.play.ladder import Ladder, Rung
from musicpuzzle.play.person import PROVISIONAL_DEVIATION, Standing, at_rest
from musicpuzzle.play.rating import Rating
from musicpuzzle.words import many

from .words import rating_words

YOU = "You"
SURE_DEVIATIONS = 1.96
"""Of the difference of two ratings, beyond which 95 in 100 would call one of them better."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the ladder.

    Attributes:
        number: such as "2", or "2 =" for one that has equals; empty for the person and for the
            unrated.
        title: the name.
        line: one line about it.
        rating: None where nothing was measured.
        equal_to: titles of its neighbours that it is neither surely ahead of nor behind.
        is_person: it is the person.
    """

    number: str
    title: str
    line: str
    rating: Rating | None
    equal_to: tuple[str, ...] = ()
    is_person: bool = False

    @property
    def spoken(self) -> str:
        """The row in one sentence."""
        if self.rating is None:
            return f"{self.title}, not measured yet. {self.line}"
        place = f"place {self.number.removesuffix(' =')}, " if self.number else ""
        equal = f" {self.equal_words}" if self.equal_to else ""
        return f"{self.title}, {place}rating {rating_words(self.rating)}.{equal} {self.line}"

    @property
    def equal_words(self) -> str:
        """Whom it equals, in a sentence; empty where nobody."""
        return f"As strong as {' and '.join(self.equal_to)}." if self.equal_to else ""


def places_of(
    ladder: Ladder,
    game: Game,
    opponents: Iterable[str],
    standing: Standing | None,
    now: datetime,
) -> tuple[Place, ...]:
    """The ladder of a game, the strongest first, the unrated at the end.

    Args:
        ladder: what was measured.
        game: which game.
        opponents: who plays, besides those that were measured.
        standing: the person's; None without a rated round, who then has no place.
        now: until when the person has rested, UTC.
    """
    measured = [rung.opponent for rung in ladder.rungs.get(game, ())]
    rungs = ladder.places(game, dict.fromkeys([*measured, *opponents]))
    places = _numbered(rungs)
    if standing is None or not standing.rounds:
        return tuple(places)
    own = _person(standing, now)
    assert own.rating is not None
    above = [each for each in places if each.rating and each.rating.value >= own.rating.value]
    return (*above, own, *places[len(above) :])


def _numbered(rungs: Iterable[Rung]) -> list[Place]:
    """Equals share the number of the first of them.

    Not so equals of equals who are surely behind that first: else all opponents that follow each
    other closely, from the third to the one who guesses, would be third.
    """
    found = list(rungs)
    places, number = [], 0
    for at, rung in enumerate(found):
        character = character_of(rung.opponent)
        if not rung.rounds:
            places.append(Place("", character.title, character.line, None))
            continue
        above = at > 0 and found[at - 1].equal_to_next
        below = rung.equal_to_next and at + 1 < len(found)
        if not above or _is_behind(rung, found[number - 1]):
            number = at + 1
        equal = [found[at - 1]] * above + found[at + 1 : at + 2] * below
        places.append(
            Place(
                number=f"{number} =" if equal else str(number),
                title=character.title,
                line=character.line,
                rating=rung.rating,
                equal_to=tuple(character_of(each.opponent).title for each in equal),
            )
        )
    return places


def _is_behind(rung: Rung, other: Rung) -> bool:
    spread = hypot(rung.rating.deviation, other.rating.deviation)
    return other.rating.value - rung.rating.value > SURE_DEVIATIONS * spread


def _person(standing: Standing, now: datetime) -> Place:
    rating = at_rest(standing, now)
    line = f"After {many(standing.rounds, 'rated round')}."
    if rating.deviation > PROVISIONAL_DEVIATION:
        line += " A few more, and it is better known."
    return Place("", YOU, line, rating, is_person=True)
