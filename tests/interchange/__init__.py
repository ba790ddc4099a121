"""Tests of banks that come in from other programs' files."""
