from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox

from gui.context import Context
from gui.settings_page import SettingsPage
from gui.theme.tokens import DARK
from musicpuzzle.paths import user_cache_dir
from musicpuzzle.settings import CACHE_LIMIT_MIB, MOTION, OUTPUT_DEVICE, THEME


@pytest.fixture
def page(context: Context, qtbot: Any) -> Iterator[SettingsPage]:
    page = SettingsPage(context)
    qtbot.addWidget(page)
    yield page
    page.close()


def choose(box: QComboBox, data: object) -> None:
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_the_theme_changes_at_once(page: SettingsPage, context: Context) -> None:
    choose(page.theme, "dark")
    assert context.theme.tokens is DARK
    assert context.settings.get(THEME) == "dark"


def test_motion(page: SettingsPage, context: Context) -> None:
    page.motion.setChecked(True)
    assert context.settings.get(MOTION) is True
    page.motion.setChecked(False)
    assert context.settings.get(MOTION) is False


def test_a_device_is_opened_when_it_is_chosen(
    page: SettingsPage, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str | None] = []
    monkeypatch.setattr(context.player, "devices", lambda: ("Speakers", "Headphones"))
    monkeypatch.setattr(context.player, "open", opened.append)
    page.show_devices()
    assert [page.device.itemText(k) for k in range(page.device.count())] == [
        "The system's own",
        "Speakers",
        "Headphones",
    ]
    choose(page.device, "Headphones")
    choose(page.device, "")
    assert opened == ["Headphones", None]
    assert context.settings.get(OUTPUT_DEVICE) == ""


def test_a_chosen_device_that_is_unplugged_stays_chosen(
    page: SettingsPage, context: Context
) -> None:
    context.settings.put(OUTPUT_DEVICE, "Headphones")
    page.show_devices()
    assert page.device.currentData() == "Headphones"


def test_the_cache_is_measured_limited_and_cleared(
    page: SettingsPage, context: Context, qtbot: Any
) -> None:
    cached = user_cache_dir() / "deep" / "file"
    cached.parent.mkdir(parents=True)
    cached.write_bytes(bytes(3 * 1024 * 1024))
    page.show()
    qtbot.waitUntil(lambda: page.cache_size.text() == "It holds 3 MiB now.")
    choose(page.limit, 256)
    assert context.settings.get(CACHE_LIMIT_MIB) == 256
    qtbot.waitUntil(lambda: not context.lanes.jobs)
    assert cached.exists()
    page.clear.click()
    qtbot.waitUntil(lambda: page.cache_size.text() == "It holds 0 KiB now.")
    assert not cached.exists()


def test_an_odd_limit_from_the_file_is_offered_too(context: Context, qtbot: Any) -> None:
    context.settings.put(CACHE_LIMIT_MIB, 300)
    page = SettingsPage(context)
    qtbot.addWidget(page)
    assert page.limit.currentData() == 300
