"""Word documents read as a person sees them: numbers of lists, marks, scripts, formulas, pictures, notes.

A reader of its own, because the library that writes documents here shows no automatic number, no text box,
no tracked change, and takes a tree in memory for what is read once from top to bottom.
"""
