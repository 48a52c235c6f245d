from __future__ import annotations

from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from trainer.evaluate.rows import PairedRow, Row
from trainer.evaluate.tables import (
    BEGIN,
    END,
    check_markdown,
    markdown,
    paired_text,
    text_table,
    write_markdown,
)


def row(opponent: str, pieces: int, gap_s: float, disguised: bool, whole: float) -> Row:
    return Row(
        opponent=opponent,
        game="jigsaw",
        pieces=pieces,
        gap_s=gap_s,
        disguised=disguised,
        puzzles=320,
        pair_accuracy=0.75,
        global_accuracy=whole,
        global_low=whole - 0.05,
        global_high=whole + 0.05,
        seconds_per_puzzle=0.0421,
    )


ROWS = [
    row("sen-plus", 3, 0.25, False, 0.71),
    row("sen-plus", 4, 0.25, False, 0.553),
    row("chance", 3, 0.25, False, 0.167),
    row("sen-plus", 4, 0.0, True, 0.8),
]


def test_text_has_one_line_a_row() -> None:
    lines = text_table(ROWS).splitlines()
    assert len(lines) == 1 + len(ROWS)
    expected = "sen-plus jigsaw 4 0.25 s no 320 0.750 0.553 0.503 to 0.603 0.042"
    assert lines[2].split() == expected.split()


def test_paired_text_shows_signs() -> None:
    paired = PairedRow(
        opponent="sen-plus",
        against="waveform",
        game="jigsaw",
        pieces=4,
        gap_s=0.5,
        disguised=True,
        puzzles=320,
        artists=21,
        global_difference=0.2,
        global_low=0.1,
        global_high=0.3,
        pair_difference=0.1,
        pair_low=0.05,
        pair_high=0.15,
    )
    expected = "sen-plus waveform jigsaw 4 0.5 s yes 320 21 +0.200 +0.100 to +0.300"
    assert paired_text([paired]).splitlines()[1].split() == expected.split()


def test_markdown_has_a_table_for_each_gap_and_kind() -> None:
    text = markdown(ROWS, "On 80 songs.")
    assert text.startswith("On 80 songs.\n")
    titles = [line for line in text.splitlines() if line.startswith("**")]
    assert titles == [
        "**Whole order right, gap 0.25 s, plain pieces**",
        "**Whole order right, no gap, disguised pieces**",
    ]
    assert "| opponent | n = 3 | n = 4 |" in text
    assert "| sen-plus | .71 (.66 to .76) | .55 (.50 to .60) |" in text
    assert "| chance | .17 |  |" in text
    assert "reconstruction" not in text


def test_other_games_have_no_gap_and_reconstructions_are_called_so() -> None:
    medleys = [
        {**row(name, 4, 0.0, False, 0.5), "game": "medley", "gap_s": None}
        for name in ("tsn", "chance")
    ]
    text = markdown([*medleys, *ROWS], "On 80 songs.")
    titles = [line for line in text.splitlines() if line.startswith("**")]
    assert titles[0] == "**Medley: whole order right, plain pieces**"
    assert titles[1] == "**Jigsaw: whole order right, gap 0.25 s, plain pieces**"
    assert len(titles) == 3
    assert "**Medley: whole order right, plain pieces**" in markdown(medleys, "On 9 medleys.")
    assert "| tsn † | .50 (.45 to .55) |" in text
    assert text.rstrip().splitlines()[-1].startswith("† A reconstruction")
    assert text_table(medleys).splitlines()[1].split()[:5] == ["tsn", "medley", "4", "-", "no"]


def test_parameters_have_a_column_where_rows_have_them() -> None:
    sizes = {"sen-plus": 1_688_762, "chance": 0}
    counted = [{**each, "parameters": sizes[each["opponent"]]} for each in ROWS[:3]]
    text = markdown(counted, "On 80 songs.")
    assert "| opponent | parameters | n = 3 | n = 4 |" in text
    assert "| --- | ---: | --- | --- |" in text
    assert "| sen-plus | 1,688,762 | .71" in text
    assert "| chance | 0 | .17 |" in text


def test_tables_go_between_the_marks_and_nowhere_else(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"# Title\n\n{BEGIN}\nold\n{END}\n\nMore.\n")
    write_markdown(readme, "new\n")
    assert readme.read_text() == f"# Title\n\n{BEGIN}\n\nnew\n\n{END}\n\nMore.\n"
    write_markdown(readme, "newer\n")
    assert readme.read_text() == f"# Title\n\n{BEGIN}\n\nnewer\n\n{END}\n\nMore.\n"


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    file = tmp_path / "table.md"
    write_markdown(file, "table\n")
    assert file.read_text() == f"{BEGIN}\n\ntable\n\n{END}\n"


def test_a_text_without_marks_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "letter.md"
    file.write_text(f"{END} then {BEGIN}")
    with pytest.raises(DataError, match=r"letter\.md: it exists"):
        check_markdown(file)
    with pytest.raises(DataError, match=r"letter\.md: it exists"):
        write_markdown(file, "table\n")
    assert file.read_text() == f"{END} then {BEGIN}"


def test_a_model_in_a_folder_of_its_run_is_called_by_the_run() -> None:
    assert "| mine | " in markdown([row("runs/mine/model.safetensors", 3, 0.0, False, 0.5)], "")
