"""Measurements of speed and memory; each module prints its figures."""
