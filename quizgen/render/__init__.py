"""Forms become files: one printer per output, all walking the same composed paper.

The order of a form is fixed before any printer sees it, so that no two printers can disagree.
"""
