"""Tests of the assemble room."""
