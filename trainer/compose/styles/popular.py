"""Pop, rock and chiptune."""

from __future__ import annotations

from ..style import HELD, Bass, Drums, Layer, Style, patterns

POP = Style(
    name="pop", metre_name="4/4", tempo=(92, 124), family="loop", colour="triad", feel="straight",
    leads=("Acoustic Grand Piano", "Calliope Lead", "Clean Electric Guitar", "Violin", "Flute"),
    counters=("Cello", "French Horn", "Glockenspiel"), lift=True,
    drums=Drums(
        "Room Kit",
        {
            "verse": (
                """
                kick  x... .... x.x. ....
                snare .... x... .... x..g
                hat   x.o. x.o. x.o. x.o.
                """,
                """
                kick  x..x .... ..x. ....  x... ...x ..x. ....
                rim   .... x... .... x...  .... x... .... x...
                hat   x.o. x.o. x.o. x.oo  x.o. x.o. x.o. x.x.
                """,
            ),
            "chorus": (
                """
                kick  x... ..x. x.x. ...x  x... ..x. x.x. ....
                snare .... X..g .... X...  .... X..g .... X.g.
                hat   x.x. x.x. x.x. x.x.  x.x. x.x. x.x. x...
                open  .... .... .... ....  .... .... .... ..x.
                tambourine .... x... .... x... .... x... .... x...
                """,
            ),
            "bridge": (
                """
                kick  x... .... .... ..x.
                rim   .... .... x... ....
                ride  x... o... x... o...
                """,
            ),
        },
        "rock",
    ),
    bass=Bass(
        ("Fingered Bass", "Picked Bass"),
        patterns(
            intro="R--- ---- ---- ----",
            verse=("R--- --R- R--- 5-a-", "R--- ---R --R- --a-"),
            chorus=("R-R- R-R- R-R- R-a-", "R-.R R-R- R-.R 8-5-"),
            bridge="R--- ---- 5--- ----",
            outro="R--- --R- R--- 5---",
        ),
    ),
    layers=(
        Layer(
            "chords", "chords", ("Acoustic Grand Piano", "Electric Piano 1"),
            patterns(
                verse=("x--- ---- x--- x---", "x--- --x- --x- ----"),
                chorus=("X--- x--- X--- x---", "X--x --x- X--x --x-"),
                bridge="x--- ---- ---- ----",
            ),
            voices=4, level_db=-6.0, pan=-0.25,
        ),
        Layer(
            "guitar", "arpeggio", ("Steel Guitar", "Clean Electric Guitar"),
            patterns(
                verse=("0.1. 2.1. 3.1. 2.1.", "0.2. 1.3. 2.1. 2.3."),
                chorus="d-.u .ud- d-.u .ud-",
            ),
            low=48, high=72, level_db=-8.0, pan=0.45, enters=0.5, ring=True, strum_s=0.012,
        ),
        Layer(
            "strings", "pad", ("String Ensemble 1", "Warm Pad"),
            HELD,
            low=55, high=79, voices=3, level_db=-10.0, pan=0.1, room=0.5, enters=0.48, touch=1.0,
        ),
    ),
)  # fmt: skip

ROCK = Style(
    name="rock", metre_name="4/4", tempo=(112, 148), family="loop", colour="triad", feel="straight",
    leads=("Overdriven Guitar", "Rock Organ", "Distortion Guitar"),
    counters=("Rock Organ", "Clean Electric Guitar"), lift=True, looseness_s=0.007, room_s=1.1,
    drums=Drums(
        "Power Kit",
        {
            "verse": (
                """
                kick  x... ..x. x... ....  x... ..x. x.x. ....
                snare .... X... .... X...  .... X... .... X..g
                hat   X.x. X.x. X.x. X.x.  X.x. X.x. X.x. X.x.
                """,
                """
                kick  x... .... x.x. ...x
                snare .... X... .... X...
                hat   X.o. X.o. X.o. X.o.
                """,
            ),
            "chorus": (
                """
                kick  x..x ..x. x.x. ..x.
                snare .... X... .... X...
                open  X... x... X... x...
                """,
                """
                kick  x.x. ..x. x.x. ....
                snare .... X... .... X..g
                crash x... .... .... ....
                ride  x.x. x.x. x.x. x.x.
                """,
            ),
            "bridge": (
                """
                kick  x... .... ..x. ....
                snare .... .... X... ....
                floor ..x. ..x. ..x. x.x.
                """,
            ),
        },
        "rock",
    ),
    bass=Bass(
        ("Picked Bass",),
        patterns(
            verse=("R-R- R-R- R-R- R-R-", "R--R --R- R--R 5-a-"),
            chorus=("R-R- R-R- R-R- 8-a-", "R-R- R-R- 5-5- 8-a-"),
            bridge="R--- --R- ---- R-a-",
        ),
        touch=0.85,
    ),
    layers=(
        Layer(
            "rhythm guitar", "chords", ("Distortion Guitar", "Overdriven Guitar"),
            patterns(
                verse=("x.xx x.x. x.xx x.x.", "x.x. x.xx .xx. x.x."),
                chorus=("X--- --x- X--- x---", "X--x --x- X--- --xx"),
                bridge="X--- ---- ---- x-x-",
            ),
            low=43, high=64, voices=3, level_db=-7.0, pan=-0.55, room=0.15, touch=0.75, power=True,
        ),
        Layer(
            "clean guitar", "arpeggio", ("Clean Electric Guitar", "Steel Guitar"),
            patterns(
                verse=("0.2. 1.2. 3.2. 1.2.", "0.12 .3.2 .1.2 .3.1"),
                chorus="d-d- d-ud .ud- d-du",
            ),
            low=50, high=74, level_db=-8.5, pan=0.55, ring=True, strum_s=0.01,
        ),
        Layer(
            "organ", "pad", ("Rock Organ", "Drawbar Organ"),
            patterns(verse="x--- ---- ---- ----", chorus="x--- ---- ---- --x-"),
            low=55, high=77, voices=3, level_db=-11.0, pan=0.15, room=0.3, enters=0.7, touch=1.0,
        ),
    ),
)  # fmt: skip

CHIPTUNE = Style(
    name="chiptune", metre_name="4/4", tempo=(128, 164), family="loop", colour="triad", feel="chip",
    density=1.2, leads=("Square Lead", "Calliope Lead", "Saw Lead"),
    counters=("Square Lead", "Calliope Lead"), lift=True, looseness_s=0.0015, counter_level_db=-6.0,
    room_s=0.7,
    drums=Drums(
        "Electronic Kit",
        {
            "verse": (
                """
                kick  x... ..x. x... ....
                snare .... x... .... x...
                hat   x.x. x.x. x.x. x.xx
                """,
            ),
            "chorus": (
                """
                kick  x..x ..x. x..x ..x.  x..x ..x. x.x. x...
                snare .... X... .... X...  .... X... .... X.xx
                hat   x.xx x.xx x.xx x.xx  x.xx x.xx x.xx x.xx
                """,
            ),
            "bridge": (
                """
                kick  x... .... x... ....
                snare .... .... x... ....
                hat   x... x... x... x.x.
                """,
            ),
        },
        "electronic", crash=False,
    ),
    bass=Bass(
        ("Synth Bass 1", "Synth Bass 2"),
        patterns(
            verse=("R.R. 8.R. R.R. 8.a.", "R..R ..R. 8..5 ..a."),
            chorus=("R.8. R.8. R.8. R.a.", "RR8. RR8. RR8. 5.a."),
            bridge="R--- ..R. 5--- ..a.",
        ),
        touch=0.8,
    ),
    layers=(
        Layer(
            "arpeggio", "arpeggio", ("Square Lead", "Polysynth Pad"),
            patterns(
                verse=("0120 1201 2012 0121", "0123 2101 0123 2101"),
                chorus=("0123 0123 0123 2123", "0312 0312 0312 3210"),
                bridge="0.1. 2.3. 2.1. 0.1.",
            ),
            low=60, high=84, level_db=-9.0, pan=-0.45, room=0.25, touch=0.7,
        ),
        Layer(
            "chords", "chords", ("Polysynth Pad", "Saw Lead"),
            patterns(
                verse="..x. ..x. ..x. ..x.",
                chorus="x-.x -.x- ..x- x-..",
                bridge="x--- ---- x--- ----",
            ),
            low=55, high=76, voices=3, level_db=-10.0, pan=0.45, enters=0.5, touch=0.8,
        ),
        Layer(
            "pad", "pad", ("Synth Strings 1", "Sweep Pad"),
            HELD,
            low=55, high=79, voices=3, level_db=-13.0, room=0.5, enters=0.7, touch=1.0,
        ),
    ),
)  # fmt: skip
STYLES = (POP, ROCK, CHIPTUNE)
