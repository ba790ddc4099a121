"""What an organisation keeps: the roster, the exam folder with its manifest of files.

Signatures, ledger and folder belong together because each proves the others, even years later.
"""
