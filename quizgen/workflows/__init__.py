"""The recipes that commands run; they return results, never print."""
