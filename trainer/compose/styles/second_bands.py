"""Second templates of pop, rock, jazz swing, house and lo-fi hip hop; see `second`."""

from __future__ import annotations

from dataclasses import replace

from ..style import HELD, Bass, Drums, Layer, patterns
from .electronic import HOUSE
from .groove import LOFI
from .jazz import SWING
from .popular import POP, ROCK

_SYNTH_POP = replace(
    POP, looseness_s=0.003, room_s=1.8,
    drums=Drums(
        "Electronic Kit",
        {
            "verse": (
                """
                kick  x... .... x... ..x.
                snare .... x... .... x...
                hat   x.x. x.x. x.x. x.xx
                """,
            ),
            "chorus": (
                """
                kick  x..x .... x.x. ....
                snare .... X... .... X...
                clap  .... x... .... x...
                hat   x.x. x.x. x.x. x.x.
                open  .... ..x. .... ....
                """,
            ),
            "bridge": ("kick x... .... x... ....\nhat  ..x. ..x. ..x. ..x.",),
        },
        "rock",
    ),
    bass=Bass(
        ("Synth Bass 1",),
        patterns(
            verse="R-R- R-R- R-R- R-5-", chorus="R--R --R- R--R --8-",
            bridge="R--- ---- R--- ----",
        ),
        level_db=-2.0, touch=0.8,
    ),
    layers=(
        Layer(
            "keys", "chords", ("Polysynth Pad",),
            patterns(verse="x--x --x- ---- ----", chorus="X--- --X- ---- X---"),
            voices=4, level_db=-5.0, pan=0.2,
        ),
        Layer(
            "picking", "arpeggio", ("Muted Electric Guitar",),
            patterns(verse=".1.2 .1.3 .1.2 .1.0", chorus="d-u- d-u- d-u- d-du"),
            low=50, high=72, level_db=-9.0, pan=-0.4, enters=0.4, strum_s=0.01,
        ),
        Layer(
            "pad", "pad", ("Warm Pad",), HELD,
            low=55, high=76, voices=3, level_db=-11.0, room=0.5, enters=0.5, touch=1.0,
        ),
    ),
)  # fmt: skip

_PUNK_ROCK = replace(
    ROCK, room_s=0.8,
    drums=Drums(
        "Standard Kit",
        {
            "verse": (
                """
                kick  x..x ..x. x..x ..x.
                snare .... X... .... X.g.
                hat   X.X. X.X. X.X. X.X.
                """,
            ),
            "chorus": (
                """
                kick  x... x.x. x... x.x.
                snare .... X... .... X...
                crash x... .... x... ....
                open  x.x. x.x. x.x. x.x.
                """,
            ),
            "bridge": ("kick  x... x... x... x...\nfloor x.x. x.x. x.x. x.xx",),
        },
        "rock",
    ),
    bass=Bass(
        ("Picked Bass",),
        patterns(
            verse="RR-R R-R- RR-R R-5-", chorus="R-R- R-R- 5-5- R-a-", bridge="R--- R--- R--- R-a-",
        ),
    ),
    layers=(
        Layer(
            "rhythm guitar", "chords", ("Overdriven Guitar",),
            patterns(
                verse="X-x- x-x- X-x- x-xx", chorus="X-xx x-x- X-xx x-x-",
                bridge="X--- ---- X--- ----",
            ),
            low=43, high=64, voices=3, level_db=-6.0, pan=0.4, room=0.15, power=True,
        ),
        Layer(
            "second guitar", "arpeggio", ("Steel Guitar",),
            patterns(verse="0.3. 2.3. 1.3. 2.3.", chorus="d.d. d.du d.d. d.du"),
            low=50, high=74, level_db=-9.0, pan=-0.5, enters=0.5,
        ),
    ),
)  # fmt: skip

_GYPSY_SWING = replace(
    SWING, swing=(1.0, 0.65), room_s=0.9,
    drums=Drums(
        "Brush Kit",
        {
            "verse": ("snare o.x. o.xo o.x. o.xo\nkick  g... g... g... g...",),
            "chorus": (
                """
                snare o.X. o.xo o.X. o.xo
                ride  x... x.x. x... x.x.
                kick  g... g... g... g...
                pedal .... x... .... x...
                """,
            ),
            "bridge": ("ride x... x.o. x... x.o.\nrim  .... x... .... x...",),
        },
        "jazz", level_db=-5.0,
    ),
    bass=Bass(
        ("Acoustic Bass",), patterns(verse="R--- .... 5--- ....", bridge="R--- ---- 5--- --a-"),
        walking=1.0, level_db=-1.0, touch=0.85,
    ),
    layers=(
        Layer(
            "pump", "chords", ("Steel Guitar",),
            patterns(verse="x... X.o. x... X.o.", chorus="x.o. X... x.o. X..u"),
            low=48, high=67, voices=4, level_db=-5.0, pan=-0.3, touch=0.5, strum_s=0.006,
        ),
        Layer(
            "piano", "arpeggio", ("Acoustic Grand Piano",),
            patterns(
                verse=".... ..x. .... x-..  ..x- .... .... ..x.",
                chorus="..x- .x.. ..x- ....",
            ),
            low=55, high=76, voices=4, level_db=-9.0, pan=0.4, enters=0.5,
        ),
    ),
)  # fmt: skip

_DEEP_HOUSE = replace(
    HOUSE, room_s=2.2,
    drums=Drums(
        "TR-808 Kit",
        {
            "intro": ("kick X... X... X... X...\nshaker o.x. o.x. o.x. o.x.",),
            "verse": (
                """
                kick  X... X... X... X...
                rim   .... x... .... x..x
                open  ..x. ..x. ..x. ..x.
                shaker x.ox x.ox x.ox x.ox
                """,
            ),
            "chorus": (
                """
                kick  X... X... X... X...
                snare .... x... .... x...
                open  ..X. ..X. ..X. ..X.
                tambourine x.xx x.xx x.xx x.xx
                """,
            ),
            "bridge": ("rim ..x. .x.. ..x. .x..\nhat x.x. x.x. x.x. x.x.",),
        },
        "electronic", enters=0.3,
    ),
    bass=Bass(
        ("Synth Bass 2",),
        patterns(
            verse=".R.. R..R .R.. R.5.", chorus=".R.R ..R. .R.R ..8.", bridge="R--- ---- ..5- ----",
        ),
        level_db=-1.0, enters=0.4, touch=0.8,
    ),
    layers=(
        Layer(
            "organ stabs", "chords", ("Drawbar Organ",),
            patterns(
                verse=".x.. x..x ..x. ....",
                chorus="x..x ..x. x..x ..x.",
                bridge=HELD["verse"],
            ),
            low=53, high=74, voices=4, level_db=-6.0, pan=0.25, room=0.4, touch=0.5,
        ),
        Layer(
            "plucks", "arpeggio", ("Marimba",),
            patterns(verse="2.1. 0.2. 1..3 .2..", chorus="3.21 0.32 1.03 2.10"),
            low=60, high=81, voices=4, level_db=-10.0, pan=-0.4, touch=0.6,
        ),
        Layer(
            "pad", "pad", ("Sweep Pad",), HELD,
            low=55, high=77, voices=3, level_db=-10.0, room=0.6, enters=0.3, touch=1.0,
        ),
    ),
)  # fmt: skip

_BOOM_BAP = replace(
    LOFI, swing=(0.5, 0.62), room_s=1.0,
    drums=Drums(
        "Room Kit",
        {
            "verse": (
                """
                kick  x.x. .... ..xx ....
                snare .... X... .... X...
                hat   x.x. x.xo x.x. x.x.
                """,
            ),
            "chorus": (
                """
                kick  x.x. ...x ..x. .x..
                snare .... X... .g.. X..g
                hat   x.x. x.x. x.xo x.x.
                open  .... .... .... ..x.
                """,
            ),
            "bridge": ("kick x.x. .... .... ....\nrim  .... x... .... x...",),
        },
        "soft", crash=False,
    ),
    bass=Bass(
        ("Fingered Bass",),
        patterns(
            verse="R-.R --.. R-5- ....",
            chorus="R-.R ..5- R--- .5a-",
            bridge="R--- ---- 5--- ----",
        ),
        level_db=-1.5,
    ),
    layers=(
        Layer(
            "sample", "chords", ("Electric Piano 2",),
            patterns(
                verse="..x- ---- x--- ----",
                chorus="x-.x ---- ..x- --x-",
                bridge=HELD["verse"],
            ),
            low=52, high=74, voices=4, level_db=-5.0, pan=0.1, room=0.4, strum_s=0.02,
        ),
        Layer(
            "guitar", "arpeggio", ("Jazz Guitar",),
            patterns(verse="0... 2.1. .... 3...", chorus="..3. 2... 1.2. ...."),
            low=52, high=74, level_db=-9.0, pan=-0.4, room=0.4, enters=0.5, ring=True,
        ),
        Layer(
            "strings", "pad", ("String Ensemble 2",), HELD,
            low=55, high=76, voices=3, level_db=-13.0, room=0.5, enters=0.6, touch=1.0,
        ),
    ),
)  # fmt: skip
SECOND_OF_BANDS = (_SYNTH_POP, _PUNK_ROCK, _GYPSY_SWING, _DEEP_HOUSE, _BOOM_BAP)
