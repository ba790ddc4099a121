"""Marking an exam: from filled-in answers to signed scores, and the results made from them."""
