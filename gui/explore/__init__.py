"""The Explore page: songs on a map, and what is like what."""
