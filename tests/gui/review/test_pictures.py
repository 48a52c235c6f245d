"""What is painted of a pair, runs while it sounds, and is saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog, QLabel

from gui.context import Context
from gui.picture import MARGIN
from gui.review import ReviewPage, Subject
from gui.review.listening import JOIN_S
from gui.sound import PlayState
from musicpuzzle.review.evidence import MomentEvidence

from .saving import save_as

PATIENCE_MS = 30_000


@pytest.mark.parametrize("opponent", ["continuity", "sen-plus"])
def test_spectra_and_maps_are_painted(
    page: ReviewPage, subject: Subject, opponent: str, qtbot: Any
) -> None:
    page.look(replace(subject, opponent=opponent, rival=opponent))
    qtbot.waitUntil(lambda: page.session.explanation is not None, timeout=PATIENCE_MS)
    image = page.view.pair.map.grab().toImage()
    colours = {image.pixelColor(x, image.height() // 3).name() for x in range(image.width())}
    assert len(colours) > 5
    labels = [each.text() for each in page.view.words.findChildren(QLabel) if each.isVisible()]
    assert f"Where {opponent} listened" in labels


def test_play_lines_run_where_the_join_is_heard(
    page: ReviewPage, subject: Subject, qtbot: Any
) -> None:
    page.look(replace(subject, opponent="sen-plus", rival="SEN-plus"))
    qtbot.waitUntil(lambda: page.session.explanation is not None, timeout=PATIENCE_MS)
    pair = page.session.pair
    assert pair is not None
    still = page.view.pair.map.grab().toImage()

    def shown(side: str, at_s: float, of: tuple[int, int] = pair) -> QImage:
        key = (side, of)
        page.show_state(PlayState("row", "", key, 0.0, 4.0, at_s, playing=True))
        assert page.view.scores.grid.cells[of].played is not None
        return page.view.pair.map.grab().toImage()

    before, after = shown("end", 0.5), shown("start", 1.0)
    assert page.view.scores.grid.cells[pair].played == (JOIN_S + 1.0) / (2 * JOIN_S)
    # In the first piece the line lies, in the second it stands.
    assert changed(still, before).width() > 10 * changed(still, before).height()
    assert changed(still, after).height() > 10 * changed(still, after).width()
    other = (pair[1], pair[0])
    assert shown("start", 1.0, other) == still
    page.show_state(PlayState())
    assert page.view.pair.map.grab().toImage() == still
    assert all(cell.played is None for cell in page.view.scores.grid.cells.values())


def test_moments_stand_in_a_row_where_there_is_no_map(
    page: ReviewPage, subject: Subject, context: Context, qtbot: Any
) -> None:
    page.look(replace(subject, opponent="sn", rival="SN"))
    qtbot.waitUntil(lambda: page.session.explanation is not None, timeout=PATIENCE_MS)
    shown, pair, view = page.session.explanation, page.session.pair, page.view.pair.map
    assert shown is not None
    assert pair is not None
    assert isinstance(shown.evidence, MomentEvidence)
    still = view.grab().toImage()
    first, second = (columns_of(still, context.theme.tokens.hue(piece)) for piece in pair)
    assert max(first) < min(second)
    # The line runs to the right, through the first piece and on through the second.
    lines = []
    for side, at_s in (("end", 0.5), ("end", 1.5), ("start", 1.0)):
        page.show_state(PlayState("row", "", (side, pair), 0.0, 4.0, at_s, playing=True))
        line = changed(still, view.grab().toImage())
        assert line.width() <= 3
        lines.append(line.left())
    assert lines == sorted(set(lines))
    assert lines[1] < max(first) <= lines[2]


def columns_of(image: QImage, colour: str) -> list[int]:
    """Where across a picture a colour is, in pixels."""
    wanted, rows = QColor(colour).rgb(), range(image.height())
    return [x for x in range(image.width()) if any(image.pixel(x, y) == wanted for y in rows)]


def changed(one: QImage, two: QImage) -> QRect:
    """What differs, in pixels."""
    size = range(one.width()), range(one.height())
    differs = [(x, y) for x in size[0] for y in size[1] if one.pixel(x, y) != two.pixel(x, y)]
    columns, rows = zip(*differs, strict=True)
    return QRect(QPoint(min(columns), min(rows)), QPoint(max(columns), max(rows)))


@pytest.mark.parametrize("opponent", ["continuity", "sen-plus"])
def test_pictures_are_saved_as_they_are_seen(
    page: ReviewPage, subject: Subject, opponent: str, tmp_path: Path, qtbot: Any
) -> None:
    page.look(replace(subject, opponent=opponent, rival=opponent))
    qtbot.waitUntil(lambda: page.session.explanation is not None, timeout=PATIENCE_MS)
    by_key = partial(
        qtbot.keyClick, page.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier
    )
    for ask, name, kind, words in (
        (by_key, "table", "svg", {"A", "D", "right"}),
        (page.view.pair.save.click, "join", "svg", {"end of", "start of"}),
        (page.view.scores.save.click, "table", "png", set()),
        (page.view.pair.save.click, "join", "png", set()),
    ):
        path = tmp_path / f"{name}.{kind}"
        save_as(page, ask, path, qtbot)
        if kind == "svg":
            text = " ".join(ElementTree.parse(path).getroot().itertext())
            assert all(word in text for word in words)
        else:
            image = QImage(str(path))
            seen = page.view.scores.picture if name == "table" else page.view.pair.map
            assert image.size() == 2 * (seen.size() + QSize(2 * MARGIN, 2 * MARGIN))
            colours = {image.pixel(x, image.height() // 2) for x in range(image.width())}
            assert len(colours) > 3


def test_a_sentence_is_no_picture(reviewed: ReviewPage) -> None:
    assert not reviewed.view.pair.save.isEnabled()
    reviewed.ask_pair()
    assert reviewed.findChild(QFileDialog) is None
