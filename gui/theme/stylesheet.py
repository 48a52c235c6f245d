"""The style sheet, written out from the tokens."""

from __future__ import annotations

from string import Template

from PySide6.QtGui import QColor, QPalette

from .colour import mix
from .tokens import Sizes, Tokens

_SHEET = Template("""
QWidget { color: $text; font-size: ${body}px; }
QMainWindow, #page, #play_body { background: $background; }
QDialog { background: $raised; }
QScrollArea, QScrollArea > QWidget > #play_body { background: $background; border: none; }
QDialog QScrollArea { background: $raised; }
QLabel { background: transparent; }
QLabel[kind="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[kind="heading"] { font-size: ${heading}px; font-weight: 600; }
QLabel[kind="strong"] { font-weight: 600; }
QLabel[kind="note"] { font-size: ${note}px; color: $muted; }
QLabel[kind="muted"] { color: $muted; }
QLabel[kind="good"] { color: $good; }
QLabel[kind="bad"] { color: $bad; }
QLabel[kind="key"] { background: $surface; border: 1px solid $line; border-radius: ${s4}px;
  padding: 2px ${s8}px; font-size: ${note}px; font-weight: 600; }

#rail { background: $surface; border: none; border-right: 1px solid $line; }
#rail QToolButton { border: none; border-radius: ${s8}px; color: $muted; font-size: ${note}px;
  padding: ${s8}px ${s4}px ${s4}px ${s4}px; background: transparent; }
#rail QToolButton:focus { border: 2px solid $accent; padding: ${s6}px ${s2}px ${s2}px ${s2}px; }
#rail QToolButton:hover { background: $hover; color: $text; }
#rail QToolButton:checked { background: $accent_soft; color: $text; font-weight: 600; }
#transport { background: $surface; border: none; border-top: 1px solid $line; }
#card { background: $surface; border: 1px solid $line; border-radius: ${s8}px; }
#card[kind="focused"] { border-color: $accent; }

QPushButton { background: $surface; border: 1px solid $edge_soft; border-radius: ${s8}px;
  padding: ${s6}px ${s14}px; min-height: ${s20}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $pressed; }
QPushButton:disabled { color: $muted; background: $background; border-color: $line; }
QPushButton[kind="main"] { background: $accent; border: 1px solid $accent; color: $on_accent;
  font-weight: 600; padding: ${s8}px ${s20}px; }
QPushButton[kind="main"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="main"]:disabled { background: $disabled; border-color: $disabled; color: $muted; }
QPushButton[kind="quiet"], QPushButton[kind="icon"], QToolButton {
  background: transparent; border: 1px solid transparent;
  border-radius: ${s8}px; padding: ${s6}px; }
QPushButton[kind="quiet"] { padding: ${s6}px ${s12}px; }
QPushButton[kind="quiet"]:hover, QPushButton[kind="icon"]:hover,
QToolButton:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="icon"]:pressed,
QToolButton:pressed { background: $pressed; }
QPushButton[kind="menu"] { padding-left: ${s6}px; padding-right: ${s32}px; }
QPushButton::menu-indicator { image: url("$arrow"); width: ${s12}px; height: ${s12}px;
  subcontrol-origin: border; subcontrol-position: center right; right: ${s10}px; }
QPushButton:focus { border: 2px solid $accent; padding: ${s5}px ${s13}px; }
QPushButton[kind="menu"]:focus { padding-left: ${s5}px; padding-right: ${s31}px; }
QPushButton[kind="quiet"]:focus { padding: ${s5}px ${s11}px; }
QPushButton[kind="icon"]:focus, QToolButton:focus { border: 2px solid $accent;
  padding: ${s5}px; }
QPushButton[kind="main"]:focus { border: 2px solid $text; padding: ${s7}px ${s19}px; }
QPushButton[kind="segment"] { background: transparent; border: 1px solid transparent;
  color: $muted; padding: ${s6}px ${s12}px; }
QPushButton[kind="segment"]:hover { background: $hover; color: $text; }
QPushButton[kind="segment"]:checked { background: $accent_soft; color: $text; font-weight: 600; }
QPushButton[kind="segment"]:focus { border: 2px solid $accent; padding: ${s5}px ${s11}px; }
QPushButton[kind="row"] { text-align: left; }
QPushButton[kind="pill"] { border-radius: ${pill}px; padding: ${s4}px ${s12}px;
  background: $accent_soft; border: 1px solid transparent; font-size: ${note}px; }
QPushButton[kind="pill"]:focus { border: 2px solid $accent; padding: ${s3}px ${s11}px; }

QLineEdit { background: $surface; border: 1px solid $edge_soft; border-radius: ${s8}px;
  padding: ${s6}px ${s10}px; min-height: ${s20}px; }
QLineEdit:focus { border: 2px solid $accent; padding: ${s5}px ${s9}px; }
QTableView QLineEdit, QTableView QLineEdit:focus { border-radius: 0; padding: 0 ${s6}px; }
QComboBox { background: $surface; border: 1px solid $edge_soft; border-radius: ${s8}px;
  padding: ${s6}px ${s10}px; min-height: ${s20}px; selection-background-color: $accent_soft;
  selection-color: $text; combobox-popup: 0; }
QComboBox:focus { border: 2px solid $accent; padding: ${s5}px ${s9}px; }
QComboBox:hover { background: $hover; }
QComboBox::drop-down { border: none; width: ${s24}px; }
QComboBox::down-arrow { image: url("$arrow"); width: ${s12}px; height: ${s12}px; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line; outline: none;
  padding: ${s4}px; selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: ${s28}px; padding: 0 ${s8}px; }
QCheckBox { spacing: ${s8}px; }
QCheckBox::indicator { width: ${s16}px; height: ${s16}px; border: 1px solid $edge;
  border-radius: ${s4}px; background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url("$tick"); }
QCheckBox:focus { color: $accent; }
QCheckBox::indicator:focus { border: 2px solid $accent; width: ${s14}px; height: ${s14}px; }

QSlider { min-height: ${s24}px; background: transparent; }
QSlider::groove:horizontal { height: ${s4}px; border-radius: ${s2}px; background: $track; }
QSlider::sub-page:horizontal { background: $accent; border-radius: ${s2}px; }
QSlider::sub-page:horizontal:disabled { background: $track; }
QSlider::handle:horizontal { width: ${s12}px; height: ${s12}px; margin: -${s4}px 0;
  border-radius: ${s6}px; background: $accent; }
QSlider::handle:horizontal:focus { margin: -${s6}px 0; border: ${s2}px solid $text;
  border-radius: ${s8}px; }
QSlider::handle:horizontal:disabled { background: $edge_soft; }
QProgressBar { background: $track; border: none; border-radius: ${s2}px; max-height: ${s4}px;
  min-height: ${s4}px; }
QProgressBar::chunk { background: $accent; border-radius: ${s2}px; }

#bar { background: $surface; border: 1px solid $line; border-left: 3px solid $warn;
  border-radius: ${s8}px; }
#bar[kind="bad"] { border-left: 3px solid $bad; }
#popup { background: $raised; border: 1px solid $line; border-radius: ${s8}px; }
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: ${s2}px ${s4}px;
  font-size: ${note}px; }
QMenu { background: $raised; border: 1px solid $line; padding: ${s4}px; }
QMenu::item { padding: ${s6}px ${s16}px; border-radius: ${s4}px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $faint; background: transparent; }
QScrollBar:vertical { width: ${s10}px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: ${s10}px; background: transparent; margin: 0; }
QScrollBar::handle { background: $track; border-radius: ${s4}px; min-height: ${s32}px;
  min-width: ${s32}px; margin: 1px; }
QScrollBar::handle:hover { background: $edge_soft; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QTableView { background: $surface; border: 1px solid $line; border-radius: ${s8}px; padding: 1px;
  outline: none; selection-background-color: $accent_soft; selection-color: $text; }
QTableView:focus { border: 2px solid $accent; padding: 0; }
QTableView::item { border: none; border-bottom: 1px solid $line; padding: 0 ${s8}px; }
QTableView[kind="flat"] { border-color: transparent; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: $surface; color: $muted; border: none; font-size: ${note}px;
  padding: ${s8}px ${s11}px; }
QHeaderView::section:horizontal { border-bottom: 1px solid $line; }
QTableView[kind="flat"] QHeaderView::section { border: none; padding: ${s4}px ${s8}px; }
QTableCornerButton::section { background: $surface; border: none; }
QTabBar::tab { background: transparent; color: $muted; border: 1px solid transparent;
  border-radius: ${s8}px; padding: ${s6}px ${s14}px; margin-right: ${s4}px; }
QTabBar::tab:hover { background: $hover; color: $text; }
QTabBar::tab:selected { background: $accent_soft; color: $text; font-weight: 600; }
QTabBar:focus { outline: none; }
QTabBar::tab:selected:focus { border: 2px solid $accent; padding: ${s5}px ${s13}px; }
QPlainTextEdit, QTextBrowser { background: $surface; border: 1px solid $line;
  border-radius: ${s8}px; padding: ${s8}px; selection-background-color: $accent;
  selection-color: $on_accent; }
""")
_LENGTHS = (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 19, 20, 24, 28, 31, 32)


def style_sheet(tokens: Tokens, sizes: Sizes, *, arrow: str, tick: str) -> str:
    """The application's style sheet.

    Args:
        arrow, tick: paths of the two small pictures that a style sheet can only take from files.
    """
    fields: tuple[str, ...] = (
        "background",
        "surface",
        "raised",
        "line",
        "text",
        "muted",
        "accent",
        "on_accent",
    )
    fields += ("good", "bad", "warn", "hover", "pressed", "accent_soft", "accent_hover", "edge")
    return _SHEET.substitute(
        {name: getattr(tokens, name) for name in fields},
        **{f"s{length}": str(sizes.px(length)) for length in _LENGTHS},
        body=sizes.body,
        note=sizes.note,
        heading=sizes.heading,
        title=sizes.title,
        pill=sizes.px(13),
        edge_soft=mix(tokens.surface, tokens.text, 0.24),
        track=mix(tokens.surface, tokens.text, 0.16),
        faint=mix(tokens.raised, tokens.text, 0.42),
        disabled=mix(tokens.background, tokens.text, 0.08),
        arrow=arrow,
        tick=tick,
    )


def palette(tokens: Tokens) -> QPalette:
    """The palette for what no style sheet reaches, such as the colour of links."""
    result = QPalette()
    role = QPalette.ColorRole
    for target, colour in (
        (role.Window, tokens.background),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.background),
        (role.Button, tokens.surface),
        (role.ToolTipBase, tokens.raised),
        (role.WindowText, tokens.text),
        (role.Text, tokens.text),
        (role.ButtonText, tokens.text),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.Mid, tokens.line),
    ):
        result.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, target, QColor(tokens.muted))
    return result
