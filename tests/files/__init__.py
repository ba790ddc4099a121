"""Tests of reading and writing safely."""
