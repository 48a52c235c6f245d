"""Music Puzzle: what the program knows about sound, models and games. No Qt."""
