"""Tests of the knowledge register."""
