"""What an organisation keeps: the roster, the exam folder with its manifest of files.

Signatures, ledger and folder stand together because each vouches for the others; what is proved years later
is proved here.
"""
