"""Networks that score joins, and the files they are kept in."""
