"""Answers and points coming in: the sheets that people fill in, read back with every doubt named."""
