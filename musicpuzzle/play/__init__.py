"""Who plays what, who is how strong, and what is kept of it. No sound, no Qt, no torch."""
