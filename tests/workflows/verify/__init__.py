"""Tests of verifying an exam folder."""
