"""Signed scores as files: the score workbook and the cards of single persons."""
