"""Tests of checking the site."""
