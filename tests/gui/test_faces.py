"""What pages show where their content is not there."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QColor

from gui import faces
from gui.context import Context
from gui.explore.faces import BusyFace as ExploreBusyFace
from gui.faces import BusyFace, SentenceFace, Skeleton
from gui.history.faces import Skeleton as HistorySkeleton
from gui.lanes import Job
from gui.play.faces import BusyFace as PlayBusyFace
from gui.review.faces import BusyFace as ReviewBusyFace
from gui.widgets import button

BOX = QRectF(100, 100, 200, 80)


def test_a_sentence_that_needs_two_lines_is_whole(qtbot: Any) -> None:
    face = SentenceFace("so many words " * 20, "Do it", "Do it now", button("Not", tip="Not now"))
    qtbot.addWidget(face)
    face.resize(900, 600)
    face.show()
    needed = face.words.heightForWidth(face.words.width())
    assert needed > 2 * face.words.fontMetrics().height()
    assert face.words.height() >= needed
    face.close()


def test_a_skeleton_is_drawn_in_the_colours_at_hand(context: Context, qtbot: Any) -> None:
    face = Skeleton(context.theme, lambda size, sizes: [BOX], "Being read")
    qtbot.addWidget(face)
    face.resize(600, 400)
    for theme in ("light", "dark"):
        context.theme.choose(theme)
        drawn = face.grab().toImage()
        assert drawn.pixelColor(BOX.center().toPoint()) == QColor(context.theme.tokens.well)
        assert drawn.pixelColor(QPoint(10, 10)) != QColor(context.theme.tokens.well)


@pytest.mark.parametrize("kind", [HistorySkeleton, PlayBusyFace, ReviewBusyFace, ExploreBusyFace])
def test_the_boxes_of_each_page_stay_on_it(kind: Any, context: Context, qtbot: Any) -> None:
    face = kind(context.theme)
    qtbot.addWidget(face)
    face.resize(1000, 700)
    boxes = list(face._boxes(face.size(), context.theme.sizes))
    assert len(boxes) >= 6
    page = QRectF(face.rect())
    assert all(page.contains(box) for box in boxes)
    assert not any(a.intersects(b) for k, a in enumerate(boxes) for b in boxes[:k])


def test_a_busy_page_offers_a_way_out_after_a_while(
    context: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "SHOWN_AFTER_S", 0.2)
    begun, go_on = threading.Event(), threading.Event()
    face = BusyFace(context.theme, lambda *_: [BOX], name="Busy", tip="Stop it")
    qtbot.addWidget(face)
    face.resize(900, 500)
    face.show()

    def work(job: Job) -> None:
        job.report(0.5)
        begun.wait(5)
        job.begin("Sorting")
        go_on.wait(5)

    job = context.lanes.io(work, "Counting")
    face.watch(job)
    assert not face.cancel.isVisible()
    qtbot.waitUntil(face.cancel.isVisible)
    assert face.bar.value() == 50
    assert face.words.text().startswith("Counting")
    assert "left" in face.words.text()
    begun.set()
    qtbot.waitUntil(lambda: face.words.text().startswith("Sorting"))
    assert face.bar.value() == 0
    face.watch(None)
    assert not face.cancel.isVisible()
    go_on.set()
    face.close()


def test_what_is_waited_for_is_named_where_the_job_has_no_name(
    context: Context, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faces, "SHOWN_AFTER_S", 0.0)
    go_on = threading.Event()
    face = ExploreBusyFace(context.theme)
    qtbot.addWidget(face)
    face.resize(900, 500)
    face.show()
    face.watch(context.lanes.io(lambda _: go_on.wait(5)))
    qtbot.waitUntil(face.cancel.isVisible)
    assert face.words.text() == face.accessibleName()
    assert face.accessibleName() in face.bar.accessibleName()
    # The way out lies on the map, not between it and what stands beside it.
    _, map_, *_ = face._boxes(face.size(), context.theme.sizes)
    assert map_.toRect().contains(face.details.geometry())
    face.watch(None)
    go_on.set()
    face.close()
