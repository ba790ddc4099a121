"""The command line.

The only room that prints, reads the clock, draws a key or knows where things lie, so that all below can be
tested with plain values.
"""
