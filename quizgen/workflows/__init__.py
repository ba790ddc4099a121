"""The recipes that commands run; they return results, never print.

They fix the order in which the rooms below are used, and what must hold before and after.
"""
