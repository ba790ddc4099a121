"""Answers against the key: named rules, exact points, changes for everybody; pure."""
