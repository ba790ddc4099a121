"""Item statistics: facility, discrimination, reliability; pure.

Kept apart from marking because nobody loses a point if it is wrong: it reads marks and never gives any.
"""
