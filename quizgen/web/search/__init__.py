"""What a reader can find without knowing how to type it."""
