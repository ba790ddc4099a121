"""Bringing a bank in from other files: looked at first, then written whole, updated later."""
