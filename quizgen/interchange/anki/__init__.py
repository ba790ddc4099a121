"""Anki packages (.apkg): a collection in SQLite with its pictures, zipped."""
