"""Puzzles, rounds, scores and opponents."""
