"""Marking an exam: from filled-in answers to signed scores and what is made of them."""
