"""Blueprint, bank and key become forms; pure computation, the same bytes everywhere.

A room of its own because a draw must be repeatable years later: nothing in it may read the clock,
the disk or a random number.
"""
