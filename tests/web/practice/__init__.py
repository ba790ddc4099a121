"""Tests of the practice on the site."""
