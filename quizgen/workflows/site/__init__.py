"""Checking and building the site, printing it as a book."""
