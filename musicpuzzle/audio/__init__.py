"""Sound as samples: reading, resampling, loudness, disguise."""
