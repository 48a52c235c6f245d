"""What models see of a piece."""
