"""Attaching scores to review documents, and verifying what was attached."""
