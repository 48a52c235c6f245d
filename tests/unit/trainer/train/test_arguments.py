"""Flags make a job, and a job makes its flags."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import fields

import pytest

from musicpuzzle.jobs import TrainingJob
from musicpuzzle.models.registry import SIMILARITY
from trainer.train.arguments import (
    FLAGS,
    SIMILARITY_FLAGS,
    add_flags,
    add_similarity_arguments,
    command_line,
    job_from,
)


def parse(line: str) -> TrainingJob:
    words = shlex.split(line)
    assert words[:3] == ["python", "-m", "trainer"]
    parser = argparse.ArgumentParser()
    parser.set_defaults(model=words[3])
    add_flags(parser)
    if words[3] == SIMILARITY:
        add_similarity_arguments(parser)
    return job_from(parser.parse_args(words[4:]))


def test_every_field_has_a_flag() -> None:
    flagged = {flag.field for flag in (*FLAGS, *SIMILARITY_FLAGS)}
    flagged |= {"model", "data", "generated", "out"}
    assert flagged == {field.name for field in fields(TrainingJob)}


@pytest.mark.parametrize(
    "job",
    [
        TrainingJob("sen", ("a b", "c"), "run", steps=5),
        TrainingJob("sn", (), "run", shards="s", minutes=2.5, speeds=(0.89, 1.0), init="sn"),
        TrainingJob("sn", ("a",), "r", steps=1, seed=7, learning_rate=3e-4, decay=0.5, threads=2),
        TrainingJob("sen-plus", ("a",), "r", pairs=1000, without="map"),
        TrainingJob("sn", ("a",), "r", minutes=1.0, accelerator="cpu", precision="bf16-mixed"),
        TrainingJob(
            SIMILARITY, ("a",), "r", steps=1, generated=("b", "c"), filters=16, only="mood"
        ),
    ],
)
def test_the_command_of_a_job_gives_the_job(job: TrainingJob) -> None:
    assert parse(command_line(job)) == job


def test_folders_may_follow_one_flag_or_each_its_own() -> None:
    one = parse("python -m trainer sen-plus --data music midi --out run --data songs")
    assert one.data == ("music", "midi", "songs")


def test_an_hour_where_nothing_is_said() -> None:
    assert parse("python -m trainer sen --data music --out run").minutes == 60.0
    assert parse("python -m trainer sen --data music --out run --steps 3").minutes is None


def test_wrong_words_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    for words in ("--speeds fast", "--accelerator abacus", "--steps many"):
        with pytest.raises(SystemExit):
            parse(f"python -m trainer sen --out run {words}")
    assert "abacus" in capsys.readouterr().err
