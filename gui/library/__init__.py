"""The Library page: a person's songs, where they lie, and what is known of them."""
