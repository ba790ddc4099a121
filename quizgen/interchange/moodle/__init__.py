"""Moodle's own XML, written and read."""
