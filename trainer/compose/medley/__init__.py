"""Medleys: different songs in one go, led over from one to the next so that their order is true."""
