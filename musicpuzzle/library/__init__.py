"""A person's songs: found in their folders, analysed once, and known again wherever they move."""
