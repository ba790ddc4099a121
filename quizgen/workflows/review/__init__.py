"""Attaching scores to review documents and verifying them afterwards."""
