"""The curves of the beat on the page."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import torch
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from gui.context import Context
from gui.picture import MARGIN
from gui.review import ReviewPage, Subject
from gui.review.session import Phase
from musicpuzzle.models import store
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.sen_plus import SENPlus
from musicpuzzle.review.parts import PulseEvidence

from .saving import save_as

PATIENCE_MS = 30_000


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of a SEN-plus of random weights that hears a beat in anything."""
    torch.manual_seed(1)
    network = SENPlus().eval()
    with torch.no_grad():
        network.pulse.no_pulse.fill_(-60.0)
    path = tmp_path_factory.mktemp("model") / "sen-plus.safetensors"
    store.save_model(path, network, ModelCard("sen-plus", 1, "none", 1, 0, 0, 0.0))
    return str(path)


def look(page: ReviewPage, subject: Subject, opponent: str, qtbot: Any) -> None:
    page.look(replace(subject, opponent=opponent, rival="Rival"))
    qtbot.waitUntil(lambda: page.session.phase is Phase.READY, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.session.explanation is not None, timeout=PATIENCE_MS)


def test_the_beat_stands_below_the_map(
    page: ReviewPage, subject: Subject, model: str, context: Context, qtbot: Any
) -> None:
    look(page, subject, model, qtbot)
    review, pair = page.session.review, page.session.pair
    assert review is not None
    assert pair is not None
    view = page.view.pair.pulse.view
    assert page.view.pair.map.isVisible()
    assert view.isVisible()
    foot = page.view.pair.map.mapTo(page, page.view.pair.map.rect().bottomLeft())
    assert view.mapTo(page, view.rect().topLeft()).y() > foot.y()
    first, second = (review.names[piece] for piece in pair)
    assert view.accessibleName() == f"The beat from {first} to {second}"
    assert "Both curves agree by" in view.accessibleDescription()
    words = " ".join(label.text() for label in page.view.words.findChildren(QLabel))
    assert "by the two pieces alone" in words
    tokens = context.theme.tokens
    image = view.grab().toImage()
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert {QColor(colour).rgb() for colour in (tokens.text, tokens.accent)} <= seen
    # Another pair: its curves are waited for, and then they are others.
    page.session.select((pair[1], pair[0]))
    assert view.isVisible()
    assert not view.has_picture
    assert not page.view.pair.pulse.save.isEnabled()
    qtbot.waitUntil(lambda: view.has_picture, timeout=PATIENCE_MS)
    assert view.grab().toImage() != image


def test_who_hears_nothing_but_the_beat_has_no_map(
    page: ReviewPage, subject: Subject, qtbot: Any
) -> None:
    look(page, subject, "pulse", qtbot)
    shown = page.session.explanation
    assert shown is not None
    assert isinstance(shown.evidence, PulseEvidence)
    assert page.view.pair.pulse.view.isVisible()
    assert not page.view.pair.map.isVisible()
    assert not page.view.pair.save.isEnabled()
    look(page, subject, "chance", qtbot)
    assert page.view.pair.map.isVisible()
    assert not page.view.pair.pulse.isVisible()


def test_the_curves_are_saved_as_they_are_seen(
    page: ReviewPage, subject: Subject, tmp_path: Path, qtbot: Any
) -> None:
    look(page, subject, "pulse", qtbot)
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    by_key = partial(qtbot.keyClick, page.focusWidget(), Qt.Key.Key_S, modifiers)
    for ask, kind in ((by_key, "svg"), (page.view.pair.pulse.save.click, "png")):
        path = tmp_path / f"beat.{kind}"
        save_as(page, ask, path, qtbot)
        if kind == "svg":
            text = " ".join(ElementTree.parse(path).getroot().itertext())
            assert "the beat within pieces" in text
            assert "lag (s)" in text
        else:
            margins = QSize(2 * MARGIN, 2 * MARGIN)
            assert QImage(str(path)).size() == 2 * (page.view.pair.pulse.view.size() + margins)
