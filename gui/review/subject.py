"""What a review is about."""

from __future__ import annotations

from dataclasses import dataclass

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.puzzle import Puzzle
from musicpuzzle.play.characters import character_of
from musicpuzzle.play.records import RoundRecord

from .. import libraries
from ..lanes import Job


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A round that is over.

    Attributes:
        puzzle: what was to be solved.
        pieces: as dealt, samples float32 at 44,100 Hz.
        order: what the person handed in; empty where the person gave up.
        opponent: by whose ear the review is made: the name that the core knows it by.
        rival: how the window calls it.
    """

    puzzle: Puzzle
    pieces: tuple[Clip, ...]
    order: tuple[int, ...]
    opponent: str
    rival: str


def subject_of(record: RoundRecord, opponent: str, job: Job) -> Subject:
    """A round of the log with the sound of its puzzle.

    Args:
        record: the round.
        opponent: by whose ear it is reviewed where nobody played against the person.
        job: is told how far it is, and asked whether to give up.

    Raises:
        DataError: a song is gone or is another recording now.
    """
    libraries.load()
    from musicpuzzle.play.sound import pieces_again

    pieces = pieces_again(record.puzzle, record.songs, report=job.report, check=job.check)
    name = record.opponent or opponent
    return Subject(record.puzzle, pieces, record.person.order, name, character_of(name).title)
