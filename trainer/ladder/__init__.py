"""The ladder: how strong each opponent is, and how hard each kind of puzzle, on one scale."""
