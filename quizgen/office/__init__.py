"""Office Open XML as files: packages, workbooks, cells, and what a spreadsheet shows of them.

One floor under entry and reviews because both need to know what a cell shows a person, which is not what is
stored in it.
"""
