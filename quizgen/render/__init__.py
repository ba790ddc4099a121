"""Forms become files: one printer per output, all walking the same composed paper.

One printer per output, but the order of a form is settled before, so that no two printers can disagree
about it.
"""
