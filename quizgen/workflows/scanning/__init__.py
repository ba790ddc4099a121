"""Scanned answer sheets: read page by page, checked by people, entered like any other answers."""
