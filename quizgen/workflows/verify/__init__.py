"""Verifying an exam folder against its key, its ledger and its signatures."""
