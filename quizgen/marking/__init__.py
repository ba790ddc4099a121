"""Answers against the key: named rules, exact points, changes for everybody; pure.

Apart from records because points must follow from answers and keys alone: no file, no clock, no name has a
say.
"""
