"""Which recordings of a library a list of answers is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.judging.judgements import Judgement, read_judgements
from musicpuzzle.explore.judging.log import JudgementLog, entry_of
from musicpuzzle.words import many


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a list.

    Attributes:
        name: of its file.
        total: answers in it.
        usable: those whose three recordings are in the library.
        new: those of them that were not there before.
    """

    name: str
    total: int
    usable: int
    new: int

    @property
    def words(self) -> str:
        """One sentence."""
        answers = many(self.total, "answer")
        known = f"{self.name}: {self.usable:,} of {answers} can be used, {self.new:,} of them new"
        missing = self.total - self.usable
        if not missing:
            return f"{known}."
        others = "the other names" if missing == 1 else f"the other {missing:,} name"
        if not self.usable:
            others = "they name" if missing > 1 else "it names"
        return f"{known}; {others} recordings that your library lacks."

    def to_json(self) -> dict[str, Any]:
        """Its attributes."""
        return {"name": self.name, "total": self.total, "usable": self.usable, "new": self.new}


def import_list(path: Path, log: JudgementLog, collection: Collection) -> Imported:
    """Take over the answers of a list, of our own or of dim-sim, that are about known recordings.

    They count apart from the person's own. Those that are there already, the person's own among
    them, are not added again, so a list may be imported once more when the library has grown.

    Raises:
        DataError: the list cannot be read, or the answers cannot be kept.
    """
    found = read_judgements(path)
    usable = matched(found, collection.contents, collection.paths)
    log.refresh()
    there = set(map(_known, [*log.answers(), *log.answers(imported=True)]))
    unique = {_known(each): each for each in usable}
    new = [each for key, each in unique.items() if key not in there]
    name = path.name.encode(errors="replace").decode()
    log.add([entry_of(each, source=name) for each in new])
    return Imported(name, len(found), len(usable), len(new))


def matched(
    judgements: Iterable[Judgement], contents: Sequence[str], paths: Sequence[Path]
) -> list[Judgement]:
    """The answers about recordings that are there, named by their contents.

    A name is a content, or that of a file without its suffix, as long as only one content has it:
    who has the recordings of a public list has them under the names of the list.
    """
    by_stem: dict[str, set[str]] = defaultdict(set)
    for content, path in zip(contents, paths, strict=True):
        by_stem[path.stem.casefold()].add(content)
    name_of = {stem: next(iter(found)) for stem, found in by_stem.items() if len(found) == 1}
    name_of |= {content: content for content in contents}
    result = []
    for each in judgements:
        names = [
            name_of.get(name) or name_of.get(name.casefold())
            for name in (each.anchor, each.nearer, each.farther)
        ]
        anchor, nearer, farther = names
        if anchor and nearer and farther and len(set(names)) == len(names):
            result.append(replace(each, anchor=anchor, nearer=nearer, farther=farther))
    return result


def _known(judgement: Judgement) -> tuple[str, str, str, str]:
    return judgement.anchor, judgement.nearer, judgement.farther, judgement.dimension
