from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import soundfile
from PySide6.QtCore import QObject

from gui import libraries
from gui.context import Context
from gui.play import pictures as pictures_module
from gui.play import rival, turns
from gui.play.deal import Deal
from gui.play.session import Phase, Session
from musicpuzzle.audio.clip import Clip
from musicpuzzle.errors import DataError, ModelError
from musicpuzzle.games import round as rules
from musicpuzzle.settings import GAP_S, ON_BEATS, OPPONENT, PIECES, SONG_SOURCE

PATIENCE_MS = 30_000


class Stub:
    """An opponent that answers when the test says so."""

    def __init__(self) -> None:
        self.heard: list[Clip] = []
        self.ready = True
        self.error: Exception | None = None
        self.cancelled = False

    name = "stub"

    def prepare(self) -> None:
        """Nothing to load."""

    def think(self, pieces: Any, *, cancelled: Callable[[], bool] = bool, seed: int = 0) -> Any:
        self.heard = list(pieces)
        while not self.ready:
            time.sleep(0.001)
            if cancelled():
                self.cancelled = True
                raise RuntimeError("cancelled")
        if self.error is not None:
            raise self.error
        order = tuple(range(len(pieces)))
        seconds = {"features": 0.25, "scores": 0.25, "order": 0.0}
        return SimpleNamespace(order=order, seconds=seconds)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stub:
    stub = Stub()
    monkeypatch.setattr(rival, "opponent", lambda name: stub)
    # A stub needs no libraries, which take seconds.
    monkeypatch.setattr(libraries, "load", lambda: None)
    return stub


@pytest.fixture
def session(context: Context, stub: Stub) -> Iterator[Session]:
    owner = QObject()
    session = Session(context, owner)
    yield session
    session.close()
    stub.ready = True


@pytest.fixture
def begun(
    session: Session,
    make_hand_deal: Callable[..., Deal],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> Session:
    """A session with a puzzle of four pieces."""
    deal = make_hand_deal(4)
    monkeypatch.setattr(turns, "make_deal", lambda _, job: with_id(deal, job.job_id))
    monkeypatch.setattr(pictures_module, "make_pictures", lambda _, job: (job.job_id, ()))
    session.new_puzzle(seed=1)
    qtbot.waitUntil(lambda: session.phase is Phase.PLAYING)
    return session


def with_id(deal: Deal, job_id: int) -> Deal:
    return replace(deal, job_id=job_id)


def fill(session: Session, order: tuple[int, ...] | None = None) -> None:
    assert session.deal is not None
    for position, piece in enumerate(order or session.deal.puzzle.truth):
        session.change(lambda r, p=piece, at=position: rules.place(r, p, at))  # type: ignore[misc]


def submit_early(session: Session, stub: Stub) -> None:
    """Hand in the right order while the opponent still thinks."""
    stub.ready = False
    session.choose_rival("sen")
    fill(session)
    session.submit()


def test_the_opponent_hears_exactly_what_the_person_hears(
    begun: Session, stub: Stub, context: Context, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: begun.answer is not None)
    assert begun.deal is not None
    played: list[Any] = []
    context.player.play_piece = lambda key, samples, label: played.append(samples)  # type: ignore[method-assign]
    for piece in range(4):
        begun.listen(piece)
    assert all(heard.samples is mine for heard, mine in zip(stub.heard, played, strict=True))


def test_the_opponents_order_goes_through_the_rules_and_stays_hidden(
    begun: Session, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: begun.answer is not None)
    answer = begun.answer
    assert answer is not None
    assert answer.round is not None
    assert answer.round.is_over
    assert answer.round.order == (0, 1, 2, 3)
    assert answer.seconds == 0.5
    assert begun.phase is Phase.PLAYING


def test_submit_before_the_opponent_is_ready_waits_for_it(
    begun: Session, stub: Stub, qtbot: Any
) -> None:
    submit_early(begun, stub)
    assert begun.phase is Phase.WAITING
    stub.ready = True
    qtbot.waitUntil(lambda: begun.phase is Phase.DONE)
    assert begun.answer is not None
    assert begun.answer.round is not None


def test_a_round_is_kept_though_nobody_waits_for_the_opponent(
    begun: Session, stub: Stub, qtbot: Any
) -> None:
    submit_early(begun, stub)
    before = begun.deal
    begun.new_puzzle()
    qtbot.waitUntil(lambda: begun.phase is Phase.PLAYING and begun.deal is not before)
    stub.ready = True
    (record,) = begun.keeping.book.open().log.records
    assert record.points == 1500
    assert (record.opponent, record.rival) == ("sen", None)


def test_submit_after_the_opponent_shows_the_result_at_once(begun: Session, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: begun.answer is not None)
    fill(begun)
    begun.submit()
    assert begun.phase is Phase.DONE


def test_an_unfinished_row_cannot_be_submitted(begun: Session) -> None:
    said: list[str] = []
    begun.said.connect(said.append)
    begun.submit()
    assert begun.phase is Phase.PLAYING
    assert said == ["4 of the places are still empty."]


def test_an_opponent_without_a_model_fails_alone(begun: Session, stub: Stub, qtbot: Any) -> None:
    stub.error = ModelError("sen-plus.safetensors: there is no such file")
    begun.choose_rival("sen-plus")
    qtbot.waitUntil(lambda: begun.answer is not None)
    assert begun.answer is not None
    assert begun.answer.failure == "sen-plus.safetensors: there is no such file"
    fill(begun)
    begun.submit()
    assert begun.phase is Phase.DONE


def test_another_opponent_replaces_the_one_that_still_thinks(
    begun: Session, stub: Stub, context: Context, qtbot: Any
) -> None:
    qtbot.waitUntil(lambda: begun.answer is not None)
    stub.ready, stub.heard = False, []
    begun.choose_rival("sen")
    qtbot.waitUntil(lambda: bool(stub.heard))
    begun.choose_rival("sn")
    qtbot.waitUntil(lambda: stub.cancelled)
    stub.ready = True
    qtbot.waitUntil(lambda: begun.answer is not None)
    assert context.settings.get(OPPONENT) == "sn"


def test_only_the_latest_puzzle_counts(
    session: Session,
    make_hand_deal: Callable[..., Deal],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: Any,
) -> None:
    deals = {1: make_hand_deal(3), 2: make_hand_deal(5)}
    monkeypatch.setattr(
        turns, "make_deal", lambda request, job: with_id(deals[request.seed], job.job_id)
    )
    monkeypatch.setattr(pictures_module, "make_pictures", lambda _, job: (job.job_id, ()))
    dealt: list[int] = []
    session.dealt.connect(lambda: dealt.append(session.deal.puzzle.n if session.deal else 0))
    session.new_puzzle(seed=1)
    session.new_puzzle(seed=2)
    qtbot.waitUntil(lambda: session.phase is Phase.PLAYING)
    qtbot.wait(30)
    assert dealt == [5]


def test_a_puzzle_that_cannot_be_made_leaves_the_one_before(
    begun: Session, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def fail(request: object, job: object) -> None:
        raise DataError("a.mp3: is empty\nb.mp3: is silent")

    monkeypatch.setattr(turns, "make_deal", fail)
    told: list[str] = []
    begun.failed.connect(told.append)
    before = begun.deal
    begun.new_puzzle()
    qtbot.waitUntil(lambda: begun.phase is Phase.PLAYING)
    assert begun.deal is before
    assert told == ["a.mp3: is empty\nb.mp3: is silent"]


def test_nothing_at_all_is_an_empty_session(
    session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def fail(request: object, job: object) -> None:
        raise DataError("There are no starter songs here yet.")

    monkeypatch.setattr(turns, "make_deal", fail)
    with qtbot.waitSignal(session.failed):
        session.new_puzzle()
    assert session.phase is Phase.EMPTY


def test_cancelling_goes_back(
    session: Session, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    def wait(request: object, job: Any) -> None:
        while not job.cancelled():
            time.sleep(0.001)

    monkeypatch.setattr(turns, "make_deal", wait)
    session.new_puzzle()
    assert session.phase is Phase.DEALING
    session.cancel()
    assert session.phase is Phase.EMPTY
    assert session.job is None


def test_cancelling_stops_the_work_at_the_next_chunk(
    session: Session, context: Context, tmp_path: Path, qtbot: Any
) -> None:
    # All of it has to be looked at before it is clear that nothing in it sounds.
    long = tmp_path / "long.flac"
    soundfile.write(long, np.zeros(1200 * 8000, np.int16), 8000)
    session.open((long,), seed=1)
    job = session.job
    assert job is not None
    qtbot.waitUntil(lambda: job.share > 0.12, timeout=PATIENCE_MS)
    assert job.left_s is not None
    session.cancel()
    assert session.phase is Phase.EMPTY
    qtbot.waitUntil(lambda: job not in context.lanes.jobs)
    assert job.share < 0.6


def test_jobs_that_are_cancelled_in_the_list_leave_nobody_waiting(
    begun: Session, stub: Stub, context: Context, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    submit_early(begun, stub)
    assert begun.phase is Phase.WAITING
    context.lanes.jobs[-1].cancel()
    assert begun.phase is Phase.DONE
    assert begun.answer is not None
    assert begun.answer.failure == "you stopped it."
    stub.ready = True
    monkeypatch.setattr(turns, "make_deal", lambda _, job: None)
    begun.new_puzzle()
    context.lanes.jobs[-1].cancel()
    assert begun.phase is Phase.DONE


def test_a_change_is_undone_and_done_again(begun: Session) -> None:
    begun.change(lambda r: rules.place(r, 2, 0))
    begun.change(rules.undo)
    assert begun.round is not None
    assert begun.round.order == ()
    begun.change(rules.redo)
    assert begun.round.order == (2,)


def test_the_row_that_plays_follows_edits(begun: Session, context: Context) -> None:
    begun.change(lambda r: rules.place(r, 0, 0))
    begun.change(lambda r: rules.place(r, 1, 1))
    begun.play_row(1)
    state = context.player.state()
    assert (state.kind, state.key) == ("row", 1)
    assert state.duration_s == pytest.approx(2.0)
    begun.change(lambda r: rules.place(r, 2, 2))
    assert context.player.state().duration_s == pytest.approx(3.0)
    assert context.player.state().key == 1


def test_listening_twice_stops(begun: Session, context: Context) -> None:
    begun.listen(3)
    assert context.player.state().key == 3
    assert context.player.state().label == "Piece D"
    begun.listen(3)
    assert context.player.state().kind == "silent"


def test_the_piece_that_sounds_in_the_row_is_stopped_too(begun: Session, context: Context) -> None:
    begun.change(lambda r: rules.place(r, 0, 0))
    begun.play_row()
    assert context.player.state().key == 0
    begun.listen(0)
    assert context.player.state().kind == "silent"


def test_an_empty_row_says_so(begun: Session) -> None:
    said: list[str] = []
    begun.said.connect(said.append)
    begun.play_row()
    assert said == ["The row is still empty"]


def test_again_is_the_same_puzzle_from_the_start(begun: Session, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: begun.answer is not None)
    before = begun.deal
    fill(begun)
    begun.submit()
    begun.again()
    assert begun.phase is Phase.PLAYING
    assert begun.deal is before
    assert begun.round is not None
    assert begun.round.order == ()
    assert not begun.round.is_over


def test_a_real_file_is_dealt_as_it_is_set(
    session: Session, context: Context, song: Path, qtbot: Any
) -> None:
    context.settings.put(PIECES, 5)
    context.settings.put(GAP_S, 0.5)
    context.settings.put(ON_BEATS, True)
    session.open((song,), seed=3)
    qtbot.waitUntil(lambda: bool(session.pictures), timeout=PATIENCE_MS)
    assert session.deal is not None
    puzzle = session.deal.puzzle
    assert (puzzle.n, puzzle.settings.gap_s, puzzle.seed) == (5, 0.5, 3)
    assert puzzle.settings.on_beats
    assert session.deal.song.title == "Tune of Tests"
    assert context.settings.get(SONG_SOURCE) == str(song)
    assert [clip.samples.dtype for clip in session.deal.pieces] == [np.float32] * 5
    assert len(session.pictures) == 5
