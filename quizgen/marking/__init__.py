"""Answers compared with the key: named rules, exact points, changes that apply to all candidates; pure.

Apart from records because points must follow from answers and keys alone,
never from a file, the clock or a name.
"""
