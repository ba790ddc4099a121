"""Review documents: where a person's score belongs in them, and how it is written there."""
