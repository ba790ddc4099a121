"""Tests of the room that reads answer sheets."""
