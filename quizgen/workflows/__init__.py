"""The recipes that commands run; they return results, never print.

The order in which the rooms below are used, and what must hold before and after; without it cli would have
to know.
"""
