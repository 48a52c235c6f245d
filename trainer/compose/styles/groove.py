"""Reggae, funk and lo-fi hip hop."""

from __future__ import annotations

from ..style import HELD, Bass, Drums, Layer, Style, patterns

REGGAE = Style(
    name="reggae", metre_name="4/4", tempo=(68, 84), family="loop", colour="triad",
    feel="syncopated", leads=("Harmonica", "Trombone", "Steel Drums", "Drawbar Organ"),
    counters=("Trombone", "Clean Electric Guitar"), counter="answers", swing=(0.5, 0.56),
    drag_s={"drums": 0.004, "bass": 0.012, "chords": 0.004},
    drums=Drums(
        "Standard Kit",
        {
            "verse": (
                """
                kick  .... .... X... ....
                rim   .... .... X... ....  .... .... X... ..x.
                hat   x.o. x.oo x.o. x.oo
                """,
                """
                kick  .... .... X... ....
                rim   .... .... X... ...g
                hat   x.xo x.x. x.xo x.x.
                """,
            ),
            "chorus": (
                """
                kick  x... x... x... x...
                snare .... .... X... ....  .... .... X... .ggx
                hat   x.o. x.oo x.o. x.o.
                open  .... .... .... ....  .... .... .... ..x.
                """,
            ),
            "bridge": (
                """
                kick  .... .... X... ....
                rim   ...x ..x. ..x. ....
                hat   x.x. x.x. x.x. x.x.
                """,
            ),
        },
        "reggae",
    ),
    bass=Bass(
        ("Fingered Bass", "Acoustic Bass"),
        patterns(
            intro="R-.. ..R- 5--- ....",
            verse=("R-.. R-R- 3--- 5-..", "..R- R-.. 5-8- 5-3-", "R--- ..5- 8-.5 -..a"),
            chorus=("R-R- 3-.. 5-5- 3-a-", "R-.R -.R- 5-.3 -.a-"),
            bridge="R--- ---- ..5- 3-a-",
        ),
        level_db=-1.5,
    ),
    layers=(
        Layer(
            "skank", "chords", ("Muted Electric Guitar", "Clean Electric Guitar"),
            patterns(verse="..x. ..x. ..x. ..x.", chorus="..x. ..x. ..x. ..xu"),
            low=55, high=76, voices=3, level_db=-5.5, pan=-0.4, touch=0.55, strum_s=0.006,
        ),
        Layer(
            "organ", "arpeggio", ("Drawbar Organ", "Rock Organ"),
            patterns(
                verse=("..x. .xx. ..x. .xx.", "...x x..x ...x x..x"),
                chorus="..xx ..xx ..xx ..xx",
                bridge="x--- ---- x--- ----",
            ),
            low=52, high=71, voices=3, level_db=-9.0, pan=0.4, enters=0.5, touch=0.6,
        ),
        Layer(
            "horns", "pad", ("Brass Section", "Synth Strings 1"),
            patterns(
                verse="x--- ---- ---- ....",
                chorus=("x-x- .... ..x- ----", "..x- x--- .... ...."),
            ),
            low=57, high=76, voices=3, level_db=-8.0, pan=0.2, room=0.35, enters=0.7,
        ),
    ),
)  # fmt: skip

FUNK = Style(
    name="funk", metre_name="4/4", tempo=(94, 116), family="loop", colour="ninth",
    feel="syncopated", leads=("Brass Section", "Clavinet", "Alto Sax", "Clean Electric Guitar"),
    counters=("Trombone", "Alto Sax"), counter="answers", swing=(0.5, 0.54),
    drag_s={"drums": 0.0, "bass": 0.003, "chords": -0.002}, looseness_s=0.005, room_s=0.9,
    drums=Drums(
        "Room Kit",
        {
            "verse": (
                """
                kick  x..x ..x. ..x. .x..
                snare .... X..g .g.. X..g
                hat   xoxo xoxo xoxo xo.o
                open  .... .... .... ..x.
                """,
                """
                kick  x.x. ...x ..x. ....
                snare .... X..g .g.g X...
                hat   x.xo x.xo x.xo x.xo
                """,
            ),
            "chorus": (
                """
                kick  x..x ..x. .xx. .x..  x.x. ..x. .x.. x...
                snare .... X..g .g.. X.g.  .... X..g .g.. X.gg
                hat   xoxo xoxo xoxo xo.o  xoxo xoxo xoxo xo.o
                open  .... .... .... ..x.  .... .... .... ..x.
                cowbell x... x... x... x...  x... x... x... x...
                """,
            ),
            "bridge": (
                """
                kick  x... .... ..x. ....
                snare .... X... .... X...
                ride  x.x. x.x. x.x. x.x.
                conga ..x. ..xx ..x. ..xx
                """,
            ),
        },
        "rock",
    ),
    bass=Bass(
        ("Fingered Bass", "Picked Bass"),
        patterns(
            intro="R.8. .... ..5. 7.a.",
            verse=("R..R .8.. R.7. 5..a", "R.R. .R8. ..R. 57a.", "R..8 ..R. .R.7 8.a."),
            chorus=("R.8R .R.8 R.8R .5a.", "R.R. 8.R. R.5. 7.8."),
            bridge="R--- ..R. 5--- ..a.",
        ),
        level_db=-2.0, touch=0.7,
    ),
    layers=(
        Layer(
            "clavinet", "chords", ("Clavinet", "Muted Electric Guitar"),
            patterns(
                verse=("x..x ..x. x..x .x..", "..xx ..x. .xx. ..x."),
                chorus="x.xx .xx. x.xx .xx.",
                bridge="x... ..x. ...x ....",
            ),
            low=53, high=74, voices=3, level_db=-7.5, pan=-0.45, room=0.12, touch=0.55,
        ),
        Layer(
            "guitar", "arpeggio", ("Muted Electric Guitar", "Clean Electric Guitar"),
            patterns(
                verse=("d.ud .ud. d.ud .u.u", ".d.d .dud .d.d .du."),
                chorus="d.ud .dud d.ud udud",
                bridge="d--- .... ..d- ....",
            ),
            low=57, high=77, voices=3, level_db=-9.5, pan=0.5, enters=0.5, touch=0.5, strum_s=0.005,
        ),
        Layer(
            "organ", "pad", ("Drawbar Organ", "Electric Piano 1"),
            patterns(verse="x--- ---- ---- ----", chorus="x--- ---. ..x- ----"),
            low=55, high=77, voices=4, level_db=-10.5, pan=0.1, room=0.3, enters=0.48, touch=1.0,
        ),
    ),
)  # fmt: skip

LOFI = Style(
    name="lo-fi hip hop", metre_name="4/4", tempo=(70, 90), family="jazz", colour="ninth",
    feel="syncopated",
    leads=("Vibraphone", "Electric Piano 1", "Kalimba", "Jazz Guitar", "Muted Trumpet"),
    counters=("Flute", "Celesta", "Nylon Guitar"), counter="answers", swing=(0.5, 0.6),
    looseness_s=0.011, drag_s={"drums": 0.008, "bass": 0.006, "chords": 0.014},
    drums=Drums(
        "TR-808 Kit",
        {
            "verse": (
                """
                kick  x... ...x ..x. ....  x... ...x ..x. .x..
                snare .... x... .... x...  .... x... .... x..g
                hat   x.x. x.x. x.x. x.xo  x.x. x.xo x.x. x.x.
                """,
                """
                kick  x..x .... ..x. ...x
                rim   .... x... .... x...
                hat   x.o. x.oo x.o. x.o.
                """,
            ),
            "chorus": (
                """
                kick  x..x ...x ..x. ....  x..x ...x ..x. x...
                snare .... X... .... X..g  .... X... ...g X...
                hat   x.xo x.xo x.xo x.xo  x.xo x.xo x.xx x.xo
                shaker ..x. ..x. ..x. ..x.  ..x. ..x. ..x. ..x.
                """,
            ),
            "bridge": (
                """
                kick  x... .... ..x. ....
                hat   ..x. ..x. ..x. ..x.
                """,
            ),
        },
        "soft", crash=False, level_db=-1.0,
    ),
    bass=Bass(
        ("Fretless Bass", "Fingered Bass", "Synth Bass 2"),
        patterns(
            verse=("R--- ---R --5- --a-", "R--- --.. ..R- 5---"),
            chorus=("R--R --.R --5- --a-", "R--- .R-. 5--- ..a-"),
            bridge="R--- ---- ---- ----",
        ),
        level_db=-2.0,
    ),
    layers=(
        Layer(
            "keys", "chords", ("Electric Piano 1", "Electric Piano 2"),
            patterns(
                verse=("x--- ---- --x- ----", "x--- ---x ---- x---"),
                chorus=("x--- --x- ---- x---", "x--x ---- --x- ----"),
                bridge="x--- ---- ---- ----",
            ),
            low=50, high=72, voices=4, level_db=-4.5, pan=-0.15, room=0.3, strum_s=0.014,
        ),
        Layer(
            "plucks", "arpeggio", ("Nylon Guitar", "Kalimba", "Harp"),
            patterns(
                verse=("..2. ..1. ..3. ..0.", "..0. 1..2 ..3. ..2."),
                chorus="0.1. 2..3 ..2. 1...",
            ),
            low=57, high=79, level_db=-10.0, pan=0.5, room=0.45, enters=0.5, ring=True,
        ),
        Layer(
            "pad", "pad", ("Warm Pad", "Choir Pad", "String Ensemble 2"),
            HELD,
            low=55, high=76, voices=3, level_db=-11.5, pan=0.1, room=0.5, enters=0.45, touch=1.0,
        ),
    ),
)  # fmt: skip
STYLES = (REGGAE, FUNK, LOFI)
