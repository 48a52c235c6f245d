"""What a person sees and hears."""
