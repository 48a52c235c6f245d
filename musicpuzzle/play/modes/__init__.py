"""Ways to play: each a small immutable state that asks for puzzles and takes what came of them."""
