"""Tests of marking an exam."""
