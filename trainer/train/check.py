"""What is wrong with a job, found before its songs are prepared."""

from __future__ import annotations

from musicpuzzle.errors import ModelError, SettingsError
from musicpuzzle.jobs import TrainingJob
from musicpuzzle.models.registry import WHOLE, parts_of
from musicpuzzle.models.store import load_card

# 40 frames: SEN pools twice by three.
_SHORTEST_PIECE_S = 1.0


def check(job: TrainingJob) -> None:
    """Refuse a job whose figures make no sense.

    Raises:
        SettingsError: one of them does not.
    """
    whole = job.model if parts_of(job.model) else WHOLE
    rules = {
        "--piece-s has to be at least 1 s": job.piece_s >= _SHORTEST_PIECE_S,
        "--val-piece-s has to be at least 1 s": job.validation_piece_s >= _SHORTEST_PIECE_S,
        "--steps has to be at least 1": job.steps is None or job.steps >= 1,
        "--pairs has to be at least 1": job.pairs is None or job.pairs >= 1,
        "--minutes has to be more than 0": job.minutes is None or job.minutes > 0,
        "--batch cannot be negative": job.batch >= 0,
        "--batch has to be at least 2 for batch norm": job.batch != 1,
        "--seed cannot be negative": job.seed >= 0,
        "--speeds have to lie between 0.5 and 2": bool(job.speeds)
        and all(0.5 <= speed <= 2.0 for speed in job.speeds),
        "--val has to be at least 0 and below 1": 0.0 <= job.validation < 1.0,
        "--decay has to be from 0 to 1": 0.0 <= job.decay <= 1.0,
        "--lr cannot be negative": job.learning_rate >= 0,
        "--val-puzzles cannot be negative": job.validation_puzzles >= 0,
        "--devices has to be at least 1": job.devices >= 1,
        f"--without leaves a part of {whole} out: {', '.join(parts_of(whole))}": job.without is None
        or (job.model == whole and job.without in parts_of(whole)),
    }
    for sentence, kept in rules.items():
        if not kept:
            raise SettingsError(f"{sentence}.")


def check_first_weights(job: TrainingJob) -> None:
    """Refuse a job that cannot begin with the weights that it names.

    Raises:
        ModelError: there is no such model, or it is of another network.
    """
    if job.init is not None:
        holds = load_card(job.init).architecture
        if holds != job.network:
            raise ModelError(f"{job.init}: holds a {holds}, not a {job.network}.")
