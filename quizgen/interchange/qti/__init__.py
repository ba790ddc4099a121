"""QTI 2.2 packages: a manifest, an item for every question, its pictures."""
