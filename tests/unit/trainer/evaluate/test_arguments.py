from __future__ import annotations

import pytest

from trainer.evaluate.arguments import plan_of
from trainer.evaluate.plan import Plan
from trainer.evaluate.players import offered_players

from .conftest import arguments


def test_without_flags_everything_is_measured() -> None:
    args = arguments("--data", "songs")
    assert plan_of(args) == Plan(
        offered_players(),
        pieces=(3, 4, 6, 8),
        gaps_s=(0.0, 0.25, 0.5, 1.0),
        disguises=(False, True),
        puzzles_per_song=4,
        total_s=24.0,
        seed=0,
    )
    assert (args.split, args.songs) == ("test", None)
    assert plan_of(args).games == ("jigsaw",)
    assert not args.parameters


def test_flags_narrow_it_in_whatever_order_they_come() -> None:
    words = ("--data", "songs", "--disguise", "disguised", "--seed", "9", "--puzzles-per-song", "2")
    args = arguments(
        *words,
        "--opponents",
        "waveform",
        "sen,chance",
        "--pieces",
        "8,4",
        "--gaps",
        ".5",
        "0",
        ".5",
    )
    expected = Plan(("sen", "chance", "waveform"), (4, 8), (0.0, 0.5), (True,), 2, 24.0, 9)
    assert plan_of(args) == expected


def test_the_file_of_a_model_plays_after_the_usual_opponents() -> None:
    args = arguments("--data", "songs", "--opponents", "run/best.safetensors", "sen")
    assert plan_of(args).opponents == ("sen", "run/best.safetensors")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--opponents", "zen"), "there is no opponent zen"),
        (("--games", "chess"), "there is no game chess, only jigsaw"),
        (("--pieces", "2"), "3 to 12 pieces, not 2"),
        (("--pieces", "four"), "invalid pieces value: 'four'"),
        (("--gaps", "1.5"), "a gap lasts 0 to 1 s, not 1.5 s"),
        (("--gaps", "nan"), "a gap lasts 0 to 1 s"),
        (("--songs", "0"), "it is at least 1, not 0"),
        (("--split", "dev"), "invalid choice"),
        (("--total", "0"), "pieces last up to 600 s"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    words: tuple[str, ...], reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        arguments("--data", "songs", *words)
    assert ended.value.code == 2
    assert reason in capsys.readouterr().err
