"""Tests of attaching scores to review documents."""
