"""Tests of the room entry."""
