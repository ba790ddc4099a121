"""Answers and points coming in: the sheets that people fill in, read back with every doubt named.

Apart from reviews, although both read workbooks: here every doubtful cell can cost a candidate points, so
nothing is ever guessed.
"""
