from __future__ import annotations

from itertools import chain

from PySide6.QtGui import QKeySequence

from gui.shortcuts import ALL, BY_NAME, with_key


def test_every_key_is_declared_once() -> None:
    sequences = list(chain.from_iterable(keys.sequences for keys in ALL))
    assert len(set(sequences)) == len(sequences)
    assert len(BY_NAME) == len(ALL)


def test_every_sequence_is_one_that_qt_knows() -> None:
    for keys in ALL:
        for sequence in keys.sequences:
            assert not QKeySequence(sequence).isEmpty(), sequence
            assert QKeySequence(sequence).toString() == sequence


def test_each_is_shown_as_something() -> None:
    assert all(keys.text and keys.words for keys in ALL)
    assert with_key("Undo", "undo") == "Undo (Ctrl+Z)"
