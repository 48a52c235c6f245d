"""Songs to learn from: folders of audio, and their log-mels prepared once."""
