from __future__ import annotations

import numpy as np

from gui.play.pictures import coloured, make_pictures, to_image, to_steps
from gui.theme.tokens import sound_map
from musicpuzzle.audio.clip import Clip


class Numbered:
    job_id = 41


def test_pieces_share_one_scale() -> None:
    quiet = np.full((4, 10), 1.0, dtype=np.float32)
    loud = np.full((4, 10), 5.0, dtype=np.float32)
    steps = to_steps([quiet, loud])
    assert steps[0].max() == 0
    assert steps[1].min() == 255


def test_low_bands_are_at_the_foot() -> None:
    mel = np.zeros((3, 5), dtype=np.float32)
    mel[0] = 9.0
    steps = to_steps([mel])[0]
    assert (steps[-1] == 255).all()
    assert (steps[0] == 0).all()


def test_silence_and_nothing_at_all_give_pictures_too() -> None:
    assert not to_steps([np.zeros((4, 4), dtype=np.float32)])[0].any()
    assert to_steps([np.zeros((4, 0), dtype=np.float32)])[0].shape == (1, 1)


def test_an_image_holds_the_steps_in_the_hue_of_its_piece() -> None:
    steps = np.arange(21, dtype=np.uint8).reshape(3, 7) * 12
    image = to_image(steps)
    for piece, dark in ((0, False), (5, True)):
        shown = coloured(image, piece, dark)
        colours = sound_map(piece, dark)
        for row in range(3):
            for column in range(7):
                assert shown.pixel(column, row) == colours[int(steps[row, column])]


def test_pictures_of_clips() -> None:
    noise = np.random.default_rng(0).standard_normal((2, 44_100)).astype(np.float32)
    job_id, images = make_pictures([Clip(0.1 * noise, 44_100)] * 2, Numbered())  # type: ignore[arg-type]
    assert job_id == 41
    assert len(images) == 2
    assert images[0].height() == 128
    assert images[0].width() > 30
