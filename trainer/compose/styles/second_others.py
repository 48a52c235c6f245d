"""Second templates of lullaby, salsa, waltz and cinematic ambient; see `second`."""

from __future__ import annotations

from dataclasses import replace

from ..style import HELD, Bass, Drums, Layer, patterns
from .chamber import LULLABY
from .electronic import AMBIENT
from .folk import WALTZ
from .latin import SALSA

_CRADLE_SONG = replace(
    LULLABY, room_s=1.6,
    drums=Drums(
        "Orchestra Kit",
        {
            "verse": ("triangle x...........",),
            "chorus": ("triangle x.....o.....\nfloor o...........",),
        },
        "soft", enters=0.7, level_db=-11.0, crash=False,
    ),
    bass=Bass(
        ("Acoustic Bass",), patterns(verse="R-----R-----", chorus="R---5-R---5-"),
        level_db=-4.0, touch=0.9,
    ),
    layers=(
        Layer(
            "rocking", "arpeggio", ("Acoustic Grand Piano",),
            patterns(verse="0...2.1...2.", chorus="0.2.1.3.2.1."),
            low=50, high=74, voices=4, level_db=-5.0, pan=0.25, room=0.4, ring=True,
        ),
        Layer(
            "choir", "pad", ("Choir Aahs",), patterns(verse="x-----x-----"),
            low=53, high=74, voices=3, level_db=-9.0, room=0.6, enters=0.4, touch=1.0,
        ),
    ),
)  # fmt: skip

_SON_MONTUNO = replace(
    SALSA, room_s=0.9,
    drums=Drums(
        "Standard Kit",
        {
            "verse": (
                """
                claves .... x... x... ....  x... ..x. .... x...
                cabasa x.xx x.xx x.xx x.xx  x.xx x.xx x.xx x.xx
                conga  .... ..x. .... x.x.  .... ..x. .... x.x.
                slap   x... .... x... ....  x... .... x... ....
                """,
            ),
            "chorus": (
                """
                claves .... x... x... ....  x... ..x. .... x...
                cowbell x.x. x.xx x.x. x.x.  x.x. x.xx x.x. x.x.
                timbale x.xx .x.x .x.x x.x.  x.xx .x.x .x.x x.x.
                tumba  .... .... .... x.x.  .... .... .... x.x.
                """,
            ),
            "bridge": (
                """
                claves .... x... x... ....  x... ..x. .... x...
                shaker xoxo xoxo xoxo xoxo
                """,
            ),
        },
        "latin", level_db=-2.0,
    ),
    bass=Bass(
        ("Acoustic Bass",),
        patterns(
            verse="R--- --5- ---- 8---",
            chorus="..R- --5- ..R- n---",
            bridge="---- --5- ---- n---",
        ),
        level_db=-2.0,
    ),
    layers=(
        Layer(
            "tres", "chords", ("Steel Guitar",),
            patterns(
                verse="0.1. .2.1 .x.2 .1..  .2.1 .x.. 1.2. .x..", chorus="x.1. .x.2 .x.1 .x..",
            ),
            low=55, high=77, voices=4, level_db=-5.0, pan=0.3, touch=0.8,
        ),
        Layer(
            "horns", "pad", ("Trumpet",),
            patterns(
                verse="x--- .... ..x- ....",
                chorus="x-x- ..x- .... x-..",
                bridge=HELD["verse"],
            ),
            low=58, high=77, voices=3, level_db=-9.0, pan=-0.25, enters=0.5,
        ),
    ),
)  # fmt: skip

_MUSETTE = replace(
    WALTZ, room_s=1.0,
    drums=Drums(
        "Standard Kit",
        {
            "verse": ("kick x... .... ....\nrim  .... x... x...",),
            "chorus": ("kick x... .... ....\nsnare .... x... x..o\nhat x.x. x.x. x.x.",),
            "bridge": ("triangle x... x... x...",),
        },
        "soft", enters=0.52, level_db=-7.0, crash=False,
    ),
    bass=Bass(
        ("Acoustic Bass",),
        patterns(verse="R--- ---- ....  5--- ---- ....", chorus="R--- .... 8---  5--- .... 5---"),
        level_db=-2.0, touch=0.8,
    ),
    layers=(
        Layer(
            "guitar", "chords", ("Nylon Guitar",),
            patterns(verse=".... d... u...", chorus=".... d.u. d...", bridge="x--- ---- ----"),
            low=50, high=70, voices=4, level_db=-5.0, pan=0.35, touch=0.6, strum_s=0.01,
        ),
        Layer(
            "accordion", "pad", ("Accordion",),
            patterns(verse="x--- x--- x---", chorus="x--- ---- x---"),
            low=55, high=74, voices=3, level_db=-10.0, pan=-0.2, enters=0.4,
        ),
    ),
)  # fmt: skip

_FILM_DRONE = replace(
    AMBIENT, room_s=2.4,
    drums=Drums(
        "Orchestra Kit",
        {
            "verse": ("kick x... .... .... ....",),
            "chorus": ("floor x... .... x... ....\ntriangle .... .... x... ....",),
            "bridge": ("triangle x... .... .... ....",),
        },
        "low", enters=0.6, level_db=-6.0, crash=False,
    ),
    bass=Bass(
        ("Synth Bass 2",), patterns(verse="R--- ---- ---- --5-", chorus="R--- ---- 5--- ----"),
        level_db=-5.0, touch=1.0,
    ),
    layers=(
        Layer(
            "bells", "arpeggio", ("Celesta",),
            patterns(verse="3... .... 1... ....", chorus="3... 1... 2... 0..."),
            low=60, high=86, voices=4, level_db=-7.0, pan=0.3, room=0.7, ring=True,
        ),
        Layer(
            "low strings", "chords", ("Tremolo Strings",),
            patterns(verse="x--- ---- ---- ----", chorus="x--- ---- ---- x---"),
            low=45, high=69, voices=3, level_db=-6.0, pan=-0.2, room=0.6, touch=1.0,
        ),
        Layer(
            "pad", "pad", ("New Age Pad",), HELD,
            low=55, high=77, voices=4, level_db=-8.0, room=0.7, touch=1.0,
        ),
    ),
)  # fmt: skip
SECOND_OF_OTHERS = (_CRADLE_SONG, _SON_MONTUNO, _MUSETTE, _FILM_DRONE)
