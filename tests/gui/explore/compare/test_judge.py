"""What is asked, kept and counted beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from gui.explore.atlas import Atlas, atlas_of
from gui.explore.compare.judge import Judge, Turn
from gui.lanes import Job
from musicpuzzle.explore.judging.judgements import read_judgements
from musicpuzzle.explore.judging.log import JudgementLog

from ..conftest import made_up

PATIENCE_MS = 30_000
Do = Callable[[], object]


@pytest.fixture
def atlas(tmp_path: Path) -> Atlas:
    atlas = atlas_of(made_up(12), Job(lambda _: None), tmp_path / "maps")
    assert atlas is not None
    return atlas


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "answers.csv"


@pytest.fixture
def judge(path: Path, qapp: QApplication) -> Iterator[Judge]:
    owner = QObject()
    judge = Judge(owner, path)
    yield judge
    judge.close()


@pytest.fixture
def turn_of(judge: Judge, qtbot: Any) -> Callable[[Do], Turn]:
    def turn_of(do: Do) -> Turn:
        with qtbot.waitSignal(judge.turned, timeout=PATIENCE_MS) as told:
            do()
        turn = told.args[0]
        assert isinstance(turn, Turn)
        return turn

    return turn_of


def test_answers_are_kept_counted_and_taken_back(
    judge: Judge, atlas: Atlas, path: Path, turn_of: Callable[[Do], Turn]
) -> None:
    first = turn_of(lambda: judge.ask(atlas))
    assert first.question is not None
    assert (first.before, first.can_undo, first.own.total.n) == (None, False, 0)
    question = first.question
    second = turn_of(lambda: judge.answer(question, False))
    assert second.before is not None
    contents = atlas.collection.contents
    (kept,) = read_judgements(path)
    assert (kept.anchor, kept.nearer, kept.farther) == tuple(
        contents[song] for song in (question.anchor, question.b, question.a)
    )
    scores = atlas.space.like([question.anchor]).scores(_whole())
    assert second.before.model_is_a == bool(scores[question.a] > scores[question.b])
    assert second.own.total.n == 1
    assert second.own.total.agreed == int(not second.before.model_is_a)
    assert second.question is not None
    assert second.question != question
    third = turn_of(judge.undo)
    assert third.question == question
    assert (third.before, third.own.total.n, third.can_undo) == (None, 0, False)
    assert read_judgements(path) == []
    # What is answered now was answered after the model had been heard.
    fourth = turn_of(lambda: judge.answer(question, True))
    assert fourth.own.total.n == 0
    assert len(read_judgements(path)) == 1


def _whole() -> Any:
    from musicpuzzle.explore.judging.agreement import weights_of

    return weights_of("")


def test_a_question_left_open_says_nothing_and_tells_nothing(
    judge: Judge, atlas: Atlas, path: Path, turn_of: Callable[[Do], Turn]
) -> None:
    turn_of(lambda: judge.ask(atlas))
    turn = turn_of(lambda: judge.ask_about("tempo"))
    assert turn.question is not None
    question = turn.question
    assert question.dimension == "tempo"
    turn = turn_of(lambda: judge.answer(question, None))
    assert (turn.before, turn.own.total.n, turn.can_undo) == (None, 0, True)
    assert not turn.has_answers
    assert read_judgements(path) == []
    assert turn.question is not None
    assert turn.question.dimension == "tempo"
    assert len(JudgementLog(path).own) == 1


def test_a_song_that_has_gone_is_asked_about_no_more(
    judge: Judge, atlas: Atlas, turn_of: Callable[[Do], Turn]
) -> None:
    turn = turn_of(lambda: judge.ask(atlas))
    lost: set[int] = set()
    while turn.question is not None:
        assert not lost.intersection(turn.question.songs)
        lost.add(turn.question.a)
        path = atlas.collection.paths[turn.question.a]
        turn = turn_of(lambda path=path: judge.drop(path))  # type: ignore[misc]
    assert not turn.has_songs
    assert len(lost) == 10


def test_closing_waits_until_an_answer_is_kept(
    judge: Judge, atlas: Atlas, path: Path, turn_of: Callable[[Do], Turn]
) -> None:
    turn = turn_of(lambda: judge.ask(atlas))
    assert turn.question is not None
    judge.answer(turn.question, True)
    judge.close()
    assert len(read_judgements(path)) == 1


def test_a_file_that_is_another_is_told(judge: Judge, atlas: Atlas, path: Path, qtbot: Any) -> None:
    path.write_text("milk\n")
    with qtbot.waitSignal(judge.failed, timeout=PATIENCE_MS) as told:
        judge.ask(atlas)
    assert "is no list of answers" in told.args[0]
