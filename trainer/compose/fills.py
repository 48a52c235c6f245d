"""Fills: what drummers play in the bar before something new, by family and steps in the bar."""

from __future__ import annotations

FILLS: dict[tuple[str, int], tuple[str, ...]] = {
    ("rock", 16): (
        """
        snare ........xxxx....
        high  ............xx..
        floor ..............xX
        """,
        """
        snare ........x.xxX...
        mid   .............xx.
        floor ...............X
        kick  ........x...x...
        """,
        """
        snare ....x.xxxx......
        high  ..........xx....
        mid   ............xx..
        floor ..............xX
        """,
        """
        snare ............X.Xx
        kick  ........x.x..x..
        open  ........x.......
        """,
    ),
    ("soft", 16): (
        """
        snare ............ggox
        high  ............o...
        """,
        """
        rim   ........x..x..x.
        snare ............g.ox
        """,
        """
        mid   ............x.o.
        floor ..............x.
        """,
    ),
    ("jazz", 16): (
        """
        snare ........x.x.x...
        high  ............x.x.
        kick  ..............x.
        """,
        """
        snare ......x...x.x.x.
        kick  ........x.......
        ride  ........x...x...
        """,
        """
        snare ........o.xoX.x.
        mid   ............x...
        """,
    ),
    ("latin", 16): (
        """
        timbale ........x.xxx.xx
        conga   ........x...x...
        """,
        """
        conga   ......x.x.x.....
        tumba   ............x.xX
        """,
        """
        timbale ....x..x..x.x.xX
        """,
    ),
    ("electronic", 16): (
        """
        snare ........x.x.xxxx
        kick  ........x.......
        """,
        """
        clap  ............x.xx
        open  ..........x.....
        """,
        """
        snare ....o...o.o.oxxX
        """,
    ),
    ("reggae", 16): (
        """
        snare ........X.xxX...
        high  ............x.x.
        """,
        """
        high  ........xx......
        mid   ..........xx....
        floor ............x.X.
        """,
        """
        rim   ........x.xxx.x.
        snare ..............X.
        """,
    ),
    ("low", 16): (
        """
        floor ........o.o.x.xX
        low   ............o...
        """,
        """
        floor ............xxxX
        """,
    ),
    ("soft", 12): (
        """
        snare ........o.x.
        """,
        """
        snare ......g.goox
        """,
        """
        mid   ....x...x...
        snare ..........o.
        """,
    ),
    ("folk", 12): (
        """
        floor ......X.x.x.
        tambourine ......x.x.X.
        """,
        """
        floor X..x..x.x.xx
        """,
        """
        low   ......x.x...
        floor ........x.X.
        """,
    ),
}
